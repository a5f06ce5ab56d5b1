-- M17: money of an unknown payer is in its channel from the day it came, and nobody's.
\ir shop.sql
select plan(24);
set role shop_app;
create function pg_temp.get(p_key text, p_amount numeric default 50, p_on date default null) returns bigint language sql
as $$ select (tolsel.record_suspense(channel_of('Bank'), p_amount, 'bank_transfer', p_on, 'A lady', 'R 7',
    p_request_key => p_key)).suspense_id $$;
select is(pg_temp.get('s1', 50, '2025-03-12') > 0, true, 'money comes in');
select is(pg_temp.get('s1'), pg_temp.get('s1'), 'a repeat answers with it');
select is(held_in('Bank') || ' ' || balance('9999'), '50 -50', 'it is in the bank, and in suspense');
set role shop_read;
select results_eq($$select method, payment_count, net_amount from tolsel.list_method_totals('2025-03-12')$$,
    $$values ('bank_transfer', 1::bigint, 50::numeric)$$, 'the day on which it came has it');
select is((select concat_ws(' ', s.amount, s.unassigned_amount, s.received_on, s.payer) from tolsel.suspense s),
    '50.00 50.00 2025-03-12 A lady', 'nothing of it is assigned');
set role shop_app;
select refuses($$select pg_temp.get('s1', 51)$$, 'UC024', 'another amount', 'another amount under the key');
select is((tolsel.record_suspense(channel_of('Yen'), 5, 'cash', p_request_key => 'yen')).amount::numeric, 5::numeric,
    'each currency has its account');
select tolsel.void_suspense((tolsel.record_suspense(channel_of('Bank'), 3, 'cash', p_request_key => 'v')).suspense_id,
    'none') \g /dev/null
select refuses($$select tolsel.record_suspense(channel_of('Bank'), 3, 'cash', p_request_key => 'v')$$, 'UB032',
    'void: none', 'a repeat of what was voided says so');
select refuses($$select pg_temp.get('x', 'NaN')$$, 'UC008', 'NaN', 'no number');
select refuses($$select pg_temp.get('x', 0)$$, 'UC009', '0', 'nothing');
select refuses($$select pg_temp.get('x', 0.001)$$, 'UC010', '3 decimals', 'too fine');
select refuses($$select pg_temp.get('x', 1e15)$$, 'UC011', '16 digits', 'too much');
select refuses($$select pg_temp.get('x', -1)$$, 'UC025', '-1', 'below nothing');
select refuses($$select pg_temp.get(' ')$$, 'UC012', '1 char', 'a blank key');
select refuses($$select tolsel.record_suspense(channel_of('Bank'), 1, 'cash', p_metadata => '[]')$$, 'UC013', 'array',
    'metadata that is no object');
select refuses($$select pg_temp.get('x', 1, 'infinity')$$, 'UC014', 'infinity', 'no day');
select refuses($$select tolsel.record_suspense(channel_of('Bank'), 1, 'cash', p_payer => '')$$, 'UC016', 'payer',
    'an empty payer');
select refuses($$select tolsel.record_suspense(null, 1, 'cash')$$, 'UH001', 'null', 'no channel');
select refuses($$select tolsel.record_suspense(channel_of('Shut'), 1, 'cash')$$, 'UH002', 'Shut', 'a shut one');
select refuses($$select tolsel.record_suspense(channel_of('Bank'), 1, 'shells')$$, 'UH003', 'shells', 'no method');
select refuses($$select pg_temp.get('x', 1, '2025-03-16')$$, 'UH004', '2025-03-15', 'tomorrow');
set role shop_admin;
select tolsel.close_period('2025-02-28', 'february') \g /dev/null
set role shop_app;
select refuses($$select pg_temp.get('x', 1, '2025-02-28')$$, 'UL007', '2025-02-28', 'a closed period');
select refuses_alike('select tolsel.record_suspense(%s, 1, ''cash'')', twin_of('channel'), '987654', 'UH001',
    'another tenant''s channel');
select refuses($$select tolsel.record_suspense(1, 1, 'cash', p_tenant_id => 2)$$, 'UC002', 'tenant 2',
    'another tenant');
select * from finish();
