-- S86: how well customers pay.
\ir quarter.sql
select plan(18);
set role shop_read;
select results_eq(
    $$select * from tolsel.get_collection_metrics('2026-01-01', '2026-03-31')$$,
    -- Invoiced 1000 + 500 + 200 + 400 + 5; collected 400 + 600 + 100 + 120 - 20; INV-1 was paid after 41 days.
    $$values ('EUR', 2105.0, 1200.0, 1295.0, 1095.0, 0.5701, 55.4, 41.0)$$,
    'void invoices, bounced and failed payments and credit notes do not count');
select results_eq(
    $$select invoiced_amount, collected_amount, collection_rate, days_sales_outstanding, average_days_to_pay
      from tolsel.get_collection_metrics('2024-01-01', '2024-01-31', 'EUR')$$,
    $$values (0.0, 0.0, null::numeric, null::numeric, null::numeric)$$, 'a period without invoices has no rates');
select results_eq(
    $$select currency, invoiced_amount, outstanding_amount
        from tolsel.get_collection_metrics('2026-01-01', '2026-03-31', 'JPY')$$,
    $$values ('JPY', 0.0, 0.0)$$, 'each currency by itself');
select refuses($$select * from tolsel.get_collection_metrics('2026-01-01', '2026-01-31', 'XXY')$$, 'UC007', 'XXY',
    'no such currency');
select refuses($$select * from tolsel.get_collection_metrics('2026-02-01', '2026-01-31')$$, 'UC014', 'From',
    'no period');
select refuses($$select * from tolsel.get_collection_metrics(null, '2026-01-31')$$, 'UC014', 'null', 'no first day');
select refuses($$select * from tolsel.get_collection_metrics('2026-01-01', '2026-01-31', p_tenant_id => 2)$$, 'UC002',
    'tenant 2', 'another tenant');
-- M3 M18: the figures of a past period stand, whatever is voided or paid later.
select results_eq(
    $$select invoiced_amount, collected_amount, outstanding_amount, overdue_amount
        from tolsel.get_collection_metrics('2026-01-01', '2026-02-10')$$,
    $$values (1500.0, 400.0, 1400.0, 900.0)$$, 'M3 outstanding and overdue at the end of the period');
select is(
    (select m.average_days_to_pay from tolsel.get_collection_metrics('2026-01-01', '2026-02-10') m), null::numeric,
    'M3 nothing of the period was paid at its end');
select results_eq(
    $$select invoiced_amount, collected_amount from tolsel.get_collection_metrics('2026-03-01', '2026-03-04')$$,
    $$values (477.0, 0.0)$$, 'M18 an invoice that is voided later was invoiced');
select results_eq(
    $$select invoiced_amount, collected_amount from tolsel.get_collection_metrics('2026-03-05', '2026-03-05')$$,
    $$values (-77.0, 0.0)$$, 'M18 and is taken off on the day of its void');
select is(
    (select sum(c.collected_amount - m.net_amount) from unnest(array[date '2026-03-10', '2026-03-31']) d (day)
     cross join lateral tolsel.get_collection_metrics(d.day, d.day) c
     cross join lateral (select sum(m.net_amount) as net_amount from tolsel.list_method_totals(d.day) m) m), 0.0,
    'M18 a cheque that bounced was collected on its day and lost on another, as the methods of those days say');

-- What is paid back of a credit note was never collected.
reset role;
set role shop_app;
select tolsel.adjust_customer_ledger(customer_of('ann'), -700, 'goodwill', p_request_key => 'goodwill') \g /dev/null
select is(
    (tolsel.refund_credit_note(payment_of('goodwill'), 50, null, channel_of('Bank'), 'paid back')).amount::numeric,
    50.0,
    'a credit note is paid back in part');
set role shop_read;
select is((select collected_amount from tolsel.get_collection_metrics('2026-01-01', '2026-03-31')), 1200.0,
    'and takes nothing from what was collected');
-- What was paid before it was issued took 0 days; a refund that was voided was none.
set role shop_app;
select tolsel.record_payment(customer_of('bob'), 200, 'cash', channel_of('Bank'), '{}', p_surplus => 'keep',
    p_paid_on => '2025-10-01', p_request_key => 'early'),
    tolsel.issue_invoice(customer_of('bob'), '[{"amount": 200}]', p_issued_on => '2025-11-10',
        p_uses_credit => true, p_request_key => 'late') \g /dev/null
select is((select average_days_to_pay from tolsel.get_collection_metrics('2025-11-10', '2025-11-10')), 0.0,
    'what is prepaid is paid in 0 days');
select tolsel.void_refund(r.refund_id, 'failed')
    from tolsel.refund_payment(payment_of('early'), 50, null, channel_of('Bank'), 'x',
    p_refunded_on => '2026-03-20') r \g /dev/null
set role shop_read;
select is((select collected_amount from tolsel.get_collection_metrics('2026-01-01', '2026-03-31')), 1200.0,
    'M9: a void refund takes nothing from what was collected');
-- M3 how long it took is told as of the end of the period, whatever was paid, void or taken back later.
set role shop_app;
select tolsel.issue_invoice(customer_of('bob'), '[{"amount": 10}]', p_issued_on => '2025-09-01',
        p_request_key => 'sep'),
    tolsel.record_payment(customer_of('bob'), 10, 'cash', channel_of('Bank'), array[invoice_of('sep')],
        p_paid_on => '2025-09-11', p_request_key => 'in time'),
    tolsel.void_payment(payment_of('in time'), 'bounced', '2025-10-05'),
    tolsel.record_payment(customer_of('bob'), 10, 'cash', channel_of('Bank'), array[invoice_of('sep')],
        p_paid_on => '2025-10-11', p_request_key => 'too late') \g /dev/null
set role shop_read;
select is(array(select m.average_days_to_pay from unnest(array[date '2025-09-10', '2025-09-30', '2025-10-08',
                '2025-10-31']) d (day)
        cross join lateral tolsel.get_collection_metrics('2025-09-01', d.day) m order by d.day),
    array[null, 10.0, null, 40.0], 'M3 a payment that bounced had paid it until then');
set role shop_app;
select tolsel.issue_invoice(customer_of('bob'), '[{"amount": 5}]', p_issued_on => '2025-08-01',
        p_request_key => 'aug'),
    tolsel.issue_credit_note(customer_of('bob'), '[{"amount": 5}]', 'late', invoice_of('aug'),
        p_issued_on => '2025-08-25') \g /dev/null
set role shop_read;
select is((select m.average_days_to_pay from tolsel.get_collection_metrics('2025-08-01', '2025-08-31') m),
    null::numeric, 'M7 what is credited is not paid');
select * from finish();
