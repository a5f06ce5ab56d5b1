create or replace function tolsel.list_account_statement(
    p_account_id bigint,
    p_from_on date,
    p_to_on date,
    p_clock text default 'effective',
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns table (
    kind text, effective_on date, booked_at timestamptz, journal_id bigint, description text,
    amount numeric, balance numeric
)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $list_account_statement$
#variable_conflict use_column
declare
    v_opening numeric;
    v_before_at timestamptz;
    v_last_at timestamptz;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_ledger.get_account(p_account_id, p_tenant_id);
    perform tolsel_core.check_period(p_from_on, p_to_on);
    if p_clock is null or p_clock not in ('effective', 'booked') then
        perform tolsel_core.refuse('UL025', format('Clock %L.', p_clock));
    end if;
    if p_clock = 'effective' then
        v_opening := tolsel_ledger.balance_at(
            p_account_id, p_from_on - 1, p_booked_at => null, p_tenant_id => p_tenant_id);
    else
        v_before_at := tolsel_core.branch_day_start(
            p_branch_id => null, p_on => p_from_on, p_tenant_id => p_tenant_id)
            - interval '1 microsecond';
        v_last_at := tolsel_core.branch_day_start(
            p_branch_id => null, p_on => p_to_on + 1, p_tenant_id => p_tenant_id)
            - interval '1 microsecond';
        v_opening := tolsel_ledger.balance_at(
            p_account_id, p_effective_on => null, p_booked_at => v_before_at,
            p_tenant_id => p_tenant_id);
    end if;
    return query
    with line as (
        select e.effective_on, e.booked_at, e.journal_id, e.line_no, e.amount,
            case when p_clock = 'effective' then e.effective_on else p_from_on end as sort_on
        from tolsel_ledger.entry e
        where p_clock = 'effective' and e.tenant_id = p_tenant_id and e.account_id = p_account_id
            and e.effective_on between p_from_on and p_to_on
        union all
        select e.effective_on, e.booked_at, e.journal_id, e.line_no, e.amount, p_from_on
        from tolsel_ledger.balance b
        join tolsel_ledger.entry e
            on e.tenant_id = p_tenant_id and e.account_id = p_account_id and e.slot = b.slot
            and e.version > tolsel_ledger.version_at(
                p_account_id, b.slot, v_before_at, p_tenant_id)
            and e.version <= tolsel_ledger.version_at(
                p_account_id, b.slot, v_last_at, p_tenant_id)
        where p_clock = 'booked' and b.tenant_id = p_tenant_id and b.account_id = p_account_id
    ),
    statement as (
        select 1 as place, 'opening' as kind, p_from_on as effective_on,
            null::timestamptz as booked_at, null::bigint as journal_id,
            null::text as description, null::numeric as amount,
            v_opening as balance, null::date as sort_on, null::integer as line_no
        union all
        select 2, 'line', l.effective_on, l.booked_at, l.journal_id, j.description, l.amount,
            v_opening + sum(l.amount) over (
                order by l.sort_on, l.booked_at, l.journal_id, l.line_no),
            l.sort_on, l.line_no
        from line l
        join tolsel_ledger.journal j on j.tenant_id = p_tenant_id and j.journal_id = l.journal_id
        union all
        select 3, 'closing', p_to_on, null, null, null, coalesce(sum(l.amount), 0),
            v_opening + coalesce(sum(l.amount), 0), null, null
        from line l
    )
    select s.kind, s.effective_on, s.booked_at, s.journal_id, s.description, s.amount, s.balance
    from statement s
    order by s.place, s.sort_on, s.booked_at, s.journal_id, s.line_no;
end
$list_account_statement$;
comment on function tolsel.list_account_statement is
$$Lists an account from a first to a last business day: its opening balance, its lines, its closing
balance. On the effective clock a line stands on the day it counts for; on the booked clock on the
day it was written, in the zone of the main branch. Amounts and balances are above 0 for debit; the
amount of the closing line is the change.
raises: UC002 tenant_not_allowed, UC014 date_not_usable, UL003 account_not_found,
UL025 clock_unknown$$;
revoke all on function tolsel.list_account_statement from public;
grant execute on function tolsel.list_account_statement to tolsel_app, tolsel_read;
