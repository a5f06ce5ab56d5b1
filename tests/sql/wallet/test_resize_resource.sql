-- S117: a resource gets another plan: what is more is held, or refused, and what is less is free. # W19
\ir cloud.sql
select plan(28);
create function tap.resize(p_key text, p_plan text) returns text language sql
    return (select r.plan || ' / ' || tap.machine(p_key) || ' / ' || tap.purse('ann')
        from tolsel.resize_resource(tap.resource_of(p_key), p_plan) r);
create function tap.spans(p_key text) returns text language sql set role = none
    return (select string_agg(concat(s.plan, ' ', to_char(s.from_at at time zone 'UTC', 'DD HH24'),
            to_char(s.until_at at time zone 'UTC', '-DD HH24')), ', ' order by s.from_at)
        from tolsel_wallet.resource_span s where s.tenant_id = 1 and s.resource_id = tap.resource_of(p_key));
set role shop_app;
select top_up('ann', 500) \g /dev/null
select provision('ann', 'small', 'r1') \g /dev/null
select at('2025-04-10 10:20+00') \g /dev/null
select refuses($$select resize('r1', 'enterprise')$$, 'UW005',
    'Plan enterprise instead of small: balance 500.00, held 150.00, owed 0.00, cost 718\.96, shortfall 368\.96 EUR',
    'the difference is judged');
select is(spans('r1') || ' / ' || purse('ann'), 'small 01 00 / 500 150 350', 'and nothing has happened');
-- 227 hours at 150, 493 at 300 a month of 720 hours.
select is(resize('r1', 'medium'), 'medium / active 252.71 0 / 500 252.71 247.29', 'the difference is held');
select is(resize('r1', 'medium'), 'medium / active 252.71 0 / 500 252.71 247.29', 'once');
select is(spans('r1'), 'small 01 00-10 11, medium 10 11', 'it counts from the next hour on');
-- Up and down within an hour: the largest is paid for one.
select is(resize('r1', 'large'), 'large / active 458.12 0 / 500 458.12 41.88', 'larger');
select is(resize('r1', 'small'), 'small / active 150.62 0 / 500 150.62 349.38', 'and smaller');
select is(spans('r1'), 'small 01 00-10 11, large 10 11-10 12, small 10 12', 'the largest counts for the next hour');
select is(resize('r1', 'medium') || ' / ' || spans('r1'),
    'medium / active 253.12 0 / 500 253.12 246.88 / small 01 00-10 11, large 10 11-10 12, medium 10 12',
    'whatever comes after it');
select at('2025-04-10 11:00+00') \g /dev/null
select is(resize('r1', 'cheap') || ' / ' || spans('r1'),
    'cheap / active 48.8 0 / 500 48.8 451.2 / small 01 00-10 11, large 10 11-10 12, cheap 10 12',
    'in the next hour another one counts');
-- Stopped in the hour in which it has grown.
select provision('ann', 'small', 'r2'), provision('ann', 'medium', 'r3') \g /dev/null
select resize('r2', 'medium'), resize('r3', 'small') \g /dev/null
select tolsel.stop_resource(resource_of('r2')), tolsel.stop_resource(resource_of('r3')) \g /dev/null
select is(spans('r2') || ' / ' || spans('r3'),
    'small 10 11-10 12, medium 10 12-10 13 / medium 10 11-10 12',
    'what has grown is paid for an hour, else this is the last');
select is(machine('r2') || ' / ' || machine('r3'), 'stopped 0.63 0 / stopped 0.42 0', 'and held for that');
select at('2025-04-10 13:00+00') \g /dev/null
select isnt(tolsel.meter_usage(), null, 'all of it is charged');
select is(machine('r1') || ' / ' || machine('r2') || ' / ' || machine('r3'),
    'active 0.68 48.12 / stopped 0 0.63 settled / stopped 0 0.42 settled', 'to the cent');
-- Across the turn of the month, with a price that changes.
set role shop_admin;
select tolsel.set_plan_price('medium', 31, p_valid_from => '2025-05-01'),
    tolsel.set_plan_price('small', 7.44, p_valid_from => '2025-05-01') \g /dev/null
set role shop_app;
select at('2025-04-30 23:10+00') \g /dev/null
select is(resize('r1', 'medium'), 'medium / active 0.68 48.12 / 450.83 0.68 450.15',
    'in the last hour nothing is held yet');
select is(resize('r1', 'small'), 'small / active 0.68 48.12 / 450.83 0.68 450.15', 'whatever is taken back');
select at('2025-05-01 02:00+00') \g /dev/null
select isnt(tolsel.meter_usage(), null, 'the month turns');
-- One hour of 31 in 744, 743 of 7.44.
select is(machine('r1') || ' / ' || purse('ann'), 'active 7.42 48.85 / 450.1 7.42 442.68',
    'W15 at the prices that count then');
select is(spans('r1'), 'small 01 00-10 11, large 10 11-10 12, cheap 10 12-01 00, medium 01 00-01 01, small 01 01',
    'hour by hour');
-- What was charged stays, and what ends before it begins has never been.
reset role;
select throws_ok($$update tolsel_wallet.resource_span set price_amount = 1 where plan = 'large'$$, 'UC015', null,
    'what was charged stays');
select throws_ok($$delete from tolsel_wallet.resource_span where plan = 'large'$$, 'UC015', null, 'and is not removed');
set role shop_app;
select tolsel.stop_resource(resource_of('r1')) \g /dev/null
select refuses($$select resize('r1', 'large')$$, 'UW007', 'was stopped', 'what has ended');
select refuses($$select tolsel.resize_resource(null, 'small')$$, 'UW006', 'null', 'no resource');
select provision('ann', 'small', 'r4') \g /dev/null
select refuses($$select resize('r4', 'none')$$, 'UW004', 'none', 'no plan');
set role twin_app;
select refuses_alike($$select tolsel.resize_resource(%s, 'small')$$, '1', '987654', 'UW006', 'A14 another tenant''s');
set role shop_app;
select refuses($$select tolsel.resize_resource(1, 'small', 2)$$, 'UC002', 'tenant 2', 'another tenant');
select tolsel.open_customer('Cleo', 'cleo') \g /dev/null
select tolsel.open_wallet(customer_of('cleo')), top_up('cleo', 1, 'k1'), provision('cleo', 'cheap', 'k2') \g /dev/null
select tolsel.charge_back_top_up(payment_of('k1'), 'stolen') \g /dev/null
select refuses($$select resize('k2', 'small')$$, 'UW015', 'wallet [0-9]+ owes [0-9.]+ EUR', 'of a wallet with a debt');
select freeze(format('wallet:%s', wallet_of('ann'))) \g /dev/null
select refuses($$select resize('r4', 'large')$$, 'UL027', 'test.frozen', 'of a frozen wallet');
select * from finish();
