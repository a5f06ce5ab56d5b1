-- The one place that writes journals and entries. post takes what is read and judged: two plain
-- lines go the short way through post_pair, all else through post_lines. What the short way does
-- not find plainly good it hands over, so that each refusal stands in one place.

create or replace function tolsel_ledger.post(
    p_heads tolsel_ledger.head[],
    p_lines tolsel_ledger.line[],
    p_is_public boolean,
    p_tenant_id bigint
)
returns bigint[]
language plpgsql
volatile
set plan_cache_mode = force_generic_plan
set jit = off
as $post$
declare
    -- Generic plans and no compilation: else each call would be planned anew for its arrays, and
    -- compiled for milliseconds to run for microseconds.
    v_count integer := cardinality(p_heads);
    v_ids bigint[];
    v_user_id bigint := tolsel_core.context_user_id(p_tenant_id);
    v_request_id text := tolsel_core.context_request_id();
    v_new_count integer;
    v_new_ids bigint[];
begin
    for v_journal_no in 1 .. v_count loop
        v_ids[v_journal_no] := nextval('tolsel_ledger.journal_journal_id_seq');
    end loop;
    -- Lock: an equal request in flight waits here for the first one, before it holds a balance.
    insert into tolsel_ledger.journal (
        tenant_id, journal_id, user_id, reverses_journal_id, hold_id, description, request_key,
        request_id, metadata)
    overriding system value
    select p_tenant_id, v_ids[h.journal_no], v_user_id, h.reverses_journal_id, h.hold_id,
        h.description, h.request_key, v_request_id, h.metadata
    from unnest(p_heads) h
    on conflict (tenant_id, request_key) where request_key is not null do nothing;
    get diagnostics v_new_count = row_count;
    if v_new_count = v_count then
        return tolsel_ledger.post_lines(v_ids, p_lines, p_is_public, p_tenant_id);
    end if;
    -- Repeat: what was posted before is not posted again. Contents are compared last, when a twin
    -- within this very call has its entries too.
    v_new_ids := array(
        select j.journal_id
        from unnest(v_ids) with ordinality n(journal_id, journal_no)
        left join tolsel_ledger.journal j
            on j.tenant_id = p_tenant_id and j.journal_id = n.journal_id
        order by n.journal_no);
    if v_new_count > 0 then
        v_new_ids := tolsel_ledger.post_lines(v_new_ids, p_lines, p_is_public, p_tenant_id);
    end if;
    return tolsel_ledger.match_repeated(p_heads, p_lines, v_new_ids, p_tenant_id);
end
$post$;
comment on function tolsel_ledger.post is $$Posts journals, all or none, and answers with their ids;
one whose key was used before answers with the first. Heads are numbered 1 to n by journal_no and
come in the order of their keys; lines come in any order. A public caller may not touch managed
accounts.
raises: UC024 request_key_reused, and the refusals of tolsel_ledger.post_lines$$;

create or replace function tolsel_ledger.post_pair(
    p_from_account_id bigint,
    p_to_account_id bigint,
    p_amount numeric,
    p_effective_on date,
    p_description text,
    p_metadata jsonb,
    p_request_key text,
    p_hold_id bigint,
    p_is_public boolean,
    p_tenant_id bigint
)
returns tolsel_ledger.journal
language plpgsql
volatile
as $post_pair$
declare
    v_journal tolsel_ledger.journal;
    v_effective_on date := coalesce(
        p_effective_on,
        tolsel_core.branch_date(p_branch_id => null, p_at => null, p_tenant_id => p_tenant_id));
    v_from_comes_first boolean := p_from_account_id < p_to_account_id;
    v_lesser_id bigint := least(p_from_account_id, p_to_account_id);
    v_greater_id bigint := greatest(p_from_account_id, p_to_account_id);
    v_amount numeric := case when v_from_comes_first then -p_amount else p_amount end;
    v_lesser_slot smallint;
    v_lesser_version bigint;
    v_lesser_after numeric;
    v_greater_slot smallint;
    v_greater_version bigint;
    v_greater_after numeric;
    v_booked_at timestamptz;
    v_is_good boolean;
