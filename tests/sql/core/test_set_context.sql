-- S121: one request id, and one person, attribute all that a transaction does.
select plan(26);
set role shop_admin;
select user_id as ann from bursar.open_user_account('Ann') \gset
select user_id as gone from bursar.open_user_account('Gone') \gset
reset role;
update bursar_core.user_account set is_active = false where name = 'Gone';
select bursar.grant_login('shop_admin', 2, false) \g /dev/null
set role shop_admin;
select user_id as tom from bursar.open_user_account('Tom', 'clerk', 2) \gset

set role shop_app;
begin;
select lives_ok(format('select bursar.set_context(%s, ''req-1'')', :ann), 'a context is set');
select lives_ok(
    $$select bursar.post_journal('[{"account_code":"1050","amount":5},{"account_code":"4000","amount":-5}]')$$, 'posted');
select lives_ok($$select bursar.open_account('till', 'Till', 'asset')$$, 'opened');
select lives_ok($$select bursar.place_hold((select account_id from bursar.list_accounts('{1050}')), 1)$$, 'held');
commit;
select is(coalesce(current_setting('bursar.request_id', true), ''), '', 'the context ends with its transaction');
select lives_ok(
    $$select bursar.post_journal('[{"account_code":"1050","amount":7},{"account_code":"4000","amount":-7}]')$$,
    'the next one has none');
reset role;
select results_eq(
    $$select user_id, request_id from bursar_ledger.journal where journal_id = (select min(journal_id) from bursar_ledger.journal)$$,
    format('values (%s::bigint, ''req-1'')', :ann), 'the journal names both');
select results_eq(
    $$select user_id, request_id, login from bursar_core.activity_log where action = 'open_account'$$,
    format('values (%s::bigint, ''req-1'', ''shop_app'')', :ann), 'the activity log names both');
select results_eq($$select user_id, request_id from bursar_ledger.hold$$,
    format('values (%s::bigint, ''req-1'')', :ann), 'the hold names both');
select results_eq(
    $$select user_id, request_id from bursar_ledger.journal where journal_id = (select max(journal_id) from bursar_ledger.journal)$$,
    $$values (null::bigint, null::text)$$, 'and nothing is attributed to them afterwards');

set role shop_app;
select lives_ok(format('select bursar.set_context(null, %L)', repeat('r', 200)), 'a request id of 200 characters');
select refuses(format('select bursar.set_context(null, %L)', repeat('r', 201)), 'UC005', '201', 'one of 201');
select refuses_alike('select bursar.set_context(%s)', :'tom', '987654', 'UC004', 'a person of another tenant is nobody');
select refuses_alike('select bursar.set_context(%s)', :'gone', '987654', 'UC004', 'nor is one who has left');
select refuses($$select bursar.set_context(-1)$$, 'UC004', '-1', 'a negative number');
select refuses_alike('select bursar.set_context(null, null, %s)', '2', '987654', 'UC002', 'another tenant');
select lives_ok('select bursar.set_context()', 'a context may be empty');

-- What is set past the function is checked where it is used.
set bursar.user_id = 'ann; drop table x';
select refuses($$select bursar.post_journal('[{"account_code":"1050","amount":5},{"account_code":"4000","amount":-5}]')$$,
    'UC004', 'drop table', 'a person that is no number');
set bursar.user_id = '99999999999999999999';
select refuses($$select bursar.open_account('x', 'x', 'asset')$$, 'UC004', '9{20}', 'a number that is too long');
select set_config('bursar.user_id', :'tom', false) \g /dev/null
select refuses($$select bursar.place_hold((select account_id from bursar.list_accounts('{1050}')), 1)$$, 'UC004',
    'bursar.user_id is', 'a person of another tenant');
set bursar.user_id = '';
select set_config('bursar.request_id', repeat('r', 201), false) \g /dev/null
select refuses($$select bursar.post_journal('[{"account_code":"1050","amount":5},{"account_code":"4000","amount":-5}]')$$,
    'UC005', '201', 'a request id that is too long');
select refuses($$select bursar.open_account('x', 'x', 'asset')$$, 'UC005', '201', 'anywhere');
set bursar.request_id = '';
select lives_ok($$select bursar.open_account('x', 'x', 'asset')$$, 'empty settings are none');
reset role;
select ok(bursar_core.context_request_id() is null, 'no request');
select ok(bursar_core.context_user_id(1) is null, 'nobody');
select is((select count(*) from bursar_ledger.journal), 2::bigint, 'what was refused has posted nothing');

select * from finish();
