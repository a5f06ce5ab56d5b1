-- M5: money that came in as one and is for several customers is a payment of each, in one call, all or none.
\ir shop.sql
select plan(76);
create function tap.share(p_code text, p_amount text, p_more jsonb default '{}') returns jsonb language sql
    return jsonb_build_object('customer_id', tap.customer_of(p_code), 'amount', p_amount) || p_more;
create function tap.divide(
    p_amount numeric, p_shares jsonb, p_key text default null, p_reference text default '000123',
    p_on date default null, p_surplus text default 'refuse', p_method text default 'bank_transfer',
    p_channel text default 'Bank', p_payer text default 'Mum', p_metadata jsonb default '{"a": 1}')
returns setof tolsel_billing.payment language sql as $$
    select * from tolsel.record_divided_payment(
        p_amount, p_method, tap.channel_of(p_channel), p_shares, p_surplus, p_on, p_payer, p_reference, p_metadata,
        p_key) $$;
create function tap.again(p_amount numeric default 130, p_ann text default '99', p_more jsonb default '{}')
returns setof tolsel_billing.payment language sql as $$
    select * from tap.divide(p_amount, jsonb_build_array(
        tap.share('bob', '31.0', jsonb_build_object('invoice_ids', jsonb_build_array(
            tap.invoice_of('i3'), tap.invoice_of('i2')), 'invoice_amounts', '["1", 30]'::jsonb)),
        tap.share('ann', p_ann, p_more)), 'k') $$;
create function tap.came_as_one() returns bigint language sql set role = none
    return (select s.suspense_id from tolsel_billing.suspense s where s.amount = 130);
set role shop_admin;
select tolsel.close_period('2025-02-28', 'february') \g /dev/null
set role shop_app;
select bill('ann', 100, 'i1', '2025-03-01'), bill('bob', 200, 'i2', '2025-03-01'),
    bill('bob', 60, 'i3', '2025-03-02') \g /dev/null
select tolsel.record_payment(customer_of('ann'), 1, 'bank_transfer', channel_of('Bank'), p_surplus => 'keep',
    p_provider_reference => '000123', p_request_key => 'of another') \g /dev/null
select is(
    (select string_agg(concat_ws(' ', s.customer_id = customer_of('bob'), trim_scale(s.amount), s.paid_on, s.method,
            s.provider_reference, s.request_key, s.status, s.metadata, paid_by(s.payment_id)), '; ')
        from divide(130, jsonb_build_array(share('bob', '31', jsonb_build_object('invoice_ids',
                jsonb_build_array(invoice_of('i3'), invoice_of('i2')), 'invoice_amounts', '["1", 30]'::jsonb)),
            share('ann', '99')), 'k', p_on => '2025-03-12') s),
    't 31 2025-03-12 bank_transfer 000123 k completed {"a": 1} i3 1, i2 30; '
        'f 99 2025-03-12 bank_transfer 000123 k:2 completed {"a": 1} i1 99',
    'each share is a payment of its customer, for the invoices it names or all that are open');
select is(held_in('Bank') || ' ' || balance('9999') || ' ' || owed('ann') || ' ' || owed('bob'), '131 0 0 229',
    'nothing stays in suspense');
set role shop_read;
select is((select concat_ws(' ', amount, assigned_amount, payer, reference, received_on) from tolsel.suspense),
    '130.00 130.00 Mum 000123 2025-03-12', 'it came in as one');
select is((select string_agg(trim_scale(e.amount) || ' ' || e.description, '; ')
        from tolsel.list_account_statement((select c.account_id from tolsel.payment_channel c where c.name = 'Bank'),
            '2025-03-12', '2025-03-12') e where e.kind = 'line'), '130 For 2 customers: Mum',
    'the bank has one movement, as it has');
select results_eq($$select method, payment_count, net_amount from tolsel.list_method_totals('2025-03-12')$$,
    $$values ('bank_transfer', 1::bigint, 130::numeric)$$, 'the day on which it came has it');
