-- G13: lots are spent in one order, in the hours in which they are valid; what is left of one at its end is
-- taken, but for what is held. # W2 W8 W9 W10 W31
\ir cloud.sql
\ir lots.sql
-- The hours of wallets that were charged together: until when, and how much.
create function tap.charges(p_code text) returns text language sql set role = none
    return (select string_agg(to_char(c.until_at at time zone 'UTC', 'DD HH24 ') || trim_scale(c.amount::numeric), ', '
            order by c.journal_id)
        from tolsel.usage_charge c where c.tenant_id = 1 and c.wallet_id = tap.wallet_of(p_code));
select plan(31);
-- 720 a month of 30 days is 1 an hour.
set role shop_admin;
select tolsel.set_plan_price('hourly', 720), tolsel.set_plan_price('daily', 30) \g /dev/null
set role shop_app;
select top_up('ann', 1000, 't1') \g /dev/null
select grant_lot('ann', 10, 'never'), grant_lot('ann', 10, 'late', '2025-05-01'),
    grant_lot('ann', 10, 'first', '2025-05-01', 10), grant_lot('ann', 5, 'soon', '2025-04-02') \g /dev/null
select is(lots('ann'), 'first 10, soon 5, late 10, never 10, t1 1000',
    'W9 the lowest priority, what expires first, granted before paid');
select provision('ann', 'hourly', 'r1'), at('2025-04-01 03:10+00') \g /dev/null
select tolsel.meter_usage() \g /dev/null
select is(last_uses('ann') || ' / ' || lots('ann'), 'first 3 / first 7, soon 5, late 10, never 10, t1 1000',
    'three hours are paid by the first');
select at('2025-04-01 12:00+00') \g /dev/null
select tolsel.meter_usage() \g /dev/null
select is(last_uses('ann') || ' / ' || lots('ann'), 'first 7, soon 2 / soon 3, late 10, never 10, t1 1000',
    'and the next by it and its follower');
select is(charges('ann'), '01 03 3, 01 12 9', 'one charge a run');

-- An outage over the end of one lot and the beginning of another: each hour is paid by those valid in it.
select at('2025-04-02 02:30+00') \g /dev/null
select is((select settled_amount || ' ' || available_amount from tolsel.get_wallet(wallet_of('ann'))), '1009.00 315.00',
    'W2 before any run it is known what the hours cost, and that nothing is left to expire');
select grant_lot('ann', 10, 'new', '2025-04-02 04:00+00') \g /dev/null
select is(charges('ann'), '01 03 3, 01 12 9, 02 00 12, 02 02 2',
    'W10 a run ends a piece where a lot ends, and whatever comes in waits for it');
select is(lots('ann'), 'new 10, never 9, t1 1000', 'W10 what came later has paid none of them');
select at('2025-04-02 06:00+00') \g /dev/null
select tolsel.meter_usage() \g /dev/null
select is(lots('ann') || ' / ' || balance('4060'), 'never 7, t1 1000 / -8', 'two hours of it, and the rest is gone');
select is(purse('ann'), '1007 690 317', 'from the wallet too');
select results_eq(
    $$select document, description, amount from tolsel.list_wallet_statement(wallet_of('ann'), '2025-04-02',
        '2025-04-02') where document in ('grant', 'expiry')$$,
    $$values ('grant', 'Granted: Welcome', 10.0), ('expiry', 'Expired at 2025-04-02 04:00', -8.0)$$,
    'both stand in the statement');
select results_eq(
    $$select trim_scale(amount), trim_scale(used_amount), trim_scale(expired_amount), trim_scale(left_amount)
      from tolsel.list_lots(wallet_of('ann'), true) where lot_id = (
        select max(lot_id) from tolsel.list_lots(wallet_of('ann'), true))$$,
    $$values (10.0, 2.0, 8.0, 0.0)$$, 'and of each lot is known what became of it');

