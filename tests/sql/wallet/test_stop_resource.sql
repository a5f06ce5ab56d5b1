-- A resource is stopped with the hour that has begun; what was held for later ones is free. # W35
\ir cloud.sql
select plan(14);
set role shop_app;
select top_up('ann', 720) \g /dev/null
select provision('ann', 'small', 'r1'), provision('ann', 'small', 'r2'), provision('ann', 'cheap', 'r3') \g /dev/null
select at('2025-04-10 10:20+00') \g /dev/null
select is((tolsel.stop_resource(resource_of('r1'))).status, 'stopped', 'a resource is stopped');
-- 227 of 720 hours of 150.
select is(machine('r1') || ' / ' || purse('ann'), 'stopped 47.29 0 / 720 198.29 521.71', 'the hours so far stay held');
select is((tolsel.stop_resource(resource_of('r1'))).resource_id || ' ' || purse('ann'),
    resource_of('r1') || ' 720 198.29 521.71', 'twice answers twice, and frees nothing more');
select results_eq($$select from_at, until_at from tolsel.resource_span where resource_id = resource_of('r1')$$,
    $$values (timestamptz '2025-04-01 00:00+00', timestamptz '2025-04-10 11:00+00')$$, 'this hour is its last')
from (select set_config('role', 'shop_read', false)) r;
set role shop_app;
-- At the turn of the month, with too little for one of two: the first goes on.
reset role;
set role shop_admin;
select tolsel.set_plan_price('small', 500, p_valid_from => '2025-05-01') \g /dev/null
set role shop_app;
select at('2025-05-01 00:00+00') \g /dev/null
select is((tolsel.stop_resource(resource_of('r3'))).status || ' ' || machine('r2') || ' / ' || machine('r3'),
    'stopped active 650 0 / stopped 1 0', 'W15 the turn comes first: what runs has the new price from then on');
select is(purse('ann'), '720 698.29 21.71', 'and its hold is that of both months');
select at('2025-06-01 00:00+00') \g /dev/null
select refuses($$select tolsel.stop_resource(resource_of('r2'))$$, 'UW007', 'was suspended',
    'what did not fit any more')
from (select tolsel.meter_usage()) m;
select is(machine('r2'), 'suspended 0 650 settled', 'is suspended with its month, and paid');
select is(purse('ann'), '21.71 0 21.71', 'and nothing is held for it');
select refuses($$select tolsel.stop_resource(null)$$, 'UW006', 'null', 'no resource');
set role twin_app;
select refuses_alike('select tolsel.stop_resource(%s)', '1', '987654', 'UW006', 'A14 another tenant''s');
set role shop_app;
select refuses($$select tolsel.stop_resource(1, 2)$$, 'UC002', 'tenant 2', 'another tenant');
select at('2025-06-02 00:00+00') \g /dev/null
select top_up('ann', 1000) \g /dev/null
select provision('ann', 'small', 'r4') \g /dev/null
select freeze(format('wallet:%s', wallet_of('ann'))) \g /dev/null
select refuses($$select tolsel.stop_resource(resource_of('r4'))$$, 'UL027', 'test.frozen', 'of a frozen wallet');
set role shop_read;
select throws_ok('select tolsel.stop_resource(1)', '42501', null, 'a reader stops nothing');
select * from finish();
