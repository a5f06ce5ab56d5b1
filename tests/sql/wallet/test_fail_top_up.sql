-- S114: a top-up that its provider declines fails, and moves nothing. # W1
\ir purse.sql
select plan(10);
set role shop_app;
select tolsel.open_top_up(wallet_of('ann'), 100, 'stripe', channel_of('Bank'),
    'ch_1', p_request_key => 't1') \g /dev/null
select is((select concat_ws(' ', p.status, p.failure_reason, p.next_retry_at is not null)
     from tolsel.fail_top_up(payment_of('t1'), 'declined', 'card') p), 'failed declined t', 'it is declined');
select is((tolsel.fail_top_up(payment_of('t1'), 'declined', 'card')).retry_count, 0, 'once');
select is(purse('ann') || ' ' || held_in('Bank'), '0 0 0 0', 'W1 and nothing has moved');
select tolsel.retry_top_up(payment_of('t1'), 'ch_2'), tolsel.complete_top_up(payment_of('t1'), 'ch_2') \g /dev/null
select is((tolsel.fail_top_up(payment_of('t1'), 'late', p_attempt_no => 1)).status, 'completed',
    'an answer about an earlier attempt changes nothing');
select refuses($$select tolsel.fail_top_up(payment_of('t1'), 'x')$$, 'UB020', 'completed', 'one that is completed');
select refuses($$select tolsel.fail_top_up(payment_of('t1'), 'x', p_attempt_no => 7)$$, 'UB030', '7', 'no attempt');
select refuses($$select tolsel.fail_top_up(payment_of('t1'), ' ')$$, 'UC016', 'reason', 'no reason');
select refuses_alike('select tolsel.fail_top_up(%s, ''x'')', twin_top_up(), '987654', 'UW003', 'A14 another tenant''s');
select refuses($$select tolsel.fail_top_up(1, 'x', p_tenant_id => 2)$$, 'UC002', 'tenant 2', 'another tenant');
set role shop_read;
select throws_ok($$select tolsel.fail_top_up(1, 'x')$$, '42501', null, 'a reader fails none');
select * from finish();
