-- G7: what is left to do before books are closed, and what of it is done.
\ir payments.sql
select plan(13);
set role shop_app;
create function pg_temp.left_through(p_on date) returns text language sql
    return (select coalesce(string_agg(concat_ws(' ', f.finding, f.subject, f.currency, f.found_count,
                trim_scale(f.amount), case when f.is_obstacle then f.from_on end), ', '), 'nothing')
            from tolsel.explain_period_close(p_on) f);
select is(pg_temp.left_through('2026-02-28'), 'nothing', 'no day before the first');
-- Tax is told and keeps no books open.
select tolsel.issue_invoice(customer('A1'), '[{"amount": 100}, {"amount": 19, "account_code": "2200", "tax_rate": 19,
    "base_amount": 100}]', '2026-03-31', '2026-03-02') \g /dev/null
select is(pg_temp.left_through('2026-03-08'), 'tax_due 2200 19 % EUR 19', 'tax');
select ok(not f.is_obstacle, 'which is no obstacle') from tolsel.explain_period_close('2026-03-08') f;
-- A till that has moved on two days.
select tolsel.record_payment(customer('A1'), 5, 'cash', channel('till'), p_paid_on => '2026-03-03'),
    tolsel.record_payment(customer('A1'), 7, 'cash', channel('till'), p_paid_on => '2026-03-05') \g /dev/null
select is(pg_temp.left_through('2026-03-03'), 'open_day till EUR 1 5 2026-03-03, tax_due 2200 19 % EUR 19',
    'an open day');
select is(pg_temp.left_through('2026-03-08'), 'open_day till EUR 2 12 2026-03-03, tax_due 2200 19 % EUR 19', 'two');
select tolsel.close_day(channel('till'), '2026-03-04') \g /dev/null
select is(pg_temp.left_through('2026-03-08'), 'open_day till EUR 1 7 2026-03-05, tax_due 2200 19 % EUR 19',
    'the one that is not closed');
select tolsel.close_day(channel('till'), '2026-03-08') \g /dev/null
-- A payment that its provider has not answered, and money of nobody.
select tolsel.open_payment(customer('A1'), 9, 'card', channel('bank')) \g /dev/null
select is((select string_agg(concat_ws(' ', f.finding, f.subject, f.found_count, trim_scale(f.amount)), ', ')
        from tolsel.explain_period_close('2026-03-08') f where f.is_obstacle),
    'payment_in_flight open 1 9', 'a payment in flight');
select (p).payment_id from (select tolsel.fail_payment(last_payment(), 'declined') as p) f \g /dev/null
select s.suspense_id from tolsel.record_suspense(channel('till'), 11, 'cash',
    p_received_on => '2026-03-09') s \gset
select is(pg_temp.left_through('2026-03-08'), 'tax_due 2200 19 % EUR 19', 'a later day is not of it');
select is(pg_temp.left_through('2026-03-09'),
    'open_day till EUR 1 11 2026-03-09, suspense till EUR 1 11 2026-03-09, tax_due 2200 19 % EUR 19',
    'money of an unknown payer');
-- What the bank tells of, and the book has not.
select tell('[{"amount": "13", "on": "2026-03-08"}]'), tell('[{"amount": "14", "on": "2026-03-09"}]') \g /dev/null
select is(pg_temp.left_through('2026-03-08'), 'tax_due 2200 19 % EUR 19, unmatched_line bank EUR 1 13 2026-03-08',
    'a line of the bank');
select tolsel.match_account(detail(1), revenue(), 'Interest'),
    tolsel.close_day(channel('bank'), '2026-03-08') \g /dev/null
select is(pg_temp.left_through('2026-03-08'), 'tax_due 2200 19 % EUR 19', 'is matched');
select refuses($$select * from tolsel.explain_period_close(null)$$, 'UC014', 'The last day is null', 'no day');
select refuses($$select * from tolsel.explain_period_close('2026-03-08', 2)$$, 'UC002', 'tenant 2', 'another tenant');
select * from finish();
