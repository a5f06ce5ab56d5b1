-- S83: a failed payment is tried again as one more attempt of the same payment.
\ir shop.sql
select plan(27);
set role shop_app;
select tolsel.attempt_payment(customer_of('ann'), 100, 'cash', channel_of('Till'), p_request_key => 'a1') \g /dev/null
select is(payment(payment_of('a1')) || ' ' || trail(payment_of('a1')),
    'failed: allocated 0 refunded 0 left 0 1 initiated, 1 failed UB006', 'nothing is open to be paid');
reset role;
select tolsel.set_clock('2025-03-15 12:01+01') \g /dev/null
set role shop_app;
select is(
    (select concat_ws(' ', p.status, p.retry_count, p.last_retry_at, p.next_retry_at)
        from tolsel.retry_payment(payment_of('a1')) p),
    'failed 1 2025-03-15 11:01:00+00 2025-03-15 11:03:00+00', 'it fails again, and waits longer');
select bill('ann', 100, 'i1') \g /dev/null
select is(
    (select concat_ws(' ', p.status, p.retry_count, p.failure_reason, p.next_retry_at)
        from tolsel.retry_payment(payment_of('a1')) p),
    'completed 2', 'and succeeds when there is something to pay');
select is(trail(payment_of('a1')) || ' / ' || invoice('i1') || ' / ' || figures('ann'),
    '1 initiated, 1 failed UB006, 2 initiated, 2 failed UB006, 3 initiated, 3 completed / paid: paid 100 open 0 '
        'payments 1 in part 0 / payments 1 total 100 average 100.00 last 2025-03-15', 'once');
select refuses($$select tolsel.retry_payment(payment_of('a1'))$$, 'UB021', 'is completed',
    'what is completed is not tried again');
select is((tolsel.attempt_payment(customer_of('ann'), 100, 'cash', channel_of('Till'), p_request_key => 'a1')).status,
    'completed', 'the first request now answers with success');
select tolsel.attempt_payment(customer_of('ann'), 5, 'cash', channel_of('Till'), p_request_key => 'a2') \g /dev/null
select changes_only(
    $$select tolsel.retry_payment(payment_of('a2'))$$,
    'billing.payment billing.payment_tracking core.event', 'one that fails again leaves nothing of what it tried');
-- A provider is asked again by the caller.
select tolsel.open_payment(customer_of('ann'), 10, 'stripe', channel_of('Bank'), p_provider_reference => 'ch_1',
    p_request_key => 'o1') \g /dev/null
select refuses($$select tolsel.retry_payment(payment_of('o1'))$$, 'UB021', 'is open', 'an open payment waits');
select tolsel.fail_payment(payment_of('o1'), 'declined') \g /dev/null
select is((select concat_ws(' ', p.status, p.retry_count, p.failure_reason, p.next_retry_at)
        from tolsel.retry_payment(payment_of('o1')) p), 'open 1', 'it is open again');
select tolsel.mark_unknown_payments('2025-03-16') \g /dev/null
select refuses($$select tolsel.retry_payment(payment_of('o1'))$$, 'UB021', 'is unknown',
    'nobody knows what became of it: it is not tried again');
select tolsel.complete_payment(payment_of('o1')) \g /dev/null
-- The reference that a failed payment had may be another one's now.
select tolsel.open_payment(customer_of('ann'), 10, 'stripe', channel_of('Bank'), p_provider_reference => 'ch_2',
    p_request_key => 'o2'),
    tolsel.fail_payment(payment_of('o2'), 'declined') \g /dev/null
select tolsel.open_payment(customer_of('bob'), 10, 'stripe', channel_of('Bank'), p_provider_reference => 'ch_2',
    p_request_key => 'o3') \g /dev/null
select refuses($$select tolsel.retry_payment(payment_of('o2'))$$, 'UB026', 'ch_2',
    'its reference is another payment''s');
select tolsel.fail_payment(payment_of('o3'), 'declined') \g /dev/null
select tolsel.set_channel_active(channel_of('Bank'), false) \g /dev/null
select refuses($$select tolsel.retry_payment(payment_of('o2'))$$, 'UH002', 'Bank',
    'its channel is not active any more');
select tolsel.set_channel_active(channel_of('Bank'), true) \g /dev/null
set role shop_admin;
select tolsel.set_payment_method('stripe', 'Stripe', 'card', p_is_active => false) \g /dev/null
set role shop_app;
select refuses($$select tolsel.retry_payment(payment_of('o2'))$$, 'UH003', 'stripe',
    'its method is not active any more');
