-- G11: statements come in, are proved, and never twice.
\ir office.sql
select plan(62);
set role shop_app;
select refuses($$select tolsel.import_statement(said('0', '1', null), null, 2)$$, 'UC002', 'tenant 2',
    'another tenant');

-- A statement is proved. # B2
select is((s.entry_count, s.booked_amount, s.new_count, s.from_balance, s.opened_on, s.closed_on)::text,
    '(2,70.00,2,0.00,2026-03-09,2026-03-10)', 'it is taken')
from tolsel.import_statement(said('0', '70.00', array['2026-03-09 100.00 A', '2026-03-10 -30.00'], '{"number": 1}')) s;
select is(entries(), '2026-03-09 100 A 1, 2026-03-10 -30 1', 'with its entries');
select refuses($$select tolsel.import_statement(said('70', '90', array['2026-03-10 10.00'], '{"number": 2}'))$$,
    'UK007', 'opens with 70.00, books 10.00 in 1 entries and closes with 90.00: a difference of 10.00',
    'a wrong sum, with its figures');
select refuses($$select tolsel.import_statement(
            said('18.15', '-27.00', array['2026-03-10 8.85'], '{"balance_currency": "SEK"}'))$$,
    'UK007', 'difference of -54.00', 'a closing balance marked as a debit by mistake');
select refuses($$select tolsel.import_statement(
            said('70', '75', array['2026-03-10 5'], '{"balance_currency": "SEK"}'))$$,
    'UK001', 'in SEK, the account is in EUR', 'balances in another currency');

-- Never twice. # B22
select is(s.statement_id, (statement()).statement_id, 'the same again is answered with the first')
from tolsel.import_statement(said('0', '70.00', array['2026-03-09 100.00 A', '2026-03-10 -30.00'],
    '{"number": 1, "source_name": "another.xml", "identifier": "x"}')) s;
select is(s.statement_id, (statement()).statement_id, 'and so in another format, which prints other references')
from tolsel.import_statement(said('0', '70.00', array['2026-03-10 -30.0 K9', '2026-03-09 100.00 B77'],
    '{"number": 31, "page": 1, "format": "MT940", "account": "12030000/202051"}')) s;
select is(entries(), '2026-03-09 100 A 1, 2026-03-10 -30 1', 'nothing came twice');
select refuses($$select tolsel.import_statement(
            said('0', '70.00', array['2026-03-09 90.00 A', '2026-03-10 -20.00'], '{"number": 1}'))$$,
    'UK009', '90.00 on 2026-03-09.*; before it was 100.00 on 2026-03-09',
    'other content is refused with both versions');
select refuses($$select tolsel.import_statement(
            said('0', '60.00', array['2026-03-09 90.00 A', '2026-03-10 -30.00'], '{"number": 7}'))$$,
    'UK009', '90.00 on 2026-03-09.*; before it was 100.00', 'an entry that changed under its key, too');

-- They chain. # B3
select refuses($$select tolsel.import_statement(said('75', '80', array['2026-03-10 5.00'], '{"number": 4}'))$$,
    'UK008', 'statement 4 of 2026-03-10 goes on from 75.*statement 1 of 2026-03-10 closed with 70.00: a difference of '
        '5.00; number 2 to 3 is missing',
    'a gap is named');
select is((s.from_balance, s.new_count)::text, '(70.00,2)', 'the next goes on')
from tolsel.import_statement(said('70', '64.00', array['2026-03-10 -3.00', '2026-03-10 -3.00'], '{"number": 2}')) s;
-- What goes on is one more, though it looks like one of before. # B21
select is((s.from_balance, s.new_count)::text, '(64.00,1)', 'an equal entry of the next statement is another one')
from tolsel.import_statement(said('64', '61.00', array['2026-03-10 -3.00'], '{"number": 3}')) s;
select is((select count(*) from regexp_matches(entries(), '-3 ', 'g')), 3::bigint, 'there are three of them');
-- M8: an overlap brings what is new.
select is((s.entry_count, s.new_count, s.new_amount, s.from_balance)::text, '(5,1,9.00,61.00)', 'an overlap')
from tolsel.import_statement(said('100', '70.00',
    array['2026-03-10 -30.00', '2026-03-10 -3.00', '2026-03-10 -3.00', '2026-03-10 -3.00', '2026-03-10 9.00'],
    '{"format": "CSV"}')) s;
select refuses($$select tolsel.import_statement(said('170', '175', array['2026-03-10 5.00']))$$, 'UK008',
    'goes on from 170', 'a gap without numbers');
