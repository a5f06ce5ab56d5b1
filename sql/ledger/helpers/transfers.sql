-- What the domains above post on their accounts: an amount from one account to another, and the
-- reversal of a journal, in whole or in parts.

create or replace function tolsel_ledger.post_transfer(
    p_from_account_id bigint,
    p_to_account_id bigint,
    p_amount numeric,
    p_effective_on date,
    p_description text,
    p_tenant_id bigint
)
returns bigint
language plpgsql
volatile
as $post_transfer$
begin
    return (tolsel_ledger.post_pair(
        p_from_account_id, p_to_account_id, p_amount, p_effective_on, p_description,
        p_metadata => '{}', p_request_key => null, p_hold_id => null, p_is_public => false,
        p_tenant_id => p_tenant_id)).journal_id;
end
$post_transfer$;
comment on function tolsel_ledger.post_transfer is $$Posts one journal of two lines for a domain:
credits one account, debits the other, managed ones too, and answers with its id.
raises: the refusals of tolsel_ledger.post_lines$$;

create or replace function tolsel_ledger.head_of(
    p_journal_no integer,
    p_description text,
    p_reverses_journal_id bigint default null,
    p_hold_id bigint default null,
    p_metadata jsonb default '{}',
    p_request_key text default null
)
returns tolsel_ledger.head
language sql
immutable
as $head_of$
    select row(
        p_journal_no, p_description, coalesce(p_metadata, '{}'), p_request_key,
        p_reverses_journal_id, p_hold_id
    )::tolsel_ledger.head;
$head_of$;
comment on function tolsel_ledger.head_of is
    'Answers the head of a journal to be posted, and its number among those of the call.';

create or replace function tolsel_ledger.transfer_lines(
    p_from_account_id bigint, p_to_account_id bigint, p_amount numeric, p_effective_on date
)
returns tolsel_ledger.line[]
language sql
immutable
as $transfer_lines$
    select array[
        row(1, 1, p_from_account_id, -p_amount, p_effective_on, null)::tolsel_ledger.line,
        row(1, 2, p_to_account_id, p_amount, p_effective_on, null)::tolsel_ledger.line];
$transfer_lines$;
comment on function tolsel_ledger.transfer_lines is
    'Answers the two lines that take a signed amount from one account to another.';

create or replace function tolsel_ledger.post_reversal(
    p_journal_id bigint, p_effective_on date, p_description text, p_tenant_id bigint
)
returns bigint
language plpgsql
volatile
as $post_reversal$
declare
    v_ids bigint[];
begin
    v_ids := tolsel_ledger.post(
        array[tolsel_ledger.head_of(1, p_description, p_reverses_journal_id => p_journal_id)],
        tolsel_ledger.lines_to_reverse(
            p_journal_id, p_lines => null, p_effective_on => p_effective_on,
            p_tenant_id => p_tenant_id),
        p_is_public => false, p_tenant_id => p_tenant_id);
    return v_ids[1];
end
$post_reversal$;
comment on function tolsel_ledger.post_reversal is $$Reverses a whole journal for a domain, managed
accounts too, and answers with the id of the reversal. The caller has locked the document behind it.
raises: UL020 more_than_left_to_reverse, and the refusals of tolsel_ledger.post_lines$$;

create or replace function tolsel_ledger.accounts_of_journal(
    p_journal_id bigint, p_tenant_id bigint
)
returns bigint[]
language sql
stable
as $accounts_of_journal$
    select array_agg(distinct e.account_id)
    from tolsel_ledger.entry e
    where e.tenant_id = p_tenant_id and e.journal_id = p_journal_id;
$accounts_of_journal$;
comment on function tolsel_ledger.accounts_of_journal is
    'Answers the accounts that a journal has entries on.';

create or replace function tolsel_ledger.lock_slots(p_account_ids bigint[], p_tenant_id bigint)
returns void
language plpgsql
volatile
as $lock_slots$
begin
    perform from tolsel_ledger.balance b
    where b.tenant_id = p_tenant_id and b.account_id = any(p_account_ids)
        and b.slot = pg_backend_pid() % b.slots
    order by b.account_id
    for no key update;
end
$lock_slots$;
comment on function tolsel_ledger.lock_slots is
    'Locks the balances that postings of this session to some accounts will take, in the one order
