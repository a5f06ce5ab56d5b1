-- Late usage that was owed and is written off: what nobody has paid is not given back. # W12 W18 S109
\ir cloud.sql
\ir lots.sql
create function tap.late_note(p_code text) returns bigint language sql set role = none
    return (select max(d.invoice_id) from tolsel.debt d
        where d.tenant_id = 1 and d.wallet_id = tap.wallet_of(p_code) and d.payment_id is null);
create function tap.told(p_event text, p_hour integer, p_plan text, p_key text default 'r1')
returns integer language sql
    return tolsel.record_usage('vcenter', jsonb_build_array(jsonb_build_object(
        'event_id', p_event, 'resource_id', tap.resource_of(p_key), 'plan', p_plan,
        'at', format('2025-04-01T%s:30:00Z', lpad(p_hour::text, 2, '0')))));
create function tap.stood(p_code text) returns text language sql set role = none
    return tap.owed(p_code) || ' / ' || tap.purse(p_code);
create function tap.note_of(p_key text) returns bigint language sql set role = none
    return (select p.payment_id from tolsel_billing.payment p where p.tenant_id = 1 and p.request_key = p_key);
create function tap.reversed(p_hour integer) returns numeric language sql
    return (tolsel.reverse_usage_hour(tap.resource_of('r1'), timestamptz '2025-04-01 00:00+00'
        + make_interval(hours => p_hour), 'Down')).amount::numeric;
select plan(10);
set role shop_admin;
-- Whole euros an hour.
select tolsel.set_plan_price(p.plan, p.price) from (values ('one', 720), ('six', 4320)) p(plan, price) \g /dev/null
select top_up('ann', 720, 't1'), provision('ann', 'one', 'r1'), at('2025-04-01 03:00+00') \g /dev/null
select told('e1', 0, 'six'), tolsel.meter_usage() \g /dev/null
select is(stood('ann'), '5 / 717 717 0', 'five of six are owed');
select tolsel.adjust_customer_ledger(customer_of('ann'), -4, 'Lost', p_invoice_id => late_note('ann'),
    p_request_key => 'lost') \g /dev/null
select is(stood('ann'), '1 / 717 717 0', 'four of them are written off');
select refuses($$select reversed(0)$$, 'UW025', 'of 6\.00 that it was charged 4\.00 was written off',
    'the hour is not given back then');
-- The way out of the hint: it is owed again, and what is given back pays it first.
select tolsel.void_credit_note(note_of('lost'), 'Not lost') \g /dev/null
select is(stood('ann'), '5 / 717 717 0', 'W12 what is not written off any more is owed again');
select is(reversed(0) || ' / ' || stood('ann'), '6.00 / 0 / 718 717 1', 'W18 and what is given back pays it');
-- A credit that names no invoice counts where it is used for one.
select told('e2', 1, 'six'), tolsel.meter_usage() \g /dev/null
select is(stood('ann'), '4 / 717 717 0', 'of the next five are owed');
select tolsel.adjust_customer_ledger(customer_of('ann'), -3, 'Lost') \g /dev/null
select tolsel.apply_credit(customer_of('ann')) \g /dev/null
select refuses($$select reversed(1)$$, 'UW025', 'of 6\.00 that it was charged 3\.00 was written off', 'or that');
select is(reversed(2) || ' / ' || stood('ann'), '1.00 / 0 / 717 717 0', 'another hour is, and pays what is owed');
-- Charged are 6, less 3.
select refuses($$select tolsel.refund_usage(resource_of('r1'), '2025-04-01', 2.86, 'Slow')$$, 'UW017',
    'charged 3\.00, of which at most 2\.85', 'S109 nor is it refunded');
select is((tolsel.refund_usage(resource_of('r1'), '2025-04-01', 2.85, 'Slow')).amount::numeric || ' / ' || stood('ann'),
    '2.85 / 0 / 719.85 717 2.85', 'but what was paid is');
select * from finish();
