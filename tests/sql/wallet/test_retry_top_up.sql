-- S114: a top-up that failed is tried again, as a new attempt of the same one.
\ir purse.sql
select plan(10);
set role shop_app;
select tolsel.open_top_up(wallet_of('ann'), 100, 'stripe', channel_of('Bank'), 'ch_1', p_request_key => 't1'),
    tolsel.open_top_up(wallet_of('ann'), 100, 'stripe', channel_of('Bank'), 'ch_8', p_request_key => 't2'),
    tolsel.open_top_up(wallet_of('ann', 'JPY'), 100, 'stripe', channel_of('Yen'), p_request_key => 't3') \g /dev/null
select refuses($$select tolsel.retry_top_up(payment_of('t1'))$$, 'UB021', 'open', 'one that has not failed');
select tolsel.fail_top_up(payment_of('t1'), 'declined') \g /dev/null
select refuses($$select tolsel.retry_top_up(payment_of('t1'), 'ch_8')$$, 'UB026', 'ch_8',
    'under another one''s number');
select is((select concat_ws(' ', p.status, p.retry_count, p.provider_reference)
     from tolsel.retry_top_up(payment_of('t1'), 'ch_2') p), 'open 1 ch_2', 'it is opened again');
select is((tolsel.complete_top_up(payment_of('t1'), 'ch_2')).status || ' ' || purse('ann'), 'completed 100 0 100',
    'and may be completed');
select refuses($$select tolsel.retry_top_up(payment_of('t1'), ' ')$$, 'UC016', 'reference', 'a blank reference');
select tolsel.fail_top_up(payment_of('t2'), 'declined') \g /dev/null
select tolsel.set_channel_active(channel_of('Bank'), false) \g /dev/null
select refuses($$select tolsel.retry_top_up(payment_of('t2'))$$, 'UH002', 'Bank', 'into a channel that is not active');
select tolsel.fail_top_up(payment_of('t3'), 'declined'), tolsel.close_wallet(wallet_of('ann', 'JPY')) \g /dev/null
select refuses($$select tolsel.retry_top_up(payment_of('t3'))$$, 'UW011', 'was closed', 'W25 of a closed wallet');
select refuses_alike('select tolsel.retry_top_up(%s)', twin_top_up(), '987654', 'UW003', 'A14 another tenant''s');
select refuses('select tolsel.retry_top_up(1, p_tenant_id => 2)', 'UC002', 'tenant 2', 'another tenant');
set role shop_read;
select throws_ok('select tolsel.retry_top_up(1)', '42501', null, 'a reader retries none');
select * from finish();
-- UH003 method_not_usable: a method cannot be taken away; billing's own tests provoke it.