select refuses_alike('select tolsel.retry_payment(%s)', twin_of('payment'), '987654', 'UB003',
    'another tenant''s payment');
select refuses($$select tolsel.retry_payment(1, p_tenant_id => 2)$$, 'UC002', 'tenant 2', 'another tenant');
-- M2: a retry asks for nothing that is no longer open; opened again, it is due again.
create function pg_temp.listed(p_key text) returns boolean language sql
    return exists (select from tolsel.list_failed_payments() p where p.payment_id = tap.payment_of(p_key));
set role shop_admin;
select tolsel.set_payment_method('stripe', 'Stripe', 'card') \g /dev/null
set role shop_app;
select bill('bob', 100, 'm1'), bill('bob', 50, 'm2') \g /dev/null
select tolsel.open_payment(customer_of('bob'), 120, 'stripe', channel_of('Bank'), array[invoice_of('m1')],
    p_request_key => 'named'),
    tolsel.open_payment(customer_of('bob'), 150, 'stripe', channel_of('Bank'), p_request_key => 'all'),
    tolsel.open_payment(customer_of('bob'), 50, 'stripe', channel_of('Bank'), array[invoice_of('m2')],
        p_request_key => 'void'),
    tolsel.open_payment(customer_of('bob'), 20, 'stripe', channel_of('Bank'), '{}',
        p_request_key => 'none') \g /dev/null
select tolsel.fail_payment(payment_of(k), 'declined') from unnest(array['named', 'all', 'void', 'none']) k \g /dev/null
select is((select string_agg(pg_temp.listed(k)::text, ' ') from unnest(array['named', 'all', 'void', 'none']) k),
    'true true true true', 'M2: all are open');
select tolsel.record_payment(customer_of('bob'), 40, 'cash', channel_of('Till'), array[invoice_of('m1')],
    p_request_key => 'cash') \g /dev/null
select tolsel.void_invoice(invoice_of('m2'), 'mistake') \g /dev/null
select refuses($$select tolsel.retry_payment(payment_of('named'))$$, 'UB031',
    'of 120.00 100.00 was to pay invoices when it was opened; 60.00', 'M2: its invoice is paid in part');
select refuses($$select tolsel.retry_payment(payment_of('all'))$$, 'UB031', 'of 150.00 150.00 .* 60.00',
    'M2: less is open of all');
select refuses($$select tolsel.retry_payment(payment_of('void'))$$, 'UB031', 'of 50.00 50.00 .* 0.00',
    'M2: its invoice is void');
select is((select string_agg(pg_temp.listed(k)::text, ' ') from unnest(array['named', 'all', 'void', 'none']) k),
    'false false false true', 'M2: none of them is listed');
select tolsel.set_customer_active(customer_of('bob'), false) \g /dev/null
select refuses($$select tolsel.retry_payment(payment_of('none'))$$, 'UB064', 'Bob',
    'M2: who is not active any more is asked for nothing that it does not owe');
select is(pg_temp.listed('none'), false, 'M2: nor is that listed');
select tolsel.set_customer_active(customer_of('bob'), true) \g /dev/null
select is((tolsel.retry_payment(payment_of('none'))).status, 'open', 'M2: what was for no invoice is asked for again');
select tolsel.void_payment(payment_of('cash'), 'bounced') \g /dev/null
select is(pg_temp.listed('named')::text || ' '
    || (tolsel.retry_payment(payment_of('named'), 'pi_2')).provider_reference, 'true pi_2',
    'M2: what is open again is asked for again, M1: under a reference of its own');
reset role;
select is((select string_agg(concat_ws(' ', t.attempt_no, t.status, t.provider_reference), ', ' order by t.attempt_no,
            t.status desc) from tolsel_billing.payment_tracking t where t.payment_id = payment_of('named')),
    '1 initiated, 1 failed, 2 initiated pi_2', 'M1: the trail says so');
set role shop_app;
select refuses($$select tolsel.retry_payment(payment_of('all'), ' ')$$, 'UC016', 'provider reference',
    'a blank reference');
set role shop_app;
select refuses($$select tolsel.retry_payment(topped_up())$$, 'UB140', 'is a top.up', 'what is a wallet''s');
select * from finish();
