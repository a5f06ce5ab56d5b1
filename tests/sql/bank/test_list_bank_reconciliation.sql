-- G11: bank and book, and what explains the difference, day by day.
\ir payments.sql
select plan(18);
set role shop_app;
create function pg_temp.day(p_on date, p_channel_id bigint default tap.channel('bank')) returns text language sql
    return (select concat_ws(' ', 'bank', trim_scale(r.bank_balance), 'book', trim_scale(r.book_balance), 'unmatched',
            trim_scale(r.unmatched_amount),
        'transit', trim_scale(r.in_transit_amount), 'pending', trim_scale(r.pending_amount), 'before',
        trim_scale(r.opening_difference),
        'unexplained', trim_scale(r.unexplained_amount))
            from tolsel.list_bank_reconciliation(p_channel_id, p_on, p_on) r);
-- The book began with 40, the bank with 50.
select tolsel.record_daily_entry(channel('bank'), 'in', 40, account_of('3000'), 'opening', '2026-03-01') \g /dev/null
select tolsel.import_statement(said('50', '150', null,
        jsonb_build_object('opened_on', '2026-03-02', 'closed_on', '2026-03-09', 'entries', jsonb_build_array(
    printed('2026-03-05 60'), printed('2026-03-09 40'),
    printed('2026-03-10 7', '{"status": "pending"}'))))) \g /dev/null
select is(pg_temp.day('2026-03-04'), 'bank 50 book 40 unmatched 0 transit 0 pending 7 before 10 unexplained 10',
    'what differed before the first statement');
select tolsel.record_daily_entry(channel('bank'), 'in', 10, account_of('3000'), 'opening, corrected',
    '2026-03-01') \g /dev/null
select is(pg_temp.day('2026-03-04'), 'bank 50 book 50 unmatched 0 transit 0 pending 7 before 0 unexplained 0',
    'is put right');
select is(pg_temp.day('2026-03-09'), 'bank 150 book 50 unmatched 100 transit 0 pending 7 before 0 unexplained 100',
    'what the bank has and the book has not');
select tolsel.match_invoices(detail(1), customer('A1'), array[invoice(2)]) \g /dev/null
select is(pg_temp.day('2026-03-09'), 'bank 150 book 110 unmatched 40 transit 0 pending 7 before 0 unexplained 40',
    'is matched');
-- The book had it on the 8th, the bank on the 9th.
select (tolsel.record_payment(customer('A1'), 40, 'card', channel('bank'), '{}', p_surplus => 'keep',
        p_paid_on => '2026-03-08')).journal_id as card \gset
select tolsel.pay_vendor(p_vendor_id => vendor('Roaster'), p_channel_id => channel('bank'), p_amount => 25,
    p_method => 'cheque', p_paid_on => '2026-03-09') \g /dev/null
select tolsel.match_postings(array[detail(2)], array[:card]) \g /dev/null
select is(pg_temp.day('2026-03-08'), 'bank 110 book 150 unmatched 0 transit 40 pending 7 before 0 unexplained 0',
    'what is on its way by a day');
select is(pg_temp.day('2026-03-09'), 'bank 150 book 125 unmatched 0 transit -25 pending 7 before 0 unexplained 0',
    'and a cheque that nobody cashed yet');
select is((select count(*) from tolsel.list_bank_reconciliation(channel('bank'), '2026-03-01', '2026-03-09')),
    9::bigint, 'each day');
select is((select string_agg(u.posted_on || ' ' || trim_scale(u.amount), ', ')
        from tolsel.list_unmatched_postings(channel('bank'), '2026-03-02', '2026-03-31') u), '2026-03-09 -25',
    'what is on its way');
select refuses($$select * from tolsel.list_bank_reconciliation(channel('till'), '2026-03-01', '2026-03-09')$$, 'UK001',
    'no bank account', 'a drawer');
select refuses($$select * from tolsel.list_bank_reconciliation(channel('bank'), '2026-03-09', '2026-03-01')$$, 'UC014',
    'From', 'days in the wrong order');
select refuses($$select * from tolsel.list_bank_reconciliation(channel('bank'), '2025-03-01', '2026-03-09')$$, 'UC014',
    'are 374 days', 'more than a year');
select refuses($$select * from tolsel.list_bank_reconciliation(channel('bank'), '2026-03-01', '2026-03-09', 2)$$,
    'UC002', 'tenant 2', 'another tenant');
-- The bank has what it has printed: a list without balances is in it, and a gap too.
select a.channel_id as other from tolsel.open_channel('other', 'bank') c,
    tolsel.set_bank_account(c.channel_id, array['O1']) a \gset
create function pg_temp.other(p_opening text, p_closing text, p_lines text[], p_reason text default null)
returns integer language sql
    return (select s.new_count from tolsel.import_statement(tap.said(p_opening, p_closing, p_lines,
        '{"account": "O1"}'), p_reason) s);
select pg_temp.other(null, null, array['2026-02-11 100', '2026-03-11 5']) \g /dev/null
select is(pg_temp.day('2026-03-11', :other),
    'bank 105 book 0 unmatched 105 transit 0 pending 0 before 0 unexplained 105', 'a list without balances');
select pg_temp.other('100', '135', array['2026-03-11 5 A', '2026-03-11 30 B']) \g /dev/null
select is(pg_temp.day('2026-02-28', :other),
    'bank 100 book 0 unmatched 100 transit 0 pending 0 before 0 unexplained 100',
    'it was before the first statement');
select is(pg_temp.day('2026-03-11', :other),
    'bank 135 book 0 unmatched 135 transit 0 pending 0 before 0 unexplained 135', 'and is in it');
select pg_temp.other('150', '151', array['2026-03-13 1 C'], 'the bank moved') \g /dev/null
select is(pg_temp.day('2026-03-12', :other),
    'bank 135 book 0 unmatched 135 transit 0 pending 0 before 0 unexplained 135', 'before a gap');
select is(pg_temp.day('2026-03-13', :other),
    'bank 151 book 0 unmatched 136 transit 0 pending 0 before 15 unexplained 151', 'and behind it');
select pg_temp.other(null, null, array['2026-03-14 -1 D']) \g /dev/null
select is(pg_temp.day('2026-03-14', :other),
    'bank 150 book 0 unmatched 135 transit 0 pending 0 before 15 unexplained 150', 'a list goes on from there');
select * from finish();
