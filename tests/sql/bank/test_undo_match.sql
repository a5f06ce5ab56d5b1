-- G11: a match is undone by reversal, and its payments can be matched again.
\ir payments.sql
select plan(24);
set role shop_app;
select tolsel.set_bank_account(channel('bank'), array['DE02120300000000202051'], false, account_of('3000'), 5,
    account_of('3000'), 3) \g /dev/null
select tolsel.open_channel('savings', 'bank', p_slots => 1) \g /dev/null
select tell('[{"amount": "97"}, {"amount": "455"}, {"amount": "-20"}, {"amount": "-30"}, {"amount": "-7"}, {"amount": '
    '"11"}]') \g /dev/null
create temp table made as
    select 1 as n, (tolsel.match_invoices(detail(1), customer('A1'), array[invoice(1)],
            p_discount_amount => 3)).match_id union all
    select 2, (tolsel.match_invoices(detail(2), customer('B1'), array[invoice(3)], p_charge_amount => 5)).match_id
        union all
    select 3, (tolsel.match_vendor(detail(3), vendor('Roaster'))).match_id union all
    select 4, (tolsel.match_transfer(detail(4), channel('savings'))).match_id union all
    select 5, (tolsel.match_account(detail(5), account_of('3000'))).match_id;
-- Ids are a tenant's own: another has a match of the same one.
select match_id as fifth from made where n = 5 \gset
set role twin_app;
select a.currency as twin_currency from tolsel.open_channel('twin bank', 'bank') c,
    tolsel.set_bank_account(c.channel_id, array['T1']) a \gset
select tolsel.import_statement(jsonb_build_object('format', 'CSV', 'account', 'T1', 'currency', :'twin_currency',
        'entries', jsonb_build_array(printed('2026-03-09 3')))) \g /dev/null
select (tolsel.open_account('fees', 'Fees', 'expense', :'twin_currency')).account_id as twin_fees \gset
reset role;
select setval('tolsel_bank.match_match_id_seq', :fifth - 1) \g /dev/null
select d.detail_id as twin_detail from tolsel_bank.entry_detail d where d.tenant_id = 2 \gset
set role twin_app;
select is((tolsel.match_account(:twin_detail, :twin_fees)).match_id, :fifth::bigint, 'another tenant''s');
set role shop_app;
select tolsel.record_payment(customer('A1'), 11, 'bank_transfer', channel('bank'), '{}', p_surplus => 'keep',
    p_paid_on => '2026-03-09') \g /dev/null
reset role;
create function tap.last_journal() returns bigint language sql set role = none
    return (select max(journal_id) from tolsel_billing.payment where tenant_id = 1);
grant execute on function tap.last_journal to shop_app;
set role shop_app;
insert into made select 6, (tolsel.match_postings(array[detail(6)], array[last_journal()])).match_id;
select is(matched(), '97 invoice, 455 invoice, -20 vendor, -30 transfer, -7 account, 11 posting', 'all is matched');
select is((holds('bank'), holds('savings'), invoices()),
    (506::numeric, 30::numeric, '1 paid 0, 2 open 60, 3 paid 0'::text), 'and booked');
select is((m.undo_reason, m.undone_at is not null)::text, '("wrong one",t)', 'match ' || n || ' is undone')
from made, tolsel.undo_match(match_id, 'wrong one') m order by n;
select is(matched(), '97 open, 455 open, -20 open, -30 open, -7 open, 11 open', 'nothing is matched');
reset role;
select is((select (d.match_id, m.undone_at is null, p.undone_at is null)::text from tolsel_bank.entry_detail d
        join tolsel_bank.match m using (tenant_id, match_id)
        join tolsel_bank.match_posting p using (tenant_id, match_id)
        where d.tenant_id = 2), format('(%s,t,t)', :fifth), 'but that of another tenant, which has the id of one');
set role shop_app;
select is((holds('bank'), holds('savings'), balance('3000'), owed('Roaster')),
    (11::numeric, 0::numeric, 0::numeric, 0::numeric), 'what the matches had booked is void');
select is(invoices(), '1 open 100, 2 open 60, 3 open 460', 'the invoices are owed again');
select is((tolsel.undo_match((select match_id from made where n = 1), 'wrong one')).undo_reason, 'wrong one',
    'a repeat is answered');
select refuses(format('select tolsel.undo_match(%s, %L)', match_id, 'another reason'), 'UK017', 'wrong one',
    'another reason') from made where n = 1;
select lives_ok($$select tolsel.match_invoices(detail(1), customer('A1'), array[invoice(1)])$$, 'it is matched again');
reset role;
select is(unmatched(), '409 of the bank, 11 of the book', 'what is not matched is told apart');
select is((select count(*) from tolsel_bank.list_open_postings(
            (select a from tolsel_bank.bank_account a where a.tenant_id = 1), '2026-03-01', '2026-03-31')),
    1::bigint, 'what was booked and voided is no open posting');
set role shop_app;
-- What the other side of a transfer rests on.
select tolsel.set_bank_account(channel('savings'), array['S1']) \g /dev/null
select tolsel.import_statement(jsonb_build_object('format', 'CSV', 'account', 'S1', 'currency', 'EUR', 'entries',
        '[{"amount": "30", "booked_on": "2026-03-09"}]'::jsonb)) \g /dev/null
update made set match_id = (tolsel.match_transfer(detail(4), channel('savings'))).match_id where n = 4;
reset role;
select j.journal_id as transfer from tolsel_channel.channel_transfer j
    where j.tenant_id = 1 and j.voided_at is null \gset
set role shop_app;
select (tolsel.match_postings(array[detail(7)], array[:transfer])).match_id as other \gset
select refuses(format('select tolsel.undo_match(%s, %L)', match_id, 'x'), 'UK025', 'Match ' || :other,
    'the other side of it rests on it') from made where n = 4;
select lives_ok(format('select tolsel.undo_match(%s, %L)', :other, 'x'), 'that is undone first');
select lives_ok(format('select tolsel.undo_match(%s, %L)', match_id, 'x'), 'then this') from made where n = 4;
select refuses($$select tolsel.undo_match(null, 'x')$$, 'UK016', 'null', 'no match');
select refuses($$select tolsel.undo_match(1, '')$$, 'UC016', 'reason has', 'no reason');
select refuses($$select tolsel.undo_match(1, 'x', 2)$$, 'UC002', 'tenant 2', 'another tenant');
select * from finish();