begin
    -- Lock: an equal request in flight waits here for the first one, before it holds a balance.
    insert into tolsel_ledger.journal (
        tenant_id, user_id, hold_id, description, request_key, request_id, metadata)
    values (
        p_tenant_id, tolsel_core.context_user_id(p_tenant_id), p_hold_id, p_description,
        p_request_key, tolsel_core.context_request_id(), p_metadata)
    on conflict (tenant_id, request_key) where request_key is not null do nothing
    returning * into v_journal;
    if not found then
        -- Repeat:
        v_journal.journal_id := (tolsel_ledger.match_repeated(
            array[tolsel_ledger.head_of(
                1, p_description, p_hold_id => p_hold_id, p_metadata => p_metadata,
                p_request_key => p_request_key)],
            tolsel_ledger.transfer_lines(
                p_from_account_id, p_to_account_id, p_amount, p_effective_on),
            array[null]::bigint[], p_tenant_id))[1];
        select * into v_journal from tolsel_ledger.journal j
        where j.tenant_id = p_tenant_id and j.journal_id = v_journal.journal_id;
        return v_journal;
    end if;
    -- The rows of a join are locked in the order of its tables: the lesser account first. They come
    -- back as they are once both are locked, so they may be judged at once.
    select tolsel_core.at_scale(v_amount, l.scale), l.slot, coalesce(l.version, 0) + 1,
        l.balance + tolsel_core.at_scale(v_amount, l.scale),
        g.slot, coalesce(g.version, 0) + 1, g.balance - tolsel_core.at_scale(v_amount, l.scale),
        greatest(l.last_booked_at, g.last_booked_at),
        v_amount <> 0 and abs(v_amount) < 1e15 and scale(trim_scale(v_amount)) <= l.scale
            and l.account_id <> g.account_id and l.currency = g.currency
            and abs(l.balance + v_amount) < 1e15 and abs(g.balance - v_amount) < 1e15
            and (l.available + l.sign * v_amount < 0) is not true
            and (g.available - g.sign * v_amount < 0) is not true
            and not (p_is_public and (l.is_managed or g.is_managed))
            and (v_effective_on <= l.closed_through_on) is not true
            and (v_effective_on <= g.closed_through_on) is not true
    into v_amount, v_lesser_slot, v_lesser_version, v_lesser_after,
        v_greater_slot, v_greater_version, v_greater_after,
        v_booked_at, v_is_good
    from tolsel_ledger.balance l, tolsel_ledger.balance g
    where l.tenant_id = p_tenant_id and l.account_id = v_lesser_id
        and l.slot = pg_backend_pid() % l.slots
        and g.tenant_id = p_tenant_id and g.account_id = v_greater_id
        and g.slot = pg_backend_pid() % g.slots
    for no key update;

    -- Refuse: what is not plainly good goes the long way, which says what is wrong with it.
    if v_is_good is not true then
        perform tolsel_ledger.post_lines(
            array[v_journal.journal_id],
            tolsel_ledger.transfer_lines(
                p_from_account_id, p_to_account_id, p_amount, p_effective_on),
            p_is_public, p_tenant_id);
        return v_journal;
    end if;

    -- Write: the foreign keys are checked when the statement has done both.
    v_booked_at := greatest(v_booked_at, clock_timestamp());
    with written as (
        insert into tolsel_ledger.entry (
            tenant_id, account_id, version, journal_id, booked_at, effective_on, slot, line_no,
            amount, balance_after)
        values
            (p_tenant_id, v_lesser_id, v_lesser_version, v_journal.journal_id, v_booked_at,
                v_effective_on, v_lesser_slot, case when v_from_comes_first then 1 else 2 end,
                v_amount, v_lesser_after),
            (p_tenant_id, v_greater_id, v_greater_version, v_journal.journal_id, v_booked_at,
                v_effective_on, v_greater_slot, case when v_from_comes_first then 2 else 1 end,
                -v_amount, v_greater_after)
    )
    update tolsel_ledger.balance b
    set balance = e.balance_after, version = e.version, last_booked_at = v_booked_at
    from (
        values
            (v_lesser_id, v_lesser_slot, v_lesser_version, v_lesser_after),
            (v_greater_id, v_greater_slot, v_greater_version, v_greater_after)
    ) e(account_id, slot, version, balance_after)
    where b.tenant_id = p_tenant_id and b.account_id = e.account_id and b.slot = e.slot;
    return v_journal;
end
$post_pair$;
comment on function tolsel_ledger.post_pair is $$Posts one journal of two lines, which takes a
signed amount from one account to another: the short way of tolsel_ledger.post, with the same result
and the same refusals. Answers with the journal, or with the first one under the key.
raises: UC024 request_key_reused, and the refusals of tolsel_ledger.post_lines$$;

create or replace function tolsel_ledger.post_lines(
    p_journal_ids bigint[],
    p_lines tolsel_ledger.line[],
    p_is_public boolean,
    p_tenant_id bigint
)
returns bigint[]
language plpgsql
volatile
as $post_lines$
declare
    v_today date := tolsel_core.branch_date(
        p_branch_id => null, p_at => null, p_tenant_id => p_tenant_id);
    v_journal_count bigint := cardinality(array_remove(p_journal_ids, null));
    v_verdict record;
