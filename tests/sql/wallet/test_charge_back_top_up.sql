-- A chargeback takes what is left and available; the rest is owed, paid by the next top-up first, and blocks
-- provisioning. # W12 W13
\ir cloud.sql
\ir lots.sql
create function tap.charge_back(p_of text, p_key text default null, p_channel text default null,
    p_reason text default 'stolen card', p_on date default null, p_fee numeric default 0,
    p_fee_account text default '6000')
returns tolsel_billing.refund language sql
    return tolsel.charge_back_top_up(tap.payment_of(p_of), p_reason, p_fee, tap.account_of(p_fee_account),
        tap.channel_of(p_channel), p_on, p_request_key => p_key);
-- What a wallet owes: of each debt the amount and what is open.
create function tap.debts(p_code text) returns text language sql set role = none
    return (select string_agg(trim_scale(d.total_amount::numeric) || ' ' || trim_scale(d.balance_amount), ', '
            order by d.invoice_id)
        from tolsel.debt d where d.tenant_id = 1 and d.wallet_id = tap.wallet_of(p_code));
select plan(49);
set role shop_admin;
select tolsel.set_plan_price('hourly', 720), tolsel.set_plan_price('tiny', 30) \g /dev/null
set role shop_app;
-- All of it is left.
select top_up('ann', 100, 't1') \g /dev/null
select is((charge_back('t1', 'c1')).amount::numeric || ' ' || purse('ann') || ' ' || held_in('Till'), '100.00 0 0 0 0',
    'what is left and available is taken');
select is((charge_back('t1', 'c1')).amount::numeric || ' ' || purse('ann'), '100.00 0 0 0', 'A1 W13 once');
select is(debts('ann') || '', null, 'and nothing is owed');
select refuses($$select charge_back('t1')$$, 'UB009', 'all 100.00 is refunded', 'W13 lost twice is lost once');
select refuses($$select charge_back('t1', 'c1', p_reason => 'fraud')$$, 'UC024', 'reason', 'A2 with another reason');

-- Some of it is spent, some held; a grant beside it stays.
select top_up('ann', 100, 't2'), tolsel.grant_credit(wallet_of('ann'), 7, 'Sorry', p_priority => 90,
    p_request_key => 'g1') \g /dev/null
select provision('ann', 'tiny', 'r1'), at('2025-04-11 00:00+00') \g /dev/null
select tolsel.meter_usage() \g /dev/null
select is(lots('ann') || ' / ' || purse('ann'), 't2 90, g1 7 / 97 20 77', '10 of 100 are spent, 20 held');
select is((charge_back('t2', 'c2', p_fee => 5)).amount::numeric || ' ' || held_in('Till'), '100.00 -5',
    'all of it goes back, and the fee');
select is(debts('ann') || ' / ' || owed('ann'), '23 23 / 23', 'W12 what is not available is owed');
select is(lots('ann') || ' / ' || purse('ann'), 'owed 13, g1 7 / 20 20 0', 'what is held is held on, on credit');
select results_eq(
    $$select document, trim_scale(amount), trim_scale(settled_amount) from tolsel.list_wallet_statement(
        wallet_of('ann'), '2025-04-11', '2025-04-11') where document in ('debt', 'refund')$$,
    $$values ('debt', 23.0, 120.0), ('refund', -100.0, 20.0)$$, 'S103 both stand in the statement');
set role shop_read;
select is((select string_agg(concat_ws(' ', i.kind, trim_scale(i.total_amount::numeric), i.status), ', ')
    from tolsel.invoice i where i.customer_id = customer_of('ann')), 'debit_note 23 open', 'it is a debit note');
select is((select sum(a.balance) from tolsel.list_aging() a where a.customer_id = customer_of('ann')), 23.00,
    'W12 in the aging');
