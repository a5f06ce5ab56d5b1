-- Each breach view finds what it is for: planted with every guard off, then undone. # A17
\ir office.sql
\ir sabotage.sql
select plan(43);
set role shop_app;
select put('till', 100, '2026-03-01', 'float'), put('till', -7, '2026-03-02', 'void') \g /dev/null
select tolsel.void_daily_entry(keyed('daily_entry', 'void'), 'x', '2026-03-02') \g /dev/null
select tolsel.record_vendor_bill(vendor('Roaster'), 'B-1', 50, account_of('6000'), '2026-03-01') \g /dev/null
select tolsel.pay_vendor(vendor('Roaster'), 20, 'cash', channel('till'), bill('B-1'), '2026-03-03',
    p_request_key => 'paid') \g /dev/null
select tolsel.record_vendor_credit_note(vendor('Roaster'), 'C-1', 6, account_of('6000'), null, '2026-03-03',
    p_request_key => 'credit') \g /dev/null
select tolsel.allocate_vendor_payment(keyed('vendor_payment', 'credit'), bill('B-1'), 3, 'put') \g /dev/null
select tolsel.reverse_vendor_allocation(keyed('vendor_allocation', 'put'), 1) \g /dev/null
select tolsel.record_vendor_refund(keyed('vendor_payment', 'credit'), 2, 'cash', channel('drawer'),
    p_refunded_on => '2026-03-03') \g /dev/null
select tolsel.void_vendor_refund((tolsel.record_vendor_refund(keyed('vendor_payment', 'credit'), 1, 'cash',
            channel('drawer'), p_refunded_on => '2026-03-03')).vendor_refund_id, 'x') \g /dev/null
select tolsel.transfer_between_channels(channel('till'), channel('bank'), 5, '2026-03-03',
    p_request_key => 'near') \g /dev/null
select tolsel.transfer_between_channels(channel('till'), channel('manila'), 5, '2026-03-03', '2026-03-03',
    p_request_key => 'far') \g /dev/null
select tolsel.close_day(channel('till'), '2026-03-04', 69),
    tolsel.close_day(channel('bank'), '2026-03-04', 5) \g /dev/null
select put('till', 1, '2026-03-05', 'later') \g /dev/null
reset role;
create function tap.till() returns bigint language sql return tap.account_of('channel:' || tap.channel('till'));
select is(verdict_on('select'), null, 'the channels are in order');

-- What is paid of a bill.
select is(verdict_on($$update tolsel_channel.vendor_bill set paid_amount = 21$$),
    'wrong_paid_amount wrong_vendor_balance', 'a bill says that more is paid');
select is(verdict_on($$delete from tolsel_channel.vendor_allocation where amount = 20$$),
    'wrong_applied_amount wrong_paid_amount', 'a payment forgets its bill');
select is(verdict_on($$update tolsel_channel.vendor_bill set total_amount = 51$$),
    'wrong_paid_amount wrong_vendor_balance', 'a bill of another amount');
select is(verdict_on($$delete from tolsel_channel.vendor_line where line_no = 1 and vendor_bill_id is not null$$),
    'wrong_paid_amount wrong_posting', 'a bill without its line');
-- M10: what was credited, put to a bill, taken back and refunded.
select is(verdict_on($$update tolsel_channel.vendor_payment set refunded_amount = 1 where request_key = 'credit'$$),
    'wrong_applied_amount wrong_vendor_balance', 'less is refunded than the payment says');
select is(verdict_on($$update tolsel_channel.vendor_payment set allocated_amount = 3 where request_key = 'credit'$$),
    'wrong_applied_amount wrong_vendor_balance', 'more is put to a bill');
select is(verdict_on($$update tolsel_channel.vendor_line set amount = 7 where vendor_payment_id is not null$$),
    'wrong_applied_amount wrong_posting', 'a line of a credit note');
select is(verdict_on($$update tolsel_channel.vendor_allocation set allocated_on = '2026-02-28' where amount = 20$$),
    'wrong_vendor_allocation', 'a payment that pays a bill before it came');
select is(verdict_on($$update tolsel_channel.vendor_allocation set allocated_on = '2026-03-02' where amount < 0$$),
    'wrong_vendor_allocation', 'one that is taken back before it paid');
select is(verdict_on($$update tolsel_channel.vendor_refund set amount = 1.5 where voided_at is null$$),
    'wrong_applied_amount wrong_posting', 'a refund of another amount');
select is(verdict_on($$update tolsel_channel.vendor_refund set voided_on = '2026-03-09' where voided_at is not null$$),
    'wrong_void', 'a refund that was void on another day');
-- C4: every document has its journal, with its amount, on its accounts, on its day.
select is(verdict_on($$update tolsel_channel.vendor_payment set amount = 21 where request_key = 'paid'$$),
    'wrong_posting wrong_vendor_balance', 'a payment of another amount');
select is(verdict_on($$update tolsel_channel.vendor_line set account_id = account_of('6900')$$), 'wrong_posting',
    'a bill for another account');
select is(verdict_on($$update tolsel_channel.vendor_payment set channel_id = channel('bank')
            where request_key = 'paid'$$), 'wrong_posting', 'a payment from another channel');
select is(verdict_on($$update tolsel_channel.vendor_payment set vendor_id = vendor('Importer')
            where request_key = 'paid'$$), 'wrong_posting', 'a payment to another vendor');
