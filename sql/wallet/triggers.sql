-- Which wallet it is, and whose, stays; up to when it is metered goes on.
create trigger wallet_before_update_append_only
before update of tenant_id, wallet_id, owner_customer_id, customer_id, account_id, currency, scale,
    opened_at
on tolsel_wallet.wallet
for each row execute function tolsel_core._tg_any_append_only();
alter table tolsel_wallet.wallet enable always trigger wallet_before_update_append_only;
select tolsel_core.guard_rows('tolsel_wallet.wallet');

-- Which resource it is, who pays and who uses it stays.
create trigger resource_before_update_append_only
before update of tenant_id, resource_id, account_id, customer_id, hold_id, started_at
on tolsel_wallet.resource
for each row execute function tolsel_core._tg_any_append_only();
alter table tolsel_wallet.resource enable always trigger resource_before_update_append_only;
select tolsel_core.guard_rows('tolsel_wallet.resource');

select tolsel_core.guard_rows('tolsel_wallet.wallet_rule');

-- Its terms stay: others are another row. Until when, and what is due next, goes on.
create trigger recurring_grant_before_update_append_only
before update of tenant_id, recurring_grant_id, account_id, name, amount, every, lasts_periods,
    priority, cost_account_id, anchor_at, from_at, set_at, user_id, login
on tolsel_wallet.recurring_grant
for each row execute function tolsel_core._tg_any_append_only();
alter table tolsel_wallet.recurring_grant
    enable always trigger recurring_grant_before_update_append_only;
select tolsel_core.guard_rows('tolsel_wallet.recurring_grant');

-- What came in, when and until when stays; what is left of it goes on.
create trigger lot_before_update_append_only
before update of tenant_id, lot_id, account_id, kind, priority, valid_from_at, expires_at, amount,
    journal_id, recurring_grant_id, reason, user_id, login, request_key, metadata
on tolsel_wallet.lot
for each row execute function tolsel_core._tg_any_append_only();
alter table tolsel_wallet.lot enable always trigger lot_before_update_append_only;
select tolsel_core.guard_rows('tolsel_wallet.lot');
select tolsel_core.guard_history('tolsel_wallet.lot_use');
select tolsel_core.guard_history('tolsel_wallet.expiry');
select tolsel_core.guard_history('tolsel_wallet.debt');
select tolsel_core.guard_history('tolsel_wallet.debt_payment');

-- A span may change until its first hour is charged; then it only ends, once.
create or replace function tolsel_wallet._tg_resource_span_charged()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $_tg_resource_span_charged$
begin
    if tolsel_core.is_applying() then
        return coalesce(new, old);
    end if;
    if tg_op = 'UPDATE' and old.until_at is null
        and row(old.*) is not distinct from row(
            new.tenant_id, new.resource_id, new.from_at, null::timestamptz, new.plan,
            new.price_amount)
    then
        return new;
    end if;
    if exists (
        select from tolsel_wallet.resource r
        join tolsel_wallet.wallet w on w.tenant_id = r.tenant_id and w.account_id = r.account_id
        where r.tenant_id = old.tenant_id and r.resource_id = old.resource_id
            and w.metered_until_at <= old.from_at)
        and (tg_op = 'DELETE' or (new.tenant_id, new.resource_id, new.from_at)
            = (old.tenant_id, old.resource_id, old.from_at))
    then
        return coalesce(new, old);
    end if;
    perform tolsel_core.refuse('UC015', format(
        '%s on %s.%s.', tg_op, tg_table_schema, tg_table_name));
    return null;
end
$_tg_resource_span_charged$;
comment on function tolsel_wallet._tg_resource_span_charged is
$$Refuses to change what a resource had in hours that were charged.
raises: UC015 history_is_append_only$$;
select tolsel_core.guard_against(
    'tolsel_wallet.resource_span', 'before_change_charged', 'before update or delete',
    'tolsel_wallet._tg_resource_span_charged()');
select tolsel_core.guard_truncate('tolsel_wallet.resource_span');
select tolsel_core.guard_history('tolsel_wallet.plan_price');
select tolsel_core.guard_history('tolsel_wallet.usage_hour');
select tolsel_core.guard_history('tolsel_wallet.charge');
select tolsel_core.guard_history('tolsel_wallet.usage_reversal');
select tolsel_core.guard_history('tolsel_wallet.usage_refund');
select tolsel_core.guard_history('tolsel_wallet.month_statement');

