-- Wallets that are paid in and resources that run, made without any of tolsel's functions, as
-- those would take longer than what is measured. Settings: books.wallets, books.resources (a wallet).
set session_replication_role = replica;
select set_config('books.at', '2025-04-10 00:00+00', false);

create temporary table book as
select n, 2000000 + n as receivable_id, 4000000 + n as account_id, 6000000 + n as journal_id
from generate_series(1, current_setting('books.wallets')::integer) n;

insert into tolsel_ledger.account (
    tenant_id, account_id, code, name, type, currency, scale, managed_by)
overriding system value
select 1, b.receivable_id, 'c-' || b.n, 'Customer', 'asset', 'EUR', 2, 'billing' from book b
union all
select 1, b.account_id, 'w-' || b.n, 'Wallet', 'liability', 'EUR', 2, 'wallet' from book b;
insert into tolsel_ledger.balance (
    tenant_id, account_id, slot, slots, sign, scale, currency, is_managed, version, balance,
    held_amount, credit_limit)
select 1, a.account_id, 0, a.slots, a.sign, a.scale, a.currency, a.is_managed,
    case when a.managed_by = 'wallet' then 1 end,
    case when a.managed_by = 'wallet' then -1000000 else 0 end,
    case when a.managed_by = 'wallet' then 1000 * current_setting('books.resources')::bigint
        else 0 end,
    case when a.managed_by = 'wallet' then 0 end
from tolsel_ledger.account a
where a.account_id > 2000000;
insert into tolsel_ledger.journal (tenant_id, journal_id, login)
overriding system value
select 1, b.journal_id, 'x' from book b;
insert into tolsel_ledger.entry (
    tenant_id, account_id, version, journal_id, booked_at, effective_on, slot, line_no, amount,
    balance_after)
select 1, b.account_id, 1, b.journal_id, now(), '2025-04-01', 0, 1, -1000000, -1000000
from book b;
insert into tolsel_billing.customer (
    tenant_id, customer_id, name, account_id, currency, scale)
overriding system value
select 1, b.n, 'Customer', b.receivable_id, 'EUR', 2 from book b;
insert into tolsel_wallet.wallet (
    tenant_id, wallet_id, owner_customer_id, customer_id, account_id, currency, scale,
    metered_until_at, opened_at)
overriding system value
select 1, b.n, b.n, b.n, b.account_id, 'EUR', 2, current_setting('books.at')::timestamptz, now()
from book b;
insert into tolsel_wallet.lot (
    tenant_id, lot_id, account_id, kind, priority, valid_from_at, amount, journal_id, login)
overriding system value
select 1, b.n, b.account_id, 'paid', 50, '2025-04-01 00:00+00', 1000000, b.journal_id, 'x'
from book b;
insert into tolsel_wallet.plan_price (
    tenant_id, plan, currency, scale, valid_from_at, price_amount, set_at, login)
select 1, 'medium', 'EUR', 2, '2025-01-01 00:00+00', 99.90, now(), 'x';

create temporary table machine as
select b.account_id, b.n as customer_id,
    (b.n - 1) * current_setting('books.resources')::bigint + r as resource_id
from book b, generate_series(1, current_setting('books.resources')::bigint) r;
insert into tolsel_ledger.hold (tenant_id, hold_id, account_id, amount, is_lasting, description)
overriding system value
select 1, m.resource_id, m.account_id, 1000, true, 'web' from machine m;
insert into tolsel_wallet.resource (
    tenant_id, resource_id, account_id, customer_id, name, plan, status, hold_id,
    covered_until_at, started_at, login)
overriding system value
select 1, m.resource_id, m.account_id, m.customer_id, 'web', 'medium', 'active', m.resource_id,
    '2025-05-01 00:00+00', '2025-04-01 00:00+00', 'x'
from machine m;
insert into tolsel_wallet.resource_span (tenant_id, resource_id, from_at, plan, price_amount)
select 1, m.resource_id, '2025-04-01 00:00+00', 'medium', 99.90 from machine m;
drop table book, machine;

select setval('tolsel_ledger.account_account_id_seq', 8000000),
    setval('tolsel_ledger.journal_journal_id_seq', 8000000),
    setval('tolsel_ledger.hold_hold_id_seq', 8000000),
    setval('tolsel_billing.customer_customer_id_seq', 8000000),
    setval('tolsel_wallet.wallet_wallet_id_seq', 8000000),
    setval('tolsel_wallet.lot_lot_id_seq', 8000000),
    setval('tolsel_wallet.resource_resource_id_seq', 8000000);
insert into tolsel_core.test_clock (set_to_at) values (current_setting('books.at')::timestamptz);
reset session_replication_role;
