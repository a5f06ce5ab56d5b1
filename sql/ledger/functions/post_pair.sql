create or replace function tolsel_ledger.post_pair(
    p_from_account_id bigint,
    p_to_account_id bigint,
    p_amount numeric,
    p_effective_on date,
    p_description text,
    p_metadata jsonb,
    p_request_key text,
    p_reverses_journal_id bigint,
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
        p_effective_on, tolsel_core.branch_date(null, null, p_tenant_id));
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
        tenant_id, user_id, reverses_journal_id, hold_id, description, request_key, request_id,
        metadata)
    values (
        p_tenant_id, tolsel_core.context_user_id(p_tenant_id), p_reverses_journal_id, p_hold_id,
        p_description, p_request_key, tolsel_core.context_request_id(), p_metadata)
    on conflict (tenant_id, request_key) where request_key is not null do nothing
    returning * into v_journal;
    if not found then
        -- Repeat:
        v_journal.journal_id := (tolsel_ledger.match_repeated(
            array[row(
                1, p_description, p_metadata, p_request_key, p_reverses_journal_id, p_hold_id
            )::tolsel_ledger.head],
            tolsel_ledger.transfer_lines(
                p_from_account_id, p_to_account_id, p_amount, p_effective_on),
            array[null]::bigint[], p_tenant_id))[1];
        select * into v_journal from tolsel_ledger.journal j
        where j.tenant_id = p_tenant_id and j.journal_id = v_journal.journal_id;
        return v_journal;
    end if;
    -- The rows of a join are locked in the order of its tables: the lesser account first. They come
    -- back as they are once both locks are had, so they may be judged at once.
    select l.slot, coalesce(l.version, 0) + 1, l.balance + v_amount,
        g.slot, coalesce(g.version, 0) + 1, g.balance - v_amount,
        greatest(l.last_booked_at, g.last_booked_at),
        v_amount <> 0 and abs(v_amount) < 1e15 and scale(trim_scale(v_amount)) <= l.scale
            and l.account_id <> g.account_id and l.currency = g.currency
            and abs(l.balance + v_amount) < 1e15 and abs(g.balance - v_amount) < 1e15
            and (l.available + l.sign * v_amount < 0) is not true
            and (g.available - g.sign * v_amount < 0) is not true
            and not (p_is_public and (l.is_managed or g.is_managed))
            and (v_effective_on <= l.closed_through_on) is not true
            and (v_effective_on <= g.closed_through_on) is not true
    into v_lesser_slot, v_lesser_version, v_lesser_after,
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
