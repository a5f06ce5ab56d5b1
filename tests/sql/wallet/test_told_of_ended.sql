-- Usage that was told of hours which a late turn of the month ended: they did not run, nothing is
-- charged for them, and the month is closed all the same. # S116 S107
\ir cloud.sql
create function tap.told(p_event text, p_at timestamptz, p_plan text) returns integer language sql
    return tolsel.record_usage('vcenter', jsonb_build_array(jsonb_build_object(
        'event_id', p_event, 'resource_id', tap.resource_of('r1'), 'plan', p_plan, 'at', p_at)));
create function tap.events() returns text language sql set role = none
    return (select string_agg(concat_ws(' ', e.event_id, trim_scale(e.extra_amount::numeric),
            trim_scale(e.owed_amount::numeric), case when e.metered_at is null then 'waits' end), ', '
            order by e.event_id)
        from tolsel_wallet.usage_event e where e.tenant_id = 1);
select plan(6);
set role shop_app;
select top_up('ann', 150), provision('ann', 'small', 'r1') \g /dev/null
-- Nothing is metered over the turn, and a meter outside tells of the hours on both sides of it.
select at('2025-05-01 02:30+00'), told('e1', '2025-04-30 23:30+00', 'large'),
    told('e2', '2025-05-01 00:30+00', 'large'), told('e3', '2025-05-01 01:30+00', 'small') \g /dev/null
select tolsel.meter_usage() \g /dev/null
select is(machine('r1'), 'suspended 0 150 settled', 'the next month does not fit');
select is(events(), 'e1 0.62 0.62, e2 0 0, e3 0 0', 'what did not run is metered, and costs nothing');
select is(tolsel.meter_usage(), null, 'and is not looked at again');
select tolsel.close_wallet_month(wallet_of('ann'), '2025-03-01') \g /dev/null
select is((tolsel.close_wallet_month(wallet_of('ann'), '2025-04-01')).closing_amount::numeric, 0.0,
    'the month before is closed');
select at('2025-06-04 00:30+00') \g /dev/null
select is((tolsel.close_wallet_month(wallet_of('ann'), '2025-05-01')).usage_amount::numeric, 0.0,
    'and the month in which they lie');
reset role;
select is((select count(*) from tolsel_wallet.breach_wrong_usage_event), 0::bigint, 'no breach');
select * from finish();
