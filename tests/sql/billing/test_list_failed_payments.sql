-- S83: failed payments by how often they were tried, and those that are due.
\ir quarter.sql
select plan(7);
set role shop_app;
select tolsel.attempt_payment(customer_of('bob'), 8000, 'card', channel_of('Bank'),
    p_request_key => 'again') \g /dev/null
select tolsel.retry_payment(payment_of('again')), tolsel.retry_payment(payment_of('again')) \g /dev/null
set role shop_read;
select results_eq(
    'select payment_id, retry_count, failure_reason is not null from tolsel.list_failed_payments()',
    $$values (payment_of('again'), 2, true), (payment_of('failed'), 0, true)$$, 'the most often tried first');
select results_eq('select payment_id from tolsel.list_failed_payments(1)', $$values (payment_of('again'))$$,
    'S83 by retry count');
select is_empty('select * from tolsel.list_failed_payments(3)', 'none was tried so often');
select is_empty('select * from tolsel.list_failed_payments(p_is_due => true)', 'none is due yet');
reset role;
update tolsel_core.test_clock set set_to_at = set_to_at + interval '1 minute';
set role shop_read;
select results_eq('select payment_id from tolsel.list_failed_payments(p_is_due => true)',
    $$values (payment_of('failed'))$$, 'a minute later one is');
select results_eq('select payment_id from tolsel.list_failed_payments(p_is_due => false)',
    $$values (payment_of('again'))$$, 'and the other waits longer');
select refuses('select * from tolsel.list_failed_payments(p_tenant_id => 2)', 'UC002', 'tenant 2', 'another tenant');
select * from finish();
