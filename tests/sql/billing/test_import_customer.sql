-- S10 S20: a customer of another system moves in, with what it owes, once.
select plan(27);
create function tap.balance_of(p_code text) returns numeric language sql set role = none
    return (
        select trim_scale(b.balance) from tolsel_billing.customer c
        join tolsel_ledger.balance b on b.tenant_id = c.tenant_id and b.account_id = c.account_id
        where c.tenant_id = 1 and c.code = p_code);
create function tap.journals() returns bigint language sql set role = none
    return (select count(*) from tolsel_ledger.journal);
set role shop_app;

select is(
    (select concat_ws(' ', c.name, c.email, c.phone, c.currency, c.owed_limit, c.payment_count)
     from tolsel.import_customer('C1', 'Ann', 'ann@x.org', '+49 1', 'EUR', 500, 120.50, '2026-01-31') c),
    'Ann ann@x.org +49 1 EUR 500.00 0', 'a customer is opened');
select is(balance_of('C1'), 120.5, 'and owes its opening balance');
reset role;
select results_eq(
    $$select i.kind::text, i.total_amount::numeric, i.issued_on::date, i.status from tolsel_billing.invoice i$$,
    $$values ('debit_note', 120.50, date '2026-01-31', 'open')$$, 'which is a debit note, to be paid and aged');
select results_eq(
    $$select a.purpose, sum(e.amount) from tolsel_ledger.entry e
        join tolsel_ledger.account a using (tenant_id, account_id)
      where a.purpose is not null group by a.purpose$$,
    $$values ('opening_balance', -120.50)$$, 'against the opening balances');
set role shop_app;
select is((tolsel.import_customer('C1', 'Ann', 'ann@x.org', '+49 1', 'EUR', 500, 120.50, '2026-01-31')).customer_id,
    (tolsel.import_customer('C1', 'Anna', null, null, null, null, 120.5)).customer_id,
    'a second call answers with the same');
select is(journals(), 1::bigint, 'and books nothing');
select refuses($$select tolsel.import_customer('C1', 'Ann', p_opening_balance => 120.51)$$, 'UC024',
    'opening balance:C1', 'another balance');
select refuses($$select tolsel.import_customer('C1', 'Ann', p_opening_balance => -120.5)$$, 'UC024',
    'opening balance:C1', 'another sign');
select is((tolsel.import_customer('C2', 'Bob', p_opening_balance => -300)).payment_count, 0::bigint,
    'a credit is no payment of the customer');
select is(balance_of('C2'), -300::numeric, 'but can be spent');
select is(
    (select i.status || ' ' || i.credited_amount || ' ' || i.balance_amount
     from tolsel.issue_invoice((tolsel.import_customer('C2', 'Bob')).customer_id, '[{"amount": "1000"}]',
         p_uses_credit => true) i),
    'partial 300.00 700.00', 'S74 and is spent by the next invoice');
select is(balance_of('C2'), 700::numeric, 'S60 the balance is that of the ledger');
select is((select count(*) from tolsel.import_customer('C3', 'Zoe', p_opening_balance => 0)), 1::bigint,
    'nothing owed books nothing');

select refuses($$select tolsel.import_customer(null, 'X')$$, 'UC016', 'code', 'no code');
select refuses($$select tolsel.import_customer('C9', ' ')$$, 'UC016', 'name', 'no name');
select refuses($$select tolsel.import_customer('C9', 'X', p_currency => 'XXX')$$, 'UC007', 'XXX',
    'an unknown currency');
select refuses($$select tolsel.import_customer('C9', 'X', p_owed_limit => -1)$$, 'UB024', '-1', 'a limit below zero');
select is((select trim_scale(c.owed_limit) from tolsel.import_customer('C10', 'Ten', p_owed_limit => 10,
            p_opening_balance => 10.01) c) || ' ' || balance_of('C10'), '10 10.01',
    'M18: one that owes more than it may is moved in');
select refuses($$select tolsel.issue_invoice(c.customer_id, '[{"amount": "0.01"}]')
        from tolsel.list_customers('C10') c$$, 'UB013', '0.02 too much', 'but gets no invoice more');
select refuses($$select tolsel.import_customer('C9', 'X', p_opening_balance => 'NaN')$$, 'UC008', 'NaN', 'no number');
select refuses($$select tolsel.import_customer('C9', 'X', p_opening_balance => 0.001)$$, 'UC010', '3 decimals',
    'too many decimals');
select refuses($$select tolsel.import_customer('C9', 'X', p_opening_balance => 1e15)$$, 'UC011', '16 digits',
    'too much');
select refuses($$select tolsel.import_customer('C9', 'X', p_opening_balance => 1, p_opened_on => 'infinity')$$, 'UC014',
    'infinity', 'no day');
select refuses($$select tolsel.import_customer('C9', 'X', p_opening_balance => 1, p_opened_on => '2199-01-01')$$,
    'UH004', '2199', 'a day ahead');
select is((tolsel.import_customer('C4', 'Kyo', p_currency => 'JPY', p_opening_balance => 100)).currency, 'JPY',
    'a customer in another currency');
reset role;
set role shop_admin;
select tolsel.close_period('2026-01-31', 'January') \g /dev/null
set role shop_app;
select refuses($$select tolsel.import_customer('C9', 'X', p_opening_balance => 1, p_opened_on => '2026-01-31')$$,
    'UL007', '2026-01-31', 'a closed day');
select refuses($$select tolsel.import_customer('C9', 'X', p_tenant_id => 2)$$, 'UC002', 'tenant 2', 'another tenant');

select * from finish();
