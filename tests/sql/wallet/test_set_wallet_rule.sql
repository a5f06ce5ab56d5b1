-- S118: a wallet that is low is told once, and asks for a top-up by itself. # S114 W3 W4 W5 W6 W7 W22 W29
\ir cloud.sql
create function tap.rule(p_low numeric default null, p_threshold numeric default 50, p_target numeric default 100,
    p_step numeric default 30, p_max numeric default 500, p_cap numeric default 1000, p_cooldown integer default 0,
    p_lead integer default 0, p_channel text default 'Bank', p_method text default 'stripe')
returns tolsel_wallet.wallet_rule language sql
    return tolsel.set_wallet_rule(tap.wallet_of('ann'), p_low, p_threshold, p_target, p_step, p_max, p_cap, p_method,
        tap.channel_of(p_channel), p_cooldown, p_lead);
-- What was told since the last time it was asked.
create table tap.heard (event_id bigint);
create function tap.told() returns text language sql set role = none as $$
    with fresh as (
        insert into tap.heard
        select e.event_id from tolsel_core.event e
        where e.tenant_id = 1 and e.topic in ('top_up.requested', 'wallet.low', 'wallet.rule_stopped')
            and not exists (select from tap.heard h where h.event_id = e.event_id)
        returning event_id
    )
    select string_agg(concat_ws(' ', e.topic, trim_scale((e.payload ->> 'amount')::numeric),
        nullif(e.payload ->> 'open_amount', '0.00'), e.payload ->> 'available'), ', ' order by e.event_id)
    from fresh f join tolsel_core.event e on e.event_id = f.event_id;
$$;
create function tap.pending() returns bigint language sql set role = none
    return (select r.pending_payment_id from tolsel_wallet.wallet_rule r where r.tenant_id = 1
        and r.wallet_id = tap.wallet_of('ann'));
create function tap.wait() returns text language sql set role = none
    return (select concat_ws(' ', r.failure_count, to_char(r.waits_until_at at time zone 'UTC', 'DD HH24:MI'))
        from tolsel_wallet.wallet_rule r where r.tenant_id = 1 and r.wallet_id = tap.wallet_of('ann'));
select plan(41);
set role shop_app;
select rule() \g /dev/null
select is(told(), 'top_up.requested 120', 'W3 the whole gap of 100 in steps of 30');
select is(told(), null, 'W29 one at a time');
select tolsel.complete_top_up(pending()) \g /dev/null
select is(purse('ann') || concat(told(), pending()), '120 0 120', 'it is paid, and that is enough');
select rule(p_threshold => 150, p_target => 150, p_step => 30) \g /dev/null
select is(told(), 'top_up.requested 60', 'W3 one more where it would stop at the threshold');
select tolsel.fail_top_up(pending(), 'declined') \g /dev/null
select is(wait(), '1 01 01:00', 'W5 after one that is declined it waits an hour');
select is(told(), null, 'and asks for nothing');
select at('2025-04-01 01:00+00') \g /dev/null
select top_up('ann', 0.01, 'k') \g /dev/null
select is(wait() || ' ' || told(), '0 top_up.requested 30', 'money that comes in ends the wait');
select tolsel.fail_top_up(pending(), 'declined') \g /dev/null
select at('2025-04-01 02:00+00') \g /dev/null
select tolsel.set_wallet_limit(wallet_of('ann'), 0) \g /dev/null
select is(told(), 'top_up.requested 30', 'or the hour that has passed');
select tolsel.fail_top_up(pending(), 'declined') \g /dev/null
select is(wait(), '2 01 04:00', 'then it waits twice as long');
-- One that was asked for by hand counts.
select tolsel.open_top_up(wallet_of('ann'), 500, 'stripe', channel_of('Bank'), p_request_key => 'm1') \g /dev/null
select rule() \g /dev/null
select tolsel.fail_top_up(payment_of('m1'), 'declined') \g /dev/null
select is(wait() || concat(told()), '2', 'W5 one by hand that is declined starts no wait');
-- The maximum, the cap of a day, the ten minutes.
select at('2025-04-02 00:00+00') \g /dev/null
select rule(p_threshold => 1000, p_target => 1000, p_step => 100, p_max => 300, p_cap => 500) \g /dev/null
select is(told(), 'top_up.requested 300 600.00', 'W4 it is capped, and says how much more is wanted');
select tolsel.complete_top_up(pending()) \g /dev/null
select is(told(), 'top_up.requested 200 400.00', 'W7 by what is left of the day, too');
select tolsel.complete_top_up(pending()) \g /dev/null
select is(told(), 'wallet.rule_stopped', 'then it stops');
select tolsel.set_wallet_limit(wallet_of('ann'), 0) \g /dev/null
select is(told(), null, 'and is told once');
reset role;
select is((select concat_ws(' ', n.wallet_id = wallet_of('ann'),
    n.requested_amount) from tolsel_wallet.notice_stopped_rule n),
    't 500.00', 'W7 which is an incident, as verify finds');
