-- Books as the commands would have left them, written set by set: one invoice a customer, some
-- payments for each, all of 10.00; the last :open customers owe the rest of a dearer invoice.
-- Settings: books.customers, books.payments (of each customer), books.open, books.owed (of those).
set session_replication_role = replica;
create temporary table size as
select current_setting('books.customers')::bigint as customers,
    current_setting('books.payments')::bigint as each,
    current_setting('books.customers')::bigint - current_setting('books.open')::bigint as closed,
    current_setting('books.owed')::numeric as owed,
    (select max(a.account_id) from tolsel_ledger.account a) as accounts,
    (select max(a.account_id) from tolsel_ledger.account a where a.purpose = 'revenue')
        as revenue_id,
    (select max(c.channel_id) from tolsel_channel.payment_channel c) as channels,
    (select min(c.account_id) from tolsel_channel.payment_channel c) as first_account_id,
    date '2025-12-31' as last_on;

-- Customer n has account accounts + n, invoice n, journal n; payment p has journal customers + p,
-- is of customer (p - 1) % customers + 1, and goes to channel (p - 1) % channels + 1.
create temporary table paying as
select p as payment_id, (p - 1) % s.customers + 1 as customer_id,
    (p - 1) / s.customers + 1 as nth, (p - 1) % s.channels + 1 as channel_id,
    (p - 1) / s.channels + 1 as channel_version,
    s.last_on - 365 + ((p - 1) * 365 / (s.customers * s.each))::integer as paid_on,
    s.last_on - 365 + (p - 1) * interval '365 days' / (s.customers * s.each) as paid_at
from size s, generate_series(1, s.customers * s.each) p;
create temporary table owing as
select n as customer_id, s.accounts + n as account_id,
    10.00 * s.each + case when n > s.closed then s.owed else 0 end as total_amount,
    s.last_on - (n % 140)::integer as due_on, s.last_on - 400 as issued_on
from size s, generate_series(1, s.customers) n;

insert into tolsel_ledger.account (
    tenant_id, account_id, code, name, type, currency, scale, parent_account_id, managed_by)
overriding system value
select 1, o.account_id, 'customer:' || o.customer_id, 'Customer ' || o.customer_id, 'asset', 'EUR',
    2, (select a.account_id from tolsel_ledger.account a where a.purpose = 'receivables'), 'billing'
from owing o;
insert into tolsel_billing.customer (
    tenant_id, customer_id, name, account_id, currency, scale, payment_count, payment_total,
    last_payment_on)
overriding system value
select 1, o.customer_id, 'Customer ' || o.customer_id, o.account_id, 'EUR', 2, s.each,
    10.00 * s.each, p.last_on
from owing o
cross join size s
left join (select p.customer_id, max(p.paid_on) as last_on from paying p group by p.customer_id) p
    on p.customer_id = o.customer_id;

insert into tolsel_ledger.journal (tenant_id, journal_id, created_at, description)
overriding system value
select 1, o.customer_id, o.issued_on, 'Invoice INV-' || o.customer_id from owing o
union all
select 1, s.customers + p.payment_id, p.paid_at, 'Payment ' || p.payment_id from paying p, size s;
insert into tolsel_ledger.entry (
    tenant_id, account_id, version, journal_id, booked_at, effective_on, slot, line_no, amount,
    balance_after)
select 1, o.account_id, 1, o.customer_id, o.issued_on, o.issued_on, 0, 1, o.total_amount,
    o.total_amount
from owing o
union all
select 1, s.revenue_id, o.customer_id, o.customer_id, o.issued_on, o.issued_on, 0, 2,
    -o.total_amount, -sum(o.total_amount) over (order by o.customer_id)
from owing o, size s
union all
select 1, o.account_id, p.nth + 1, s.customers + p.payment_id, p.paid_at, p.paid_on, 0, 1, -10.00,
    o.total_amount - 10.00 * p.nth
from paying p
join owing o on o.customer_id = p.customer_id
cross join size s
union all
select 1, c.account_id, p.channel_version, s.customers + p.payment_id, p.paid_at, p.paid_on, 0, 2,
    10.00, 10.00 * p.channel_version
from paying p
join tolsel_channel.payment_channel c on c.channel_id = p.channel_id
cross join size s;
insert into tolsel_ledger.balance (
    tenant_id, account_id, slot, slots, sign, scale, currency, is_managed, version, balance,
    last_booked_at)
select a.tenant_id, a.account_id, 0, a.slots, a.sign, a.scale, a.currency, a.is_managed,
    1 + s.each, o.total_amount - 10.00 * s.each, greatest(o.issued_on, p.last_at)
from owing o
join tolsel_ledger.account a on a.account_id = o.account_id
cross join size s
left join (select p.customer_id, max(p.paid_at) as last_at from paying p group by p.customer_id) p
    on p.customer_id = o.customer_id;
