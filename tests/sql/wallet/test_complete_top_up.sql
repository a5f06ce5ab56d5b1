-- S114 W24: a top-up is completed as asked for, or it fails and the money waits in suspense. # W14 W25 W34
\ir purse.sql
create function tap.ask(p_key text, p_reference text default null) returns tolsel_billing.payment language sql
    return tolsel.open_top_up(tap.wallet_of('ann'), 100, 'stripe', tap.channel_of('Bank'), p_reference,
        p_request_key => p_key);
create function tap.topped(p_payment tolsel_billing.payment) returns text language sql
    return concat_ws(' ', ($1).status, ($1).failure_reason, ($1).next_retry_at is not null, '/', tap.purse('ann'), '/',
        tap.held_in('Bank'));
create function tap.suspended() returns text language sql set role = none
    return (select string_agg(concat_ws(' ', trim_scale(s.amount::numeric), s.reference), ', ' order by s.suspense_id)
        from tolsel_billing.suspense s where s.tenant_id = 1);
create function tap.told() returns text language sql set role = none
    return (select string_agg(concat_ws(' ', e.topic, e.payload ->> 'amount', e.payload ->> 'currency'), ', '
            order by e.event_id)
        from tolsel_core.event e where e.tenant_id = 1 and e.topic ~ '^top_up' and e.topic <> 'top_up.completed');
create function tap.suspense_of(p_reference text) returns bigint language sql set role = none
    return (select s.suspense_id from tolsel_billing.suspense s where s.tenant_id = 1 and s.reference = p_reference);
select plan(35);
set role shop_app;
select ask('t1', 'ch_1'), ask('t2', 'ch_2'), ask('t3', 'ch_3'), ask('t4', 'ch_4'), ask('t5', 'ch_5') \g /dev/null
select is(topped(tolsel.complete_top_up(payment_of('t1'), 'ch_1', p_amount => 100, p_currency => 'EUR')),
    'completed f / 100 0 100 / 100', 'what was asked for comes into the wallet');
select is(topped(tolsel.complete_top_up(payment_of('t1'), 'ch_1', p_amount => 100)), 'completed f / 100 0 100 / 100',
    'W34 as often as it is said, once');
select is(topped(tolsel.complete_top_up(p_provider_reference => 'ch_1')), 'completed f / 100 0 100 / 100',
    'it is found by the provider''s number');
select is(topped(tolsel.fail_top_up(payment_of('t1'), 'declined', p_provider_reference => 'ch_1')),
    'completed f / 100 0 100 / 100', 'W14 what fails after it was completed changes nothing');
select is(told(), 'top_up.failed_late', 'and is told');
-- Another amount.
select is(topped(tolsel.complete_top_up(payment_of('t2'), 'ch_2', p_amount => 99.99)),
    'failed mismatch: 99.99 EUR instead of 100 EUR f / 100 0 100 / 199.99',
    'W24 of another amount nothing is credited');
select is(suspended(), '99.99 ch_2', 'it waits in suspense');
select is(topped(tolsel.complete_top_up(payment_of('t2'), 'ch_2', p_amount => 99.99)),
    'failed mismatch: 99.99 EUR instead of 100 EUR f / 100 0 100 / 199.99', 'once');
select refuses($$select tolsel.retry_payment(payment_of('t2'))$$, 'UB140', 'top up', 'billing does not retry it');
-- Another currency.
select is(topped(tolsel.complete_top_up(payment_of('t3'), 'ch_3', p_amount => 100, p_currency => 'USD')),
    'failed mismatch: 100 USD instead of 100 EUR f / 100 0 100 / 199.99', 'nor of another currency');
select is(suspended(), '99.99 ch_2', 'which no channel of ours has');
select is(told(), 'top_up.failed_late, top_up.failed, top_up.mismatched 99.99 EUR, top_up.failed, '
    'top_up.mismatched 100.00 USD', 'both are told');
