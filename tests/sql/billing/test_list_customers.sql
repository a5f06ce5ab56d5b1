-- S72 S86: the customers with what they owe, found by number, code or name.
\ir quarter.sql
select plan(11);
set role shop_app;
select tolsel.open_customer('100% Wool', 'wool'), tolsel.open_customer('a_b\c') \g /dev/null
set role shop_read;
select results_eq(
    $$select name, balance, credit_amount, overdue_amount, days_overdue, payment_count, average_payment_amount,
        last_payment_on from tolsel.list_customers()
      where name in ('Ann', 'Bob', 'Cleo', 'Dan')$$,
    $$values ('Ann', 600.0, 0.0, 400.0, 35, 3::bigint, 366.67, date '2026-03-30'),
        ('Bob', 695, 0, 695, 106, 0, null, null),
        ('Cleo', -100, 100, 0, 0, 1, 120, '2026-03-31'), ('Dan', 0, 0, 0, 0, 0, null, null)$$,
    'S72 S86 balance, credit, what is overdue, and how they pay');
select results_eq($$select name from tolsel.list_customers('bob')$$, $$values ('Bob')$$, 'by code');
select results_eq($$select name from tolsel.list_customers(customer_of('cleo')::text)$$, $$values ('Cleo')$$, 'by id');
select results_eq($$select name from tolsel.list_customers('An')$$, $$values ('Ann')$$, 'by the beginning of the name');
select is_empty($$select name from tolsel.list_customers('%')$$, 'which is no pattern');
select results_eq($$select name from tolsel.list_customers('100%') union all select name
        from tolsel.list_customers('a_b\c')$$, $$values ('100% Wool'), ('a_b\c')$$, 'nor is any part of it');
select is((select count(*) from tolsel.list_customers(p_limit => 2)), 2::bigint, 'so many of them');
select refuses('select * from tolsel.list_customers(p_tenant_id => 2)', 'UC002', 'tenant 2', 'another tenant');
-- M3: on a past day, what was true then.
select results_eq(
    $$select name, balance, credit_amount, overdue_amount, days_overdue, payment_count, average_payment_amount,
        last_payment_on
      from tolsel.list_customers(p_on => '2026-03-15') where name in ('Ann', 'Bob', 'Cleo')$$,
    $$values ('Ann', 500.0, 0.0, 500.0, 19, 2::bigint, 500.0, date '2026-02-20'),
        ('Bob', 445, 0, 50, 90, 1, 250, '2026-03-10'), ('Cleo', 0, 0, 0, 0, 0, null, null)$$,
    'M3 what was owed and overdue, and a cheque that had not bounced yet');
select results_eq(
    $$select name, balance, overdue_amount, days_overdue, payment_count
        from tolsel.list_customers('bob', p_on => '2026-03-31')$$,
    $$select name, balance, overdue_amount, days_overdue, payment_count from tolsel.list_customers('bob')$$,
    'M3 today is as now');
select refuses($$select * from tolsel.list_customers(p_on => 'infinity')$$, 'UC014', 'infinity', 'no day');
select * from finish();
