-- A metered hour that should not have been is reversed: its charge goes back to the wallet, once. # W18
\ir cloud.sql
create function tap.reversed(p_key text, p_hour_at timestamptz, p_reason text default 'Was down')
returns tolsel_wallet.usage_reversal language sql
    return tolsel.reverse_usage_hour(tap.resource_of(p_key), p_hour_at, p_reason);
select plan(20);
set role shop_app;
select top_up('ann', 1000), provision('ann', 'large', 'r1') \g /dev/null
select provision('ann', 'cheap', 'r2') \g /dev/null
select at('2025-04-01 02:10+00') \g /dev/null
select tolsel.meter_usage() \g /dev/null
select is(purse('ann'), '998.33 599.33 399', 'two hours are charged');
select results_eq(
    $$select hour_at, amount::numeric, reason::text from reversed('r1', '2025-04-01 01:59+00')$$,
    $$values (timestamptz '2025-04-01 01:00+00', 0.84, 'Was down')$$, 'an hour is named by any moment of it');
select is(purse('ann'), '999.17 599.33 399.84', 'what it cost is in the wallet, and available');
select is((reversed('r1', '2025-04-01 01:00+00')).amount::numeric, 0.84, 'a repeat is answered with the first');
select is(purse('ann'), '999.17 599.33 399.84', 'and moves nothing');
select refuses($$select reversed('r1', '2025-04-01 01:00+00', 'Again')$$, 'UH012', 'Was down', 'another reason');
select refuses($$select reversed('r1', '2025-04-01 02:00+00')$$, 'UW016', '2025-04-01 02:00',
    'an hour that was not charged yet');
select refuses($$select reversed('r1', null)$$, 'UW016', 'null', 'no hour');
select refuses($$select reversed('r1', '2025-04-01 00:00+00', '')$$, 'UC016', 'reason', 'no reason');
select refuses($$select tolsel.reverse_usage_hour(987654, '2025-04-01 00:00+00', 'x')$$, 'UW006', '987654',
    'no such resource');
select refuses($$select tolsel.reverse_usage_hour(1, '2025-04-01 00:00+00', 'x', 2)$$, 'UC002', 'tenant 2',
    'another tenant');
select is((reversed('r2', '2025-04-01 00:00+00')).journal_id, null, 'an hour that cost nothing has no journal');
set role shop_read;
select results_eq(
    $$select document, amount::numeric, is_void from tolsel.wallet_transaction
      where wallet_id = wallet_of('ann') order by version desc limit 1$$,
    $$values ('usage_reversal', 0.84, false)$$, 'S103 the statement names it');
select results_eq(
    $$select payload ->> 'amount', payload ->> 'reason' from tolsel.event
      where topic = 'resource.hour_reversed' and document_id = resource_of('r1')$$,
    $$values ('0.84', 'Was down')$$, 'and is told');
set role shop_app;
select tolsel.meter_usage() \g /dev/null
select is(purse('ann'), '999.17 599.33 399.84', 'it is metered no more');
-- What was refunded of the month stays at most 95 % of what is left of its charges.
select tolsel.refund_usage(resource_of('r1'), '2025-04-01', 0.5, 'Slow') \g /dev/null
select refuses($$select reversed('r1', '2025-04-01 00:00+00')$$, 'UW017', 'charged 0.00', 'S109 nor is it undercut');
select is(purse('ann'), '999.67 599.33 400.34', 'a refused reversal moves nothing');
-- What is frozen or closed.
select at('2025-04-01 03:00+00') \g /dev/null
select tolsel.meter_usage() \g /dev/null
select provision('ann', 'small', 'r3') \g /dev/null
select at('2025-04-01 04:00+00') \g /dev/null
select tolsel.meter_usage() \g /dev/null
select freeze(format('wallet:%s', wallet_of('ann'))) \g /dev/null
select refuses($$select reversed('r3', '2025-04-01 03:00+00')$$, 'UL027', 'wallet:', 'a wallet that is frozen');
reset role;
update tolsel_ledger.balance set frozen_incident_id = null, closed_through_on = null
where frozen_incident_id is not null;
update tolsel_wallet.wallet set closed_at = now() where wallet_id = wallet_of('ann');
set role shop_app;
select refuses($$select reversed('r3', '2025-04-01 03:00+00')$$, 'UW011', 'was closed', 'a wallet that is closed');
reset role;
update tolsel_wallet.wallet set closed_at = null where wallet_id = wallet_of('ann');
-- What was owed and is written off: more of that in test_written_off.
set role shop_admin;
select tolsel.open_customer('Gil', 'gil'), at('2025-08-01 00:00+00') \g /dev/null
select tolsel.open_wallet(customer_of('gil')), top_up('gil', 600), provision('gil', 'large', 'g1'),
    at('2025-08-01 01:00+00') \g /dev/null
select tolsel.record_usage('vcenter', jsonb_build_array(jsonb_build_object('event_id', 'e1', 'resource_id',
    resource_of('g1'), 'plan', 'enterprise', 'at', '2025-08-01T00:30:00Z'))) \g /dev/null
select tolsel.meter_usage(5000, wallet_of('gil') - 1) \g /dev/null
select tolsel.adjust_customer_ledger(customer_of('gil'), -0.5, 'Lost') \g /dev/null
select tolsel.apply_credit(customer_of('gil')) \g /dev/null
select refuses($$select reversed('g1', '2025-08-01 00:00+00')$$, 'UW025', 'of 1\.61 that it was charged 0\.5',
    'an hour that was written off');
select * from finish();