update tolsel_ledger.balance b
set version = e.version, balance = e.balance_after, last_booked_at = e.booked_at
from (
    select distinct on (e.account_id) e.* from tolsel_ledger.entry e, size s
    where e.account_id <= s.accounts and e.slot = 0
    order by e.account_id, e.version desc
) e
where b.account_id = e.account_id and b.slot = 0;
insert into tolsel_ledger.daily_total (
    tenant_id, account_id, effective_on, slot, entry_count, debit_amount, credit_amount)
select 1, c.account_id, p.paid_on, 0, count(*), 10.00 * count(*), 0
from paying p join tolsel_channel.payment_channel c on c.channel_id = p.channel_id
group by c.account_id, p.paid_on;

insert into tolsel_billing.invoice (
    tenant_id, invoice_id, customer_id, branch_id, series, number, issued_on, due_on, total_amount,
    paid_amount, payment_count, partial_payment_count, last_payment_on, journal_id, recorded_at)
overriding system value
select 1, o.customer_id, o.customer_id, 1, 'INV', o.customer_id, o.issued_on,
    greatest(o.issued_on, o.due_on), o.total_amount, 10.00 * s.each, s.each,
    case when o.total_amount > 10 then s.each else 0 end, c.last_payment_on, o.customer_id,
    o.issued_on
from owing o
join tolsel_billing.customer c on c.customer_id = o.customer_id
cross join size s;
insert into tolsel_billing.invoice_line (tenant_id, invoice_id, line_no, account_id, amount)
select 1, o.customer_id, 1, s.revenue_id, o.total_amount from owing o, size s;
insert into tolsel_billing.number_series select 1, 'INV', s.customers from size s;
insert into tolsel_billing.payment (
    tenant_id, payment_id, customer_id, status, method, channel_id, amount, allocated_amount,
    paid_on, processing_ms, opened_at, completed_at, journal_id, request_id)
overriding system value
select 1, p.payment_id, p.customer_id, 'completed',
    (array['cash', 'card', 'bank_transfer'])[p.payment_id % 3 + 1], p.channel_id, 10.00, 10.00,
    p.paid_on, p.payment_id % 900, p.paid_at, p.paid_at, s.customers + p.payment_id,
    'request-' || p.payment_id / 3
from paying p, size s;
insert into tolsel_billing.payment_tracking (
    tenant_id, payment_id, attempt_no, status, recorded_at, login, request_id)
select 1, p.payment_id, 1, a.status, p.paid_at, 'bench_app', 'request-' || p.payment_id / 3
from paying p, unnest(array['initiated', 'completed']) a(status);
insert into tolsel_billing.allocation (
    tenant_id, payment_id, invoice_id, customer_id, amount, allocated_on, paid_at, request_id)
select 1, p.payment_id, p.customer_id, p.customer_id, 10.00, p.paid_on, p.paid_at,
    'request-' || p.payment_id / 3
from paying p order by p.payment_id;

-- One payment in fifty has failed, up to seven times more.
create temporary table failing as
select s.customers * s.each + p as payment_id, p % s.customers + 1 as customer_id,
    p % 8 as retry_count,
    s.last_on - (p % 60)::integer + interval '9 hours' as opened_at
from size s, generate_series(1, s.customers * s.each / 50) p;
insert into tolsel_billing.payment (
    tenant_id, payment_id, customer_id, status, method, amount, failure_reason, retry_count,
    last_retry_at, next_retry_at, opened_at)
overriding system value
select 1, f.payment_id, f.customer_id, 'failed', 'card', 10.00, 'declined', f.retry_count,
    case when f.retry_count > 0 then f.opened_at + f.retry_count * interval '1 hour' end,
    f.opened_at + interval '9 hours', f.opened_at
from failing f;
insert into tolsel_billing.payment_tracking (
    tenant_id, payment_id, attempt_no, status, message, recorded_at, login)
select 1, f.payment_id, n, a.status, case when a.status = 'failed' then 'declined' end,
    f.opened_at + n * interval '1 hour', 'bench_app'
from failing f, generate_series(1, f.retry_count + 1) n,
    unnest(array['initiated', 'failed']) a(status);

select setval(pg_get_serial_sequence('tolsel_ledger.account', 'account_id'), max(account_id))
from tolsel_ledger.account;
select setval(pg_get_serial_sequence('tolsel_ledger.journal', 'journal_id'), max(journal_id))
from tolsel_ledger.journal;
select setval(pg_get_serial_sequence('tolsel_billing.customer', 'customer_id'), max(customer_id))
from tolsel_billing.customer;
select setval(pg_get_serial_sequence('tolsel_billing.invoice', 'invoice_id'), max(invoice_id))
from tolsel_billing.invoice;
select setval(pg_get_serial_sequence('tolsel_billing.payment', 'payment_id'), max(payment_id))
from tolsel_billing.payment having max(payment_id) > 0;
drop table size, paying, owing, failing;
reset session_replication_role;
