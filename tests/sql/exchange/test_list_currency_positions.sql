-- G10: what exchanges have left of each currency, what it has cost, what was gained with what has gone.
\ir desk.sql
create function tap.positions(p_on date) returns text language sql
    return (select string_agg(concat_ws(' ', currency, trim_scale(amount), 'cost', trim_scale(cost_amount), 'worth',
            trim_scale(value_amount), 'gained', trim_scale(unrealised_amount), 'and', trim_scale(realised_amount)), ', '
            order by currency)
        from tolsel.list_currency_positions(p_on));
select plan(12);
set role shop_app;
select is(positions('2025-03-15'), null, 'nothing was exchanged');
select exchange('safe', 'safe-usd', 100, p_key => 'e1') \g /dev/null
select is(positions('2025-03-15'), 'USD 125 cost 100 worth 100 gained 0 and 0', 'what was bought');
select is(positions('2025-03-20'), 'USD 125 cost 100 worth 125 gained 25 and 0', 'is worth more when the rate says so');
select exchange('safe-usd', 'safe', 50, 0.9, 'e2') \g /dev/null
select is(positions('2025-03-15'), 'USD 75 cost 60 worth 60 gained 0 and 5', 'what was sold has gained');
select exchange('safe-usd', 'safe-gbp', 25, 0.6) \g /dev/null
select is(positions('2025-03-15'),
    'GBP 15 cost 20 worth 18.75 gained -1.25 and 0, USD 50 cost 40 worth 40 gained 0 and 5',
    'between two others by what went out');
select is((select sum(amount) from tolsel.list_currency_positions('2025-03-15') where currency = 'USD'),
    -balance('1070-USD'), 'the opposite of the clearing account');
select exchange('safe', 'safe-jpy', 10, 150) \g /dev/null
select exchange('safe-jpy', 'safe', 2100, 0.01) \g /dev/null
select is((select concat_ws(' ', trim_scale(amount), trim_scale(cost_amount), trim_scale(realised_amount))
    from tolsel.list_currency_positions('2025-03-15') where currency = 'JPY'), '-600 -6 5',
    'what is sold beyond what there was is owed at its price');
select is((select trim_scale(sum(value_amount - cost_amount + realised_amount)) from
    tolsel.list_currency_positions('2025-03-15')), (select trim_scale(sum(round(-balance / coalesce(rate, 1), 2)))
    from (values ('1070', null::numeric), ('1070-USD', 1.25), ('1070-GBP', 0.8), ('1070-JPY', 160)) c(code, rate)
    cross join lateral balance(code) balance), 'all gains are what the clearing accounts are worth');
select tolsel.void_exchange(exchange_of('e2'), 'Wrong') \g /dev/null
select is((select concat_ws(' ', trim_scale(amount), trim_scale(cost_amount), trim_scale(realised_amount))
    from tolsel.list_currency_positions('2025-03-15') where currency = 'USD'),
        '100 80 0', 'what is void has gained nothing');
select refuses($$select positions('2025-03-25')$$, 'UX003', '2025-03-10', 'no rate of that day');
select refuses($$select positions('infinity')$$, 'UC014', 'infinity', 'no day');
select refuses($$select tolsel.list_currency_positions(p_tenant_id => 2)$$, 'UC002', 'tenant 2', 'another tenant''s');
select * from finish();