-- What an event told stays.
create trigger usage_event_before_update_append_only
before update of tenant_id, source, event_id, resource_id, account_id, occurred_at, hour_at, plan,
    price_amount, metadata, recorded_at, login
on tolsel_wallet.usage_event
for each row execute function tolsel_core._tg_any_append_only();
alter table tolsel_wallet.usage_event enable always trigger usage_event_before_update_append_only;
select tolsel_core.guard_rows('tolsel_wallet.usage_event');

create or replace function tolsel_wallet._tg_customer_wallet()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $_tg_customer_wallet$
declare
    v_wallet tolsel_wallet.wallet;
    v_balance numeric;
begin
    if tolsel_core.is_copying() then
        return null;
    end if;
    for v_wallet in
        select * from tolsel_wallet.wallet w
        where w.tenant_id = new.tenant_id
            and (w.owner_customer_id = new.customer_id or w.customer_id = new.customer_id)
        order by w.wallet_id
    loop
        if new.merged_into_id is not null then
            perform tolsel_core.refuse('UB118', format(
                'Customer %s has wallet %s: merge customer %s into it.', new.customer_id,
                v_wallet.wallet_id, new.merged_into_id));
        end if;
        v_balance := (
            select b.balance from tolsel_ledger.balance b
            where b.tenant_id = new.tenant_id and b.account_id = v_wallet.account_id
                and b.slot = 0);
        if v_balance <> 0 or exists (
            select from tolsel_wallet.resource r
            where r.tenant_id = new.tenant_id and r.account_id = v_wallet.account_id
                and r.status = 'active')
            or exists (
                select from tolsel_wallet.recurring_grant g
                where g.tenant_id = new.tenant_id and g.account_id = v_wallet.account_id
                    and not g.is_over)
        then
            perform tolsel_core.refuse('UB065', format(
                'Customer %s has wallet %s, with %s %s in it.', new.customer_id,
                v_wallet.wallet_id, -v_balance, v_wallet.currency));
        end if;
        perform tolsel_ledger.rename_account(v_wallet.account_id, new.name, new.tenant_id);
    end loop;
    return null;
end
$_tg_customer_wallet$;
comment on function tolsel_wallet._tg_customer_wallet is
$$Keeps wallets with their owners: who has one is not merged into another, and is not forgotten
while something is in it, runs on it or is granted to it; its account forgets the name, too.
raises: UB065 customer_must_be_kept, UB118 customer_not_mergeable$$;

create trigger customer_after_update_wallet
after update on tolsel_billing.customer
for each row when (
    old.merged_into_id is distinct from new.merged_into_id
    or old.forgotten_at is distinct from new.forgotten_at)
execute function tolsel_wallet._tg_customer_wallet();
alter table tolsel_billing.customer enable always trigger customer_after_update_wallet;

create or replace function tolsel_wallet._tg_invoice_debt()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $_tg_invoice_debt$
declare
    v_wallet tolsel_wallet.wallet;
begin
    if tolsel_core.is_copying() then
        return null;
    end if;
    -- Its hours would be charged on, and a reversal of one give back what nobody has paid.
    select w.* into v_wallet
    from tolsel_wallet.debt d
    join tolsel_wallet.wallet w on w.tenant_id = new.tenant_id and w.account_id = d.account_id
    where d.tenant_id = new.tenant_id and d.invoice_id = new.invoice_id;
    if found then
        perform tolsel_core.refuse('UB141', format(
            'Invoice %s is a debt of wallet %s.', new.invoice_id, v_wallet.wallet_id));
    end if;
    return null;
end
$_tg_invoice_debt$;
comment on function tolsel_wallet._tg_invoice_debt is
$$Keeps the debit notes that wallets owe from being voided.
raises: UB141 document_of_wallet$$;

create trigger invoice_after_update_debt
after update of voided_at on tolsel_billing.invoice
for each row when (old.voided_at is null and new.voided_at is not null)
execute function tolsel_wallet._tg_invoice_debt();
alter table tolsel_billing.invoice enable always trigger invoice_after_update_debt;