begin
    -- Lock: one slot of each account, in the one order of accounts, balance by balance (a join over
    -- tables that were never analyzed may try every pair). Each row comes back as it is once it is
    -- locked, so it may be judged at once.
    with judged as materialized (
        select l.*,
            (l.amount <> 0 and abs(l.amount) < 1e15 and abs(l.balance_after) < 1e15
                and scale(trim_scale(l.amount)) <= l.scale
                and (l.available_after < 0) is not true
                and (l.currency <> l.kept_in) is not true
                and not (p_is_public and l.is_managed)
                and (l.effective_on <= l.closed_through_on) is not true) is true as is_good
        from (
            select p_journal_ids[l.journal_no] as journal_id, l.journal_no, l.line_no,
                l.account_id, l.amount, coalesce(l.effective_on, v_today) as effective_on,
                l.currency, b.slot, b.scale, b.is_managed, b.closed_through_on, b.last_booked_at,
                b.currency as kept_in,
                coalesce(b.version, 0) + row_number() over earlier as version,
                b.balance + sum(l.amount) over earlier as balance_after,
                b.available + b.sign * sum(l.amount) over earlier as available_after
            from (
                select * from unnest(p_lines) l
                where p_journal_ids[l.journal_no] is not null
                order by l.account_id, l.journal_no, l.line_no
            ) l
            left join lateral (
                select * from tolsel_ledger.balance b
                where b.tenant_id = p_tenant_id and b.account_id = l.account_id
                    and b.slot = pg_backend_pid() % b.slots
                for no key update
            ) b on true
            window earlier as (
                partition by l.account_id order by l.journal_no, l.line_no rows unbounded preceding)
        ) l
    ), verdict as materialized (
        select bool_and(j.is_good) as is_good,
            bool_and(j.is_balanced) and min(j.least_currency) = max(j.greatest_currency)
                and count(*) = v_journal_count as is_balanced,
            greatest(max(j.last_booked_at), clock_timestamp()) as booked_at
        from (
            select bool_and(j.is_good) as is_good,
                min(j.kept_in) as least_currency, max(j.kept_in) as greatest_currency,
                sum(j.amount) = 0 and min(j.account_id) <> max(j.account_id) as is_balanced,
                max(j.last_booked_at) as last_booked_at
            from judged j
            group by j.journal_no
        ) j
    -- Write, where every line is good: the entries, and the last of an account as its balance. The
    -- foreign key from there to here is checked when the statement has done both.
    ), written as (
        insert into tolsel_ledger.entry (
            tenant_id, account_id, version, journal_id, booked_at, effective_on, slot, line_no,
            amount, balance_after)
        select p_tenant_id, j.account_id, j.version, j.journal_id, v.booked_at, j.effective_on,
            j.slot, j.line_no, tolsel_core.at_scale(j.amount, j.scale),
            tolsel_core.at_scale(j.balance_after, j.scale)
        from verdict v, judged j
        where v.is_good
    ), moved as (
        update tolsel_ledger.balance b
        set balance = e.balance_after, version = e.version,
            last_booked_at = (select v.booked_at from verdict v)
        from (
            select distinct on (j.account_id) j.account_id, j.slot, j.version,
                tolsel_core.at_scale(j.balance_after, j.scale) as balance_after
            from judged j
            order by j.account_id, j.version desc
        ) e
        where b.tenant_id = p_tenant_id and b.account_id = e.account_id and b.slot = e.slot
            and (select v.is_good from verdict v)
    )
    select v.is_good, v.is_balanced, j.journal_no, j.line_no, j.account_id, j.amount,
        j.effective_on, j.currency, j.balance_after, j.available_after, j.closed_through_on
    into v_verdict
    from verdict v
    left join lateral (
        select * from judged j where not j.is_good
        order by j.account_id, j.journal_no, j.line_no
        limit 1
    ) j on true;

    -- Refuse: only what is not plainly good is looked at closely.
    if not v_verdict.is_good then
        perform tolsel_ledger.refuse_line(
            row(v_verdict.journal_no, v_verdict.line_no, v_verdict.account_id, v_verdict.amount,
                v_verdict.effective_on, v_verdict.currency),
            v_verdict.balance_after, v_verdict.available_after, v_verdict.closed_through_on,
            p_is_public, p_tenant_id);
    elsif v_verdict.is_balanced is not true then
        perform tolsel_ledger.check_balanced(p_journal_ids, p_lines, p_tenant_id);
    end if;
    return p_journal_ids;
end
$post_lines$;
comment on function tolsel_ledger.post_lines is $$Writes the entries and the balances of new
journals, all in one statement; answers with the ids of the journals. Those of a journal without an
id are left out.
raises: UC008 amount_not_finite, UC009 amount_is_zero, UC010 amount_too_precise,
UC011 amount_too_large, UC014 date_not_usable, UL001 journal_not_balanced, UL002 too_few_lines,
UL003 account_not_found, UL004 currency_mismatch, UL005 insufficient_funds, UL006 account_managed,
UL007 period_closed, UL010 balance_out_of_range, UL027 account_frozen$$;
