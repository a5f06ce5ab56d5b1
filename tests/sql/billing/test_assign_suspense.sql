-- M17: what was in suspense is a customer's payment on the day it came, and moves nothing in its channel.
\ir shop.sql
select plan(23);
create function tap.kept(p_key text) returns bigint language sql set role = none
    return (select s.suspense_id from tolsel_billing.suspense s where s.tenant_id = 1 and s.request_key = p_key);
set role shop_app;
select bill('ann', 30, 'i1', '2025-03-01'), bill('bob', 100, 'i2', '2025-03-01'),
    tolsel.record_suspense(channel_of('Bank'), 50, 'bank_transfer', '2025-03-12', p_request_key => 's1'),
    tolsel.close_day(channel_of('Bank'), '2025-03-13') \g /dev/null
select is((select concat_ws(' ', p.amount, p.paid_on, p.method, p.unapplied_amount)
        from tolsel.assign_suspense(kept('s1'), customer_of('ann'), 40, p_request_key => 'a1') p),
    '40.00 2025-03-12 bank_transfer 10.00', 'a part was hers, on the day it came, though that is closed in the bank');
select is(invoice('i1') || ' / ' || held_in('Bank') || ' ' || balance('9999') || ' ' || owed('ann'),
    'paid: paid 30 open 0 payments 1 in part 0 / 50 -10 -10', 'it pays, and moves nothing in the bank');
select is((tolsel.assign_suspense(kept('s1'), customer_of('ann'), 40, p_request_key => 'a1')).payment_id,
    payment_of('a1'), 'a repeat answers with it');
select refuses($$select tolsel.assign_suspense(kept('s1'), customer_of('ann'), 10, p_request_key => 'a1')$$, 'UC024',
    'another amount', 'another amount under the key');
select refuses($$select tolsel.assign_suspense(kept('s1'), customer_of('bob'), 10.01)$$, 'UB116',
    '40.00 of 50.00 is assigned; 10.01 more is 0.01 too much', 'a cent more than is left');
select is((tolsel.assign_suspense(kept('s1'), customer_of('bob'), p_invoice_ids => array[invoice_of('i2')],
            p_request_key => 'a2')).amount::numeric, 10::numeric, 'all that is left was his');
select is((tolsel.assign_suspense(kept('s1'), customer_of('bob'), p_invoice_ids => array[invoice_of('i2')],
            p_request_key => 'a2')).payment_id, payment_of('a2'), 'a repeat of all answers with it');
select refuses($$select tolsel.assign_suspense(kept('s1'), customer_of('bob'))$$, 'UB116', 'all 50', 'nothing is left');
select is(balance('9999'), 0::numeric, 'nothing is in suspense');
set role shop_read;
select is((select sum(m.net_amount) from tolsel.list_method_totals('2025-03-12') m), 50::numeric,
    'the day has it once');
select is((select collected_amount from tolsel.get_collection_metrics('2025-03-12', '2025-03-12')), 50::numeric,
    'it is collected then');
set role shop_app;
select is((tolsel.void_payment(payment_of('a1'), 'not hers')).status, 'void', 'it was not hers');
select is(invoice('i1') || ' ' || held_in('Bank') || ' ' || balance('9999'),
    'open: paid 0 open 30 payments 0 in part 0 50 -40', 'it is in suspense again');
select refuses($$select tolsel.correct_payment(payment_of('a2'), 'x', p_amount => 9)$$, 'UB114', 'was suspense',
    'it is not corrected');
select refuses($$select tolsel.assign_suspense(kept('s1'), customer_of('karim'))$$, 'UL004', 'EUR; KWD',
    'another currency');
select refuses($$select tolsel.assign_suspense(null, customer_of('ann'))$$, 'UB115', 'null', 'nothing');
select refuses($$select tolsel.assign_suspense(kept('s1'), null)$$, 'UB001', 'null', 'nobody');
select tolsel.record_suspense(channel_of('Bank'), 5, 'cash', p_request_key => 's2') \g /dev/null
select tolsel.void_suspense(kept('s2'), 'none') \g /dev/null
select refuses($$select tolsel.assign_suspense(kept('s2'), customer_of('ann'))$$, 'UB115', 'is void: none',
    'what is void');
set role shop_admin;
select tolsel.close_period('2025-03-14', 'half of march') \g /dev/null
set role shop_app;
select is((tolsel.assign_suspense(kept('s1'), customer_of('ann'), p_request_key => 'a3')).paid_on::date,
    '2025-03-15'::date, 'where the books are closed it counts for the first open day');
select is((tolsel.assign_suspense(kept('s1'), customer_of('bob'), p_invoice_ids => array[invoice_of('i2')],
            p_request_key => 'a2')).paid_on::date, '2025-03-12'::date, 'a repeat answers with what counted before');
select tolsel.close_day(channel_of('Bank'), '2025-03-15'),
    tolsel.record_suspense(channel_of('Bank'), 5, 'cash', p_request_key => 's3') \g /dev/null
select is((tolsel.assign_suspense(kept('s3'), customer_of('ann'))).paid_on::date, '2025-03-16'::date,
    'M4 where the channel is closed through today, for the day it counts for there');
select refuses_alike('select tolsel.assign_suspense(kept(''s1''), %s)', twin_of('customer'), '987654', 'UB001',
    'another tenant''s customer');
select refuses($$select tolsel.assign_suspense(1, 1, p_tenant_id => 2)$$, 'UC002', 'tenant 2', 'another tenant');
select * from finish();
