-- G10 S119: a day has the last rate on it or before, and two currencies without one go through a third.
create function tap.rate(p_from text, p_to text, p_on date, p_max_days integer default 7) returns text language sql
    return (select concat_ws(' ', rate, rate_on, base_currency, from_rate, from_rate_on, to_rate, to_rate_on)
        from tolsel.get_exchange_rate(p_from, p_to, p_on, p_max_days));
select plan(19);
set role twin_app;
select tolsel.record_exchange_rates('theirs', '[{"currency": "USD", "on": "2025-03-04", "rate": "9"}]', 'EUR')
    \g /dev/null
reset role;
set role shop_app;
select tolsel.record_exchange_rates('ECB', '[{"currency": "USD", "on": "2025-03-03", "rate": "1.0465"},
    {"currency": "GBP", "on": "2025-03-03", "rate": "0.82568"}, {"currency": "USD", "on": "2025-03-05", "rate": "1.25"},
    {"currency": "JPY", "on": "2025-02-20", "rate": "157.41"}]', 'EUR') \g /dev/null
select is(rate('EUR', 'USD', '2025-03-03'), '1.0465 2025-03-03 EUR 1.0465 2025-03-03', 'the rate of a day');
select is(rate('EUR', 'USD', '2025-03-04'), '1.0465 2025-03-03 EUR 1.0465 2025-03-03',
    'or the last before it, whatever another tenant says');
select is(rate('USD', 'EUR', '2025-03-05'), '0.8 2025-03-05 EUR 1.25 2025-03-05', 'the other way round');
select is(rate('USD', 'GBP', '2025-03-03'),
    '0.78899187768752986144 2025-03-03 EUR 1.0465 2025-03-03 0.82568 2025-03-03', 'through the base currency');
select is(rate('USD', 'GBP', '2025-03-06'), '0.660544 2025-03-03 EUR 1.25 2025-03-05 0.82568 2025-03-03',
    'with the day of each, of which the older counts');
select refuses($$select rate('USD', 'GBP', '2025-03-11')$$, 'UX003',
    'USD to GBP on 2025-03-11 or the 7 days before; the last one is of 2025-03-03', 'it is too old');
select refuses($$select tolsel.get_exchange_rate('USD', 'GBP', '2025-03-11')$$, 'UX003', 'or the 7 days before',
    'a week, where nobody says otherwise');
select is(rate('USD', 'GBP', '2025-03-10'), rate('USD', 'GBP', '2025-03-06'), 'unless it is not')
    || E'\n' || is(rate('USD', 'GBP', '2025-03-11', 8), rate('USD', 'GBP', '2025-03-06'), 'or that is accepted');
select refuses($$select rate('EUR', 'USD', '2025-03-02')$$, 'UX003', 'there is none before it', 'before the first')
    || E'\n' || refuses($$select rate('EUR', 'CHF', '2025-03-05')$$, 'UX003', 'none', 'of a currency without any');
select tolsel.record_exchange_rates('us',
    '[{"currency": "GBP", "on": "2025-03-05", "rate": "0.7"}]', 'USD') \g /dev/null
select is(rate('USD', 'GBP', '2025-03-05'), '0.7 2025-03-05 USD 0.7 2025-03-05', 'what is younger counts');
select tolsel.record_exchange_rates('ECB',
    '[{"currency": "GBP", "on": "2025-03-05", "rate": "0.9"}]', 'EUR') \g /dev/null
select is(rate('USD', 'GBP', '2025-03-05'), '0.7 2025-03-05 USD 0.7 2025-03-05', 'and of a day what goes no detour');
select refuses($$select rate('USD', 'USD', '2025-03-05')$$, 'UX004', 'USD', 'a currency against itself');
select refuses($$select rate('XXY', 'USD', '2025-03-05')$$, 'UC007', 'XXY', 'no currency');
select refuses($$select rate('USD', null, '2025-03-05')$$, 'UC007', 'null', 'none');
select refuses($$select rate('USD', 'EUR', 'infinity')$$, 'UC014', 'infinity', 'no day');
select refuses($$select tolsel.get_exchange_rate('USD', 'EUR', p_tenant_id => 2)$$, 'UC002', 'tenant 2',
    'another tenant''s');
select tolsel.record_exchange_rates('ECB', '[{"currency": "USD", "on": "2025-03-05", "rate": "1.6"}]', 'EUR', true)
    \g /dev/null
select is(rate('EUR', 'USD', '2025-03-05'), '1.6 2025-03-05 EUR 1.6 2025-03-05',
    'the last of those recorded for a day');
select * from finish();
