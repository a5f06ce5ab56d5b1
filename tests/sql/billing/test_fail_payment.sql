-- S32 S83: a provider's refusal ends the attempt, and says when the next one is due.
\ir shop.sql
select plan(25);
set role shop_app;
select tolsel.open_payment(customer_of('ann'), 10, 'stripe', channel_of('Bank'), p_request_key => 'o1') \g /dev/null
select is(
    (select concat_ws(' ', p.status, p.failure_reason, p.retry_count, p.next_retry_at)
        from tolsel.fail_payment(payment_of('o1'), 'declined', '51') p),
    'failed declined 0 2025-03-15 11:01:00+00', 'a payment fails, and is to be tried again in a minute');
select is(trail(payment_of('o1')), '1 initiated, 1 failed 51', 'its trail has the provider''s code');
select is((tolsel.fail_payment(payment_of('o1'), 'declined', '51')).status || ' ' || trail(payment_of('o1')),
    'failed 1 initiated, 1 failed 51', 'A1: a second call adds nothing');
select refuses($$select tolsel.fail_payment(payment_of('o1'), 'stolen')$$, 'UB020', 'is failed',
    'another reason is another answer');
-- After a minute, two, four and so on; after the eighth attempt no more.
create function pg_temp.due() returns text language plpgsql as $$
declare v text := '';
begin
    for i in 1..8 loop
        perform tolsel.retry_payment(tap.payment_of('o1'));
        v := v || ' ' || coalesce(extract(epoch from
            (tolsel.fail_payment(tap.payment_of('o1'),
                    'declined')).next_retry_at - timestamptz '2025-03-15 11:00+00') / 60, -1)::integer;
    end loop;
    return v;
end $$;
select is(pg_temp.due(), ' 2 4 8 16 32 64 -1 -1',
    'the time to the next attempt doubles, and after the eighth none is due');
select is((tolsel.retry_payment(payment_of('o1'))).retry_count, 9, 'but it may be tried');
-- A late refusal of what was given up is an attempt of its own.
select tolsel.open_payment(customer_of('ann'), 10, 'stripe', channel_of('Bank'), p_request_key => 'o2'),
    tolsel.mark_unknown_payments('2025-03-16') \g /dev/null
select is((tolsel.fail_payment(payment_of('o2'), 'declined')).status || ' ' || trail(payment_of('o2')),
    'failed 1 initiated, 1 unknown, 2 initiated, 2 failed', 'a refusal after an unknown end');
select tolsel.attempt_payment(customer_of('ann'), 5, 'cash', channel_of('Till'), p_request_key => 'a1') \g /dev/null
select refuses($$select tolsel.fail_payment(payment_of('a1'), 'x')$$, 'UB020', 'no provider decides it',
    'a payment without a provider');
-- M1: an answer belongs to an attempt, by its number or by a reference of its own; an attempt has one end.
select tolsel.open_payment(customer_of('ann'), 10, 'stripe', channel_of('Bank'), p_provider_reference => 'pi_1',
    p_request_key => 'm1'),
    tolsel.fail_payment(payment_of('m1'), 'declined', '51'), tolsel.retry_payment(payment_of('m1')) \g /dev/null
select is((tolsel.fail_payment(payment_of('m1'), 'declined', '51', 1)).status || ' ' || trail(payment_of('m1')),
    'open 1 initiated, 1 failed 51, 2 initiated', 'M1: the failure of attempt 1, told twice, leaves attempt 2 open');
select is((tolsel.fail_payment(payment_of('m1'), 'declined', '51', p_provider_reference => 'pi_1')).status, 'open',
    'M1: it is known by its reference');
reset role;
select is((select string_agg(a.detail::text, ' ' order by a.activity_id) from tolsel_core.activity_log a
        where a.action = 'fail_payment' and a.subject = 'payment ' || payment_of('m1')),
    '{"reason": "declined", "ended_as": "failed", "attempt_no": 1} {"reason": "declined", "ended_as": "failed", '
        '"attempt_no": 1, "provider_reference": "pi_1"}', 'M1: each is written down');
set role shop_app;
select is((tolsel.fail_payment(payment_of('m1'), 'stolen', '43', 2)).status || ' ' || trail(payment_of('m1')),
    'failed 1 initiated, 1 failed 51, 2 initiated, 2 failed 43', 'M1: that of attempt 2 ends it');
select is((tolsel.fail_payment(payment_of('m1'), 'another word', p_attempt_no => 2)).failure_reason || ' '
    || trail(payment_of('m1')),
    'stolen 1 initiated, 1 failed 51, 2 initiated, 2 failed 43', 'M1: and nothing ends it again');
select is((tolsel.fail_payment(payment_of('m1'), 'stolen', '43', 1)).status, 'failed',
    'M1: what is said of attempt 1 is not taken for a repetition of that of 2');
select tolsel.retry_payment(payment_of('m1'), 'pi_3') \g /dev/null
select is((tolsel.fail_payment(payment_of('m1'), 'declined', p_provider_reference => 'pi_3')).failure_reason,
    'declined', 'M1: a reference that the retry named is that of its attempt');
select tolsel.complete_payment(payment_of('m1'), 'pi_3', p_attempt_no => 3) \g /dev/null
select is((tolsel.fail_payment(payment_of('m1'), 'declined', p_provider_reference => 'pi_3')).status, 'completed',
    'M1: a failure that comes after the money changes nothing');
select refuses($$select tolsel.fail_payment(payment_of('o2'), 'x', p_attempt_no => 3)$$, 'UB030', '3 is none',
    'M1: an attempt that was not made');
select refuses($$select tolsel.fail_payment(payment_of('o2'), 'x', p_provider_reference => '')$$, 'UC016',
    'provider reference has 0', 'a blank reference');
select refuses($$select tolsel.fail_payment(payment_of('o2'), '')$$, 'UC016', 'reason has 0', 'no reason');
select refuses($$select tolsel.fail_payment(payment_of('o2'), null)$$, 'UC016', 'reason has no', 'none at all');
select refuses($$select tolsel.fail_payment(payment_of('o2'), repeat('x', 1001))$$, 'UC016', '1001', 'a long reason');
select refuses($$select tolsel.fail_payment(payment_of('o2'), 'x', repeat('x', 101))$$, 'UC016', 'error code has 101',
    'a long code');
select refuses_alike('select tolsel.fail_payment(%s, ''x'')', twin_of('payment'), '987654', 'UB003',
    'another tenant''s payment');
select refuses($$select tolsel.fail_payment(1, 'x', p_tenant_id => 2)$$, 'UC002', 'tenant 2', 'another tenant');
set role shop_app;
select refuses($$select tolsel.fail_payment(topped_up(), 'x')$$, 'UB140', 'is a top.up', 'what is a wallet''s');
select * from finish();
