-- S67 S70: a fault in a new document is found by the run that reads what is new, one in an old document by the full
-- one.
\ir office.sql
\ir sabotage.sql
select plan(10);
set role shop_app;
select put('till', 100, '2026-03-01', 'float'), put('bank', 100, '2026-03-01', 'capital') \g /dev/null
select tolsel.record_vendor_bill(vendor('Roaster'), 'B-1', 50, account_of('6000'), '2026-03-01') \g /dev/null
select tolsel.close_day(channel('till'), '2026-03-02') \g /dev/null
set role shop_admin;
select is((select breach_count from tolsel.validate_books()), 0, 'all documents are in order, and judged');
set role shop_app;
select put('till', -7, '2026-03-03', 'new') \g /dev/null
select tolsel.pay_vendor(vendor('Roaster'), 20, 'cash', channel('till'), bill('B-1'), '2026-03-03',
    p_request_key => 'paid') \g /dev/null
reset role;
select is(verdict_on('select'), null, 'what is new is in order');
select is(verdict_on($$update tolsel_channel.daily_entry set amount = 99 where request_key = 'float'$$),
    'wrong_posting, of what is new: -', 'an old entry of another amount');
select is(verdict_on($$update tolsel_channel.daily_entry set amount = 8 where request_key = 'new'$$), 'wrong_posting',
    'a new one');
select is(verdict_on($$update tolsel_channel.daily_entry set voided_at = now(), void_reason = 'x',
            void_journal_id = journal_id where request_key = 'capital'$$), 'wrong_void, of what is new: -',
    'an old void that reversed nothing');
select is(verdict_on($$update tolsel_channel.daily_entry set voided_at = now(), void_reason = 'x',
            void_journal_id = journal_id where request_key = 'new'$$), 'wrong_void', 'a new one');
select is(verdict_on($$update tolsel_channel.vendor_bill set paid_amount = 19$$),
    'wrong_paid_amount wrong_vendor_balance', 'an old bill that is paid since');
select is(verdict_on($$update tolsel_ledger.daily_total set debit_amount = debit_amount + 1
            where account_id = account_of('channel:' || channel('bank'))$$),
    'wrong_book ledger.wrong_daily_total, of what is new: -', 'the book of a channel without movement');
select is(verdict_on($$update tolsel_ledger.daily_total set debit_amount = debit_amount + 1
            where account_id = account_of('channel:' || channel('till')) and effective_on = '2026-03-01'$$),
    'changed_day wrong_book ledger.wrong_daily_total, of what is new: wrong_book',
    'an old day of a channel with movement');
select is(verdict_on('select'), null, 'all of it was undone');
select * from finish();
