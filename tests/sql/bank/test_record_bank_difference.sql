-- G11: the month is not closed with a difference that nobody has explained.
\ir payments.sql
select plan(18);
create function tap.noticed() returns text language sql set role = none
    return (select format('%s %s', (select string_agg(trim_scale(n.unexplained_amount)::text, ', ')
            from tolsel_bank.notice_unexplained_difference n where n.tenant_id = 1),
        (select count(*) from tolsel_bank.quick_unexplained_difference n where n.tenant_id = 1)));
set role shop_app;
select tell('[{"amount": "100"}, {"amount": "-4"}]') \g /dev/null
set role shop_admin;
select refuses($$select tolsel.close_period('2026-03-09', 'month')$$, 'UK020',
    'bank. on 2026-03-09: the bank has 96.00, the book 0.00; 96.00 of it is unexplained', 'it is not closed');
select lives_ok($$select tolsel.close_period('2026-03-08', 'before')$$, 'before it, it is');
set role shop_app;
select lives_ok($$select tolsel.match_invoices(detail(1), customer('A1'))$$, 'most is matched');
set role shop_admin;
select refuses($$select tolsel.close_period('2026-03-09', 'month')$$, 'UK020', '-4.00 of it is unexplained',
    'the rest is not');
-- More than a week behind its last statement it is noticed, until somebody has said why.
reset role;
select tolsel.set_clock('2026-03-16 11:00+00') \g /dev/null
select is(noticed(), ' 0', 'not after a week');
select tolsel.set_clock('2026-03-17 11:00+00') \g /dev/null
select is(noticed(), '-4 1', 'but a day later');
set role shop_app;
select tolsel.record_bank_difference(channel('bank'), '2026-03-10', 'of the day after') \g /dev/null
select is(noticed(), '-4 1', 'what is said of another day says nothing of it');
select is((n.amount, n.reason)::text, '(-4.00,"the bank looks for it")', 'somebody says why')
    from tolsel.record_bank_difference(channel('bank'), '2026-03-09', 'the bank looks for it') n;
select is((select count(distinct n.difference_note_id) from generate_series(1, 2),
        tolsel.record_bank_difference(channel('bank'), '2026-03-09', 'the bank looks for it') n), 1::bigint, 'once');
select is(noticed(), ' 0', 'and it is not noticed any more');
reset role;
select tolsel.set_clock('2026-03-10 11:00+00') \g /dev/null
set role shop_app;
select tell('[{"amount": "-1"}]') \g /dev/null
set role shop_admin;
select refuses($$select tolsel.close_period('2026-03-09', 'month')$$, 'UK020', '-5.00 of it is unexplained',
    'another amount needs another note');
set role shop_app;
select lives_ok($$select tolsel.record_bank_difference(channel('bank'), '2026-03-09', 'both')$$, 'it is said');
set role shop_admin;
select lives_ok($$select tolsel.close_period('2026-03-09', 'month')$$, 'it is closed');
select lives_ok($$select tolsel.reopen_period('2026-03-08', 'again')$$, 'and opened again, whatever the bank says');
set role shop_app;
select refuses($$select tolsel.record_bank_difference(channel('bank'), '2026-03-01', 'x')$$, 'UK021', '2026-03-01',
    'no difference');
select refuses($$select tolsel.record_bank_difference(channel('bank'), null, 'x')$$, 'UC014', 'null', 'no day');
select refuses($$select tolsel.record_bank_difference(channel('bank'), '2026-03-09', ' ')$$, 'UC016', 'reason has',
    'no reason');
select refuses($$select tolsel.record_bank_difference(channel('bank'), '2026-03-09', 'x', 2)$$, 'UC002', 'tenant 2',
    'another tenant');
select * from finish();
