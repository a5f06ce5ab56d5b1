-- G1: a preview is the function itself, run and unwound.
select plan(37);
create function tap.steady(p_rows jsonb)
returns jsonb
language sql
as $steady$
    select jsonb_agg(r - 'journal_id' - 'hold_id' - 'account_id' - 'created_at' - 'opened_at' - 'placed_at')
    from jsonb_array_elements(p_rows) r;
$steady$;
select tap.fingerprint() as before \gset

set role shop_app;
select is(
    tap.steady(tolsel.preview('post_journal', '{"p_lines": [{"account_code": "1050", "amount": "10.50"},
        {"account_code": "4000", "amount": -10.50}], "p_description": "it''s \"quoted\" $$ %s \\",
        "p_effective_on": "2026-02-03", "p_metadata": {"a": [1, null]}, "p_request_key": "k"}')),
    '[{"tenant_id": 1, "user_id": null, "request_id": null, "request_key": "k",
       "reverses_journal_id": null, "description": "it''s \"quoted\" $$ %s \\", "metadata": {"a": [1, null]},
       "login": "shop_app"}]'::jsonb, 'it answers with the row that the function answers with');
reset role;
select is(tap.fingerprint(), :'before', 'and nothing stays');
set role shop_app;
select results_eq(
    $$select tap.steady(tolsel.preview('post_journals', '{"p_journals": [
        {"lines": [{"account_code": "1050", "amount": "1"}, {"account_code": "4000", "amount": "-1"}]},
        {"lines": [{"account_code": "1050", "amount": "2"}, {"account_code": "4000", "amount": "-2"}]}]}'))$$,
    $$select tap.steady(jsonb_agg(to_jsonb(j))) from tolsel.post_journals('[
        {"lines": [{"account_code": "1050", "amount": "1"}, {"account_code": "4000", "amount": "-1"}]},
        {"lines": [{"account_code": "1050", "amount": "2"}, {"account_code": "4000", "amount": "-2"}]}]') j$$,
    'preview and call answer with the same rows');
select account_id as cash from tolsel.list_accounts('{1050}') \gset
select is(tolsel.preview('get_balance_at', format('{"p_account_id": %s}', :cash)::jsonb), '[3]'::jsonb,
    'a query has a preview too: the previews before have moved nothing');
select is(tolsel.preview('current_tenant_id'), '[1]'::jsonb, 'a function without arguments');
select is(jsonb_array_length(tolsel.preview('list_accounts')), count(*)::integer, 'defaults stay defaults')
from tolsel.list_accounts();
select is(tolsel.preview('post_journals', '{"p_journals": []}'), '[]'::jsonb, 'no rows are an empty array');
select ok(
    (tolsel.preview('open_account', '{"p_code": "p", "p_name": "p", "p_type": "asset", "p_credit_limit": null}')
        -> 0 ->> 'account_id')::bigint > 0, 'null is null');
select is(tolsel.preview('preview', '{"p_function": "current_tenant_id"}'), '[[1]]'::jsonb, 'a preview of a preview');
select is(tolsel.preview('set_context', '{"p_request_id": "previewed"}') is not null, true, 'a preview of a setting');
select is(coalesce(current_setting('tolsel.request_id', true), ''), '', 'sets nothing');

-- Refusals are those of the function.
select refuses(
    $$select tolsel.preview('post_journal', '{"p_lines": [{"account_code": "1050", "amount": "5"},
        {"account_code": "4000", "amount": "-4"}]}')$$, 'UL001', 'add up to 1', 'a refusal is the function''s own');
select refuses(
    $$select tolsel.preview('get_business_date', '{"p_tenant_id": 2}')$$, 'UC002', 'shop_app, tenant 2',
    'another tenant is refused');
select throws_ok($$select tolsel.preview('open_tenant', '{"p_name": "X", "p_currency": "EUR", "p_time_zone": "UTC"}')$$,
    '42501', null, 'it gives nobody a right');

select refuses(format('select tolsel.preview(%L, %L)', f, a), 'UC027', 'Function', d)
from (values
    ('no_such_function', '{}', 'an unknown function'),
    ('Post_journal', '{}', 'a name in capitals'),
    ('tolsel.post_journal', '{}', 'a qualified name'),
    ('post_journal(null); drop table x; --', '{}', 'a name that goes on'),
    ('pg_sleep', '{"seconds": 1}', 'a function of the server'),
    ('refuse', '{}', 'a private function'),
    (null, '{}', 'no function'),
    ('get_balance_at', '{"p_account": 1}', 'an unknown argument'),
    ('current_tenant_id', '{"p_tenant_id": 2}', 'an argument to a function that has none'),
    ('verify', '{"sample": 1}', 'a column of the result as argument'),
    ('get_balance_at', '[1]', 'an array of arguments'),
    ('get_balance_at', '1', 'a number'),
    ('get_balance_at', 'null', 'the null of JSON'),
    ('get_balance_at', null, 'no arguments at all'),
    ('get_balance_at', '{}', 'a missing argument'),
    ('get_balance_at', '{"p_account_id": "one"}', 'a text for a number'),
    ('get_balance_at', '{"p_account_id": 1e30}', 'a number that is too large'),
    ('get_balance_at', '{"p_account_id": {"a": 1}}', 'an object for a number'),
    ('get_balance_at', '{"p_account_id": 1, "p_effective_on": "2026-02-30"}', 'no day'),
    ('get_balance_at', '{"p_account_id": 1, "p_tenant_id": "mine"}', 'no tenant'),
    ('list_accounts', '{"p_codes": "1050"}', 'a text for a list'),
    ('post_journal', '{"p_lines": "[", "p_description": "x"}', 'no JSON'),
    ('run_due_jobs', '{}', 'a procedure')) v(f, a, d);
select * from finish();
