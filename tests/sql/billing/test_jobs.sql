-- S32 S66: payments that no provider answered are marked by a job, for every tenant.
\ir shop.sql
select plan(6);
select tolsel.set_clock('2025-03-15 12:00Z') \g /dev/null
delete from tolsel_core.job_run;
select tolsel_core.plan_jobs() \g /dev/null
set role shop_app;
select tolsel.open_payment(customer_of('ann'), 5, 'stripe', p_invoice_ids => '{}',
    p_request_key => 'asked') \g /dev/null
reset role;
select tolsel.set_clock('2025-03-16 11:59Z') \g /dev/null
set role shop_admin;
call tolsel.run_due_jobs();
reset role;
select is((select status from tolsel_billing.payment where request_key = 'asked'), 'open',
    'a provider has a day to answer');
select tolsel.set_clock('2025-03-16 14:00Z') \g /dev/null
set role shop_admin;
call tolsel.run_due_jobs();
reset role;
select is((select status from tolsel_billing.payment where request_key = 'asked'), 'unknown',
    'then the payment is unknown');
select is(
    (select sum(item_count) from tolsel_core.job_run where job_name = 'billing.mark_payments' and tenant_id = 1),
    1::numeric, 'and the run says so');
set role shop_app;
select is((tolsel.complete_payment(payment_of('asked'))).status, 'completed', 'its answer is still taken');
-- A slice that is full says that there is more.
select tolsel.open_payment(customer_of('ann'), 5, 'stripe', p_invoice_ids => '{}'),
    tolsel.open_payment(customer_of('ann'), 6, 'stripe', p_invoice_ids => '{}') \g /dev/null
reset role;
select is(tolsel_billing.job_mark_payments(row('billing.mark_payments', 1, 0, null, '2025-03-18Z', null, 2,
            null)::tolsel_core.job_task)::text, '(2,more)', 'a full slice is followed by another');
select is(tolsel_billing.job_mark_payments(row('billing.mark_payments', 1, 0, null, '2025-03-18Z', null, 2,
            null)::tolsel_core.job_task)::text, '(0,)', 'which finds nothing');
select * from finish();
