-- S30 S32 I11: a payment that a provider decides begins here, and nothing of it is booked yet.
\ir shop.sql
select plan(33);
set role shop_app;
select bill('ann', 100, 'i1'), bill('bob', 70, 'bob') \g /dev/null
select is(
    (select concat_ws(' ', p.status, p.is_provider, p.surplus, p.journal_id is null, p.paid_on is null,
            p.provider_reference)
     from tolsel.open_payment(customer_of('ann'), 150, 'stripe', channel_of('Bank'), p_provider_reference => 'ch_1',
         p_request_key => 'o1') p),
    'open t keep t t ch_1', 'a payment is open');
select is(trail(payment_of('o1')) || ' / ' || payment(payment_of('o1')) || ' / ' || invoice('i1') || ' / '
    || owed('ann') || ' / ' || figures('ann'),
    '1 initiated / open: allocated 0 refunded 0 left 0 / open: paid 0 open 100 payments 0 in part 0 / 100 / payments '
        '0 total 0 average - last -', 'its attempt has begun, and nothing is booked');
select is((tolsel.open_payment(customer_of('ann'), 150, 'stripe', channel_of('Bank'),
            p_request_key => 'o1')).payment_id, payment_of('o1'), 'the same request answers with its payment');
select is(trail(payment_of('o1')), '1 initiated', 'and begins nothing');
select refuses($$select tolsel.open_payment(customer_of('ann'), 150, 'stripe', channel_of('Till'),
            p_request_key => 'o1')$$, 'UC024', 'o1', 'another channel under the key');
select refuses($$select tolsel.open_payment(customer_of('ann'), 150, 'stripe', channel_of('Bank'),
            p_provider_reference => 'ch_2', p_request_key => 'o1')$$, 'UC024', 'o1', 'another reference under the key');
select refuses($$select tolsel.record_payment(customer_of('ann'), 150, 'stripe', channel_of('Bank'),
            p_surplus => 'keep', p_request_key => 'o1')$$, 'UC024', 'o1', 'another command under the key');
-- What is not open now is not asked for.
select refuses($$select tolsel.open_payment(customer_of('ann'), 50, 'stripe',
            p_invoice_ids => array[invoice_of('bob')])$$, 'UB002', 'Invoice ', 'another customer''s invoice');
select refuses($$select tolsel.open_payment(customer_of('ann'), 150, 'stripe', p_invoice_ids => array[invoice_of('i1')],
            p_invoice_amounts => array[100.01])$$, 'UB005', '100.01', 'more than is open of an invoice');
select lives_ok($$select tolsel.open_payment(customer_of('ann'), 150, 'stripe',
            p_invoice_ids => array[invoice_of('i1')], p_invoice_amounts => array[100], p_request_key => 'o2')$$,
    'what is open is');
select refuses($$select tolsel.open_payment(customer_of('ann'), 50, 'stripe', p_invoice_ids => array[invoice_of('i1')],
            p_invoice_amounts => array[51])$$, 'UB019', '51', 'amounts beyond the payment');
select refuses($$select tolsel.open_payment(customer_of('ann'), 50, 'stripe',
            p_invoice_ids => array[invoice_of('i1'), invoice_of('i1')])$$, 'UB019', 'twice', 'an invoice named twice');
select tolsel.record_payment(customer_of('bob'), 70, 'cash', channel_of('Till')) \g /dev/null
select refuses($$select tolsel.open_payment(customer_of('bob'), 70, 'stripe',
            p_invoice_ids => array[invoice_of('bob')])$$, 'UB004', 'is paid', 'a paid invoice');
select refuses($$select tolsel.open_payment(customer_of('ann'), 1, 'stripe', p_provider_reference => 'ch_1')$$, 'UB026',
    'payment ' || payment_of('o1'), 'I11: a reference of another payment');
