-- S109 S110: refunds of a month are at most 95 % of what it cost, all together, rounded down.
\ir cloud.sql
create function tap.refunded(p_amount numeric, p_month_on date default '2025-04-17', p_key text default null,
    p_reason text default 'Slow', p_resource text default 'r1')
returns tolsel_wallet.usage_refund language sql
    return tolsel.refund_usage(tap.resource_of(p_resource), p_month_on, p_amount, p_reason, p_request_key => p_key);
select plan(28);
set role shop_app;
select top_up('ann', 1000), provision('ann', 'cheap', 'r1') \g /dev/null
select at('2025-04-28 15:00+00') \g /dev/null
-- 0.92 of the 1.00; 95 % of that are 0.874.
select tolsel.meter_usage() \g /dev/null
select is(purse('ann'), '999.08 0.08 999', 'what it was charged so far');
select refuses('select refunded(0.88)', 'UW017', 'charged 0.92, of which at most 0.87', 'rounded down');
select results_eq($$select month_on, amount::numeric, reason::text from refunded(0.50, p_key => 'k')$$,
    $$values (date '2025-04-01', 0.5, 'Slow')$$, 'the month is named by any day of it');
select is(purse('ann'), '999.58 0.08 999.5', 'it is in the wallet, and available');
select is((refunded(0.50, p_key => 'k')).amount::numeric, 0.5, 'a repeat is answered with the first');
select refuses($$select refunded(0.51, p_key => 'k')$$, 'UC024', 'another amount', 'another amount');
select refuses($$select refunded(0.5, p_key => 'k', p_reason => 'Down')$$, 'UC024', 'another reason', 'another reason');
select refuses('select refunded(0.38)', 'UW017', 'refunded before 0.50, now 0.38', 'all refunds count together');
select is((refunded(0.37)).amount::numeric, 0.37, 'to the cent');
select refuses('select refunded(0.01)', 'UW017', '0.87', 'and then nothing more');
select refuses($$select refunded(0.01, '2025-03-31')$$, 'UW017', 'charged 0, ', 'a month without usage');
select refuses('select refunded(0)', 'UC009', '0', 'nothing');
select refuses('select refunded(-1)', 'UC025', '-1', 'below nothing');
select refuses('select refunded(0.001)', 'UC010', '3 decimals', 'too many decimals');
select refuses($$select refunded('NaN')$$, 'UC008', 'NaN', 'no number');
select refuses('select refunded(1e15)', 'UC011', 'amount', 'more than an amount holds');
select refuses($$select refunded(0.01, p_key => '')$$, 'UC012', 'key', 'an empty key');
select refuses($$select tolsel.refund_usage(resource_of('r1'), '2025-04-01', 0.01, 'Slow', '[]')$$, 'UC013', 'JSON',
    'metadata that are none');
select refuses('select refunded(0.01, null)', 'UC014', 'month', 'no month');
select refuses($$select refunded(0.01, p_reason => '')$$, 'UC016', 'reason', 'no reason');
select refuses($$select tolsel.refund_usage(987654, '2025-04-01', 1, 'x')$$, 'UW006', '987654', 'no such resource');
select refuses($$select tolsel.refund_usage(1, '2025-04-01', 1, 'x', p_tenant_id => 2)$$, 'UC002', 'tenant 2',
    'another tenant');
-- More hours, more to refund.
select at('2025-05-02 00:00+00') \g /dev/null
select tolsel.meter_usage() \g /dev/null
select is((refunded(0.08)).amount::numeric, 0.08, '95 % of the whole month are 0.95');
select refuses('select refunded(0.01)', 'UW017', 'charged 1.00, of which at most 0.95', 'whoever asks when');
set role shop_read;
select results_eq(
    $$select document, sum(amount) from tolsel.wallet_transaction where wallet_id = wallet_of('ann')
        and document = 'usage_refund' group by document$$, $$values ('usage_refund', 0.95)$$,
    'S103 the statement has them');
select results_eq(
    $$select payload ->> 'amount', payload ->> 'month_on' from tolsel.event
      where topic = 'resource.refunded' and document_id = resource_of('r1') order by sequence_no limit 1$$,
    $$values ('0.50', '2025-04-01')$$, 'and they are told');
-- What is frozen or closed.
set role shop_app;
select freeze(format('wallet:%s', wallet_of('ann'))) \g /dev/null
select refuses($$select refunded(0.01, '2025-05-01')$$, 'UL027', 'wallet:', 'a wallet that is frozen');
reset role;
update tolsel_ledger.balance set frozen_incident_id = null, closed_through_on = null
where frozen_incident_id is not null;
update tolsel_wallet.wallet set closed_at = now() where wallet_id = wallet_of('ann');
set role shop_app;
select refuses($$select refunded(0.01, '2025-05-01')$$, 'UW011', 'was closed', 'a wallet that is closed');
reset role;
update tolsel_wallet.wallet set closed_at = null where wallet_id = wallet_of('ann');
select * from finish();
