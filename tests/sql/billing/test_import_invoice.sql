-- S10 S20: an open invoice of another system moves in, with what was paid of it, once.
select plan(24);
create function tap.journals() returns bigint language sql set role = none
    return (select count(*) from tolsel_ledger.journal);
set role shop_app;
select tolsel.import_customer('C1', 'Ann') \g /dev/null
select tolsel.import_customer('C2', 'Bob', p_owed_limit => 50) \g /dev/null

select is(
    (select concat_ws(' ', i.series, i.number, i.reference, i.total_amount, i.credited_amount, i.status, i.issued_on,
            i.due_on)
     from tolsel.import_invoice('C1', 'A-17', 100, '2026-01-05', '2026-02-05', 40, 'Lamp') i),
    'OPENING 1 A-17 100.00 40.00 partial 2026-01-05 2026-02-05', 'an invoice is taken over with what was paid');
select is(
    (select concat_ws(' ', i.number, i.paid_amount, i.status, i.due_on)
        from tolsel.import_invoice('C1', 'A-18', 10, '2026-01-06') i),
    '2 0.00 open 2026-01-06', 'without a due date it is due when issued');
reset role;
select results_eq(
    $$select c.payment_count, b.balance::numeric from tolsel_billing.customer c
      join tolsel_ledger.balance b using (tenant_id, account_id) where c.code = 'C1'$$,
    $$values (0::bigint, 70.00)$$, 'the customer owes what is open, and has paid nothing here');
select is((select count(*) from tolsel_ledger.daily_total), 0::bigint, 'no channel has seen the money');
set role shop_app;
select is((tolsel.import_invoice('C1', 'A-17', 100.00, '2026-01-05', '2026-02-05', 40,
            'Lamp')).credited_amount::numeric, 40::numeric, 'a second call answers with the same');
select is(journals(), 3::bigint, 'and books nothing');
reset role;
select results_eq($$select check_name from tolsel.verify() where status = 'breach' and check_name ~ 'billing|ledger'$$,
    $$values (null::text) limit 0$$, 'the books agree');
set role shop_app;

select refuses($$select tolsel.import_invoice('C1', 'A-17', 101, '2026-01-05', '2026-02-05', 40, 'Lamp')$$, 'UC024',
    'opening invoice:A-17', 'another total');
select refuses($$select tolsel.import_invoice('C1', 'A-17', 100, '2026-01-05', '2026-02-05', 41, 'Lamp')$$, 'UC024',
    'opening payment:A-17', 'another payment');
select refuses($$select tolsel.import_invoice('C9', 'A-19', 1, '2026-01-05')$$, 'UB001', 'C9', 'an unknown customer');
select refuses($$select tolsel.import_invoice('C1', 'A-19', 1, '2026-01-05', null, 1.01)$$, 'UB005', '1.01',
    'more paid than billed');
select is((tolsel.import_invoice('C2', 'A-20', 50.01, '2026-01-05')).status, 'open',
    'M18: what is more than may be owed was owed before');
select refuses($$select tolsel.import_invoice('C1', 'A-19', 1, '2026-01-05', '2026-01-04')$$, 'UB017', '2026-01-04',
    'due before issued');
select refuses($$select tolsel.import_invoice('C1', ' ', 1, '2026-01-05')$$, 'UC016', 'reference', 'no reference');
select refuses($$select tolsel.import_invoice('C1', 'A-19', null, '2026-01-05')$$, 'UC008', 'null', 'no total');
select refuses($$select tolsel.import_invoice('C1', 'A-19', 0, '2026-01-05')$$, 'UC009', 'total', 'a total of zero');
select refuses($$select tolsel.import_invoice('C1', 'A-19', 1.001, '2026-01-05')$$, 'UC010', '3 decimals',
    'too many decimals');
select refuses($$select tolsel.import_invoice('C1', 'A-19', 1e15, '2026-01-05')$$, 'UC011', '16 digits', 'too much');
select refuses($$select tolsel.import_invoice('C1', 'A-19', -1, '2026-01-05')$$, 'UC025', '-1', 'below zero');
select refuses($$select tolsel.import_invoice('C1', 'A-19', 1, null)$$, 'UC014', 'null', 'no day');
select refuses($$select tolsel.import_invoice('C1', 'A-19', 1, '2199-01-01')$$, 'UH004', '2199', 'a day ahead');
select tolsel.open_customer('Kyo', 'C3', p_currency => 'JPY') \g /dev/null
select is((tolsel.import_invoice('C3', 'J-1', 100, '2026-01-05')).total_amount::numeric, 100::numeric,
    'an invoice in another currency');
reset role;
set role shop_admin;
select tolsel.close_period('2026-01-31', 'January') \g /dev/null
set role shop_app;
select refuses($$select tolsel.import_invoice('C1', 'A-19', 1, '2026-01-31')$$, 'UL007', '2026-01-31', 'a closed day');
select refuses($$select tolsel.import_invoice('C1', 'A-19', 1, '2026-01-05', p_tenant_id => 2)$$, 'UC002', 'tenant 2',
    'another tenant');

select * from finish();
