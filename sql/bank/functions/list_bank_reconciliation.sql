create or replace function tolsel.list_bank_reconciliation(
    p_channel_id bigint,
    p_from_on date,
    p_to_on date,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns setof tolsel_bank.reconciliation
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $list_bank_reconciliation$
declare
    v_account tolsel_bank.bank_account;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_core.check_period(p_from_on, p_to_on);
    if p_to_on - p_from_on > 366 then
        perform tolsel_core.refuse('UC014', format(
            'From %s to %s are %s days; 367 can be.', p_from_on, p_to_on,
            p_to_on - p_from_on + 1));
    end if;
    v_account := tolsel_bank.get_bank_account(p_channel_id, p_tenant_id);
    return query
    select r.*
    from generate_series(0, p_to_on - p_from_on) d(day)
    cross join lateral tolsel_bank.reconcile_day(v_account, p_from_on + d.day) r
    order by r.business_date;
end
$list_bank_reconciliation$;
comment on function tolsel.list_bank_reconciliation is
$$Lists, for each day from a first to a last (a year at most), what the bank and the book of a
channel say at its end, and what explains the difference: payments that are not matched, what is in
transit, and what was different before the first statement.
raises: UC002 tenant_not_allowed, UC014 date_not_usable, UK001 bank_account_unknown$$;
revoke all on function tolsel.list_bank_reconciliation from public;
grant execute on function tolsel.list_bank_reconciliation to tolsel_app, tolsel_read;
