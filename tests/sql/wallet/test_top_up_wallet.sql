-- What is paid into a wallet is a payment of its own kind, and in nothing of the customer. # S103 W2 W23 W27
\ir purse.sql
select plan(38);
set role shop_app;
select bill('ann', 40, 'i1') \g /dev/null
select is(
    (select concat_ws(' ', p.kind, p.status, p.amount, p.unapplied_amount, p.paid_on) from top_up('ann', 100, 't1') p),
    'top_up completed 100.00 0.00 2025-03-15', 'a top-up is a payment that is no credit');
select is(purse('ann'), '100 0 100', 'W2 it is available at once');
select is(held_in('Till'), 100::numeric, 'the till has it');
select is(owed('ann') || ' ' || invoice('i1') || ' ' || figures('ann'),
    '40 open: paid 0 open 40 payments 0 in part 0 payments 0 total 0 average - last -',
    'it pays no invoice, and counts in no figure');
select is(trail(payment_of('t1')), '1 initiated, 1 completed', 'it has a trail');
select is((top_up('ann', 100.00, 't1')).payment_id || ' ' || purse('ann'), payment_of('t1') || ' 100 0 100',
    'A1 the same request answers with it');
-- A2
select refuses($$select top_up('ann', 101, 't1')$$, 'UC024', 'another amount', 'another amount under the key');
select refuses($$select tolsel.record_payment(customer_of('ann'), 100, 'cash', channel_of('Till'), '{}',
    p_surplus => 'keep', p_request_key => 't1')$$, 'UC024', 'another account_id, kind', 'a payment under the key');
select is((tolsel.apply_credit(customer_of('ann'))), 0::numeric, 'it is no credit');
select is(
    (select count(*) from tolsel.list_aging() a where a.customer_id = customer_of('ann') and a.credit_amount <> 0),
    0::bigint, 'not in the aging');
select is(
    (select count(*) from tolsel.list_aging(p_on => '2025-03-14') a
     where a.customer_id = customer_of('ann') and a.credit_amount <> 0),
    0::bigint, 'nor in that of a day before it');
select is((select m.paid_amount from tolsel.list_method_totals('2025-03-15') m where m.method = 'cash'), 100::numeric,
    'but it is money that came in on the day');
select is(
    (select string_agg(e.topic || ' ' || e.document, ', ') from tolsel.claim_events('relay', 100) e
     where e.document_id = payment_of('t1') and e.document <> 'invoice'),
    'top_up.completed top_up', 'it is told as a top-up');
select is((select count(*) from tolsel.list_customer_statement(customer_of('ann'), '2025-03-15', '2025-03-15')
    where kind = 'line'), 0::bigint, 'not in the statement of the customer');
set role shop_read;
select is((select count(*) from tolsel.payment), 0::bigint, 'it is no payment to look at');
select is(
    (select concat_ws(' ', t.wallet_id = wallet_of('ann'), t.status, t.currency, t.amount, t.request_key)
     from tolsel.top_up t), 't completed EUR 100.00 t1', 'but a top-up');
set role shop_app;
-- What billing does with payments it does not do with it.
select refuses($$select tolsel.void_payment(payment_of('t1'), 'x')$$, 'UB140', 'is a top.up', 'it is not voided there');
select refuses($$select tolsel.allocate_payment(payment_of('t1'), invoice_of('i1'))$$, 'UB140', 'is a top.up',
    'it is not allocated');
-- A8
select refuses($$select top_up('ann', 'NaN')$$, 'UC008', 'NaN', 'no number');
select refuses($$select top_up('ann', 0)$$, 'UC009', '0', 'nothing');
select refuses($$select top_up('ann', -1)$$, 'UC025', '-1', 'less than nothing');
select refuses($$select top_up('ann', 0.001)$$, 'UC010', '3 decimals', 'a tenth of a cent');
select refuses($$select top_up('ann', 1e15)$$, 'UC011', '16 digits', 'too much');
select refuses($$select tolsel.top_up_wallet(wallet_of('ann', 'JPY'), 0.4, 'cash')$$, 'UC010', '1 decimals',
    'W23 less than a yen');
select refuses($$select tolsel.top_up_wallet(wallet_of('ann'), 1, 'cash', channel_of('Yen'))$$, 'UL004', 'JPY',
    'W27 into a channel of another currency');
select refuses($$select tolsel.top_up_wallet(wallet_of('ann'), 1, 'cash', channel_of('Shut'))$$, 'UH002', 'Shut',
    'into one that is not active');
select refuses($$select tolsel.top_up_wallet(wallet_of('ann'), 1, 'cash', -1)$$, 'UH001', '-1', 'into none');
select refuses($$select tolsel.top_up_wallet(wallet_of('ann'), 1, 'shells')$$, 'UH003', 'shells', 'by no method');
select refuses($$select tolsel.top_up_wallet(wallet_of('ann'), 1, 'cash', p_paid_on => '2025-03-16')$$, 'UH004',
    '2025-03-16', 'for tomorrow');
select refuses($$select tolsel.top_up_wallet(wallet_of('ann'), 1, 'cash', p_paid_on => 'infinity')$$, 'UC014',
    'infinity', 'for no day');
select refuses($$select tolsel.top_up_wallet(wallet_of('ann'), 1, 'cash', p_request_key => ' ')$$, 'UC012', '1 char',
    'a blank key');
select refuses($$select tolsel.top_up_wallet(wallet_of('ann'), 1, 'cash', p_metadata => '[]')$$, 'UC013', 'array',
    'metadata that is no object');
select refuses($$select tolsel.top_up_wallet(wallet_of('ann'), 1, 'cash', p_provider_reference => ' ')$$, 'UC016',
    'provider reference', 'a blank reference');
select tolsel.top_up_wallet(wallet_of('ann'), 1, 'stripe', p_provider_reference => 'ch_1') \g /dev/null
select refuses($$select tolsel.top_up_wallet(wallet_of('ann'), 1, 'stripe', p_provider_reference => 'ch_1')$$, 'UB026',
    'ch_1', 'a reference that another payment has');
-- A14
select refuses_alike('select tolsel.top_up_wallet(%s, 1, ''cash'')', twin_wallet(), '987654', 'UW001',
    'another tenant''s wallet');
select refuses($$select tolsel.top_up_wallet(wallet_of('ann'), 1, 'cash', p_tenant_id => 2)$$, 'UC002', 'tenant 2',
    'another tenant');
-- Voided, it is answered with no more.
select tolsel.void_top_up(payment_of('t1'), 'bounced') \g /dev/null
select refuses($$select top_up('ann', 100, 't1')$$, 'UB032', 'bounced', 'M18: a request that was undone');
set role shop_app;
select tolsel.close_wallet(wallet_of('ann', 'JPY')) \g /dev/null
select refuses($$select tolsel.top_up_wallet(wallet_of('ann', 'JPY'), 5, 'cash')$$, 'UW011', 'was closed',
    'W25 of a closed wallet');
select * from finish();
-- UL007 period_closed and UL010 balance_out_of_range are the ledger's; its own tests provoke them.