select refuses($$select tolsel.complete_top_up(payment_of('t4'), 'ch_4', p_currency => 'XXQ')$$, 'UC007', 'XXQ',
    'a currency that there is not');
-- Declined, and paid after all.
select tolsel.fail_top_up(payment_of('t4'), 'declined') \g /dev/null
select is(topped(tolsel.complete_top_up(payment_of('t4'), 'ch_4')), 'completed f / 200 0 200 / 299.99',
    'one that was declined and is paid');
select refuses($$select tolsel.complete_top_up(payment_of('t4'), 'ch_9')$$, 'UB063', 'ch_9', 'a second charge');
select refuses($$select tolsel.complete_top_up(payment_of('t4'), 'ch_4', p_amount => 7)$$, 'UB020', 'completed',
    'another amount afterwards');
select refuses($$select tolsel.complete_top_up(payment_of('t5'), 'ch_4')$$, 'UB026', 'ch_4', 'the number of another');
select refuses($$select tolsel.complete_top_up(payment_of('t5'), p_attempt_no => 4)$$, 'UB030', '4', 'no attempt');
select refuses($$select tolsel.complete_top_up(payment_of('t5'), p_amount => 'NaN')$$, 'UC008', 'NaN', 'no number');
select refuses($$select tolsel.complete_top_up(payment_of('t5'), p_amount => 0)$$, 'UC009', 'amount', 'nothing');
select refuses($$select tolsel.complete_top_up(payment_of('t5'), p_amount => 0.001)$$, 'UC010', '3', 'part of a cent');
select refuses($$select tolsel.complete_top_up(payment_of('t5'), p_amount => 1e15)$$, 'UC011', '16', 'too much');
select refuses($$select tolsel.complete_top_up(payment_of('t5'), p_amount => -1)$$, 'UC025', '-1', 'below nothing');
select refuses($$select tolsel.complete_top_up(payment_of('t5'), p_paid_on => 'infinity')$$, 'UC014', 'infinity',
    'no day');
select refuses($$select tolsel.complete_top_up(payment_of('t5'), ' ')$$, 'UC016', 'reference', 'a blank reference');
select refuses($$select tolsel.complete_top_up(payment_of('t5'), p_paid_on => '2025-03-16')$$, 'UH004', '2025-03-16',
    'tomorrow');
select refuses($$select tolsel.complete_top_up(p_provider_reference => 'ch_77')$$, 'UB003', 'ch_77', 'no such number');
select refuses_alike('select tolsel.complete_top_up(%s)', twin_top_up(), '987654', 'UW003', 'A14 another tenant''s');
select refuses('select tolsel.complete_top_up(1, p_tenant_id => 2)', 'UC002', 'tenant 2', 'another tenant');
-- A wallet that was closed meanwhile.
select tolsel.refund_top_up(payment_of('t1'), 100, null, channel_of('Bank'), 'enough'),
    tolsel.refund_top_up(payment_of('t4'), 100, null, channel_of('Bank'), 'enough') \g /dev/null
select is(purse('ann') || ' ' || held_in('Bank'), '0 0 0 99.99', 'what is left is given back');
select tolsel.close_wallet(wallet_of('ann')) \g /dev/null
select is(topped(tolsel.complete_top_up(payment_of('t5'), 'ch_5')),
    format('failed mismatch: wallet %s is closed f / 0 0 0 / 199.99', wallet_of('ann')),
    'W25 what was under way when the wallet was closed');
select is(suspended(), '99.99 ch_2, 100 ch_5', 'waits in suspense');
select refuses($$select tolsel.retry_top_up(payment_of('t5'))$$, 'UW011', 'closed', 'and is not tried again');
select is((tolsel.assign_suspense(suspense_of('ch_5'), customer_of('ann'))).status, 'completed',
    'until somebody assigns it');
set role shop_read;
select throws_ok('select tolsel.complete_top_up(1)', '42501', null, 'a reader completes none');
select * from finish();
-- UL007 period_closed and UL010 balance_out_of_range are the ledger's; its own tests provoke them.
