-- G10 S119: what one unit of a currency was worth in another on a day is a row, which nobody changes.
select plan(33);
create function tap.rates(variadic p_rates text[]) returns jsonb language sql
    return (select jsonb_agg(jsonb_build_object('currency', split_part(r, ' ', 1), 'on', split_part(r, ' ', 2),
        'rate', split_part(r, ' ', 3)) order by n) from unnest(p_rates) with ordinality u(r, n));
create function tap.tell(p_rate text, p_is_correction boolean default false) returns integer language sql
    return tolsel.record_exchange_rates('ECB', tap.rates(p_rate), 'EUR', p_is_correction);
set role shop_app;
select is(tolsel.record_exchange_rates('ECB', rates('USD 2025-03-03 1.0465', 'JPY 2025-03-03 157.41',
    'USD 2025-03-04 1.0557')), 3, 'rates are recorded against the currency of the tenant');
select is(tolsel.record_exchange_rates('ECB', rates('USD 2025-03-03 1.04650', 'USD 2025-03-05 1.0694'), 'EUR'), 1,
    'A1 and what is recorded already stays');
select is(tolsel.record_exchange_rates('ours', rates('USD 2025-03-03 1.0465')), 0, 'whoever says it');
select is(tolsel.record_exchange_rates('ours', rates('EUR 2025-03-03 0.95'), 'USD'), 1,
    'another base currency has rates of its own');
select refuses($$select tell('USD 2025-03-03 1.05')$$, 'UX005', '1.0465 USD on 2025-03-03 by ECB; 1.05 was given',
    'A2 another rate of a day');
select refuses($$select tolsel.record_exchange_rates('ECB', rates('USD 2025-03-06 1.07', 'USD 2025-03-03 1.05'))$$,
    'UX005', '2025-03-03', 'all or none');
set role twin_app;
select is(tell('USD 2025-03-03 9'), 1, 'another tenant has rates of its own');
select refuses($$select tell('USD 2025-03-03 8')$$, 'UX005', '1 EUR is 9 USD', 'and is held to them');
set role shop_app;
select is(tell('USD 2025-03-03 1.05', true), 1, 'a correction is told to be one');
select is(tell('USD 2025-03-03 1.05', true), 0, 'and is recorded once');
set role shop_read;
select results_eq(
    $$select revision, rate::numeric, source::text, login from tolsel.exchange_rate
      where base_currency = 'EUR' and currency = 'USD' and rate_on = '2025-03-03' order by revision$$,
    $$values (1, 1.0465, 'ECB', 'shop_app'), (2, 1.05, 'ECB', 'shop_app')$$, 'both are kept');
select is((select rate from tolsel.get_exchange_rate('EUR', 'USD', '2025-03-03')), 1.05, 'the new one counts');
set role shop_app;
select refuses($$select tolsel.record_exchange_rates('ECB', '{}')$$, 'UX001', 'object', 'no list')
    || E'\n' || refuses($$select tolsel.record_exchange_rates('ECB', null)$$, 'UX001', 'null', 'nothing')
    || E'\n' || refuses($$select tolsel.record_exchange_rates('ECB', '[]')$$, 'UX001', '0 rates', 'no rates')
    || E'\n' || refuses($$select tolsel.record_exchange_rates('ECB', '[1]')$$, 'UX001', 'Rate 1 is 1', 'no object')
    || E'\n' || refuses($$select tell('USD 2025-02-29 1')$$, 'UX001', 'on is "2025-02-29"', 'a day there is not')
    || E'\n' || refuses($$select tell('USD 2025-03-03 1e3')$$, 'UX001', '1e3', 'no decimal number');
select refuses($$select tolsel.record_exchange_rates('ECB', (select jsonb_agg(rates('USD 2025-03-03 1') -> 0)
    from generate_series(1, 10001)))$$, 'UX001', '10001 rates', 'too many');
select refuses($$select tolsel.record_exchange_rates('ECB', rates('USD 2025-04-01 1', 'USD 2025-04-01 2'))$$, 'UX001',
    'USD on 2025-04-01 is 1, and 2', 'two rates for one day');
select refuses($$select tell('USD 2025-04-01 0')$$, 'UX002', 'is 0', 'nothing')
    || E'\n' || refuses($$select tell('USD 2025-04-01 -1')$$, 'UX002', '-1', 'less than nothing')
    || E'\n' || refuses($$select tell('USD 2025-04-01 1000000000000000')$$, 'UX002', '10{15}', 'too much')
    || E'\n' || refuses($$select tell('USD 2025-04-01 0.000000000000000000001')$$, 'UX002', '1', 'too fine');
select refuses($$select tell('EUR 2025-04-01 1')$$, 'UX004', 'EUR to EUR', 'a currency against itself');
select refuses($$select tell('XXY 2025-04-01 1')$$, 'UC007', 'XXY', 'no currency');
select refuses($$select tolsel.record_exchange_rates('ECB', rates('USD 2025-04-01 1'), 'XXY')$$, 'UC007', 'XXY',
    'no base currency');
select refuses($$select tolsel.record_exchange_rates(' ', rates('USD 2025-04-01 1'))$$, 'UC016', 'source', 'no source');
select refuses($$select tolsel.record_exchange_rates('ECB', rates('USD 2025-04-01 1'), p_tenant_id => 2)$$, 'UC002',
    'tenant 2', 'another tenant');
reset role;
select is_empty($$select * from tolsel_exchange.breach_wrong_rate$$, 'all of it is right');
select throws_ok($$update tolsel_exchange.rate set rate = 2$$, 'UC015', null, 'nobody changes one');
select throws_ok($$delete from tolsel_exchange.rate$$, 'UC015', null, 'or removes it');
set role shop_read;
select throws_ok($$select tolsel.record_exchange_rates('ECB', '[]')$$, '42501', null, 'a reader records none');
select * from finish();
