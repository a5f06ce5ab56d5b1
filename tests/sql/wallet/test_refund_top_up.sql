-- What is left of a top-up is given back, as far as the wallet has it available.
\ir cloud.sql
create function tap.back(p_amount numeric, p_key text default null, p_channel text default 'Till',
    p_reason text default 'enough', p_on date default null, p_method text default 'cash', p_metadata jsonb default '{}',
    p_of text default 't1')
returns tolsel_billing.refund language sql
    return tolsel.refund_top_up(tap.payment_of(p_of), p_amount, p_method, tap.channel_of(p_channel), p_reason, p_on,
        p_metadata, p_request_key => p_key);
select plan(28);
set role shop_app;
select top_up('ann', 200, 't1'), provision('ann', 'small', 'r1') \g /dev/null
select is((back(20, 'b1')).amount::numeric || ' ' || purse('ann') || ' ' || held_in('Till'), '20.00 180 150 30 180',
    'a part is given back');
select is((back(20, 'b1')).amount::numeric || ' ' || purse('ann'), '20.00 180 150 30', 'A1 once');
select refuses($$select back(21, 'b1')$$, 'UC024', 'b1', 'A2 another amount under the key');
select refuses($$select back(30.01)$$, 'UL005', 'short by 0\.01', 'what is held stays');
select is(figures('ann'), 'payments 0 total 0 average - last -', 'the customer has no figures of it');
select refuses($$select back(180.01)$$, 'UB009', '0\.01 too much', 'nor more than was paid');
set role shop_read;
select is((select string_agg(concat_ws(' ', t.document, trim_scale(t.amount)), ', ' order by t.version)
    from tolsel.wallet_transaction t where t.wallet_id = wallet_of('ann')), 'top_up 200, refund -20',
    'S103 it is listed');
set role shop_app;
select refuses(format('select tolsel.void_refund(%s, ''x'')', (back(1)).refund_id), 'UB140', 'top-up',
    'billing does not take it back');
select refuses($$select back('NaN')$$, 'UC008', 'NaN', 'no number');
select refuses($$select back(0)$$, 'UC009', 'amount', 'nothing');
select refuses($$select back(0.001)$$, 'UC010', '3 decimals', 'a part of a cent');
select refuses($$select back(1e15)$$, 'UC011', '16 digits', 'too much');
select refuses($$select back(-1)$$, 'UC025', '-1', 'less than nothing');
select refuses($$select back(1, ' ')$$, 'UC012', '1 char', 'a blank key');
select refuses($$select back(1, p_metadata => '[]')$$, 'UC013', 'array', 'metadata that is no object');
select refuses($$select back(1, p_on => 'infinity')$$, 'UC014', 'infinity', 'no day');
select refuses($$select back(1, p_reason => ' ')$$, 'UC016', 'reason', 'no reason');
select refuses($$select back(1, p_on => '2025-03-31')$$, 'UB028', '2025-03-31', 'before it was paid');
select refuses($$select back(1, p_on => '2025-04-02')$$, 'UH004', '2025-04-02', 'tomorrow');
select refuses($$select back(1, p_channel => 'None')$$, 'UH001', 'null', 'out of no channel');
select refuses($$select back(1, p_channel => 'Shut')$$, 'UH002', 'Shut', 'out of one that is not active');
select refuses($$select back(1, p_method => 'shells')$$, 'UH003', 'shells', 'by no method');
select refuses($$select tolsel.refund_payment(payment_of('t1'), 1, 'cash', channel_of('Till'), 'x')$$, 'UB140',
    'top up', 'billing refunds none');
select tolsel.open_top_up(wallet_of('ann'), 5, 'stripe', channel_of('Bank'), p_request_key => 't2') \g /dev/null
select refuses($$select back(1, p_of => 't2')$$, 'UB007', 'open', 'one that is not completed');
select top_up('ann', 5, 't3'), tolsel.void_top_up(payment_of('t3'), 'none') \g /dev/null
select refuses($$select back(1, p_of => 't3')$$, 'UB007', 'void', 'or void');
select refuses_alike('select tolsel.refund_top_up(%s, 1, ''cash'', channel_of(''Till''), ''x'')', twin_top_up(),
    '987654', 'UW003', 'A14 another tenant''s');
select refuses($$select tolsel.refund_top_up(1, 1, 'cash', 1, 'x', p_tenant_id => 2)$$, 'UC002', 'tenant 2',
    'another tenant');
set role shop_read;
select throws_ok($$select tolsel.refund_top_up(1, 1, 'cash', 1, 'x')$$, '42501', null, 'a reader refunds none');
select * from finish();
-- UB032 request_undone cannot be: such a refund is not voided. UL004 and UL007 are the ledger's: see its own tests.
