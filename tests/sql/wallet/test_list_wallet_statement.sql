-- S111 S103: what a wallet had, line by line.
\ir purse.sql
select plan(7);
set role shop_app;
select tolsel.top_up_wallet(wallet_of('ann'), 20, 'cash', channel_of('Till'), '2025-03-01',
    p_request_key => 't1') \g /dev/null
select tolsel.top_up_wallet(wallet_of('ann'), 30, 'cash', channel_of('Till'), '2025-03-12',
    p_request_key => 't2') \g /dev/null
select tolsel.top_up_wallet(wallet_of('ann'), 5, 'cash', channel_of('Till'), '2025-03-11',
    p_request_key => 't3') \g /dev/null
set role shop_read;
select results_eq(
    $$select kind, effective_on, document, document_id, description, amount, settled_amount
      from tolsel.list_wallet_statement(wallet_of('ann'), '2025-03-02', '2025-03-15')$$,
    $$values ('opening', date '2025-03-02', null, null::bigint, null, null::numeric, 20.0),
        ('line', '2025-03-11', 'top_up', payment_of('t3'), 'Top-up ' || payment_of('t3'), 5, 25),
        ('line', '2025-03-12', 'top_up', payment_of('t2'), 'Top-up ' || payment_of('t2'), 30, 55),
        ('closing', '2025-03-15', null, null, null, 35, 55)$$,
    'opening, lines by day, closing');
select results_eq(
    $$select kind, amount, settled_amount from tolsel.list_wallet_statement(wallet_of('ann', 'JPY'), '2025-03-01',
        '2025-03-15')$$,
    $$values ('opening', null::numeric, 0.0), ('closing', 0.0, 0.0)$$, 'a wallet that nothing has moved');
select results_eq(
    $$select version, amount::numeric, settled_after::numeric, is_void from tolsel.wallet_transaction
      where wallet_id = wallet_of('ann') order by version$$,
    $$values (1::bigint, 20.0, 20.0, false), (2, 30, 50, false), (3, 5, 55, false)$$,
    'its transactions are in the order they were booked in');
select refuses($$select tolsel.list_wallet_statement(null, '2025-03-01', '2025-03-02')$$, 'UW001', 'null', 'no wallet');
select refuses($$select tolsel.list_wallet_statement(wallet_of('ann'), '2025-03-02', '2025-03-01')$$, 'UC014', '2025',
    'a period that ends before it begins');
select refuses_alike($$select tolsel.list_wallet_statement(%s, '2025-03-01', '2025-03-02')$$, twin_wallet(), '987654',
    'UW001', 'A14 another tenant''s wallet');
select refuses($$select tolsel.list_wallet_statement(1, '2025-03-01', '2025-03-02', 2)$$, 'UC002', 'tenant 2',
    'another tenant');
select * from finish();
