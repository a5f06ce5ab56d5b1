create or replace function tolsel.rebuild_daily_totals(
    p_account_id bigint,
    p_from_on date default null,
    p_to_on date default null,
    p_is_dry_run boolean default true,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns table (
    effective_on date, slot smallint, entry_count_off_by bigint, debit_off_by numeric,
    credit_off_by numeric
)
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $rebuild_daily_totals$
#variable_conflict use_column
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    if p_from_on is not null then
        perform tolsel_core.check_date(p_from_on, 'The first day');
    end if;
    if p_to_on is not null then
        perform tolsel_core.check_date(p_to_on, 'The last day');
    end if;
    -- Lock: live postings wait, so that none of them is lost or counted twice.
    perform tolsel_ledger.lock_balances(array[p_account_id], p_tenant_id);
    -- Refuse:
    if not (tolsel_ledger.get_account(p_account_id, p_tenant_id)).has_daily_totals then
        perform tolsel_core.refuse('UL024', format('Account %s.', p_account_id));
    end if;
    return query
    select d.effective_on::date, d.slot, d.entry_count_off_by, d.debit_off_by, d.credit_off_by
    from tolsel_ledger.daily_total_difference d
    where d.tenant_id = p_tenant_id and d.account_id = p_account_id
        and d.effective_on
            between coalesce(p_from_on, '1900-01-01') and coalesce(p_to_on, '2199-12-31')
    order by d.effective_on, d.slot;
    -- Write:
    if p_is_dry_run is false then
        perform tolsel_ledger.repair_daily_totals(p_account_id, p_from_on, p_to_on, p_tenant_id);
    end if;
end
$rebuild_daily_totals$;
comment on function tolsel.rebuild_daily_totals is
$$Lists the days on which the totals of an account, parked ones included, differ from its entries,
and by how much; unless it is a dry run, puts them right from the entries. A second run finds
nothing.
raises: UC002 tenant_not_allowed, UC014 date_not_usable, UL003 account_not_found,
UL024 daily_totals_off$$;
revoke all on function tolsel.rebuild_daily_totals from public;
grant execute on function tolsel.rebuild_daily_totals to tolsel_admin;
