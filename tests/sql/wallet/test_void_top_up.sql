-- A top-up that was none is taken back, as far as the wallet has it available.
\ir purse.sql
select plan(17);
set role shop_app;
select top_up('ann', 100, 't1') \g /dev/null
select is(
    (select concat_ws(' ', p.status, p.void_reason, p.voided_on)
     from tolsel.void_top_up(payment_of('t1'), 'bounced') p),
    'void bounced 2025-03-15', 'a top-up is voided');
select is(purse('ann') || ' ' || held_in('Till'), '0 0 0 0', 'nobody has the money');
select is((tolsel.void_top_up(payment_of('t1'), 'bounced')).payment_id, payment_of('t1'), 'A1 twice answers twice');
select refuses($$select tolsel.void_top_up(payment_of('t1'), 'typo')$$, 'UH012', 'Top-up .*bounced', 'another reason');
select results_eq(
    $$select description, amount, settled_amount from tolsel.list_wallet_statement(wallet_of('ann'), '2025-03-15',
        '2025-03-15') where kind = 'line'$$,
    $$values ('Top-up ' || payment_of('t1'), 100.0, 100.0), ('Void of top-up ' || payment_of('t1'), -100.0, 0.0)$$,
    'both stand in the statement');
select is(figures('ann'), 'payments 0 total 0 average - last -', 'the customer has no figures of it');
set role shop_read;
select is(
    (select string_agg(e.topic, ' ' order by e.event_id) from tolsel.event e where e.document = 'top_up'),
    'top_up.completed top_up.voided', 'both are told');
set role shop_app;

-- What is held is not taken back.
select top_up('ann', 50, 't2') \g /dev/null
set role shop_admin;
select tolsel.set_plan_price('cent', 0.01) \g /dev/null
set role shop_app;
select tolsel.provision_resource(wallet_of('ann'), 'cent', 'A cent') \g /dev/null
set role shop_app;
select refuses($$select tolsel.void_top_up(payment_of('t2'), 'bounced')$$, 'UL005',
    '49.99 EUR available.*short by 0.01',
    'a cent of it is held');
select is(purse('ann'), '50 0.01 49.99', 'and it stands');
select refuses($$select tolsel.void_top_up(payment_of('t2'), 'x', '2025-03-14')$$, 'UH020', '2025-03-14',
    'before its day');
select refuses($$select tolsel.void_top_up(payment_of('t2'), 'x', '2025-03-16')$$, 'UH004', '2025-03-16', 'tomorrow');
select refuses($$select tolsel.void_top_up(payment_of('t2'), 'x', 'infinity')$$, 'UC014', 'infinity', 'no day');
select refuses($$select tolsel.void_top_up(payment_of('t2'), ' ')$$, 'UC016', 'reason', 'no reason');
select tolsel.record_payment(customer_of('ann'), 1, 'cash', p_surplus => 'keep', p_request_key => 'p1') \g /dev/null
select refuses($$select tolsel.void_top_up(payment_of('p1'), 'x')$$, 'UW003', 'Payment', 'a payment that is no top-up');
select refuses_alike('select tolsel.void_top_up(%s, ''x'')', twin_top_up(), '987654', 'UW003',
    'A14 another tenant''s');
set role twin_app;
select refuses($$select tolsel.void_top_up(1, 'x', p_tenant_id => 1)$$, 'UC002', 'tenant 1', 'another tenant');
set role shop_app;
reset role;
select tolsel.set_clock('2025-03-16 12:00+01') \g /dev/null
set role shop_admin;
select tolsel.close_period('2025-03-15', 'Closed') \g /dev/null
set role shop_app;
select refuses($$select tolsel.void_top_up(payment_of('t2'), 'x', '2025-03-15')$$, 'UL007', '2025-03-15',
    'on a day that is closed');
select * from finish();
