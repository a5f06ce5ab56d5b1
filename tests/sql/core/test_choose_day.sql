-- S48 S15: which day a document counts for, and its void: one rule for all of them.
select plan(21);
select tolsel_core.arrange_test_clock(true), tolsel.set_clock('2026-03-10 12:00Z') \g /dev/null
set role shop_admin;
select branch_id as manila from tolsel.open_branch('Manila', 'Asia/Manila') \gset
reset role;
create function pg_temp.day(
    p_asked_on date, p_open_on date default null, p_document_on date default null, p_branch_id bigint default null)
returns date language sql
    return tolsel_core.choose_day(p_asked_on, 'It', 1, p_branch_id, p_open_on, p_document_on);
select is(pg_temp.day(null), date '2026-03-10', 'today, unless another day is asked for');
select is(pg_temp.day('2026-03-10'), date '2026-03-10', 'today by name');
select is(pg_temp.day('1900-01-01'), date '1900-01-01', 'any day before');
select refuses($$select pg_temp.day('2026-03-11')$$, 'UH004', 'It is 2026-03-11; today is 2026-03-10', 'no day ahead');
select refuses(format('select pg_temp.day(%L)', d), 'UC014', 'It is ' || d, d)
from unnest(array['1899-12-31', 'infinity']) d;
-- Where today is closed, the first open day takes its place.
select is(pg_temp.day(null, '2026-03-12'), date '2026-03-12', 'the first open day, where that lies ahead');
select is(pg_temp.day('2026-03-12', '2026-03-12'), date '2026-03-12', 'the same by name');
select is(pg_temp.day('2026-03-11', '2026-03-12'), date '2026-03-11', 'a closed day is for the ledger to refuse');
select refuses($$select pg_temp.day('2026-03-13', '2026-03-12')$$, 'UH004',
    'It is 2026-03-13; the first open day is 2026-03-12', 'and none after it');
select is(pg_temp.day(null, '2026-03-01'), date '2026-03-10', 'an early closing of long ago changes nothing');
-- A void is never before its document.
select is(pg_temp.day(null, null, '2026-03-01'), date '2026-03-10', 'a void counts for today');
select is(pg_temp.day('2026-03-01', null, '2026-03-01'), date '2026-03-01', 'or for the day of its document');
select refuses($$select pg_temp.day('2026-02-28', null, '2026-03-01')$$, 'UH020',
    'It is 2026-02-28, the document 2026-03-01', 'not for the day before');
select refuses($$select pg_temp.day('2026-03-11', null, '2026-03-01')$$, 'UH004', 'today is 2026-03-10',
    'and for no day ahead');
select is(pg_temp.day(null, null, '2026-03-11'), date '2026-03-11', 'a document of tomorrow is voided tomorrow');
select is(pg_temp.day('2026-03-11', null, '2026-03-11'), date '2026-03-11', 'the same by name');
select refuses($$select pg_temp.day('2026-03-10', null, '2026-03-11')$$, 'UH020', 'the document 2026-03-11',
    'not today');
-- Today is the branch's.
select tolsel.set_clock('2026-03-10 17:00Z') \g /dev/null
select is(pg_temp.day(null, p_branch_id => :manila), date '2026-03-11', 'it is tomorrow in Manila');
select is(pg_temp.day(null), date '2026-03-10', 'and today at home');
select refuses($$select pg_temp.day(null, p_branch_id => 987654)$$, 'UC018', '987654', 'a branch there is not');
select * from finish();