set role shop_read;
select is(
    (select string_agg(format('%s %s', e.topic, e.payload ->> 'amount'), ', ' order by e.event_id)
     from tolsel.event e where e.topic in ('lot.expired', 'lot.granted') and e.document_id = (
        select max(document_id) from tolsel.event where topic = 'lot.expired')),
    'lot.granted 10.00, lot.expired 8.00', 'which is told');
set role shop_app;

-- What a hold needs is kept, is spent first, and goes with the next release.
select tolsel.open_wallet(customer_of('bob')), grant_lot('bob', 24, 'kept', '2025-04-10') \g /dev/null
select at('2025-04-07 00:00+00') \g /dev/null
select provision('bob', 'daily', 'b1') \g /dev/null
select is(purse('bob'), '24 24 0', 'all of it is held');
select at('2025-04-10 00:00+00') \g /dev/null
select top_up('bob', 100, 't2') \g /dev/null
select is(lots('bob') || ' / ' || purse('bob'), 'kept 21, t2 100 / 121 21 100',
    'W31 what is held does not expire, and what comes in is not taken for it');
select tolsel.meter_usage() \g /dev/null
select is(lots('bob') || ' / ' || purse('bob'), 'kept 21, t2 100 / 121 21 100', 'by no later run either');
select grant_lot('bob', 5, 'now', '2025-05-01', 0), at('2025-04-11 00:00+00') \g /dev/null
select tolsel.meter_usage() \g /dev/null
select is(last_uses('bob') || ' / ' || lots('bob'), 'kept 1 / kept 20, now 5, t2 100', 'it is spent before all else');
select provision('bob', 'daily', 'b2'), tolsel.resize_resource(resource_of('b1'), 'cheap') \g /dev/null
-- 20 of b1 are held; 0.04 of the hour that runs, and what the small plan costs, stay so.
select is(lots('bob') || ' / ' || purse('bob'), 'kept 0.71, now 5, t2 100 / 105.71 20.71 85',
    'W31 and what is released of it goes');
select tolsel.stop_resource(resource_of('b1')) \g /dev/null
select is(lots('bob') || ' / ' || purse('bob'), 'kept 0.04, now 5, t2 100 / 105.04 20.04 85', 'to the last hour');

-- A month that begins where a lot ends is not covered by it.
select at('2025-04-30 23:30+00') \g /dev/null
select tolsel.open_customer('Cleo', 'cleo') \g /dev/null
select tolsel.open_wallet(customer_of('cleo')), grant_lot('cleo', 50, 'april', '2025-05-01') \g /dev/null
select provision('cleo', 'daily', 'c1'), at('2025-05-01 00:00+00') \g /dev/null
select tolsel.meter_usage() \g /dev/null
select is(machine('c1') || ' / ' || purse('cleo'), 'suspended 0 0.04 settled / 0 0 0',
    'a month that begins where a lot ends is not covered by it');
-- A wallet without resources.
select grant_lot('cleo', 5, 'idle', '2025-05-01 02:00+00'), at('2025-05-01 02:00+00') \g /dev/null
select tolsel.meter_usage() \g /dev/null
select is(purse('cleo'), '0 0 0', 'a wallet that pays for nothing loses what expires, too');

-- Below nothing there are no lots; what comes in pays that first.
select tolsel.open_customer('Dora', 'dora') \g /dev/null
select tolsel.open_wallet(customer_of('dora'), p_credit_limit => 1000), grant_lot('dora', 3, 'd1') \g /dev/null
select provision('dora', 'hourly', 'd2'), at('2025-05-01 12:00+00') \g /dev/null
select tolsel.meter_usage() \g /dev/null
select is(lots('dora'), null, 'below nothing there is no lot');
select is((select settled_amount from tolsel.get_wallet(wallet_of('dora'))), -6.67, 'which is owed by nobody''s lot');
select top_up('dora', 5, 't5'), top_up('dora', 5, 't6') \g /dev/null
select is(lots('dora'), 't6 3.33', 'what comes in pays that first');

