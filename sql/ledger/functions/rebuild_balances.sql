create or replace function tolsel.rebuild_balances(
    p_is_dry_run boolean default true, p_tenant_id bigint default tolsel.current_tenant_id()
)
returns table (
    account_id bigint, slot smallint, version_off_by bigint, balance_off_by numeric,
    held_off_by numeric
)
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $rebuild_balances$
#variable_conflict use_column
declare
    v_differences tolsel_ledger.balance_difference[];
    v_account_ids bigint[];
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    -- Lock: every balance, in the order that postings follow. What differs is read in a later
    -- statement.
    perform from tolsel_ledger.balance b
    where b.tenant_id = p_tenant_id
    order by b.account_id, b.slot
    for no key update;
    v_differences := array(
        select d from tolsel_ledger.balance_difference d where d.tenant_id = p_tenant_id);
    v_account_ids := array(select distinct d.account_id from unnest(v_differences) d);
    return query
    select d.account_id, d.slot, d.version_off_by, d.balance_off_by, d.held_off_by
    from unnest(v_differences) d
    order by d.account_id, d.slot;
    if p_is_dry_run is false then
        -- Write:
        perform tolsel_ledger.repair_accounts(
            v_account_ids, p_is_dry_run => false, p_cause => 'rebuild_balances',
            p_tenant_id => p_tenant_id);
        -- Hand on:
        perform tolsel_core.record_activity(
            'rebuild_balances', 'ledger', jsonb_build_object('account_ids', v_account_ids),
            p_tenant_id);
    end if;
end
$rebuild_balances$;
comment on function tolsel.rebuild_balances is $$Lists the balances that are not what the last entry
and the open holds say, and by how much; unless it is a dry run, takes over what those say. Entries
are never changed. A second run finds nothing.
raises: UC002 tenant_not_allowed$$;
revoke all on function tolsel.rebuild_balances from public;
grant execute on function tolsel.rebuild_balances to tolsel_admin;
