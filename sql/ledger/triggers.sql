create or replace function tolsel_ledger._tg_account_fixed()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $_tg_account_fixed$
begin
    if tolsel_core.is_applying() then
        return new;
    end if;
    if (new.tenant_id, new.account_id, new.type, new.currency)
        is distinct from (old.tenant_id, old.account_id, old.type, old.currency)
        or new.slots < old.slots then
        perform tolsel_core.refuse('UL015', format('Account %s (%s).', old.account_id, old.code));
    end if;
    return new;
end
$_tg_account_fixed$;
comment on function tolsel_ledger._tg_account_fixed is
$$Refuses to change what the entries of an account rest on.
raises: UL015 account_is_fixed$$;

create or replace function tolsel_ledger._tg_tenant_chart()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $_tg_tenant_chart$
begin
    if tolsel_core.is_copying() then
        return null;
    end if;
    perform tolsel_ledger.create_account(
        jsonb_populate_record(
            null::tolsel_ledger.account,
            to_jsonb(t) || jsonb_build_object(
                'tenant_id', new.tenant_id, 'currency', new.currency, 'metadata', '{}'::jsonb,
                'has_daily_totals', false)),
        p_credit_limit => null)
    from (select * from tolsel_ledger.chart_template c order by c.code) t;
    return null;
end
$_tg_tenant_chart$;
comment on function tolsel_ledger._tg_tenant_chart is
    'Opens the accounts of the chart template for a new tenant.';

create or replace function tolsel_ledger._tg_balance_daily_total()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $_tg_balance_daily_total$
begin
    if tolsel_core.is_copying() then
        return null;
    end if;
    -- A balance points at its last entry by foreign key: no entry counts without this update.
    begin
        perform tolsel_ledger.add_daily_total(d)
        from tolsel_ledger.sum_days(new, coalesce(old.version, 0)) d;
    exception when data_exception or integrity_constraint_violation or internal_error then
        -- The money is booked; its total is parked in the same commit, never lost.
        insert into tolsel_ledger.daily_total_pending (
            tenant_id, account_id, effective_on, slot, entry_count, debit_amount, credit_amount,
            fault)
        select d.tenant_id, d.account_id, d.effective_on, d.slot, d.entry_count, d.debit_amount,
            d.credit_amount, sqlstate || ' ' || sqlerrm
        from tolsel_ledger.sum_days(new, coalesce(old.version, 0)) d;
    end;
    return null;
end
$_tg_balance_daily_total$;
comment on function tolsel_ledger._tg_balance_daily_total is
    'Adds new entries to the totals of their days, or parks what a fault keeps from being added.';

-- On balance and not on entry: there the condition is free for the accounts that keep no totals.
create trigger balance_after_update_daily_total
after update of version on tolsel_ledger.balance
for each row when (new.has_daily_totals)
execute function tolsel_ledger._tg_balance_daily_total();
alter table tolsel_ledger.balance enable always trigger balance_after_update_daily_total;

create trigger tenant_after_insert_chart
after insert on tolsel_core.tenant
for each row execute function tolsel_ledger._tg_tenant_chart();
alter table tolsel_core.tenant enable always trigger tenant_after_insert_chart;

create trigger account_before_update_fixed
before update on tolsel_ledger.account
for each row execute function tolsel_ledger._tg_account_fixed();
alter table tolsel_ledger.account enable always trigger account_before_update_fixed;

select tolsel_core.guard_history('tolsel_ledger.journal');
select tolsel_core.guard_history('tolsel_ledger.entry');
select tolsel_core.guard_history('tolsel_ledger.period_close');
select tolsel_core.guard_history('tolsel_ledger.year_close');
select tolsel_core.guard_rows('tolsel_ledger.balance');
select tolsel_core.guard_history('tolsel_ledger.seal');