set role shop_app;
select is((select concat_ws(' ', is_enough, trim_scale(owed_amount), trim_scale(available_amount),
        trim_scale(shortfall_amount)) from tolsel.explain_funds(wallet_of('ann'), 'cheap')), 'f 23 0 23.67',
    'explain_funds says so');
select refuses($$select provision('ann', 'cheap')$$, 'UW015', 'wallet [0-9]+ owes 23\.00 EUR',
    'W12 nothing is provisioned until it is paid');
select refuses($$select tolsel.resize_resource(resource_of('r1'), 'small')$$, 'UW015', '23\.00', 'or made larger');
select is((tolsel.resize_resource(resource_of('r1'), 'cheap')).plan, 'cheap', 'what is smaller is');

-- The next top-up pays it first.
select top_up('ann', 10, 't3') \g /dev/null
select is(debts('ann') || ' / ' || lots('ann') || ' / ' || purse('ann'), '23 13 / owed 13, g1 7 / 20 0.71 19.29',
    'W12 the next top-up pays it, as far as it goes');
select refuses($$select provision('ann', 'cheap')$$, 'UW015', '13\.00', 'of which the rest blocks on');
select tolsel.open_top_up(wallet_of('ann'), 20, 'stripe', channel_of('Bank'), 'ch_1',
    p_request_key => 't4') \g /dev/null
select is((tolsel.complete_top_up(payment_of('t4'), 'ch_1')).status || ' ' || debts('ann') || ' ' || owed('ann'),
    'completed 23 0 0', 'that of a provider, too');
select is(lots('ann') || ' / ' || purse('ann'), 'owed 13, t4 7, g1 7 / 27 0.71 26.29', 'the rest of it is left');
select is((provision('ann', 'cheap', 'r2')).status, 'active', 'and all is provisioned again');
set role shop_read;
select is((select string_agg(concat_ws(' ', t.document, trim_scale(t.amount)), ', ' order by t.version)
    from tolsel.wallet_transaction t where t.wallet_id = wallet_of('ann')
        and t.effective_on = '2025-04-11' and t.document ~ 'debt|top'),
    'debt 23, top_up 10, debt_payment -10, top_up 20, debt_payment -13', 'it is listed');
select is((select string_agg(concat_ws(' ', trim_scale(c.total_amount::numeric), c.series), ', '
    order by c.credit_note_id)
    from tolsel.credit_note c where c.customer_id = customer_of('ann')), '10 WD, 13 WD', 'as credit notes');
set role shop_app;

-- The documents of a debt stand; a debt is written off.
select refuses($$select tolsel.void_credit_note(note_of_wallet('payment'), 'x')$$, 'UB141', 'wallet:',
    'what has paid it');
select tolsel.open_wallet(customer_of('bob')), top_up('bob', 50, 'b1'), provision('bob', 'tiny', 'b2') \g /dev/null
select tolsel.set_owed_limit(customer_of('bob'), 0), tolsel.set_customer_active(customer_of('bob'), false) \g /dev/null
select is((charge_back('b1')).amount::numeric || ' ' || debts('bob') || ' ' || purse('bob'), '50.00 20 20 20 20 0',
    'whatever the customer may owe, and whether it is active or not');
select tolsel.set_customer_active(customer_of('bob'), true) \g /dev/null
select tolsel.grant_credit(wallet_of('bob'), 25, 'Sorry', p_request_key => 'g2') \g /dev/null
select refuses($$select tolsel.void_invoice(note_of_wallet('debt'), 'x')$$, 'UB141', 'wallet:', 'the debit note');
select tolsel.adjust_customer_ledger(customer_of('bob'), -20, 'gone',
    p_invoice_id => note_of_wallet('debt')) \g /dev/null
select is(debts('bob') || ' ' || owed('bob') || ' ' || purse('bob'), '20 0 0 45 20 25', 'a debt is written off');
select is((tolsel.stop_resource(resource_of('b2'))).status || ' ' || lots('bob') || ' / ' || purse('bob'),
    'stopped g2 25, owed 20 / 45 0.04 44.96', 'what was held on credit is released');