select is((s.gap_reason, s.from_balance)::text, '("the bank moved",170.00)', 'a gap may be said why')
from tolsel.import_statement(said('170.00', '175', array['2026-03-11 5.00'], '{"number": 10}'), 'the bank moved') s;
select is((s.from_balance, s.new_count, s.closed_on)::text, '(175.00,0,2026-03-11)',
    'one without entries carries the chain')
from tolsel.import_statement(said('175', '175', null,
        '{"number": 11, "opened_on": "2026-03-11", "closed_on": "2026-03-11"}')) s;
select is(s.statement_id, (statement()).statement_id, 'once')
from tolsel.import_statement(said('175', '175', null,
        '{"number": 11, "opened_on": "2026-03-11", "closed_on": "2026-03-11"}')) s;
select refuses($$select tolsel.import_statement(said('0', '-1', array['2026-03-08 -1'], '{"number": 1}'))$$,
    'UK008', 'closes with -1.00; camt.053.001.02 statement 1 of 2026-03-10, which is here, goes on from 0.00',
    'what would come before must fit');
select is(trim_scale(s.closing_balance)::text, '0', 'and does')
from tolsel.import_statement(said('5', '0', array['2026-03-08 -5'], '{"number": 90}')) s;

-- Only booked ones are money. # B6
select is((s.entry_count, s.pending_count)::text, '(1,2)', 'pending ones are kept apart')
from tolsel.import_statement(said('175', '177', null, jsonb_build_object('number', 12, 'entries', jsonb_build_array(
    printed('2026-03-12 2'), printed('2026-03-12 50 P1', '{"status": "pending"}'),
    printed('2026-03-13 7', '{"status": "future"}'))))) s;
reset role;
select is((select string_agg(p.status || ' ' || p.amount, ', ' order by p.amount) from tolsel.bank_pending_entry p),
    'future 7.00, pending 50.00', 'they are shown');
set role shop_app;
select tolsel.import_statement(said('177', '227', array['2026-03-13 50 P1'], '{"number": 13}')) \g /dev/null
reset role;
select is((select count(*) from tolsel.bank_pending_entry), 0::bigint, 'and no more when they come booked');
set role shop_app;

