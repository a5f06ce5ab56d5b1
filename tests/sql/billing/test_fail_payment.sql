-- S32 S83: a provider's refusal ends the attempt, and says when the next one is due.
\ir shop.sql
select plan(14);
set role shop_app;
select tolsel.open_payment(customer_of('ann'), 10, 'stripe', channel_of('Bank'), p_request_key => 'o1') \g /dev/null
select is(
    (select concat_ws(' ', p.status, p.failure_reason, p.retry_count, p.next_retry_at) from tolsel.fail_payment(payment_of('o1'), 'declined', '51') p),
    'failed declined 0 2025-03-15 11:01:00+00', 'a payment fails, and is to be tried again in a minute');
select is(trail(payment_of('o1')), '1 initiated, 1 failed 51', 'its trail has the provider''s code');
select is((tolsel.fail_payment(payment_of('o1'), 'declined', '51')).status || ' ' || trail(payment_of('o1')), 'failed 1 initiated, 1 failed 51', 'A1: a second call adds nothing');
select refuses($$select tolsel.fail_payment(payment_of('o1'), 'stolen')$$, 'UB020', 'is failed', 'another reason is another answer');
-- After a minute, two, four and so on; after the eighth attempt no more.
create function pg_temp.due() returns text language plpgsql as $$
declare v text := '';
begin
    for i in 1..8 loop
        perform tolsel.retry_payment(tap.payment_of('o1'));
        v := v || ' ' || coalesce(extract(epoch from
            (tolsel.fail_payment(tap.payment_of('o1'), 'declined')).next_retry_at - timestamptz '2025-03-15 11:00+00') / 60, -1)::integer;
    end loop;
    return v;
end $$;
select is(pg_temp.due(), ' 2 4 8 16 32 64 -1 -1', 'the time to the next attempt doubles, and after the eighth none is due');
select is((tolsel.retry_payment(payment_of('o1'))).retry_count, 9, 'but it may be tried');
-- A late refusal of what was given up is an attempt of its own.
select tolsel.open_payment(customer_of('ann'), 10, 'stripe', channel_of('Bank'), p_request_key => 'o2'), tolsel.mark_unknown_payments('2025-03-16') \g /dev/null
select is((tolsel.fail_payment(payment_of('o2'), 'declined')).status || ' ' || trail(payment_of('o2')), 'failed 1 initiated, 1 unknown, 2 initiated, 2 failed', 'a refusal after an unknown end');
select tolsel.attempt_payment(customer_of('ann'), 5, 'cash', channel_of('Till'), p_request_key => 'a1') \g /dev/null
select refuses($$select tolsel.fail_payment(payment_of('a1'), 'x')$$, 'UB020', 'no provider decides it', 'a payment without a provider');
select refuses($$select tolsel.fail_payment(payment_of('o2'), '')$$, 'UC016', 'reason has 0', 'no reason');
select refuses($$select tolsel.fail_payment(payment_of('o2'), null)$$, 'UC016', 'reason has no', 'none at all');
select refuses($$select tolsel.fail_payment(payment_of('o2'), repeat('x', 1001))$$, 'UC016', '1001', 'a long reason');
select refuses($$select tolsel.fail_payment(payment_of('o2'), 'x', repeat('x', 101))$$, 'UC016', 'error code has 101', 'a long code');
select refuses_alike('select tolsel.fail_payment(%s, ''x'')', twin_of('payment'), '987654', 'UB003', 'another tenant''s payment');
select refuses($$select tolsel.fail_payment(1, 'x', p_tenant_id => 2)$$, 'UC002', 'tenant 2', 'another tenant');
select * from finish();
