-- W11: what is given back of usage goes to the lots that paid it, and ends with them. # G13
\ir cloud.sql
\ir lots.sql
create function tap.give_back(p_hour integer) returns numeric language sql
    return (tolsel.reverse_usage_hour(tap.resource_of('r1'), timestamptz '2025-04-01 00:00+00'
        + make_interval(hours => p_hour), 'Down')).amount::numeric;
select plan(8);
set role shop_admin;
select tolsel.set_plan_price('one', 720) \g /dev/null
set role shop_app;
select top_up('ann', 1000, 't1'), grant_lot('ann', 10, 'g1', '2025-04-02'), grant_lot('ann', 5, 'g2', '2025-04-03'),
    provision('ann', 'one', 'r1'), at('2025-04-01 05:00+00'), tolsel.meter_usage() \g /dev/null
set role shop_admin;
select is(lots('ann'), 'g1 5, g2 5, t1 1000', 'five hours are paid by the lot that ends first');
select is(give_back(2) || ' / ' || last_uses('ann') || ' / ' || lots('ann'), '1.00 / g1 -1 / g1 6, g2 5, t1 1000',
    'W11 one that is given back goes to it');
select at('2025-04-01 20:00+00'), tolsel.meter_usage() \g /dev/null
select is(lots('ann'), 't1 996', 'another run spends it, and the next');
select give_back(3) \g /dev/null
select is(lots('ann') || ' / ' || (select l.expires_at from tolsel.list_lots(wallet_of('ann')) l where l.place = 1),
    'g1 1, t1 996 / 2025-04-02 00:00:00+00',
    'W11 to one that is spent, too, with the end that it had');
select at('2025-04-02 02:00+00'), tolsel.meter_usage() \g /dev/null
select is(lots('ann') || ' / ' || balance('4060'), 't1 991 / 0', 'it pays until then');
select is(give_back(1) || ' / ' || (select trim_scale(g.settled_amount) from tolsel.get_wallet(wallet_of('ann')) g),
    '1.00 / 991', 'W11 what goes to one that has ended meanwhile is nobody''s to spend');
select tolsel.meter_usage() \g /dev/null
select is(lots('ann') || ' / ' || balance('4060') || ' / ' || purse('ann'), 't1 991 / -1 / 991 694 297',
    'W11 and goes where what expires goes');
select is((tolsel.refund_usage(resource_of('r1'), '2025-04-01', 8, 'Slow')).amount::numeric || ' / '
    || lots('ann') || ' / ' || balance('4060'), '8.00 / g2 5, t1 991 / -4',
    'W11 a refund goes to the lots that paid the month, the newest first, and what of them has ended expires');
select * from finish();
