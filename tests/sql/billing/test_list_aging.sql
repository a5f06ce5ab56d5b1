-- S86: who owes how much since when, by the business day of the main branch.
\ir quarter.sql
select plan(14);
set role shop_read;
select results_eq(
    $$select name, current_amount, days_1_30, days_31_60, days_61_90, days_over_90, credit_amount, balance, oldest_due_on, last_payment_on
      from tolsel.list_aging()$$,
    $$values ('Bob', 0.0, 395.0, 0.0, 0.0, 300.0, 0.0, 695.0, date '2025-12-15', null::date),
        ('Ann', 200, 0, 400, 0, 0, 0, 600, '2026-02-24', '2026-03-30'), ('Cleo', 0, 0, 0, 0, 0, 100, -100, null, '2026-03-31')$$,
    'open invoices by age, less credit; who owes nothing is left out');
select is((select count(*) from tolsel.list_aging(customer_of('ann'))), 1::bigint, 'of one customer');
select is_empty($$select * from tolsel.list_aging(customer_of('dan'))$$, 'one that owes nothing');

-- The edges: an invoice moves on by one day at a time.
reset role;
create function tap.age_of_a3(p_today date) returns text language plpgsql as $age_of_a3$
begin
    perform tap.today(p_today);
    return (select concat_ws(' ', a.current_amount, a.days_1_30, a.days_31_60, a.days_61_90, a.days_over_90)
        from tolsel.list_aging(tap.customer_of('cleo')) a);
end
$age_of_a3$;
set role shop_app;
select bill('cleo', 200, '2026-03-31', '2026-03-31', 'c1') \g /dev/null
select is(age_of_a3('2026-03-31'), '200 0 0 0 0', 'due today');
select is(array[age_of_a3('2026-04-01'), age_of_a3('2026-04-30')], array['0 200 0 0 0', '0 200 0 0 0'], '1 and 30 days');
select is(array[age_of_a3('2026-05-01'), age_of_a3('2026-05-30')], array['0 0 200 0 0', '0 0 200 0 0'], '31 and 60 days');
select is(array[age_of_a3('2026-05-31'), age_of_a3('2026-06-29')], array['0 0 0 200 0', '0 0 0 200 0'], '61 and 90 days');
select is(age_of_a3('2026-06-30'), '0 0 0 0 200', '91 days');
select is(
    (select concat_ws(' ', a.current_amount, a.days_1_30, a.days_31_60, a.days_61_90, a.days_over_90, a.balance)
     from tolsel.list_aging(customer_of('cleo'), '2026-05-30') a), '0 0 200 0 0 100', 'what is open now, as old as it was on a day');
-- It is still yesterday in the main branch, whatever day the server or the session has.
reset role;
update tolsel_core.test_clock set set_to_at = '2026-03-31 21:59Z';
set timezone = 'Asia/Tokyo';
set role shop_read;
select results_eq(
    $$select a.current_amount, c.overdue_amount, c.days_overdue, i.is_overdue from tolsel.list_aging(customer_of('cleo')) a
      join tolsel.customer c using (customer_id) join tolsel.invoice i using (customer_id)$$,
    $$values (200.0, 0.0, 0, false)$$, 'a minute before midnight in Berlin');
reset role;
update tolsel_core.test_clock set set_to_at = '2026-03-31 22:00Z';
set role shop_read;
select results_eq(
    $$select a.current_amount, c.overdue_amount, c.days_overdue, i.is_overdue from tolsel.list_aging(customer_of('cleo')) a
      join tolsel.customer c using (customer_id) join tolsel.invoice i using (customer_id)$$,
    $$values (0.0, 200.0, 1, true)$$, 'S86 at midnight it is overdue, and nobody had to write that down');
select refuses_alike('select * from tolsel.list_aging(%s)', twin_customer(), '987654', 'UB001', 'A14 another tenant''s customer');
select refuses($$select * from tolsel.list_aging(p_on => 'infinity')$$, 'UC014', 'infinity', 'no day');
select refuses('select * from tolsel.list_aging(p_tenant_id => 2)', 'UC002', 'tenant 2', 'another tenant');
select * from finish();
