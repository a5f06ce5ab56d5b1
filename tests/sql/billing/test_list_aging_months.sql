-- S86: who owes how much since when, month by month: what list_aging says of the last day of each.
\ir quarter.sql
select plan(12);
create function tap.months_that_differ(p_from_on date, p_to_on date) returns setof date language sql stable
begin atomic
    select m.on_at::date - 1
    from generate_series(p_from_on + 1, p_to_on + 1, interval '1 month') m (on_at)
    full join tolsel.list_aging_months(p_from_on, p_to_on) s on s.month_end_on = m.on_at::date - 1
    cross join lateral (
        select coalesce(sum(a.current_amount), 0) as current_amount, coalesce(sum(a.days_1_30), 0) as days_1_30,
            coalesce(sum(a.days_31_60), 0) as days_31_60, coalesce(sum(a.days_61_90), 0) as days_61_90,
            coalesce(sum(a.days_over_90), 0) as days_over_90, coalesce(sum(a.credit_amount), 0) as credit_amount,
            coalesce(sum(a.balance), 0) as balance
        from tolsel.list_aging(p_on => m.on_at::date - 1) a
    ) a
    where (a.current_amount, a.days_1_30, a.days_31_60, a.days_61_90, a.days_over_90, a.credit_amount, a.balance)
        is distinct from (coalesce(s.current_amount, 0), coalesce(s.days_1_30, 0), coalesce(s.days_31_60, 0),
            coalesce(s.days_61_90, 0), coalesce(s.days_over_90, 0), coalesce(s.credit_amount, 0),
            coalesce(s.balance, 0));
end;
create function tap.refund_of_credit() returns bigint language sql set role = none
    return (select r.refund_id from tolsel_billing.refund r
        where r.tenant_id = 1 and r.payment_id = tap.payment_of('credit'));
set role shop_read;
select results_eq(
    $$select month_end_on, currency, current_amount, days_1_30, days_31_60, days_61_90, days_over_90, credit_amount,
        balance
      from tolsel.list_aging_months('2025-11-30', '2026-03-31')$$,
    $$values (date '2025-12-31', 'EUR', 0.0, 300.0, 0.0, 0.0, 0.0, 0.0, 300.0),
        ('2026-01-31', 'EUR', 0, 600, 300, 0, 0, 0, 900),
        ('2026-02-28', 'EUR', 0, 500, 0, 300, 0, 0, 800),
        ('2026-03-31', 'EUR', 200, 395, 400, 0, 300, 100, 1195)$$,
    'what was open at the end of each month, by its age then');
select is_empty($$select * from months_that_differ('2025-10-31', '2026-06-30')$$, 'as each last day has it');
select results_eq(
    $$select month_end_on from tolsel.list_aging_months('2026-01-31', '2026-03-30')$$,
    $$values (date '2026-01-31'), ('2026-02-28')$$, 'the months whose last day is in the period');
select is_empty($$select * from tolsel.list_aging_months('2026-02-01', '2026-02-27')$$, 'none of them');
-- Invoices that were due on another day, credit that comes and goes.
set role shop_app;
select tolsel.change_invoice(invoice_of('a2'), 'asked for', '2026-04-15'),
    bill('cleo', 70, '2026-02-20', '2026-02-20', 'c0') \g /dev/null
select tolsel.allocate_payment(payment_of('credit'), invoice_of('c0'), 60) \g /dev/null
select tolsel.record_payment(customer_of('ann'), 150, 'cash', null, array[invoice_of('a2')],
    p_paid_on => '2026-02-25', p_request_key => 'p4') \g /dev/null
select tolsel.void_payment(payment_of('p1'), 'not ours', '2026-02-15') \g /dev/null
set role shop_read;
select is_empty($$select * from months_that_differ('2025-10-31', '2026-06-30')$$, 'when due days and payments change');
reset role;
select today('2026-05-02') \g /dev/null
set role shop_app;
select tolsel.void_payment(payment_of('p3'), 'not ours', '2026-04-20'),
    tolsel.void_refund(refund_of_credit(), 'it came back') \g /dev/null
set role shop_read;
select is_empty($$select * from months_that_differ('2025-10-31', '2026-06-30')$$, 'when voids count by then');
select is((select sum(credit_amount) > 0 from tolsel.list_aging_months('2026-04-30', '2026-04-30')), true,
    'and there was credit');
-- What was void by a day was paid by nothing on it, though that was freed later.
set role shop_app;
select bill('dan', 55, '2026-01-05', '2026-01-20', 'd0') \g /dev/null
select tolsel.record_payment(customer_of('dan'), 55, 'cash', null, array[invoice_of('d0')],
    p_paid_on => '2026-02-10', p_request_key => 'd-0') \g /dev/null
select tolsel.reverse_allocation((select a.allocation_id from tolsel.list_allocations(invoice_of('d0')) a)) \g /dev/null
select tolsel.void_invoice(invoice_of('d0'), 'wrong', '2026-01-25') \g /dev/null
set role shop_read;
select is_empty($$select * from months_that_differ('2025-10-31', '2026-06-30')$$, 'though it was freed later');
-- An invoice that is paid twice as of a day is credit, and hides nothing that is due on the same day.
set role shop_app;
select bill('dan', 90, '2026-01-05', '2026-01-20', 'd1'), bill('bob', 33, '2026-01-05', '2026-01-20', 'b3') \g /dev/null
select tolsel.record_payment(customer_of('dan'), 90, 'cash', null, array[invoice_of('d1')],
    p_paid_on => '2026-03-10', p_request_key => 'd-1') \g /dev/null
select tolsel.reverse_allocation((select a.allocation_id from tolsel.list_allocations(invoice_of('d1')) a)) \g /dev/null
select tolsel.record_payment(customer_of('dan'), 90, 'cash', null, array[invoice_of('d1')],
    p_paid_on => '2026-02-10', p_request_key => 'd-2') \g /dev/null
set role shop_read;
select is_empty($$select * from months_that_differ('2025-10-31', '2026-06-30')$$, 'whoever owes on the same day');
select refuses($$select * from tolsel.list_aging_months('2026-02-01', '2026-01-01')$$, 'UC014', '2026', 'no period');
select refuses($$select * from tolsel.list_aging_months('2026-01-01', 'infinity')$$, 'UC014', 'infinity', 'no day');
select refuses($$select * from tolsel.list_aging_months('2026-01-01', '2026-01-31', 2)$$, 'UC002', 'tenant 2',
    'another tenant');
select * from finish();