select is((select trim_scale(collected_amount)
        from tolsel.get_collection_metrics('2025-03-12', '2025-03-12')), 130::numeric, 'and it is collected then');
reset role;
select is((select string_agg(concat_ws(' ', e.topic, e.payload ->> 'customer_id' = customer_of('bob')::text,
            e.payload ->> 'amount'), '; ' order by e.event_id)
        from tolsel_core.event e
        where e.tenant_id = 1 and e.topic ~ '^(suspense|payment)[.]' and e.payload ->> 'amount' <> '1.00'),
    'suspense.recorded 130.00; payment.completed t 31.00; payment.completed f 99.00', 'of each is told');
set role shop_app;

-- A repeat.
select results_eq('select payment_id from again()', $$values (payment_of('k')), (payment_of('k:2'))$$,
    'a repeat answers with them, with no day as with the first');
select is(held_in('Bank'), 131::numeric, 'and has no second effect');
select refuses($$select again(131, '100')$$, 'UC024', 'suspense', 'another amount');
select refuses($$select again(131, '100')$$, 'UC024', 'amount', 'which the refusal names');
select refuses($$select divide(130, jsonb_build_array(share('bob', '99'), share('ann', '31')), 'k')$$, 'UC024',
    'another amount, invoice_amounts, invoice_ids', 'other shares');
select refuses($$select divide(130, jsonb_build_array(share('bob', '31', jsonb_build_object('invoice_ids',
                jsonb_build_array(invoice_of('i3'), invoice_of('i2')), 'invoice_amounts', '["1", 30]'::jsonb)),
            share('ann', '98'), share('yuki', '1')), 'k')$$, 'UC024', 'another amount', 'a share more');
select refuses($$select divide(130, jsonb_build_array(share('ann', '130')), 'k')$$, 'UC024', 'another',
    'a share less');
select refuses($$select again(p_more => '{"invoice_ids": []}')$$, 'UC024', 'invoice_ids', 'other invoices');
select refuses(format('select divide(130, %L, ''k'', %s)', (select jsonb_agg(share(c, a))
        from (values ('bob', '31'), ('ann', '99')) v (c, a)), more), 'UC024', said, more)
from (values ('p_reference => ''9''', 'reference'), ('p_on => ''2025-03-13''', 'received_on'),
    ('p_surplus => ''keep''', 'surplus'), ('p_method => ''cash''', 'method'), ('p_channel => ''Till''', 'channel_id'),
    ('p_payer => ''Dad''', 'payer'), ('p_metadata => ''{}''', 'metadata')) v (more, said);
select refuses($$select tolsel.record_payment(customer_of('bob'), 31, 'bank_transfer', p_request_key => 'k')$$,
    'UC024', 'suspense_id', 'its key is of no other payment');
select refuses($$select divide(1, jsonb_build_array(share('ann', '1')), 'of another')$$, 'UC024', 'not divided',
    'nor is theirs of it');
select is((select count(*) from divide(5, jsonb_build_array(share('ann', '5')), 'one', p_surplus => 'keep')), 1::bigint,
    'one share will do');
select refuses($$select divide(5, jsonb_build_array(share('ann', '4'), share('bob', '1')), 'one',
        p_surplus => 'keep')$$, 'UC024', 'amount', 'a share more than one');
select (tolsel.record_suspense(channel_of('Bank'), 5, 'bank_transfer', p_payer => 'Mum', p_reference => '000123',
    p_metadata => '{"a": 1}')).suspense_id \gset s_
select tolsel.assign_suspense(:s_suspense_id, customer_of('ann'), 4, p_surplus => 'keep', p_metadata => '{"a": 1}',
    p_request_key => 'by hand') \g /dev/null
select refuses($$select divide(5, jsonb_build_array(share('ann', '4'), share('bob', '1')), 'by hand',
        p_surplus => 'keep')$$, 'UC024', '1 payments', 'what was assigned by hand is not divided further');

