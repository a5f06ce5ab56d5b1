-- G11: a long statement comes in parts, within one transaction.
\ir office.sql
select plan(8);
set role shop_app;
begin;
select is(tolsel.add_statement_lines(jsonb_build_array(printed('2026-03-09 1'), printed('2026-03-09 2'))), 2,
    'two lines');
select is(tolsel.add_statement_lines(jsonb_build_array(printed('2026-03-09 3'))), 1, 'and one');
select is((s.entry_count, s.booked_amount)::text, '(4,10.00)', 'come before those of the call')
from tolsel.import_statement(said('0', '10', array['2026-03-09 4'])) s;
commit;
select is(entries(), '2026-03-09 1 1, 2026-03-09 2 1, 2026-03-09 3 1, 2026-03-09 4 1', 'in their order');
select is(tolsel.add_statement_lines('["x"]'), 1, 'what is none is judged with the statement');
select refuses($$select tolsel.add_statement_lines('{}')$$, 'UK005', 'no JSON array', 'no lines');
select refuses($$select tolsel.add_statement_lines((select jsonb_agg(n) from generate_series(1, 10001) n))$$, 'UK005',
    '10001 lines', 'too many');
select refuses($$select tolsel.add_statement_lines('[]', 2)$$, 'UC002', 'tenant 2', 'another tenant');
select * from finish();
