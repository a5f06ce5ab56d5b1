-- S116: a meter outside tells of usage, each event once, in any order, late. # W10 W17 W26
\ir cloud.sql
create function tap.told(p_event text, p_at text, p_plan text default null, p_key text default 'r1',
    p_source text default 'vcenter')
returns integer language sql
    return tolsel.record_usage(p_source, jsonb_build_array(jsonb_strip_nulls(jsonb_build_object(
        'event_id', p_event, 'resource_id', tap.resource_of(p_key), 'at', p_at, 'plan', p_plan))));
create function tap.extras() returns text language sql set role = none
    return (select string_agg(concat_ws(' ', e.event_id, trim_scale(e.extra_amount::numeric),
            trim_scale(nullif(e.owed_amount, 0)::numeric)), ', ' order by e.recorded_at, e.event_id)
        from tolsel_wallet.usage_event e where e.metered_at is not null);
select plan(55);
set role shop_admin;
-- Whole euros an hour, in April and May.
select tolsel.set_plan_price(p.plan, p.price) from (values ('one', 720), ('two', 1440), ('three', 2160)) p(plan, price)
\g /dev/null
set role shop_app;
select tolsel.set_wallet_rule(wallet_of('ann')) \g /dev/null
select top_up('ann', 730), provision('ann', 'one', 'r1') \g /dev/null
select at('2025-04-01 03:10+00') \g /dev/null
-- Out of order, before the hours are metered and after.
select is(told('e1', '2025-04-01T02:30:00Z', 'two'), 1, 'an event is new');
select is(told('e1', '2025-04-01T04:30:00+02:00', 'two'), 0, 'and known when it is told again, in any zone');
select is(told('e1', '2025-04-01T02:30:00Z', 'two', p_source => 'other'), 1, 'what another source tells is another');
select is(tolsel.meter_usage(), wallet_of('ann'), 'three hours, and what was told of one');
select is(purse('ann'), '726 717 9', 'the hour costs one more, which is no hold''s');
select is(extras(), 'e1 1, e1 0', 'two events of an hour count as the larger');
select is(told('e2', '2025-04-01 00:15:00.5+0000', 'three'), 1, 'late');
select is(told('e3', '2025-04-01T00:45:00Z', 'two'), 1, 'and after it a smaller one of the same hour');
select is(told('e4', '2025-04-01T01:00:00Z'), 1, 'one that tells only that it ran');
select is(told('e5', '2025-04-01T01:59:59Z', 'cheap'), 1, 'one of a smaller plan than was admitted');
select is(tolsel.meter_usage(), wallet_of('ann'), 'are metered though no hour is due');
select is(tolsel.meter_usage(), null, 'once');
select is(extras(), 'e1 1, e1 0, e2 2, e3 0, e4 0, e5 0', 'each adds what none before it has');
select is(purse('ann'), '724 717 7', 'and is paid by the wallet');
select is(told('e6', '2025-04-01T02:10:00Z', 'three'), 1, 'a larger one of an hour that has had its extra');
select tolsel.meter_usage() \g /dev/null
select is(extras(), 'e1 1, e1 0, e2 2, e3 0, e4 0, e5 0, e6 1', 'adds the difference');
set role shop_read;
select results_eq(
    $$select c.amount::numeric, c.from_at, sum(e.extra_amount), count(*) from tolsel.usage_charge c
      join tolsel.usage_event e using (tenant_id, journal_id) group by c.journal_id, 1, 2 order by c.journal_id$$,
    $$values (1.00, timestamptz '2025-04-01 02:00+00', 1.00, 1::bigint),
        (2.00, timestamptz '2025-04-01 00:00+00', 2.00, 1::bigint),
        (1.00, timestamptz '2025-04-01 02:00+00', 1.00, 1::bigint)$$,
    'S108 each event shows its charge, each charge its events');
set role shop_app;
-- What the wallet has not is owed.
select is(purse('ann'), '723 717 6', 'six are left');
select is(told('e7', '2025-04-01T01:20:00Z', 'enterprise'), 1, 'another of 1.66');
select is(tolsel.record_usage('vcenter', (select jsonb_agg(jsonb_build_object('event_id', 'n' || n, 'resource_id',
    resource_of('r1'), 'at', format('2025-04-01T0%s:00:00Z', n), 'plan', 'three')) from generate_series(1, 3) n)), 3,
    'several at once, one of the hour that has begun');
select tolsel.meter_usage() \g /dev/null
select is(extras(), 'e1 1, e1 0, e2 2, e3 0, e4 0, e5 0, e6 1, e7 0.66, n1 1.34, n2 0',
    'of the hour that has begun nothing is charged yet');
select at('2025-04-01 04:00+00') \g /dev/null
select is(tolsel.meter_usage(), wallet_of('ann'), 'when it has ended, the hour and what was told of it are');
select is(purse('ann'), '718 716 2', 'two are left');
-- What the wallet has not is owed.
set role shop_admin;
select tolsel.set_plan_price('four', 4320) \g /dev/null
set role shop_app;
select refuses($$select told('p1', '2025-04-01T03:00:00Z', 'four')$$, 'UW004', 'four', 'a plan that had no price then');
select is(told('p1', '2025-04-01T04:00:00Z', 'four'), 1, 'a plan of six an hour');
select at('2025-04-01 05:00+00') \g /dev/null
select tolsel.meter_usage() \g /dev/null
select is(purse('ann'), '715 715 0', 'two of the five are paid');
set role shop_read;
select results_eq(
    $$select i.kind::text, i.total_amount::numeric, i.status, e.extra_amount::numeric, e.owed_amount::numeric
      from tolsel.usage_event e join tolsel.invoice i using (tenant_id, invoice_id)$$,
    $$values ('debit_note', 3.00, 'open', 5.00, 3.00)$$, 'W10 and three are owed');