-- With a credit limit, below nothing.
select tolsel.open_customer('Cleo', 'cleo') \g /dev/null
select tolsel.open_wallet(customer_of('cleo'), p_credit_limit => 500), top_up('cleo', 5, 'd1') \g /dev/null
select provision('cleo', 'tiny', 'd2'), at('2025-04-21 00:00+00') \g /dev/null
select tolsel.meter_usage() \g /dev/null
select is((charge_back('d1')).amount::numeric || ' ' || debts('cleo') || ' ' || purse('cleo'), '5.00 5 5 -5 10 485',
    'nothing of it is left: the wallet stays where it was');
select top_up('cleo', 12, 'd3') \g /dev/null
select is(lots('cleo') || ' / ' || debts('cleo') || ' / ' || purse('cleo'), 'd3 2 / 5 0 / 2 10 492',
    'what comes in pays what it is below nothing, then the debt');

select refuses($$select charge_back('d3', p_fee => 'NaN')$$, 'UC008', 'NaN', 'no fee');
select refuses($$select charge_back('d3', p_fee => 0.001)$$, 'UC010', '3 decimals', 'a part of a cent');
select refuses($$select charge_back('d3', p_fee => 1e15)$$, 'UC011', '16 digits', 'too much');
select refuses($$select charge_back('d3', p_fee => -1)$$, 'UC025', '-1', 'less than nothing');
select refuses($$select charge_back('d3', '')$$, 'UC012', '0 characters', 'an empty key');
select refuses($$select charge_back('d3', p_on => 'infinity')$$, 'UC014', 'infinity', 'no day');
select refuses($$select charge_back('d3', p_reason => ' ')$$, 'UC016', 'reason', 'no reason');
select refuses($$select charge_back('d3', p_on => '2025-04-20')$$, 'UB028', '2025-04-20', 'before it was paid');
select refuses($$select charge_back('d3', p_on => '2025-04-22')$$, 'UH004', '2025-04-22', 'tomorrow');
select refuses($$select charge_back('d3', p_channel => 'Shut')$$, 'UH002', 'Shut', 'out of one that is not active');
select refuses($$select tolsel.charge_back_top_up(payment_of('d3'), 'x', p_channel_id => 987654)$$, 'UH001', '987654',
    'out of no channel');
select refuses($$select charge_back('d3', p_channel => 'Yen')$$, 'UL004', 'JPY', 'out of one of another currency');
select refuses($$select charge_back('d3', p_fee => 1, p_fee_account => 'none')$$, 'UL003', 'null', 'of no account');
select refuses($$select charge_back('d3', p_fee => 1, p_fee_account => 'customer:' || customer_of('bob'))$$, 'UL006',
    'managed', 'of a managed one');
select tolsel.open_top_up(wallet_of('cleo'), 5, 'stripe', channel_of('Bank'), p_request_key => 'd4') \g /dev/null
select refuses($$select charge_back('d4')$$, 'UB007', 'open', 'one that is not completed');
select refuses_alike('select tolsel.charge_back_top_up(%s, ''x'')', twin_top_up(), '987654', 'UW003',
    'A14 another tenant''s');
select refuses($$select tolsel.charge_back_top_up(1, 'x', p_tenant_id => 2)$$, 'UC002', 'tenant 2', 'another tenant');
select at('2025-04-22 12:00+00') \g /dev/null
set role shop_admin;
select tolsel.close_period('2025-04-21', 'Closed') \g /dev/null
set role shop_app;
select refuses($$select charge_back('d3', p_on => '2025-04-21')$$, 'UL007', '2025-04-21', 'on a day that is closed');
set role shop_read;
select throws_ok($$select tolsel.charge_back_top_up(1, 'x')$$, '42501', null, 'a reader charges nothing back');
select * from finish();
