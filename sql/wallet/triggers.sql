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

select tolsel_core.guard_document('tolsel_wallet.resource_span', array['until_at']);
select tolsel_core.guard_history('tolsel_wallet.plan_price');
select tolsel_core.guard_history('tolsel_wallet.usage_hour');
select tolsel_core.guard_history('tolsel_wallet.charge');