set role shop_app;
-- A reversal gives all of the hour back, and what is told of it later adds nothing.
select is((tolsel.reverse_usage_hour(resource_of('r1'), '2025-04-01 04:00+00', 'Down')).amount::numeric, 6.00,
    'a reversal gives back what events added, too');
select is(told('p2', '2025-04-01T04:30:00Z', 'four'), 1, 'what is told of a reversed hour');
select tolsel.meter_usage() \g /dev/null
select is(purse('ann'), '718 715 3', 'costs nothing; of what came back what was owed is paid');
-- What is refused.
select refuses($$select told('p2', '2025-04-01T04:30:00Z', 'three')$$, 'UC024', 'Key .p2. .* another plan',
    'other content under the same id');
select refuses($$select told('x', '2025-04-01T06:00:00Z')$$, 'UW019', 'lies ahead', 'an hour to come');
select is(told('x', '2025-04-01T05:59:00Z'), 1, 'the hour that has begun is usable to its end');
select refuses($$select told('y', '2025-03-31T23:59:59Z')$$, 'UW019', 'did not run', 'before it ran');
select refuses($$select told('y', '2025-04-01T01:00:00')$$, 'UW018', 'at is "', 'a time without zone');
select refuses($$select told('y', '2025-02-30T01:00:00Z')$$, 'UW018', '02-30', 'a day that there is not');
select refuses($$select told('y', null)$$, 'UW018', 'Event 1', 'no time');
select refuses($$select told('', '2025-04-01T01:00:00Z')$$, 'UW018', 'Event 1', 'no id');
select refuses($$select told('y', '2025-04-01T01:00:00Z', p_source => '')$$, 'UC016', 'source', 'no source');
select refuses($$select told('y', '2025-04-01T01:00:00Z', p_key => 'none')$$, 'UW018', 'Event 1', 'no resource');
select refuses($$select tolsel.record_usage('v', '[{"event_id": "y", "resource_id": 987654,
    "at": "2025-04-01T01:00:00Z"}]')$$, 'UW006', '987654', 'an unknown one');
select refuses($$select tolsel.record_usage('v', '[{"event_id": "y", "resource_id": 1, "at": "2025-04-01T01:00:00Z",
    "metadata": []}]')$$, 'UC013', 'JSON', 'metadata that are none');
select refuses($$select tolsel.record_usage('v', '[]')$$, 'UW018', '0 events', 'none');
select refuses($$select tolsel.record_usage('v', '{}')$$, 'UW018', 'object', 'no list');
select refuses($$select tolsel.record_usage('v', null)$$, 'UW018', 'null', 'nothing');
select refuses($$select tolsel.record_usage('v', '[{"id": "y"}]')$$, 'UW018', 'unknown key id;', 'what is no event');
select refuses($$select tolsel.record_usage('v', '[]', 2)$$, 'UC002', 'tenant 2', 'another tenant');
-- After an outage, late, of a month that is closed: dated the first open day. What is too late is refused.
select tolsel.stop_resource(resource_of('r1')) \g /dev/null
select refuses($$select told('z', '2025-04-01T06:00:00Z')$$, 'UW019', 'lies ahead', 'not even after it is stopped');
select at('2025-05-02 10:00+00') \g /dev/null
select tolsel.meter_usage() \g /dev/null
select refuses($$select told('z', '2025-04-01T05:00:00Z')$$, 'UW019', 'usage is told from 2025-04-01 10', 'too late');
select is(told('x', '2025-04-01T05:59:00Z'), 0, 'though what was told in time is answered');
set role shop_admin;
select tolsel.set_usage_setting(32) \g /dev/null
set role shop_app;
select tolsel.close_wallet_month(wallet_of('ann'), '2025-03-01'),
    tolsel.close_wallet_month(wallet_of('ann'), '2025-04-01') \g /dev/null
select refuses($$select told('z', '2025-04-01T06:00:00Z')$$, 'UW019', 'did not run', 'after it has stopped');
select is(told('z', '2025-04-01T05:00:00Z', 'two'), 1, 'W17 how late is set by the tenant');
select is(tolsel.meter_usage(), wallet_of('ann'), 'a wallet without anything that runs is metered');
set role shop_read;
select results_eq(
    $$select effective_on, amount from tolsel.list_wallet_statement(wallet_of('ann'), '2025-05-01', '2025-05-31')
      where kind = 'line'$$, $$values (date '2025-05-01', -1.00)$$, 'it is a line of the next month');
select results_eq(
    $$select month_on, hours_amount, charged_amount, statement_amount, is_equal
      from tolsel.reconcile_month(wallet_of('ann'), '2025-05-01')$$,
    $$values (date '2025-05-01', 1.00, 1.00, null::numeric, true)$$, 'and adds up there');
select * from finish();
