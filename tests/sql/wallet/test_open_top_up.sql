-- S114: a top-up that a provider decides is opened, and moves nothing yet.
\ir purse.sql
create function tap.ask(p_amount numeric, p_key text, p_channel text default 'Bank', p_reference text default null)
returns tolsel_billing.payment language sql
    return tolsel.open_top_up(tap.wallet_of('ann'), p_amount, 'stripe', tap.channel_of(p_channel), p_reference,
        p_request_key => p_key);
select plan(23);
set role shop_app;
select is((select concat_ws(' ', p.kind, p.status, p.is_provider) from ask(100, 't1', p_reference => 'ch_1') p),
    'top_up open t', 'it is open');
select is(purse('ann') || ' ' || held_in('Bank'), '0 0 0 0', 'and nothing has moved');
select is((ask(100, 't1', p_reference => 'ch_1')).payment_id, payment_of('t1'), 'A1 twice answers twice');
select refuses($$select ask(101, 't1')$$, 'UC024', 't1', 'A2 another amount under the key');
select refuses($$select tolsel.complete_payment(payment_of('t1'))$$, 'UB140', 'top up', 'billing does not complete it');
select refuses($$select ask(5, 't2', p_reference => 'ch_1')$$, 'UB026', 'ch_1', 'a reference that another one has');
select refuses($$select ask('NaN', 't2')$$, 'UC008', 'NaN', 'no number');
select refuses($$select ask(0, 't2')$$, 'UC009', 'amount', 'nothing');
select refuses($$select ask(0.001, 't2')$$, 'UC010', '3 decimals', 'a part of a cent');
select refuses($$select ask(1e15, 't2')$$, 'UC011', '16 digits', 'too much');
select refuses($$select ask(-1, 't2')$$, 'UC025', '-1', 'less than nothing');
select refuses($$select ask(1, ' ')$$, 'UC012', '1 char', 'a blank key');
select refuses($$select tolsel.open_top_up(wallet_of('ann'), 1, 'stripe', channel_of('Bank'), p_metadata => '[]')$$,
    'UC013', 'array', 'metadata that is no object');
select refuses($$select ask(1, 't2', p_reference => ' ')$$, 'UC016', 'provider reference', 'a blank reference');
select refuses($$select tolsel.open_top_up(wallet_of('ann'), 1, 'stripe', null)$$, 'UH001', 'null', 'into no channel');
select refuses($$select ask(1, 't2', 'Shut')$$, 'UH002', 'Shut', 'into one that is not active');
select refuses($$select tolsel.open_top_up(wallet_of('ann'), 1, 'shells', channel_of('Bank'))$$, 'UH003', 'shells',
    'by no method');
select refuses($$select tolsel.open_top_up(wallet_of('ann', 'JPY'), 1, 'stripe', channel_of('Bank'))$$, 'UL004', 'JPY',
    'W27 into a channel of another currency');
select tolsel.complete_top_up(payment_of('t1')), tolsel.void_top_up(payment_of('t1'), 'none') \g /dev/null
select refuses($$select ask(100, 't1', p_reference => 'ch_1')$$, 'UB032', 'none', 'a request that was undone');
select tolsel.close_wallet(wallet_of('ann')) \g /dev/null
select refuses($$select ask(1, 't2')$$, 'UW011', 'was closed', 'W25 of a closed wallet');
select refuses_alike('select tolsel.open_top_up(%s, 1, ''stripe'', channel_of(''Bank''))', twin_wallet(), '987654',
    'UW001', 'A14 another tenant''s');
select refuses($$select tolsel.open_top_up(1, 1, 'stripe', 1, p_tenant_id => 2)$$, 'UC002', 'tenant 2',
    'another tenant');
set role shop_read;
select throws_ok($$select tolsel.open_top_up(1, 1, 'stripe', 1)$$, '42501', null, 'a reader opens none');
select * from finish();