select refuses($$select tolsel.open_payment(customer_of('ann'), 'Infinity', 'stripe')$$, 'UC008', 'Infinity', 'no end');
select refuses($$select tolsel.open_payment(customer_of('ann'), 0, 'stripe')$$, 'UC009', '0', 'nothing');
select refuses($$select tolsel.open_payment(customer_of('ann'), 1.005, 'stripe')$$, 'UC010', '3 decimals',
    'half a cent');
select refuses($$select tolsel.open_payment(customer_of('ann'), 1e15, 'stripe')$$, 'UC011', '16 digits', 'too much');
select refuses($$select tolsel.open_payment(customer_of('ann'), -1, 'stripe')$$, 'UC025', '-1', 'less than nothing');
select refuses($$select tolsel.open_payment(customer_of('ann'), 1, 'stripe', p_request_key => repeat('k', 201))$$,
    'UC012', '201', 'a long key');
select refuses($$select tolsel.open_payment(customer_of('ann'), 1, 'stripe', p_metadata => '1')$$, 'UC013', 'number',
    'metadata that is no object');
select refuses($$select tolsel.open_payment(customer_of('ann'), 1, 'stripe',
            p_provider_reference => repeat('x', 201))$$, 'UC016', '201', 'a long reference');
select refuses($$select tolsel.open_payment(customer_of('ann'), 1, 'stripe', channel_of('Shut'))$$, 'UH002', 'Shut',
    'a channel that is not active');
select refuses($$select tolsel.open_payment(customer_of('ann'), 1, 'shells')$$, 'UH003', 'shells',
    'a method that is not active');
select refuses($$select tolsel.open_payment(customer_of('ann'), 1, 'stripe', channel_of('Yen'))$$, 'UL004', 'JPY',
    'a channel in another currency');
select refuses_alike('select tolsel.open_payment(%s, 1, ''cash'')', twin_of('customer'), '987654', 'UB001',
    'another tenant''s customer');
select refuses_alike('select tolsel.open_payment(customer_of(''ann''), 1, ''cash'', %s)', twin_of('channel'), '987654',
    'UH001', 'another tenant''s channel');
select refuses_alike('select tolsel.open_payment(customer_of(''ann''), 1, ''cash'', null, array[%s])',
    twin_of('invoice'), '987654', 'UB002', 'another tenant''s invoice');
select refuses($$select tolsel.open_payment(customer_of('ann'), 1, 'cash', p_tenant_id => 2)$$, 'UC002', 'tenant 2',
    'another tenant');
-- The provider may complete it under another number.
select tolsel.complete_payment(payment_of('o1'), 'ch_9') \g /dev/null
select is((tolsel.open_payment(customer_of('ann'), 150, 'stripe', channel_of('Bank'), p_provider_reference => 'ch_1',
            p_request_key => 'o1')).second_reference, 'ch_9', 'the same request still answers with its payment');
reset role;
set role shop_app;
select tolsel.open_payment(customer_of('bob'), 3, 'stripe', null, '{}', p_request_key => 'undone') \g /dev/null
select tolsel.complete_payment(payment_of('undone'), 'ch_undone') \g /dev/null
select tolsel.void_payment(payment_of('undone'), 'charged back') \g /dev/null
select refuses($$select tolsel.open_payment(customer_of('bob'), 3, 'stripe', null, '{}', p_request_key => 'undone')$$,
    'UB032', 'payment \d+, which is void: charged back', 'M18 a request whose payment was voided says so');
select tolsel.open_payment(customer_of('ann'), 1, 'stripe', p_provider_reference => 'ch_late',
    p_request_key => 'late') \g /dev/null
select tolsel.mark_unknown_payments('infinity') \g /dev/null
select refuses($$select tolsel.open_payment(customer_of('ann'), 1, 'stripe', p_provider_reference => 'ch_late')$$,
    'UB026', 'payment ' || payment_of('late'), 'a reference of one whose provider has not answered');
select tolsel.set_customer_active(customer_of('bob'), false) \g /dev/null
select refuses($$select tolsel.open_payment(customer_of('bob'), 5, 'stripe', p_invoice_ids => '{}')$$, 'UB064', 'Bob',
    'M2 who is not active is asked only for what it owes');
select * from finish();
