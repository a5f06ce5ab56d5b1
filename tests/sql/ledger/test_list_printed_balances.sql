-- A day agrees when one of its lines printed what the day before and the day's lines add up to.
select plan(15);

create function pg_temp.post(
    p_source text, p_id text, p_account text, p_on date, p_amount text, p_printed jsonb,
    p_counter text default 'sales'
)
returns void
language sql
as $post$
    select tolsel.post_journals(jsonb_build_array(jsonb_strip_nulls(jsonb_build_object(
        'lines', jsonb_build_array(
            jsonb_build_object('account_code', p_account, 'amount', p_amount),
            jsonb_build_object('account_code', p_counter, 'amount', (-p_amount::numeric)::text)),
        'effective_on', p_on,
        'metadata', jsonb_build_object('source', p_source, 'printed_balance', p_printed),
        'request_key', 'import:' || p_source || ':' || p_id))));
$post$;

set role shop_app;
select count(tolsel.open_account(c, c, t)) as made
from (values ('till', 'asset'), ('loan', 'liability'), ('quiet', 'asset'), ('sales', 'revenue')) v(c, t) \gset

-- The second day prints its lines in no order, the third is off by 0.10 and the rest goes on from there.
select pg_temp.post('bank', '1', 'till', '2026-01-02', '10.00', '"10.00"');
select pg_temp.post('bank', '2', 'till', '2026-01-03', '5.00', '"12.00"');
select pg_temp.post('bank', '3', 'till', '2026-01-03', '-3.00', '"7"');
select pg_temp.post('bank', '4', 'till', '2026-01-05', '1.00', '"13.10"');
select pg_temp.post('bank', '5', 'till', '2026-01-06', '1.00', null);
select pg_temp.post('bank', '6', 'till', '2026-01-07', '1.00', '15.10');
select pg_temp.post('bank', '7', 'loan', '2026-01-03', '-100.00', '"100.00"');
select pg_temp.post('bank', '8', 'loan', '2026-01-04', '150.00', '"-40.00"');
select pg_temp.post('bank', '9', 'loan', '2026-01-04', '-30.00', '"-30.00"');
select pg_temp.post('bank', '10', 'loan', '2026-01-05', '-1.00', '"-19.00"');

select results_eq(
    $$select code, effective_on, expected, printed, difference from tolsel.list_printed_balances('bank')$$,
    $$values ('loan', date '2026-01-03', 100.00, 100.00, 0.00),
        ('loan', date '2026-01-04', -20.00, -30.00, -10.00),
        ('loan', date '2026-01-05', -29.00, -19.00, 10.00),
        ('till', date '2026-01-02', 10.00, 10.00, 0.00),
        ('till', date '2026-01-03', 12.00, 12.00, 0.00),
        ('till', date '2026-01-05', 13.00, 13.10, 0.10),
        ('till', date '2026-01-07', 15.10, 15.10, 0.00)$$,
    'each day with a printed balance, as the account rises');
select is(
    (select b.account_id from tolsel.list_printed_balances('bank') b where b.difference = 0.10),
    (select a.account_id from tolsel.list_accounts('{till}') a), 'with the account''s id');

select pg_temp.post('bank:2', '1', 'till', '2026-01-02', '1.00', '"99.00"');
select pg_temp.post('bank2', '1', 'till', '2026-01-02', '1.00', '"99.00"');
select pg_temp.post('bank', '11', 'quiet', '2026-01-02', '1.00', null);
select is((select count(*) from tolsel.list_printed_balances('bank')), 7::bigint,
    'other sources, and accounts that print nothing, are not compared');
select is((select difference from tolsel.list_printed_balances('bank2')), 98.00, 'another source starts from nothing');
select is((select difference from tolsel.list_printed_balances('bank:2')), 98.00, 'a colon mixes no sources');
select is_empty($$select from tolsel.list_printed_balances('BANK')$$, 'a source is compared as it is');
select is_empty($$select from tolsel.list_printed_balances('ban%')$$, 'and is no pattern');

-- What stands on the other side of a line moved the account too.
select pg_temp.post('mixed', '1', 'till', '2026-01-02', '10.00', '"10.00"');
select pg_temp.post('mixed', '2', 'quiet', '2026-01-02', '4.00', null, 'till');
select pg_temp.post('mixed', '3', 'till', '2026-01-03', '1.00', '"7.00"');
select results_eq(
    $$select effective_on, expected, printed from tolsel.list_printed_balances('mixed')$$,
    $$values (date '2026-01-02', 6.00, 10.00), (date '2026-01-03', 11.00, 7.00)$$,
    'both sides of a line count');

select pg_temp.post('odd', '1', 'till', '2026-01-02', '10.00', '"ten"');
select pg_temp.post('odd', '2', 'till', '2026-01-03', '10.00', '"NaN"');
select pg_temp.post('odd', '3', 'till', '2026-01-04', '10.00', '{"a": 1}');
select is_empty($$select from tolsel.list_printed_balances('odd')$$,
    'metadata that is no number is no printed balance');

select refuses('select tolsel.list_printed_balances(null)', 'UC016', 'source has no', 'no source');
select refuses($$select tolsel.list_printed_balances(' ')$$, 'UC016', 'source', 'a blank source');
select refuses_alike('select tolsel.list_printed_balances(''bank'', %s)', '2', '987654', 'UC002', 'another tenant');
set role twin_app;
select is_empty($$select from tolsel.list_printed_balances('bank')$$, 'another tenant imported something else');
set role shop_read;
select is((select count(*) from tolsel.list_printed_balances('bank')), 7::bigint, 'readers may ask');
reset role;
select throws_ok($$select tolsel.list_printed_balances('bank')$$, 'UC001', null, 'a login without a tenant is refused');

select * from finish();
