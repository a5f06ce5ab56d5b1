-- What a plan costs, from when on, in each currency. # W15 W23
\ir cloud.sql
select plan(16);
set role shop_admin;
select results_eq(
    $$select plan, currency, valid_from_at, price_amount::numeric from tolsel.set_plan_price('tiny', 9.99)$$,
    $$values ('tiny', 'EUR', timestamptz '2025-04-01 00:00+00', 9.99)$$, 'a first price counts from this hour on');
select is((tolsel.set_plan_price('tiny', 9.990)).price_amount::numeric, 9.99, 'the same again is the same');
select is((tolsel.set_plan_price('tiny', 12, p_valid_from => '2025-05-01 00:30+00')).valid_from_at,
    '2025-05-01 00:00+00'::timestamptz, 'another one counts from a later hour on');
select is((tolsel.set_plan_price('tiny', 1200, 'JPY')).currency, 'JPY', 'each currency has its own');
select is((tolsel.set_plan_price('free', 0)).price_amount::numeric, 0::numeric, 'a plan may cost nothing');
select refuses($$select tolsel.set_plan_price('tiny', 10)$$, 'UW008', '10.00 EUR from 2025-04-01',
    'another price of this hour');
select refuses($$select tolsel.set_plan_price('tiny', 10, p_valid_from => '2025-03-31 23:59+00')$$, 'UW008',
    '2025-03-31', 'a price of an hour that is over');
select refuses($$select tolsel.set_plan_price('tiny', -1, 'KWD')$$, 'UW008', '-1.000 KWD', 'less than nothing');
select refuses($$select tolsel.set_plan_price('tiny', 0.5, 'JPY', '2025-06-01')$$, 'UC010', '1 decimals', 'half a yen');
select refuses($$select tolsel.set_plan_price('tiny', 'NaN', 'KWD')$$, 'UC008', 'NaN', 'no number');
select refuses($$select tolsel.set_plan_price('tiny', 1e15, 'KWD')$$, 'UC011', '16 digits', 'too much');
select refuses($$select tolsel.set_plan_price('tiny', 1, 'XXY')$$, 'UC007', 'XXY', 'no currency');
select refuses($$select tolsel.set_plan_price('Tiny!', 1)$$, 'UW009', 'Tiny!', 'no name');
select refuses($$select tolsel.set_plan_price('tiny', 1, p_tenant_id => 2)$$, 'UC002', 'tenant 2', 'another tenant');
set role shop_read;
select results_eq(
    $$select valid_from_at, valid_until_at, price_amount::numeric from tolsel.plan_price
      where plan = 'tiny' and currency = 'EUR' order by valid_from_at$$,
    $$values (timestamptz '2025-04-01 00:00+00', timestamptz '2025-05-01 00:00+00', 9.99),
        ('2025-05-01 00:00+00', null, 12)$$, 'a price counts until the next');
select throws_ok($$select tolsel.set_plan_price('tiny', 1)$$, '42501', null, 'a reader sets none');
select * from finish();
