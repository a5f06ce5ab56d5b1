create or replace function bursar_ledger._tg_account_fixed()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $_tg_account_fixed$
begin
    if (new.tenant_id, new.account_id, new.type, new.currency)
        is distinct from (old.tenant_id, old.account_id, old.type, old.currency)
        or new.slots < old.slots then
        perform bursar_core.refuse('UL015', format('Account %s (%s).', old.account_id, old.code));
    end if;
    return new;
end
$_tg_account_fixed$;
comment on function bursar_ledger._tg_account_fixed is $$Refuses to change what the entries of an account rest on.
raises: UL015 account_is_fixed$$;

create or replace function bursar_ledger._tg_tenant_chart()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $_tg_tenant_chart$
begin
    perform bursar_ledger.create_account(
        jsonb_populate_record(
            null::bursar_ledger.account,
            to_jsonb(t) || jsonb_build_object(
                'tenant_id', new.tenant_id, 'currency', new.currency, 'metadata', '{}'::jsonb,
                'has_daily_totals', false)),
        null)
    from (select * from bursar_ledger.chart_template c order by c.code) t;
    return null;
end
$_tg_tenant_chart$;
comment on function bursar_ledger._tg_tenant_chart is
    'Opens the accounts of the chart template for a new tenant.';

create trigger tenant_after_insert_chart
after insert on bursar_core.tenant
for each row execute function bursar_ledger._tg_tenant_chart();

create trigger account_before_update_fixed
before update on bursar_ledger.account
for each row execute function bursar_ledger._tg_account_fixed();

create trigger journal_before_change_append_only
before update or delete on bursar_ledger.journal
for each row execute function bursar_core._tg_any_append_only();
alter table bursar_ledger.journal enable always trigger journal_before_change_append_only;
create trigger journal_before_truncate_append_only
before truncate on bursar_ledger.journal
for each statement execute function bursar_core._tg_any_append_only();
alter table bursar_ledger.journal enable always trigger journal_before_truncate_append_only;

create trigger entry_before_change_append_only
before update or delete on bursar_ledger.entry
for each row execute function bursar_core._tg_any_append_only();
alter table bursar_ledger.entry enable always trigger entry_before_change_append_only;
create trigger entry_before_truncate_append_only
before truncate on bursar_ledger.entry
for each statement execute function bursar_core._tg_any_append_only();
alter table bursar_ledger.entry enable always trigger entry_before_truncate_append_only;
