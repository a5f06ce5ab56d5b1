-- S121: one request id, and one person, attribute all that a transaction does.
select plan(26);
set role shop_admin;
select user_id as ann from tolsel.open_user_account('Ann') \gset
select user_id as gone from tolsel.open_user_account('Gone') \gset
reset role;
update tolsel_core.user_account set is_active = false where name = 'Gone';
select tolsel.grant_login('shop_admin', 2, false) \g /dev/null
set role shop_admin;
select user_id as tom from tolsel.open_user_account('Tom', 'clerk', 2) \gset

set role shop_app;
begin;
select lives_ok(format('select tolsel.set_context(%s, ''req-1'')', :ann), 'a context is set');
select lives_ok(
    $$select tolsel.post_journal('[{"account_code":"1050","amount":5},{"account_code":"4000","amount":-5}]')$$,
    'posted');
select lives_ok($$select tolsel.open_account('till', 'Till', 'asset')$$, 'opened');
select lives_ok($$select tolsel.place_hold((select account_id from tolsel.list_accounts('{1050}')), 1)$$, 'held');
commit;
select is(coalesce(current_setting('tolsel.request_id', true), ''), '', 'the context ends with its transaction');
select lives_ok(
    $$select tolsel.post_journal('[{"account_code":"1050","amount":7},{"account_code":"4000","amount":-7}]')$$,
    'the next one has none');
reset role;
select results_eq(
    $$select user_id, request_id from tolsel_ledger.journal
        where journal_id = (select min(journal_id) from tolsel_ledger.journal)$$,
    format('values (%s::bigint, ''req-1'')', :ann), 'the journal names both');
select results_eq(
    $$select user_id, request_id, login from tolsel_core.activity_log where action = 'open_account'$$,
    format('values (%s::bigint, ''req-1'', ''shop_app'')', :ann), 'the activity log names both');
select results_eq($$select user_id, request_id from tolsel_ledger.hold$$,
    format('values (%s::bigint, ''req-1'')', :ann), 'the hold names both');
select results_eq(
    $$select user_id, request_id from tolsel_ledger.journal
        where journal_id = (select max(journal_id) from tolsel_ledger.journal)$$,
    $$values (null::bigint, null::text)$$, 'and nothing is attributed to them afterwards');

set role shop_app;
select lives_ok(format('select tolsel.set_context(null, %L)', repeat('r', 200)), 'a request id of 200 characters');
select refuses(format('select tolsel.set_context(null, %L)', repeat('r', 201)), 'UC005', '201', 'one of 201');
select refuses_alike('select tolsel.set_context(%s)', :'tom', '987654', 'UC004',
    'a person of another tenant is nobody');
select refuses_alike('select tolsel.set_context(%s)', :'gone', '987654', 'UC004', 'nor is one who has left');
select refuses($$select tolsel.set_context(-1)$$, 'UC004', '-1', 'a negative number');
select refuses_alike('select tolsel.set_context(null, null, %s)', '2', '987654', 'UC002', 'another tenant');
select lives_ok('select tolsel.set_context()', 'a context may be empty');

-- What is set past the function is checked where it is used.
set tolsel.user_id = 'ann; drop table x';
select refuses(
    $$select tolsel.post_journal('[{"account_code":"1050","amount":5},{"account_code":"4000","amount":-5}]')$$,
    'UC004', 'drop table', 'a person that is no number');
set tolsel.user_id = '99999999999999999999';
select refuses($$select tolsel.open_account('x', 'x', 'asset')$$, 'UC004', '9{20}', 'a number that is too long');
select set_config('tolsel.user_id', :'tom', false) \g /dev/null
select refuses($$select tolsel.place_hold((select account_id from tolsel.list_accounts('{1050}')), 1)$$, 'UC004',
    'tolsel.user_id is', 'a person of another tenant');
set tolsel.user_id = '';
select set_config('tolsel.request_id', repeat('r', 201), false) \g /dev/null
select refuses(
    $$select tolsel.post_journal('[{"account_code":"1050","amount":5},{"account_code":"4000","amount":-5}]')$$,
    'UC005', '201', 'a request id that is too long');
select refuses($$select tolsel.open_account('x', 'x', 'asset')$$, 'UC005', '201', 'anywhere');
set tolsel.request_id = '';
select lives_ok($$select tolsel.open_account('x', 'x', 'asset')$$, 'empty settings are none');
reset role;
select ok(tolsel_core.context_request_id() is null, 'no request');
select ok(tolsel_core.context_user_id(1) is null, 'nobody');
select is((select count(*) from tolsel_ledger.journal), 2::bigint, 'what was refused has posted nothing');

select * from finish();