-- A batch, and what it says of each payment. # B10
select tolsel.import_statement(said('227', '297', null, jsonb_build_object('number', 14, 'entries', jsonb_build_array(
    printed('2026-03-14 70 BATCH', '{"payment_count": 2, "text": "Collection", "details": [
        {"amount": "100", "references": ["RF18 5390 0754 7034"], "counterparty": "Ada", "end_to_end": "E1",
            "charge": "5.00",
         "is_charge_included": true, "text": "Invoice INV 42, thanks"}, {"amount": "-30"}]}'))))) \g /dev/null
reset role;
select is((select string_agg(concat_ws(' ', d.amount, d.counterparty, d.end_to_end, d.charge_amount, d.text), ', '
            order by d.detail_no)
    from tolsel_bank.entry_detail d join tolsel_bank.entry e using (tenant_id, entry_id) where e.reference = 'BATCH'),
    '100.00 Ada E1 5.00 Invoice INV 42, thanks, -30.00 0.00 Collection',
    'a payment has its own words, or those of the entry');
select ok((select d.reference_keys @> array['INV42', 'RF18539007547034'] from tolsel_bank.entry_detail d
        where d.end_to_end = 'E1'),
    'its references are found without blanks');
set role shop_app;

-- Every bad line, together, with nothing left behind. # B9 B15 B24
select refuses($$select tolsel.import_statement(
    said('297', '299', null, jsonb_build_object('entries', jsonb_build_array(
        printed('2026-03-15 1'), printed('2026-03-15 1.005', '{"line": 44}'), printed('2026-02-30 1', '{"line": 45}'),
        printed('2026-03-15 x', '{"line": 46}'), printed('2026-03-15 2', '{"line": 47, "currency": "USD"}'),
        printed('2026-03-15 2', '{"line": 48, "details": [{"amount": "1"}]}'), '"text"'::jsonb))))$$, 'UK006',
    'line 44: its amount 1.005 has 3 decimals; EUR has 2; line 45: its day is ''2026-02-30''; line 46: its amount is '
        '''x''; '
    'line 47: it is in USD; the account is in EUR; line 48: its details add up to 1, not to 2; line 7: it is no JSON '
        'object',
    'bad lines');
select refuses(format('select tolsel.import_statement(said(%L, %L, null, %L))', '0', '0',
        jsonb_build_object('entries', (
        select jsonb_agg(printed('2026-03-15 x')) from generate_series(1, 12)))), 'UK006', 'line 10: .*; and 2 more',
            'only ten of them are named');
select refuses($$select tolsel.import_statement(said('297', '300', null, jsonb_build_object('entries',
        jsonb_build_array(printed('2026-03-15 3', '{"line": 49, "details": [{"amount": "x"}, {"amount": "1.005"},
            {"amount": "1", "charge": "-1"}, {"amount": "1", "references": {}},
            {"amount": "1", "is_charge_included": "no"}, "y"]}')))))$$, 'UK006',
    'line 49: the amount of detail 1 is ''x'', the amount of detail 2 is 1.005, the charge of detail 3 is ''-1'', '
        'detail 4 is not made as details are, detail 5 is not made as details are, detail 6 is no JSON object',
    'bad payments of a line');
create function pg_temp.long_line(p_more integer) returns jsonb language sql
    return tap.said('297', '297', null, jsonb_build_object('number', 99, 'entries', jsonb_build_array(
        jsonb_build_object('booked_on', '2026-03-15', 'amount', '0', 'reference', repeat('r', 200 + p_more),
            'text', repeat('t', 4000 + p_more), 'raw', repeat('p', 4100 + p_more),
            'details', jsonb_build_array(jsonb_build_object('amount', '0', 'text', repeat('t', 4000),
                'end_to_end', repeat('e', 200), 'counterparty', repeat('c', 200),
                'counterparty_account', repeat('a', 100 + p_more)))))));
select refuses(format('select tolsel.import_statement(%L)', pg_temp.long_line(1)), 'UK006',
    'its reference is longer than 200, its text is longer than 4000, its print is longer than 4100, a text of detail 1',
    'texts that are too long');
select lives_ok(format('select tolsel.import_statement(%L)', pg_temp.long_line(0)), 'as long as they can be');
select lives_ok($$select tolsel.import_statement(said('297', '297', array['2026-03-15 0.00', '2026-03-15 0.0']))$$,
    'entries of 0 are kept');
select refuses($$select tolsel.import_statement(said('1', '1', null, '{"account": "DE99"}'))$$, 'UK001',
    'Account DE99 in EUR', 'an unknown account');
select refuses($$select tolsel.import_statement(said('1', '1', null, '{"currency": "USD"}'))$$, 'UK001',
    'in USD; it is known in EUR', 'another currency');
select refuses(format('select tolsel.import_statement(%L)', s), 'UK005', d, 'a head that is none')
from (values (null, 'null'), ('[]', 'JSON array'), ('{}', 'format is NULL'),
    ((said('x', '1', null) || '{"number": "-1", "closed_on": "2026-02-30"}')::text,
    'number is ''-1'', opening_balance is ''x'', closed_on is ''2026-02-30''')) v(s, d);
select refuses($$select tolsel.import_statement(said('1', '1', null, '{"entries": {}}'))$$, 'UK005', 'no JSON array',
    'no lines');
select refuses($$select tolsel.import_statement(said('1', '1', null), ' ')$$, 'UC016', 'gap reason has',
    'a blank reason');

-- Without balances nothing is proved, and nothing comes twice.
select is((s.new_count, s.from_balance is null)::text, '(1,t)', 'a list without balances is taken')
from tolsel.import_statement(said(null, null, array['2026-03-16 4.00 X', '2026-03-14 70 BATCH'],
        '{"format": "CSV"}')) s;
select is(s.new_count, 1, 'once') from tolsel.import_statement(
    said(null, null, array['2026-03-16 4.00 X', '2026-03-14 70 BATCH', '2026-03-17 1'], '{"format": "CSV"}')) s;
-- Ids are a tenant's own: another may have a statement of the same one.
set role twin_app;
select a.currency as twin_currency from tolsel.open_channel('twin bank', 'bank') c,
    tolsel.set_bank_account(c.channel_id, array['T1']) a \gset
select (tolsel.import_statement(jsonb_build_object('format', 'CSV', 'account', 'T1', 'currency', :'twin_currency',
        'entries', jsonb_build_array(printed('2026-03-18 3'))))).statement_id as twin \gset
reset role;
select setval('tolsel_bank.statement_statement_id_seq', :twin - 1) \g /dev/null
set role shop_app;
select is((s.statement_id = :twin, s.new_count)::text, '(t,1)', 'and nothing of it is taken for this one''s')
from tolsel.import_statement(said(null, null, array['2026-03-18 6'], '{"format": "CSV"}')) s;
-- What adds up to nothing fits the chain twice over: the bank's number tells, or it is known. # B22
select a.channel_id as zero from tolsel.open_channel('zero', 'bank') c,
    tolsel.set_bank_account(c.channel_id, array['Z1']) a \gset
create function pg_temp.zero(p_opening text, p_closing text, p_lines text[], p_more jsonb) returns text language sql
    return (select concat_ws(' ', s.entry_count, s.new_count) from tolsel.import_statement(tap.said(p_opening,
        p_closing, p_lines, '{"account": "Z1"}' || p_more)) s);
select pg_temp.zero('1', '0', array['2026-02-10 -1 Z'], '{}') \g /dev/null
select is(pg_temp.zero('0', '0', array['2026-03-10 5 A', '2026-03-10 -5 B'],
    '{"number": 4, "page": 1, "opened_on": "2026-03-01", "closed_on": "2026-03-31"}'), '2 2', 'in and out again');
select is(pg_temp.zero('0', '0', array['2026-03-10 5', '2026-03-10 -5'], '{"format": "CSV"}'), '2 0',
    'brings nothing twice in a list of other days');
select is(pg_temp.zero('0', '7', array['2026-03-10 5 A', '2026-03-10 -5 B', '2026-04-01 7 C'], '{"number": 1}'), '3 1',
    'nor with more behind it');
select is(pg_temp.zero('7', '7', array['2026-04-02 0', '2026-04-02 3 D', '2026-04-02 -3 E'],
    '{"number": 2}'), '3 3', 'a statement');
select is(pg_temp.zero('7', '7', array['2026-04-02 3 D', '2026-04-02 -3 E'],
    '{"number": 3}'), '2 2', 'the next by its number is another one');
select is(pg_temp.zero('7', '7', array['2026-04-02 3 D', '2026-04-02 -3 E'],
    '{"number": 4, "page": 1}') || ', ' || pg_temp.zero('7', '7', array['2026-04-02 3 D', '2026-04-02 -3 E'],
    '{"number": 4, "page": 2}'), '2 2, 2 2', 'and so is the next page');
select is(pg_temp.zero('7', '7', array['2026-04-02 3 D', '2026-04-02 -3 E'],
    '{"number": 6}'), '2 0', 'one that is not the next is known');
select is(pg_temp.zero('7', '8', array['2026-04-02 0', '2026-04-02 1 D'], '{"number": 9}'), '2 2',
    'entries of 0 leave no doubt');

-- What a list has brought is adopted by the statement that proves it, and comes once. # B22
select is(pg_temp.zero(null, null, array['2026-04-03 5', '2026-04-03 5', '2026-04-04 -1'], '{"format": "CSV"}'),
    '3 3', 'a list without balances');
select is(pg_temp.zero('8', '20', array['2026-04-03 5 L', '2026-04-03 5 M', '2026-04-03 2 N'], '{"number": 10}'),
    '3 1', 'a statement that goes on holds what the list has brought');
select is((s.from_balance, s.new_amount, s.adopted_amount)::text, '(8.00,2.00,10)', 'and adopts it') from statement() s;
select is(pg_temp.zero('20', '19', array['2026-04-04 -1 O'], '{"number": 11}')
    || ', ' || pg_temp.zero('20', '19', array['2026-04-04 -1 O'], '{"number": 11}'), '1 0, 1 0', 'so does the next');
select is(pg_temp.zero('19', '8', array['2026-04-04 -1 P', '2026-04-04 -10 Q'], '{"number": 12}'), '2 2',
    'what was adopted by then is one more');

-- A reason may stand for a gap behind a statement that came in later than the next. # B3
select is(pg_temp.zero('8', '9', array['2026-04-05 1 G'], '{"number": 15}'), '1 1', 'a later one');
select is((s.from_balance, s.closing_balance, s.gap_reason)::text, '(8.00,20.00,lost)', 'what lies between says why')
from tolsel.import_statement(said('8', '20', array['2026-04-04 12 F'], '{"account": "Z1", "number": 13}'), 'lost') s;
select is(pg_temp.zero('20', '8', array['2026-04-04 -12 H'], '{"number": 14}'), '1 1', 'and what is missing comes in');
reset role;
select is(breach, null, 'no breach') from (select string_agg(v::text, ', ') as breach from (
    select w::text as v from tolsel_bank.breach_wrong_statement w union all select w::text
        from tolsel_bank.breach_wrong_entry w
    union all select w::text from tolsel_bank.breach_broken_chain w) v) b;
select is((select count(*) from tolsel_bank.incoming_entry), 0::bigint, 'no line is left');
select * from finish();