select is(verdict_on($$update tolsel_channel.vendor_payment set paid_on = '2026-03-02' where request_key = 'paid'$$),
    'wrong_posting', 'a payment on another day');
select is(verdict_on($$delete from tolsel_channel.vendor_bill$$), 'wrong_vendor_balance', 'a bill that is gone');
select is(verdict_on($$update tolsel_channel.daily_entry set direction = 'out' where request_key = 'float'$$),
    'wrong_posting', 'an entry in the other direction');
select is(verdict_on($$update tolsel_channel.daily_entry set journal_id = 987654 where request_key = 'float'$$),
    'wrong_posting, of what is new: -', 'an entry without its journal, whose money nobody explains then');
select is(verdict_on($$update tolsel_channel.channel_transfer set arrived_on = '2026-03-02'
            where request_key = 'far'$$), 'wrong_posting', 'a transfer that arrived on another day');
select is(verdict_on($$update tolsel_channel.channel_transfer set arrival_journal_id = null
            where request_key = 'far'$$), 'wrong_posting', 'a transfer that is still in transit');
select is(verdict_on($$update tolsel_channel.channel_transfer set to_channel_id = channel('drawer')
            where request_key = 'near'$$), 'wrong_posting', 'a transfer to another channel');
select is(
    verdict_on($$update tolsel_ledger.entry set account_id = account_of('3900')
            where account_id = account_of('3000') and amount < 0$$) ~ 'wrong_posting', true,
    'an entry moved to another account');
-- Voids.
select is(verdict_on($$update tolsel_channel.daily_entry set voided_at = null, void_reason = null,
            void_journal_id = null where request_key = 'void'$$), 'wrong_void', 'a void that is forgotten');
select is(
    verdict_on($$update tolsel_channel.daily_entry set voided_at = now(), void_reason = 'x',
            void_journal_id = journal_id where request_key = 'float'$$),
    'wrong_void', 'a void that reversed nothing');
select is(
    verdict_on($$update tolsel_ledger.journal set reverses_journal_id = (select journal_id
        from tolsel_channel.daily_entry where request_key = 'later')
        where reverses_journal_id is not null$$), 'wrong_void ledger.wrong_reversal', 'a reversal of another document');
select is(
    verdict_on($$update tolsel_ledger.entry set amount = amount / 2
            where journal_id = (select void_journal_id from tolsel_channel.daily_entry
                where request_key = 'void')$$) ~ 'wrong_void', true,
    'a void of half the amount');
-- The accounts.
select is(verdict_on($$update tolsel_ledger.account set managed_by = null where account_id = till()$$), 'wrong_account',
    'an account that anyone may post to');
select is(verdict_on($$update tolsel_ledger.account set type = 'equity' where account_id = till()$$), 'wrong_account',
    'a channel that is no asset');
select is(verdict_on($$update tolsel_ledger.account set type = 'asset' where code = 'vendor:' || vendor('Roaster')$$),
    'wrong_account', 'a vendor that is no liability');
select is(verdict_on($$update tolsel_ledger.account set managed_by = 'channel' where code = '9999' and tenant_id = 1$$),
    'wrong_account', 'an account of no channel');
select is(verdict_on($$update tolsel_ledger.account set has_daily_totals = false where account_id = till()$$),
    'wrong_account ledger.wrong_daily_total, of what is new: wrong_account', 'a channel without a daily book');
select is(verdict_on($$update tolsel_ledger.account set parent_account_id = account_of('1050')
            where account_id = till()$$), 'wrong_account', 'a channel listed elsewhere');
select is(verdict_on($$update tolsel_ledger.account set managed_by = 'billing' where code = '2000' and tenant_id = 1$$),
    'wrong_account', 'payables that another domain manages');
-- C1 C6: the book.
select is(verdict_on($$update tolsel_ledger.daily_total set debit_amount = debit_amount + 1
            where account_id = till() and effective_on = '2026-03-05'$$),
    'wrong_book ledger.wrong_daily_total, of what is new: changed_day wrong_book ledger.wrong_daily_total',
    'a day of another amount');
-- C7: closed days.
select is(verdict_on($$update tolsel_ledger.daily_total set effective_on = '2026-02-01'
            where account_id = till() and effective_on = '2026-03-05'$$),
    'changed_day ledger.wrong_daily_total', 'a movement smuggled into a closed day');
select is(verdict_on($$update tolsel_channel.day_close set expected_amount = 71 where journal_id is not null$$),
    'wrong_posting', 'a difference that was not posted');
select is(verdict_on($$update tolsel_channel.day_close set expected_amount = 6, counted_amount = 6
            where journal_id is null$$), 'changed_day', 'a count that never was');
select is(verdict_on($$delete from tolsel_channel.day_close where journal_id is null$$), 'wrong_close',
    'a closing that is gone');
select is(verdict_on($$update tolsel_channel.day_close set closed_on = '2026-03-03', period_close_id = 987654
            where journal_id is null$$), 'wrong_close', 'a closing of another day');
select is(verdict_on($$update tolsel_channel.day_close d set period_close_id = o.period_close_id
            from tolsel_channel.day_close o where o.channel_id <> d.channel_id$$), 'wrong_close',
    'a closing of another account');
select is(verdict_on('select'), null, 'all of it was undone');
select * from finish();
