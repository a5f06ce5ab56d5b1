-- S118: a resource whose next month will not fit is told of before the turn, once.
\ir cloud.sql
create function tap.due() returns text language sql set role = none
    return (select string_agg(concat_ws(' ', e.document_id = tap.resource_of('r3'), e.payload ->> 'price',
            e.payload ->> 'shortfall', e.payload ->> 'until_at'), ', ' order by e.event_id)
        from tolsel_core.event e where e.tenant_id = 1 and e.topic = 'resource.suspension_due');
select plan(11);
set role shop_app;
select tolsel.open_wallet(customer_of('bob')) \g /dev/null
select top_up('ann', 1000), top_up('bob', 460) \g /dev/null
select provision('ann', 'small', 'r1'), provision('bob', 'cheap', 'r2'), provision('bob', 'small', 'r3') \g /dev/null
select at('2025-04-27 23:30+00') \g /dev/null
select tolsel.meter_usage() \g /dev/null
select is(due(), null, 'more than three days before the turn nothing is said');
select tolsel.resize_resource(resource_of('r2'), 'small'), at('2025-04-28 01:00+00') \g /dev/null
select tolsel.meter_usage() \g /dev/null
select matches(due(), '^t 150(\.00)? [0-9.]+ 2025-05-01T00:00:00\+00:00$',
    'what does not fit is told of, not what does');
select at('2025-04-28 02:00+00') \g /dev/null
select tolsel.meter_usage() \g /dev/null
select matches(due(), '^t [^,]*$', 'once');
select top_up('bob', 100) \g /dev/null
select at('2025-04-28 03:00+00') \g /dev/null
select tolsel.meter_usage() \g /dev/null
select matches(due(), '^t [^,]*$', 'a top-up ends it');
select provision('bob', 'small', 'r4') \g /dev/null
select at('2025-04-28 04:00+00') \g /dev/null
select tolsel.meter_usage() \g /dev/null
select matches(due(), '^t [^,]*, f [^,]*$', 'another is told of when it is the one that does not fit');
select at('2025-05-01 00:10+00') \g /dev/null
select tolsel.meter_usage() \g /dev/null
select is(machine('r4') ~ '^suspended', true, 'which the turn suspends');
select is(machine('r3') ~ '^active', true, 'and no other');
select is(machine('r1') ~ '^active', true, 'of any wallet');
reset role;
-- Told once, and again where it fitted meanwhile.
create function tap.told_of(p_key text) returns bigint language sql set role = none
    return (select count(*) from tolsel_core.event e where e.tenant_id = 1 and e.topic = 'resource.suspension_due'
        and e.document_id = tap.resource_of(p_key));
set role shop_app;
select tolsel.open_customer('Cleo', 'cleo'), at('2025-05-29 00:00+00') \g /dev/null
select tolsel.open_wallet(customer_of('cleo')), top_up('cleo', 160, 'c1'), provision('cleo', 'small', 'r5') \g /dev/null
select at('2025-05-29 01:00+00'), tolsel.meter_usage() \g /dev/null
select is(told_of('r5'), 1::bigint, 'one that does not fit');
select top_up('cleo', 10, 'c2'), at('2025-05-29 02:00+00'), tolsel.meter_usage() \g /dev/null
select is(told_of('r5'), 1::bigint, 'fits when something comes in');
select tolsel.refund_top_up(payment_of('c2'), 10, 'cash', channel_of('Till'), 'Back'), at('2025-05-29 03:00+00'),
    tolsel.meter_usage() \g /dev/null
select is(told_of('r5'), 2::bigint, 'and is told of again when that goes');
select * from finish();
