-- S86: who owes how much since when, by the business day of the main branch.
\ir quarter.sql
select plan(24);
set role shop_read;
select results_eq(
    $$select name, current_amount, days_1_30, days_31_60, days_61_90, days_over_90, credit_amount, balance,
        oldest_due_on, last_payment_on
      from tolsel.list_aging()$$,
    $$values ('Bob', 0.0, 395.0, 0.0, 0.0, 300.0, 0.0, 695.0, date '2025-12-15', null::date),
        ('Ann', 200, 0, 400, 0, 0, 0, 600, '2026-02-24', '2026-03-30'),
        ('Cleo', 0, 0, 0, 0, 0, 100, -100, null, '2026-03-31')$$,
    'open invoices by age, less credit; who owes nothing is left out');
select is((select count(*) from tolsel.list_aging(customer_of('ann'))), 1::bigint, 'of one customer');
select is_empty($$select * from tolsel.list_aging(customer_of('dan'))$$, 'one that owes nothing');

-- M3: a past day has what was true then, and the ledger of that day says the same.
select results_eq(
    $$select name, current_amount, days_1_30, days_31_60, days_61_90, days_over_90, credit_amount, balance,
        oldest_due_on, last_payment_on
      from tolsel.list_aging(p_on => '2026-02-10')$$,
    $$values ('Bob', 0.0, 0.0, 300.0, 0.0, 0.0, 0.0, 300.0, date '2025-12-15', null::date),
        ('Ann', 500, 600, 0, 0, 0, 0, 1100, '2026-01-20', '2026-01-30')$$,
    'M3 what is paid since was owed, and what was issued since was not');
select results_eq(
    $$select current_amount, days_1_30, days_61_90, balance, last_payment_on
        from tolsel.list_aging(customer_of('bob'), '2026-03-04')$$,
    $$values (477.0, 0.0, 300.0, 777.0, null::date)$$, 'M3 what was voided on a later day still stood');
select results_eq(
    $$select current_amount, days_1_30, days_61_90, balance, last_payment_on
        from tolsel.list_aging(customer_of('bob'), '2026-03-15')$$,
    $$values (395.0, 0.0, 50.0, 445.0, date '2026-03-10')$$, 'M3 a cheque that bounced on a later day still paid');
reset role;
create function tap.refund_of_credit() returns bigint language sql set role = none
    return (select r.refund_id from tolsel_billing.refund r
        where r.tenant_id = 1 and r.payment_id = tap.payment_of('credit'));
create function tap.days_that_differ() returns setof date language sql stable
begin atomic
    select d.day::date from generate_series(timestamp '2025-11-30', '2026-04-01', '1 day') d (day)
    where (select coalesce(sum(a.balance), 0) from tolsel.list_aging(p_on => d.day::date) a) is distinct from (
            select coalesce(sum(t.debit - t.credit), 0) from tolsel.list_trial_balance(d.day::date) t
            join tolsel.customer c on c.account_id = t.account_id)
        or exists (
            select from tolsel.list_aging(p_on => d.day::date) a
            where a.current_amount + a.days_1_30 + a.days_31_60 + a.days_61_90 + a.days_over_90
                - a.credit_amount <> a.balance);
end;
set role shop_read;
select is_empty('select * from days_that_differ()',
    'M3 on each day of the quarter it sums to the accounts of customers');

-- The edges: an invoice moves on by one day at a time.
reset role;
create function tap.age_of_a3(p_today date) returns text language plpgsql as $age_of_a3$
begin
    perform tap.today(p_today);
    return (select concat_ws(' ', 'current', a.current_amount, 'to 30', a.days_1_30, 'to 60', a.days_31_60, 'to 90',
            a.days_61_90,
        'over', a.days_over_90)
        from tolsel.list_aging(tap.customer_of('cleo')) a);
end
$age_of_a3$;
set role shop_app;
select bill('cleo', 200, '2026-03-31', '2026-03-31', 'c1') \g /dev/null
select is(age_of_a3('2026-03-31'), 'current 200.00 to 30 0.00 to 60 0.00 to 90 0.00 over 0.00', 'due today');
select is(array[age_of_a3('2026-04-01'), age_of_a3('2026-04-30')],
    array['current 0.00 to 30 200.00 to 60 0.00 to 90 0.00 over 0.00',
    'current 0.00 to 30 200.00 to 60 0.00 to 90 0.00 over 0.00'], '1 and 30 days');
