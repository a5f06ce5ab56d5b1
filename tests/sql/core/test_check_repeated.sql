-- A1 A2: a repeated request is compared by value, and a refusal names the document and what differs.
select plan(18);
create table pg_temp.document (document_id bigint, amount numeric, counted_on date, ids bigint[], metadata jsonb,
    note text, request_key text);
insert into pg_temp.document values (7, 1.50, '2026-03-10', '{1,2}', '{"a": 1.0, "b": [true]}', null, 'k');
create function pg_temp.again(p_asked jsonb) returns void language sql
begin atomic
    select tolsel_core.check_repeated('document 7', to_jsonb(d), p_asked) from pg_temp.document d;
end;
select lives_ok(format('select pg_temp.again(%L)', jsonb_build_object('amount', a)),
    'an amount is compared by its value: ' || a)
from unnest(array[1.5, 1.50, 1.500]) a;
select lives_ok(format('select pg_temp.again(%L)', jsonb_build_object(
    'counted_on', date '2026-03-10', 'ids', array[1, 2], 'metadata', '{"b": [true], "a": 1}'::jsonb, 'note', null)),
    'dates, lists, documents and null too');
select lives_ok($$select pg_temp.again('{}')$$, 'what is not asked for is not compared');
select refuses(format('select pg_temp.again(%L)', a), 'UC024',
    'Key ''k'' belongs to document 7, which has another ' || n || '\.$', n)
from (values
    (jsonb_build_object('amount', 1.51), 'amount'),
    (jsonb_build_object('amount', 'NaN'::numeric), 'amount'),
    (jsonb_build_object('amount', null), 'amount'),
    (jsonb_build_object('counted_on', date '2026-03-11'), 'counted_on'),
    (jsonb_build_object('ids', array[2, 1]), 'ids'),
    (jsonb_build_object('ids', null), 'ids'),
    (jsonb_build_object('metadata', '{"a": 1}'::jsonb), 'metadata'),
    (jsonb_build_object('note', 'x'), 'note'),
    (jsonb_build_object('unknown', 1), 'unknown'),
    (jsonb_build_object('note', 'x', 'amount', 1.5, 'ids', array[]::bigint[]), 'ids, note')) v(a, n);
select lives_ok($$select tolsel_core.check_repeated_void('Document 7', now(), 'wrong', 'wrong')$$,
    'a void for the same reason');
select refuses($$select tolsel_core.check_repeated_void('Document 7', '2026-03-10 12:00Z', 'wrong', 'Wrong')$$, 'UH012',
    'Document 7 was voided at 2026-03-10 12:00:00\+00: wrong', 'for another one');
select refuses($$select tolsel_core.check_repeated_void('Document 7', now(), 'wrong', ' wrong')$$, 'UH012', 'wrong',
    'a blank is another one');
select * from finish();
