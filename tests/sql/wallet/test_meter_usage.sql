-- S107 S108: each hour is charged once, and the hours of a month add up to its price. # W19 W20
\ir cloud.sql
select plan(23);
set role shop_app;
select tolsel.open_wallet(customer_of('bob')) \g /dev/null
select top_up('ann', 1000), top_up('bob', 200) \g /dev/null
select provision('ann', 'small', 'r1'), provision('ann', 'cheap', 'r2'), provision('bob', 'small', 'r3') \g /dev/null
select is(tolsel.meter_usage(), null, 'nothing is due before an hour has ended');
select at('2025-04-01 02:59:59+00') \g /dev/null
select is(tolsel.meter_usage(), wallet_of('bob'), 'two hours have');
select is(tolsel.meter_usage(), null, 'which are charged once');
select is(machine('r1') || ' / ' || machine('r2') || ' / ' || purse('ann'),
    'active 149.58 0.42 / active 1 0 / 999.58 150.58 849', 'what is charged was held: nothing available depends on it');
set role shop_read;
select results_eq(
    $$select hour_at, amount::numeric from tolsel.usage_hour where resource_id = resource_of('r1') order by hour_at$$,
    $$values (timestamptz '2025-04-01 00:00+00', 0.21), ('2025-04-01 01:00+00', 0.21)$$, 'each hour has its share');
select results_eq(
    $$select c.wallet_id, c.from_at, c.until_at, c.amount::numeric, count(*)
      from tolsel.usage_charge c join tolsel.usage_hour u using (tenant_id, journal_id)
      where c.wallet_id = wallet_of('ann') group by 1, 2, 3, 4$$,
    $$values (wallet_of('ann'), timestamptz '2025-04-01 00:00+00', timestamptz '2025-04-01 02:00+00', 0.42,
        4::bigint)$$,
    'S108 each hour shows its charge, each charge its hours: one a wallet');
-- An outage across the turn of the month, with a price that changed: one journal a wallet.
set role shop_admin;
select tolsel.set_plan_price('small', 744, p_valid_from => '2025-05-01'), tolsel.set_plan_price('none', 0) \g /dev/null
set role shop_app;
select provision('ann', 'none', 'r4') \g /dev/null
select at('2025-05-02 12:30+00') \g /dev/null
select is(tolsel.meter_usage(), wallet_of('bob'), 'an outage is made up for in one run');
select is(machine('r1') || ' / ' || machine('r2') || ' / ' || machine('r4'),
    'active 708 186 / active 0.95 1.05 / active 0 0',
    'W15 April at its price to the cent, and 36 hours of May at the new one');
select is(purse('ann'), '812.95 708.95 104', 'and May is held');
select is(machine('r3') || ' / ' || purse('bob'), 'suspended 0 150 settled / 50 0 50',
    'whose next month did not fit is suspended, and paid');
set role shop_read;
select is((select count(*) from tolsel.usage_charge where wallet_id = wallet_of('ann')), 2::bigint, 'one charge a run');
select is((select count(*) from tolsel.usage_hour where resource_id = resource_of('r1')), 756::bigint,
    'and an hour for each hour');
select is((select sum(amount) from tolsel.usage_hour where resource_id = resource_of('r1') and hour_at < '2025-05-01'),
    150.00, 'W19 the hours of a month are its price');
select is((select sum(amount) from tolsel.list_wallet_statement(wallet_of('bob'), '2025-04-01', '2025-05-31')
    where document = 'usage'), -150.00, 'S107 the statement has the same sum');
set role shop_app;
-- A closed day: what is late counts for the first that is open.
set role shop_admin;
select tolsel.close_period('2025-05-01', 'Closed') \g /dev/null
set role shop_app;
select at('2025-05-02 13:30+00') \g /dev/null
select is(tolsel.meter_usage(), wallet_of('ann'), 'the next hour');
-- One wallet at fault does not stop the others.
select top_up('bob', 1000) \g /dev/null
select provision('bob', 'cheap', 'r5'), freeze(format('wallet:%s', wallet_of('ann'))) \g /dev/null
select at('2025-05-02 14:00+00') \g /dev/null
select is(tolsel.meter_usage(), wallet_of('bob'), 'W20 a wallet that is frozen');
reset role;
select is((select f.error_code from tolsel_wallet.metering_fault f where f.wallet_id = wallet_of('ann')), 'UL027',
    'is named');
select is((select count(*) from tolsel_wallet.usage_hour u where u.resource_id = resource_of('r5')), 1::bigint,
    'and the other is charged');
update tolsel_ledger.balance set frozen_incident_id = null, closed_through_on = '2025-05-01'
where frozen_incident_id is not null;
set role shop_app;
select is(tolsel.meter_usage(1), wallet_of('ann'), 'the next run tries again');
reset role;
select is_empty('select from tolsel_wallet.metering_fault', 'and takes the note away');
set role shop_app;
select is(tolsel.meter_usage(p_after_wallet_id => 987654), null, 'behind the last wallet there is none');
select refuses('select tolsel.meter_usage(1, 0, 2)', 'UC002', 'tenant 2', 'another tenant');
reset role;
select is((select j.item_limit from tolsel_core.job j where j.job_name = 'wallet.meter_usage'), 500,
    'the job takes small slices: what is provisioned beside it waits for none of them');
select * from finish();