-- What is wrong with one share leaves nothing of any.
create temp table before as select fingerprint() as all_rows;
select refuses($$select divide(10, jsonb_build_array(share('bob', '4'), share('ann', '6')))$$, 'UB006',
    'Payment of 6.00 by customer ' || customer_of('ann') || ': .*6.00 is too much', 'more than is open names whose');
select refuses($$select divide(10, jsonb_build_array(share('bob', '4'), share('ann', '5.99')))$$, 'UB034',
    'The payment is 10, its 2 shares add up to 9.99', 'a cent less than came in');
select refuses($$select divide(10, jsonb_build_array(share('bob', '4'), share('bob', '6')))$$, 'UB034',
    'Share 2: customer', 'a customer twice');
select refuses(format('select divide(10, %L)', shares), 'UB034', said, coalesce(shares, 'null'))
from (values (null, 'null'), ('{}', 'object'), ('[]', '0 shares'), ('[1]', 'Share 1 is 1'),
    ('[{"customer_id": 1}]', 'Share 1 has no amount'), ('[{"customer_id": 1.5, "amount": 10}]',
    'Share 1: customer_id is 1.5'),
    ('[{"customer_id": 1, "amount": "x"}]', 'Share 1'),
    ('[{"customer_id": 1, "amount": 10, "invoices": []}]', 'Share 1 has the unknown key invoices'),
    ('[{"customer_id": 1, "amount": 10, "invoice_ids": 7}]', 'Share 1: invoice_ids is 7'),
    ('[{"customer_id": 1, "amount": 10, "invoice_ids": [1.5]}]', 'Share 1'),
    ('[{"customer_id": 1, "amount": 10, "invoice_ids": [1], "invoice_amounts": [null]}]', 'Share 1')) v (shares, said);
select refuses($$select divide(10, jsonb_build_array(share('bob', '4', '{"invoice_amounts": [4]}'),
        share('ann', '6')))$$, 'UB019', 'No invoices and 1', 'amounts for no invoices');
select refuses($$select divide(10, jsonb_build_array(share('bob', '-4'), share('ann', '14')))$$, 'UC025',
    'Share 1: the amount is -4', 'a share below nothing');
select refuses($$select divide(10, jsonb_build_array(share('bob', '4'), share('yuki', '6')))$$, 'UL004', 'EUR; JPY',
    'a customer of another currency');
select refuses($$select divide(10, jsonb_build_array(share('bob', '4'), jsonb_build_object('customer_id', 987654,
        'amount', 6)))$$, 'UB001', '987654', 'a customer who is none');
select refuses(format('select divide(%s)', arguments), code, said, code)
from (values
    ('10, jsonb_build_array(share(''ann'', ''10'', ''{"invoice_ids": [987654]}''))', 'UB002', '987654'),
    ('10, jsonb_build_array(share(''ann'', ''10'', jsonb_build_object(''invoice_ids'', jsonb_build_array(
        invoice_of(''i1'')))))', 'UB004', 'is paid'),
    ('300, jsonb_build_array(share(''bob'', ''300'', jsonb_build_object(''invoice_ids'', jsonb_build_array(
        invoice_of(''i2'')), ''invoice_amounts'', ''[300]''::jsonb)))', 'UB005', '170.00 of 200.00 is open'),
    ('10, jsonb_build_array(share(''bob'', ''10'')), p_surplus => ''lose''', 'UB018', 'lose'),
    ('''NaN'', jsonb_build_array(share(''bob'', ''10''))', 'UC008', 'NaN'),
    ('0, jsonb_build_array(share(''bob'', ''10''))', 'UC009', '0'),
    ('10, jsonb_build_array(share(''bob'', ''0''), share(''ann'', ''10''))', 'UC009', 'Share 1'),
    ('10, jsonb_build_array(share(''bob'', ''9.999''), share(''ann'', ''0.001''))', 'UC010', '3 decimals'),
    ('1e15, jsonb_build_array(share(''bob'', ''10''))', 'UC011', '16 digits'),
    ('10, jsonb_build_array(share(''bob'', ''10'')), '' ''', 'UC012', '1 char'),
    ('10, jsonb_build_array(share(''bob'', ''9''), share(''ann'', ''1'')), repeat(''x'', 199)', 'UC012', '201 char'),
    ('10, jsonb_build_array(share(''bob'', ''10'')), p_metadata => ''[]''', 'UC013', 'array'),
    ('10, jsonb_build_array(share(''bob'', ''10'')), p_on => ''infinity''', 'UC014', 'infinity'),
    ('10, jsonb_build_array(share(''bob'', ''10'')), p_payer => ''''', 'UC016', 'payer'),
    ('10, jsonb_build_array(share(''bob'', ''10'')), p_reference => ''''', 'UC016', 'reference'),
    ('10, jsonb_build_array(share(''bob'', ''10'')), p_channel => ''none''', 'UH001', 'null'),
    ('10, jsonb_build_array(share(''bob'', ''10'')), p_channel => ''Shut''', 'UH002', 'Shut'),
    ('10, jsonb_build_array(share(''bob'', ''10'')), p_method => ''shells''', 'UH003', 'shells'),
    ('10, jsonb_build_array(share(''bob'', ''10'')), p_on => ''2025-03-16''', 'UH004', '2025-03-15'))
    v (arguments, code, said);
