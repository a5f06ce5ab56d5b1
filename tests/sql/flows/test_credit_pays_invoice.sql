-- S10 S60 S72 S73 S74: 300 of credit on an invoice of 1,000 is a part of it, and every list says so.
\ir ../billing/shop.sql
select plan(7);
set role shop_app;
select tolsel.record_payment(customer_of('ann'), 300, 'cash', channel_of('Till'), p_surplus => 'keep',
    p_paid_on => '2025-03-14', p_request_key => 'p1') \g /dev/null
select is(
    (select concat_ws(' ', i.status, i.paid_amount::numeric, i.balance_amount)
     from tolsel.issue_invoice(customer_of('ann'), '[{"amount": "1000.00"}]', p_uses_credit => true,
         p_request_key => 'i1') i),
    'partial 300.00 700.00', 'the answer');
select is(
    (select string_agg(concat_ws(' ', s.kind, s.document, trim_scale(s.amount), trim_scale(s.balance)), ', ')
     from tolsel.list_customer_statement(customer_of('ann'), '2025-03-01', '2025-03-31') s),
    'opening 0, line payment -300 -300, line invoice 1000 700, closing 700 700', 'the statement');
select is(tolsel.get_balance_at(account_of('customer:' || customer_of('ann'))), 700::numeric, 'the ledger');
set role shop_read;
select is((select concat_ws(' ', trim_scale(c.balance), trim_scale(c.credit_amount)) from tolsel.customer c
        where c.code = 'ann'), '700 0', 'the list of customers');
select is(
    (select concat_ws(' ', i.status, trim_scale(i.paid_amount::numeric), trim_scale(i.balance_amount), i.payment_count,
            i.partial_payment_count, i.last_payment_on)
     from tolsel.invoice i where i.request_key = 'i1'),
    'partial 300 700 1 1 2025-03-14', 'the list of invoices');
-- The rest is paid, and every list agrees again.
set role shop_app;
select tolsel.record_payment(customer_of('ann'), 700, 'bank_transfer', channel_of('Bank')) \g /dev/null
set role shop_read;
select is((select i.status || ' ' || trim_scale(i.balance_amount) from tolsel.invoice i where i.request_key = 'i1'),
    'paid 0', 'the rest pays it');
select is((select trim_scale(c.balance) from tolsel.customer c where c.code = 'ann'), 0::numeric,
    'and nothing is owed');
select * from finish();
