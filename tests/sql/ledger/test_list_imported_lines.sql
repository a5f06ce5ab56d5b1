-- G11: what was imported is found again, whatever file it came in.
select plan(5);
set role shop_app;
select count(tolsel.open_account(c, c, t)) as made
from (values ('till', 'asset'), ('loan', 'liability'), ('sales', 'revenue')) v(c, t) \gset
select count(*) from tolsel.post_journals($$[
    {"lines": [{"account_code": "till", "amount": "5"}, {"account_code": "sales", "amount": "-5"}],
    "effective_on": "2026-01-03",
        "description": "tea", "metadata": {"source": "bank", "line_id": "R1"}, "request_key": "import:bank:a:1"},
    {"lines": [{"account_code": "loan", "amount": "-7"}, {"account_code": "till", "amount": "7"}],
    "effective_on": "2026-01-02",
        "metadata": {"source": "bank"}, "request_key": "import:bank:b:1"},
    {"lines": [{"account_code": "till", "amount": "9"}, {"account_code": "sales", "amount": "-9"}],
    "effective_on": "2026-01-04",
        "metadata": {"source": "bank"}, "request_key": "import:bank:c:1"},
    {"lines": [{"account_code": "till", "amount": "1"}, {"account_code": "sales", "amount": "-1"}],
    "effective_on": "2026-01-03",
        "metadata": {"source": "bank 2"}, "request_key": "import:bank 2:a:1"},
    {"lines": [{"account_code": "till", "amount": "2"}, {"account_code": "sales", "amount": "-2"}],
    "effective_on": "2026-01-03",
        "metadata": {"source": "bank"}, "request_key": "else"}]$$) \g /dev/null
create function pg_temp.listed(p_source text, p_to date) returns text language sql as $$
    select string_agg(concat_ws(' ', l.code, l.effective_on, trim_scale(l.amount), l.description, l.line_id,
            l.request_key), ', ')
    from tolsel.list_imported_lines(p_source, array(select account_id from tolsel.list_accounts(array['till', 'loan'])),
        '2026-01-01', p_to) l $$;
select is(pg_temp.listed('bank', '2026-01-03'),
    'loan 2026-01-02 7 import:bank:b:1, till 2026-01-03 5 tea R1 import:bank:a:1',
    'lines of the source, by account and day, as they were printed');
select is(pg_temp.listed('bank', '2026-01-04'),
    pg_temp.listed('bank', '2026-01-03') || ', till 2026-01-04 9 import:bank:c:1', 'to a last day');
select is(pg_temp.listed('none', '2026-01-04'), null, 'of another source nothing');
select throws_ok($$select * from tolsel.list_imported_lines('', '{}', '2026-01-01', '2026-01-02')$$, 'UC016', null,
    'a source has a name');
select throws_ok($$select * from tolsel.list_imported_lines('bank', '{}', '2026-01-01', '2026-01-02', 2)$$, 'UC002',
    null, 'another tenant');
select * from finish();
