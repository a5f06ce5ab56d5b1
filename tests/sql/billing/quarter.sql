-- What the reads are tested on: a shop at the end of March 2026, with a little of everything.
create function tap.customer_of(p_code text) returns bigint language sql set role = none
    return (select c.customer_id from tolsel_billing.customer c where c.tenant_id = 1 and c.code = p_code);
create function tap.channel_of(p_name text) returns bigint language sql set role = none
    return (select c.channel_id from tolsel_channel.payment_channel c where c.tenant_id = 1 and c.name = p_name);
create function tap.account_of(p_code text) returns bigint language sql set role = none
    return (select a.account_id from tolsel_ledger.account a where a.tenant_id = 1 and a.code = p_code);
create function tap.invoice_of(p_key text) returns bigint language sql set role = none
    return (select i.invoice_id from tolsel_billing.invoice i where i.tenant_id = 1 and i.request_key = p_key);
create function tap.payment_of(p_key text) returns bigint language sql set role = none
    return (select p.payment_id from tolsel_billing.payment p where p.tenant_id = 1 and p.request_key = p_key);
create function tap.today(p_on date) returns void language sql set role = none
begin atomic
    select tolsel_core.arrange_test_clock(true);
    update tolsel_core.test_clock set set_to_at = (p_on + time '12:00') at time zone 'Europe/Berlin';
end;
create function tap.bill(p_code text, p_amount numeric, p_issued_on date, p_due_on date, p_key text)
returns void language sql
    return (select null from tolsel.issue_invoice(
        tap.customer_of(p_code), jsonb_build_array(jsonb_build_object('amount', p_amount)),
        p_issued_on => p_issued_on, p_due_on => p_due_on, p_request_key => p_key));

\o /dev/null
select today('2026-03-31');
set role shop_app;
select tolsel.open_channel('Till', 'cash');
select tolsel.open_channel('Bank', 'bank');
select tolsel.open_customer('Ann', 'ann');
select tolsel.open_customer('Bob', 'bob');
select tolsel.open_customer('Cleo', 'cleo');
select tolsel.open_customer('Dan', 'dan');
select bill('ann', 1000, '2026-01-10', '2026-01-20', 'a1');  -- 70 days overdue
select bill('ann', 500, '2026-02-10', '2026-02-24', 'a2');   -- 35 days
select bill('ann', 200, '2026-03-31', '2026-03-31', 'a3');   -- due today
select bill('bob', 300, '2025-12-01', '2025-12-15', 'b1');   -- 106 days
select bill('bob', 400, '2026-03-01', '2026-03-30', 'b2');   -- 1 day
select bill('bob', 77, '2026-03-02', '2026-03-31', 'void');
select tolsel.draft_invoice(customer_of('bob'), '[{"amount": "50"}]', p_request_key => 'draft');
select set_config('tolsel.request_id', 'req-1', false);
select tolsel.record_payment(customer_of('ann'), 400, 'cash', channel_of('Till'), array[invoice_of('a1')],
    p_paid_on => '2026-01-30', p_request_key => 'p1');
select tolsel.record_payment(customer_of('ann'), 600, 'bank_transfer', channel_of('Bank'), array[invoice_of('a1')],
    p_paid_on => '2026-02-20', p_request_key => 'p2');
select set_config('tolsel.request_id', '', false);
select tolsel.record_payment(customer_of('ann'), 100, 'cash', null, array[invoice_of('a2')],
    p_paid_on => '2026-03-30', p_request_key => 'p3');
select tolsel.record_payment(customer_of('bob'), 250, 'cheque', channel_of('Bank'), array[invoice_of('b1')],
    p_paid_on => '2026-03-10', p_request_key => 'bounced');
select tolsel.void_payment(payment_of('bounced'), 'it bounced', '2026-03-31');
select tolsel.record_payment(customer_of('cleo'), 120, 'cash', channel_of('Till'), p_surplus => 'keep',
    p_paid_on => '2026-03-31', p_request_key => 'credit');
select tolsel.refund_payment(payment_of('credit'), 20, null, channel_of('Till'), 'too much',
    p_refunded_on => '2026-03-31');
select tolsel.attempt_payment(customer_of('bob'), 9000, 'card', channel_of('Bank'), p_request_key => 'failed');
select tolsel.adjust_customer_ledger(customer_of('bob'), -10, 'goodwill', p_invoice_id => invoice_of('b2'),
    p_adjusted_on => '2026-03-15', p_request_key => 'note');
select tolsel.adjust_customer_ledger(customer_of('bob'), 5, 'late fee', p_adjusted_on => '2026-03-15',
    p_request_key => 'fee');
select tolsel.void_invoice(invoice_of('void'), 'wrong', '2026-03-05');
select tolsel.pay_vendor(
    (select v.vendor_id from tolsel.open_vendor('Bakery') v), 30, 'cash', channel_of('Till'),
    p_paid_on => '2026-03-31');
select tolsel.record_daily_entry(channel_of('Till'), 'out', 7, account_of('6000'), 'stamps', '2026-03-31');
select tolsel.record_daily_entry(channel_of('Till'), 'in', 50, account_of('3000'), 'float', '2026-03-31');
reset role;
set role twin_app;
select tolsel.open_customer('Ann', 'ann');
reset role;
create function tap.twin_customer() returns text language sql set role = none
    return (select c.customer_id from tolsel_billing.customer c where c.tenant_id = 2);
\o