select is(fingerprint() = (select all_rows from before), true, 'nothing is left behind');

-- A provider vouches for a card's number: it is of no other payment, divided or not.
select is((select count(*) from divide(2, jsonb_build_array(share('bob', '1'), share('ann', '1')), 'card', 'ch_1',
    p_surplus => 'keep', p_method => 'card')), 2::bigint, 'one charge may be for several');
select refuses($$select divide(2, jsonb_build_array(share('ann', '1'), share('bob', '1')), 'card again', 'ch_1',
    p_surplus => 'keep', p_method => 'card')$$, 'UB026', 'ch_1', 'but comes once');
select refuses($$select tolsel.record_payment(customer_of('yuki'), 1, 'card', p_surplus => 'keep',
    p_provider_reference => 'ch_1')$$, 'UB026', payment_of('card')::text, 'and is no other payment');

-- What was not theirs.
select is((tolsel.void_payment(payment_of('k:2'), 'not hers')).status::text || ' ' || owed('ann') || ' '
    || held_in('Bank') || ' ' || balance('9999'), 'void 89 143 -100', 'a share that was not hers is in suspense again');
select refuses('select again()', 'UB032', 'not hers', 'a repeat says so');
select is((tolsel.assign_suspense(came_as_one(), customer_of('bob'))).amount::numeric, 99::numeric,
    'and is given to somebody else');

select refuses($$select divide(1, jsonb_build_array(share('bob', '1')), p_on => '2025-02-28')$$, 'UL007', '2025-02-28',
    'a closed period');
select tolsel.close_day(channel_of('Bank'), '2025-03-15') \g /dev/null
select is(array(select distinct paid_on::date from divide(2, jsonb_build_array(share('bob', '1'), share('ann', '1')),
    p_surplus => 'keep')), array[date '2025-03-16'],
    'M4 where the channel is closed through today, all count for the next day');
select refuses_alike('select tolsel.record_divided_payment(1, ''cash'', channel_of(''Bank''), '
        '''[{"customer_id": %s, "amount": 1}]'')', twin_of('customer'), '987654', 'UB001',
    'another tenant''s customer');
select refuses_alike('select tolsel.record_divided_payment(1, ''cash'', %s, jsonb_build_array(share(''bob'', ''1'')))',
    twin_of('channel'), '987654', 'UH001', 'another tenant''s channel');
select refuses($$select tolsel.record_divided_payment(1, 'cash', 1, '[{"customer_id": 1, "amount": 1}]',
    p_tenant_id => 2)$$, 'UC002', 'tenant 2', 'another tenant');
select * from finish();