of accounts: whoever posts twice, and could else meet another halfway, calls it first.';

create or replace function tolsel_ledger.lines_to_reverse(
    p_journal_id bigint, p_lines tolsel_ledger.line[], p_effective_on date, p_tenant_id bigint
)
returns tolsel_ledger.line[]
language plpgsql
stable
as $lines_to_reverse$
declare
    v_lines tolsel_ledger.line[];
    v_fault record;
begin
    if p_lines is null then
        select array_agg(
            row(1, l.line_no, l.account_id, -l.amount, p_effective_on, null)::tolsel_ledger.line
            order by l.account_id)
        into v_lines
        from (
            select o.account_id, o.amount,
                row_number() over (order by o.line_no, o.account_id) as line_no
            from tolsel_ledger.left_of_journal(p_journal_id, p_tenant_id) o
            where o.amount <> 0
        ) l;
        if v_lines is null then
            v_lines := tolsel_ledger.lines_that_cancel(p_journal_id, p_effective_on, p_tenant_id);
        end if;
        if v_lines is null then
            perform tolsel_core.refuse('UL020', format(
                'Nothing of journal %s is left.', p_journal_id));
        end if;
        return v_lines;
    end if;
    for v_fault in
        select l.account_id, sum(l.amount) as asked,
            coalesce(max(o.amount), 0) as amount_left
        from unnest(p_lines) l
        left join tolsel_ledger.left_of_journal(p_journal_id, p_tenant_id) o
            on o.account_id = l.account_id
        group by l.account_id
        having sum(l.amount) * coalesce(max(o.amount), 0) >= 0
            or abs(sum(l.amount)) > abs(max(o.amount))
        order by l.account_id
    loop
        perform tolsel_core.refuse('UL020', format(
            'Journal %s, account %s: %s is left, so that a reversal has up to %s; %s was given.',
            p_journal_id, v_fault.account_id, v_fault.amount_left, -v_fault.amount_left,
            v_fault.asked));
    end loop;
    return p_lines;
end
$lines_to_reverse$;
comment on function tolsel_ledger.lines_to_reverse is
$$Answers the lines that reverse all that is left of a journal, or the given ones, checked against
what is left. The caller has locked the journal.
raises: UL020 more_than_left_to_reverse$$;

create or replace function tolsel_ledger.lines_that_cancel(
    p_journal_id bigint, p_effective_on date, p_tenant_id bigint
)
returns tolsel_ledger.line[]
language sql
stable
as $lines_that_cancel$
    -- What cancels within each account has nothing left before it is reversed, either.
    select array_agg(
        row(1, l.new_line_no, l.account_id, -l.amount, p_effective_on, null)::tolsel_ledger.line
        order by l.account_id, l.new_line_no)
    from (
        select e.account_id, e.amount,
            row_number() over (order by e.line_no, e.account_id) as new_line_no
        from tolsel_ledger.entry e
        where e.tenant_id = p_tenant_id and e.journal_id = p_journal_id
    ) l
    where not exists (
        select from tolsel_ledger.journal r
        where r.tenant_id = p_tenant_id and r.reverses_journal_id = p_journal_id)
$lines_that_cancel$;
comment on function tolsel_ledger.lines_that_cancel is
    'Answers the opposite of each line of a journal, null where it was reversed before: for a
journal whose lines cancel within each account.';

create or replace function tolsel_ledger.left_of_journal(p_journal_id bigint, p_tenant_id bigint)
returns table (account_id bigint, amount numeric, line_no smallint)
language sql
stable
as $left_of_journal$
    -- Journal by journal, because with "or" or a join even a few are planned as a walk over all.
    select e.account_id, sum(e.amount), min(e.line_no)
    from (
        select p_journal_id as journal_id
        union all
        select r.journal_id from tolsel_ledger.journal r
        where r.tenant_id = p_tenant_id and r.reverses_journal_id = p_journal_id
    ) j
    cross join lateral (
        select e.account_id, e.amount, e.line_no from tolsel_ledger.entry e
        where e.tenant_id = p_tenant_id and e.journal_id = j.journal_id
        offset 0
    ) e
    group by e.account_id;
$left_of_journal$;
comment on function tolsel_ledger.left_of_journal is
    'Answers what is left of a journal on each of its accounts: the sum of its entries and of those
that reverse it.';