set role shop_app;
select rule(p_threshold => 2000, p_target => 2000, p_step => 10, p_max => 10, p_cap => 9000) \g /dev/null
select tolsel.complete_top_up(pending()) \g /dev/null
select is(told(), 'top_up.requested 10 1370.00, wallet.rule_stopped', 'W7 more than three in ten minutes stop it');
select is(pending(), null, 'whatever is still wanted');
-- With a cooldown.
select at('2025-04-03 00:00+00') \g /dev/null
select rule(p_threshold => 2000, p_target => 2000, p_step => 10, p_max => 10, p_cap => 9000,
    p_cooldown => 30) \g /dev/null
select tolsel.complete_top_up(pending()) \g /dev/null
select is(pending(), null, 'so long after one no other is asked for');
select told() \g /dev/null
-- Low, once a crossing.
select tolsel.set_wallet_rule(wallet_of('ann'), p_low_amount => 500, p_lead_days => 3) \g /dev/null
select is(told(), null, 'a wallet that has enough');
select provision('ann', 'small', 'r1'), provision('ann', 'cheap', 'r2') \g /dev/null
select matches(told(), '^wallet.low [0-9.]+$', 'W6 is low with the first that goes below');
select at('2025-04-03 05:00+00'), tolsel.meter_usage() \g /dev/null
select is(told(), null, 'W6 what is metered moves nothing that is available, so nothing is told');
select tolsel.stop_resource(resource_of('r1')) \g /dev/null
select provision('ann', 'small', 'r3') \g /dev/null
select matches(told(), '^wallet.low [0-9.]+$', 'W6 above again, it is armed again');
select tolsel.stop_resource(resource_of('r3')) \g /dev/null
select provision('ann', 'cheap', 'r4') \g /dev/null
select is(told(), null, 'above it nothing is told');
-- What the next month will need, some days ahead.
select tolsel.stop_resource(resource_of('r4')), tolsel.stop_resource(resource_of('r2')) \g /dev/null
select provision('ann', 'small', 'r5') \g /dev/null
select tolsel.set_wallet_rule(wallet_of('ann'), p_low_amount => 400, p_lead_days => 3) \g /dev/null
select told() \g /dev/null
select at('2025-04-27 23:00+00'), tolsel.meter_usage() \g /dev/null
select is(told(), null, 'three days before its end the next month counts');
select at('2025-04-28 01:00+00'), tolsel.meter_usage() \g /dev/null
select matches(told(), '^wallet.low [0-9.]+$', 'as spent');
-- Rules that make no sense.
select refuses($$select rule(p_target => 49)$$, 'UW012', 'target 49', 'W22 a target below the threshold');
select refuses($$select rule(p_step => 0)$$, 'UW012', 'step 0', 'W22 no step');
select refuses($$select rule(p_step => 501)$$, 'UW012', 'step 501', 'W22 a step above the maximum');
select refuses($$select rule(p_cap => 499)$$, 'UW012', 'cap 499', 'a cap below it');
select refuses($$select rule(p_method => null)$$, 'UW012', 'Threshold 50', 'half a rule');
select refuses($$select rule(p_low => 0.001)$$, 'UC010', '3 decimals', 'W23 a part of a cent');
select refuses($$select rule(p_low => 'NaN')$$, 'UC008', 'NaN', 'no number');
select refuses($$select rule(p_low => 1e15)$$, 'UC011', '16 digits', 'too much');
select refuses($$select rule(p_channel => 'Shut')$$, 'UH002', 'Shut', 'a channel that is not active');
select refuses($$select rule(p_method => 'shells')$$, 'UH003', 'shells', 'no method');
select refuses($$select rule(p_channel => 'Yen')$$, 'UL004', 'EUR', 'a channel of another currency');
select refuses($$select tolsel.set_wallet_rule(wallet_of('ann'), null, 1, 1, 1, 1, 1, 'stripe', -1)$$, 'UH001', '-1',
    'no channel');
select tolsel.close_wallet(wallet_of('ann', 'JPY')) \g /dev/null
select refuses($$select tolsel.set_wallet_rule(wallet_of('ann', 'JPY'))$$, 'UW011', 'was closed',
    'W25 a closed wallet');
select refuses_alike('select tolsel.set_wallet_rule(%s)', twin_wallet(), '987654', 'UW001', 'A14 another tenant''s');
select refuses('select tolsel.set_wallet_rule(1, p_tenant_id => 2)', 'UC002', 'tenant 2', 'another tenant');
set role shop_read;
select throws_ok('select tolsel.set_wallet_rule(1)', '42501', null, 'a reader sets none');
select * from finish();