-- What is given back goes out of its own lot, and no other.
set role shop_app;
select at('2025-05-02 00:00+00') \g /dev/null
select tolsel.open_customer('Emil', 'emil') \g /dev/null
select tolsel.open_wallet(customer_of('emil')), top_up('emil', 20, 'e1'), top_up('emil', 20, 'e2'),
    grant_lot('emil', 100, 'e3') \g /dev/null
select tolsel.void_top_up(payment_of('e1'), 'bounced') \g /dev/null
select is(lots('emil'), 'e3 100, e2 20', 'a void takes its own lot');
select tolsel.refund_top_up(payment_of('e2'), 15, 'cash', channel_of('Till'), 'enough') \g /dev/null
select is(lots('emil'), 'e3 100, e2 5', 'a refund, too');
select provision('emil', 'daily', 'e4'), tolsel.open_wallet(customer_of('yuki'), 'EUR') \g /dev/null
select top_up('yuki', 40, 'y1'), provision('yuki', 'daily', 'y2'), at('2025-05-03 00:00+00') \g /dev/null
select tolsel.meter_usage() \g /dev/null
select tolsel.stop_resource(resource_of('y2')), top_up('yuki', 40, 'y3') \g /dev/null
select is(lots('yuki') || ' / ' || purse('yuki'), 'y1 39.03, y3 40 / 79.03 0.04 78.99', 'what was spent of one')
from (select tolsel.meter_usage()) m;
select refuses($$select tolsel.refund_top_up(payment_of('y1'), 39.04, 'cash', channel_of('Till'), 'enough')$$,
    'UW013', '39\.03 is left of 40.00; 39\.04 is 0\.01 too much', 'is not given back');
select tolsel.refund_top_up(payment_of('y1'), 39.03, 'cash', channel_of('Till'), 'enough', p_request_key => 'y4')
from generate_series(1, 2) \g /dev/null
select is(lots('yuki') || ' / ' || purse('yuki'), 'y3 40 / 40 0.04 39.96', 'A1 what was not is, once');

-- In currencies of no, two and three decimals, hour by hour: nothing drifts.
reset role;
create function tap.lives(p_code text, p_currency text) returns text language plpgsql as $$
declare
    v_wallet_id bigint := (tolsel.open_wallet(tap.customer_of(p_code), p_currency)).wallet_id;
begin
    perform tap.at('2025-06-01 00:00+00');
    perform tolsel.grant_credit(v_wallet_id, 3, 'x', '2025-06-02 00:00+00');
    perform tolsel.grant_credit(v_wallet_id, 7, 'x');
    perform tolsel.top_up_wallet(v_wallet_id, 1000, 'cash');
    perform tolsel.provision_resource(v_wallet_id, 'odd', 'web');
    for v_hour in 1 .. 60 loop
        perform tap.at(timestamptz '2025-06-01 00:00+00' + make_interval(hours => v_hour));
        perform tolsel.meter_usage(5000, v_wallet_id - 1);
    end loop;
    return (
        select format('%s %s %s', sum(l.left_amount) = (
                select g.settled_amount from tolsel.get_wallet(v_wallet_id) g),
            bool_and(scale(trim_scale(l.left_amount)) <= c.scale and scale(trim_scale(l.used_amount)) <= c.scale),
            sum(l.used_amount) - round(100 * 60 / 720.0, c.scale))
        from tolsel.list_lots(v_wallet_id, true) l
        join (values ('JPY', 0), ('EUR', 2), ('KWD', 3)) c(currency, scale) on c.currency = p_currency
        group by c.scale);
end
$$;
set role shop_admin;
select tolsel.open_customer('Hal', 'hal') \g /dev/null
select tolsel.set_plan_price('odd', 100, p_currency => c) from unnest(array['JPY', 'EUR', 'KWD']) c \g /dev/null
select is(trim(lives('hal', c)), 't t ' || z, 'W8 what lots have left is what the wallet has, in ' || c)
from (values ('JPY', '0'), ('EUR', '0.00'), ('KWD', '0.000')) v(c, z);
select * from finish();