select is(array[age_of_a3('2026-05-01'), age_of_a3('2026-05-30')],
    array['current 0.00 to 30 0.00 to 60 200.00 to 90 0.00 over 0.00',
    'current 0.00 to 30 0.00 to 60 200.00 to 90 0.00 over 0.00'],
    '31 and 60 days');
select is(array[age_of_a3('2026-05-31'), age_of_a3('2026-06-29')],
    array['current 0.00 to 30 0.00 to 60 0.00 to 90 200.00 over 0.00',
    'current 0.00 to 30 0.00 to 60 0.00 to 90 200.00 over 0.00'],
    '61 and 90 days');
select is(age_of_a3('2026-06-30'), 'current 0.00 to 30 0.00 to 60 0.00 to 90 0.00 over 200.00', '91 days');
select is(
    (select concat_ws(' ', a.current_amount, a.days_1_30, a.days_31_60, a.days_61_90, a.days_over_90, a.balance)
     from tolsel.list_aging(customer_of('cleo'), '2026-05-30') a), '0.00 0.00 200.00 0.00 0.00 100.00',
         'what was open on a day, as old as it was then');
-- It is still yesterday in the main branch, whatever day the server or the session has.
reset role;
update tolsel_core.test_clock set set_to_at = '2026-03-31 21:59Z';
set timezone = 'Asia/Tokyo';
set role shop_read;
select results_eq(
    $$select a.current_amount, c.overdue_amount, c.days_overdue, i.is_overdue
        from tolsel.list_aging(customer_of('cleo')) a
      join tolsel.customer c using (customer_id) join tolsel.invoice i using (customer_id)$$,
    $$values (200.0, 0.0, 0, false)$$, 'a minute before midnight in Berlin');
reset role;
update tolsel_core.test_clock set set_to_at = '2026-03-31 22:00Z';
set role shop_read;
select results_eq(
    $$select a.current_amount, c.overdue_amount, c.days_overdue, i.is_overdue
        from tolsel.list_aging(customer_of('cleo')) a
      join tolsel.customer c using (customer_id) join tolsel.invoice i using (customer_id)$$,
    $$values (0.0, 200.0, 1, true)$$, 'S86 at midnight it is overdue, and nobody had to write that down');
select refuses_alike('select * from tolsel.list_aging(%s)', twin_customer(), '987654', 'UB001',
    'A14 another tenant''s customer');
select refuses($$select * from tolsel.list_aging(p_on => 'infinity')$$, 'UC014', 'infinity', 'no day');
select refuses('select * from tolsel.list_aging(p_tenant_id => 2)', 'UC002', 'tenant 2', 'another tenant');
-- What is allocated and taken back later counts from then on.
reset role;
set timezone = 'UTC';
select today('2026-03-31') \g /dev/null
set role shop_app;
select bill('cleo', 70, '2026-03-20', '2026-03-20', 'c0') \g /dev/null
select is(
    (select concat_ws(' ', a.allocated_on, a.amount)
        from tolsel.allocate_payment(payment_of('credit'), invoice_of('c0'), 60) a), '2026-03-31 60.00',
    'M3 credit pays from today on');
select results_eq(
    $$select days_1_30, credit_amount, balance from tolsel.list_aging(customer_of('cleo'), '2026-03-30')$$,
    $$values (70.0, 0.0, 70.0)$$, 'M3 and not before');
select tolsel.void_payment(payment_of('p1'), 'not ours', '2026-02-15') \g /dev/null
select results_eq(
    $$select days_31_60, days_1_30, balance from tolsel.list_aging(customer_of('ann'), '2026-03-10')
        where days_31_60 + days_1_30 = 900$$,
    $$values (400.0, 500.0, 900.0)$$, 'M3 what a void payment paid is open again from the day of its void');
set role shop_read;
select is_empty('select * from days_that_differ()', 'M3 the sums still agree');
reset role;
select today('2026-04-01') \g /dev/null
set role shop_app;
select tolsel.void_refund(refund_of_credit(), 'it came back') \g /dev/null
set role shop_read;
select is(
    (select array_agg(trim_scale(a.credit_amount) order by d) from unnest(array[date '2026-03-31', '2026-04-01']) d
        cross join lateral tolsel.list_aging(customer_of('cleo'), d) a),
    array[40.0, 60], 'M3 a refund that is voided later was given back until then');
select is_empty('select * from days_that_differ()', 'M3 and the sums still agree');
select * from finish();
