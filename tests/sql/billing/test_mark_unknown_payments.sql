-- S32: attempts whose provider never answered end as unknown.
\ir shop.sql
select plan(10);
set role shop_app;
select tolsel.open_payment(customer_of('ann'), 1, 'stripe', channel_of('Bank'), p_request_key => 'o1'),
    tolsel.open_payment(customer_of('ann'), 2, 'stripe', channel_of('Bank'), p_request_key => 'done'),
    tolsel.open_payment(customer_of('bob'), 3, 'stripe', channel_of('Bank'), p_request_key => 'retried') \g /dev/null
select tolsel.complete_payment(payment_of('done')), tolsel.fail_payment(payment_of('retried'), 'declined') \g /dev/null
reset role;
select tolsel.set_clock('2025-03-16 12:00+01') \g /dev/null
set role shop_app;
select tolsel.retry_payment(payment_of('retried')) \g /dev/null
select is(tolsel.mark_unknown_payments(), 0, 'after exactly a day a provider may still answer');
reset role;
select tolsel.set_clock('2025-03-16 12:00:00.000001+01') \g /dev/null
set role shop_app;
select is(tolsel.mark_unknown_payments(p_limit => 0) + tolsel.mark_unknown_payments(p_limit => -1), 0,
    'none, if none are wanted');
select is(tolsel.mark_unknown_payments(), 1, 'after more than a day the attempt has ended');
select is(payment(payment_of('o1')) || ' ' || trail(payment_of('o1')),
    'unknown: allocated 0 refunded 0 left 0 1 initiated, 1 unknown', 'unknown');
select is(tolsel.mark_unknown_payments(), 0, 'once');
select is(payment(payment_of('retried')) || ' / ' || payment(payment_of('done')),
    'open: allocated 0 refunded 0 left 0 / completed: allocated 0 refunded 0 left 2',
    'a later attempt and what is completed are not touched');
select is(tolsel.mark_unknown_payments('2025-03-16 12:00+01'), 0, 'before a moment that is named');
select is(tolsel.mark_unknown_payments('2025-03-16 12:00:00.000001+01'), 1, 'or after it');
select tolsel.open_payment(customer_of('ann'), 1, 'stripe', p_request_key => 'm1'),
    tolsel.open_payment(customer_of('bob'), 1, 'stripe', p_request_key => 'm2') \g /dev/null
select is(tolsel.mark_unknown_payments('infinity', 1) || ' ' || tolsel.mark_unknown_payments('infinity', 1) || ' '
    || tolsel.mark_unknown_payments('infinity', null), '1 1 0', 'a few at a time');
select refuses($$select tolsel.mark_unknown_payments(p_tenant_id => 2)$$, 'UC002', 'tenant 2', 'another tenant');
select * from finish();
