-- Each breach view finds what it is for: planted with every guard off, then undone. # A17
\ir books.sql
\ir sabotage.sql
select plan(61);
set role shop_app;
select post('alice', 'sales', 20, '2025-02-01', 'sale') \g /dev/null
select post('alice', 'sales', 30, '2025-02-02', 'next') \g /dev/null
select tolsel.reverse_journal(journal_of('next'), lines('sales', 'alice', 5), p_request_key => 'back') \g /dev/null
select tolsel.place_hold(account_of('alice'), 10, p_request_key => 'h') \g /dev/null
select tolsel.capture_hold(hold_of('h'), account_of('sales'), 4, p_request_key => 'captured') \g /dev/null
select post('till', 'sales', 9, '2025-02-03', 'counted') \g /dev/null
select tolsel.set_daily_totals(account_of('till'), true) \g /dev/null
set role shop_admin;
select tolsel.close_period('2025-01-31', 'january') \g /dev/null
set role shop_app;
select post('1060', '4000', 1, '2025-02-04', 'after the close') \g /dev/null
set role shop_admin;
reset role;
\set entry 'update tolsel_ledger.entry e set '
select is(verdict_on('select'), null, 'the books are in order');

-- L1, L4, L6: one amount changed.
select is(
    verdict_on($$update tolsel_ledger.entry set amount = amount + 1
            where journal_id = journal_of('sale') and line_no = 1$$),
    'broken_chain unbalanced_journal wrong_balance', 'an amount');
select is(
    verdict_on($$update tolsel_ledger.entry set amount = amount * 2 where journal_id = journal_of('sale')$$),
    'broken_chain wrong_balance', 'all amounts of a journal, which still balances');
select is(
    verdict_on($$update tolsel_ledger.entry set balance_after = balance_after + 1
            where journal_id = journal_of('sale') and line_no = 1$$),
    'broken_chain', 'a balance after');
-- L2, L3
select is(
    verdict_on($$insert into tolsel_ledger.journal (tenant_id) values (1)$$),
    'incomplete_journal', 'a journal without entries');
select is(
    verdict_on($$delete from tolsel_ledger.journal where journal_id = journal_of('sale')$$),
    'incomplete_journal', 'entries without a journal');
select is(
    verdict_on($$update tolsel_ledger.entry set line_no = 7 where journal_id = journal_of('sale') and line_no = 1$$),
    'incomplete_journal', 'a line that is missing between others');
select is(
    verdict_on($$delete from tolsel_ledger.entry where journal_id = journal_of('sale')$$),
    'broken_chain incomplete_journal wrong_balance', 'all entries of a journal in the middle');
select is(
    verdict_on($$delete from tolsel_ledger.entry where journal_id = journal_of('after the close');
        delete from tolsel_ledger.journal where journal_id = journal_of('after the close')$$),
    'wrong_balance', 'the tail of the chain cut, journal and all');
select is(
    verdict_on($$update tolsel_ledger.entry set account_id = account_of('1050'), slot = 0
            where journal_id = journal_of('after the close') and amount > 0$$),
    'wrong_balance', 'an entry moved to another account');
-- L4, L5, L7, L9
select is(
    verdict_on($$update tolsel_ledger.balance set balance = balance - 1 where account_id = account_of('alice')$$),
    'open_system wrong_balance', 'a balance');
select is(
    verdict_on($$update tolsel_ledger.balance set balance = balance + case account_id when account_of('alice') then 1
        else -1 end
        where account_id in (account_of('alice'), account_of('sales'))$$),
    'wrong_balance', 'two balances that still add up to zero');
select is(
    verdict_on($$update tolsel_ledger.balance set version = version + 1 where account_id = account_of('alice')$$),
    'wrong_balance', 'a version');
select is(
    verdict_on($$update tolsel_ledger.entry set version = version + 10 where account_id = account_of('1060')$$),
    'broken_chain wrong_balance', 'versions that begin too late');
-- L8
select is(
    verdict_on($$update tolsel_ledger.entry set booked_at = booked_at - interval '1 day'
            where journal_id = journal_of('sale') and line_no = 1$$),
    'broken_chain', 'a booking earlier than the one before it');
-- L9: the amounts, the chain and the balance are forged to agree, and still money came from nowhere.
select is(
    verdict_on($$update tolsel_ledger.entry set amount = amount + 5, balance_after = balance_after + 5
        where journal_id = journal_of('after the close') and amount > 0;
        update tolsel_ledger.balance set balance = balance + 5
            where account_id = account_of('1060') and balance <> 0$$),
    'open_system unbalanced_journal', 'money from nowhere, well forged');
-- L12
select is(
    verdict_on($$update tolsel_ledger.entry set amount = amount + sign(amount) * 0.001,
    balance_after = balance_after + sign(amount) * 0.001
        where journal_id = journal_of('after the close');
        update tolsel_ledger.balance set balance = balance + sign(balance) * 0.001
            where account_id in (account_of('1060'), account_of('4000'))$$),
    'unusable_amount', 'an amount finer than its currency, well forged');
select is(
    verdict_on($$alter domain tolsel_core.moved_amount drop constraint moved_amount_sane;
        update tolsel_ledger.entry set amount = 'NaN' where journal_id = journal_of('after the close')$$),
    'broken_chain unbalanced_journal unusable_amount wrong_balance', 'no number');
-- L13
select is(
    verdict_on($$alter table tolsel_ledger.balance drop constraint balance_available_check;
        update tolsel_ledger.balance set credit_limit = 0, balance = 1
            where account_id = account_of('alice')$$) ~ 'wrong_available', true,
    'a guarded account below its limit');
select is(
    verdict_on($$alter table tolsel_ledger.balance drop constraint balance_available_check;
        alter domain tolsel_core.unsigned_amount drop constraint unsigned_amount_sane;
        update tolsel_ledger.balance set credit_limit = -1000 where account_id = account_of('alice')$$),
    'wrong_available', 'a limit below what is spent');
select is(
    verdict_on($$update tolsel_ledger.account set slots = slots + 1 where code = '4000' and tenant_id = 1$$, false),
    'wrong_slots', 'more slots than balances');
select is(
    verdict_on($$delete from tolsel_ledger.balance
            where tenant_id = 1 and account_id = account_of('9999') and slot = 3$$),
    'wrong_slots', 'a balance too few');
select is(
    verdict_on($$alter table tolsel_ledger.balance drop constraint balance_credit_limit_check;
        update tolsel_ledger.balance set credit_limit = 0
            where tenant_id = 1 and account_id = account_of('9999') and slot = 3$$),
    'wrong_slots', 'a limit on many slots');
-- C1, C4
select is(
    verdict_on($$update tolsel_ledger.daily_total set debit_amount = debit_amount + 1
            where effective_on = '2025-02-03'$$, false),
    'wrong_daily_total', 'a total of a day');
select is(
    verdict_on($$delete from tolsel_ledger.daily_total where effective_on = '2025-02-03'$$, false),
    'wrong_daily_total', 'a day that is missing');
select is(
    verdict_on($$insert into tolsel_ledger.daily_total values (1, account_of('sales'), '2025-02-03', 0, 1, 1, 0)$$,
        false),
    'wrong_daily_total', 'a day of an account that keeps none');
select is(
    verdict_on($$insert into tolsel_ledger.daily_total_pending (tenant_id, account_id, effective_on, slot, entry_count,
        debit_amount, credit_amount, fault)
        values (1, account_of('till'), '2025-02-03', 0, 1, 1, 0, 'none')$$, false),
    'wrong_daily_total', 'a total parked for nothing');
select is(
    verdict_on($$update tolsel_ledger.entry set effective_on = '2025-02-05' where journal_id = journal_of('counted')$$),
    'wrong_daily_total', 'an entry on another day');
-- What is held.
select is(
    verdict_on($$update tolsel_ledger.balance set held_amount = held_amount + 1
            where account_id = account_of('alice')$$, false),
    'wrong_held_amount', 'what is held');
select is(
    verdict_on($$update tolsel_ledger.hold set amount = amount + 1 where hold_id = hold_of('h')$$, false),
    'wrong_held_amount', 'the amount of a hold');
select is(
    verdict_on($$delete from tolsel_ledger.hold where hold_id = hold_of('h')$$),
    'wrong_held_amount', 'a hold that is gone');
select is(
    verdict_on($$update tolsel_ledger.hold set amount = amount + 1, captured_amount = captured_amount + 1
            where hold_id = hold_of('h')$$, false),
    'wrong_capture', 'what was captured');
select is(
    verdict_on($$update tolsel_ledger.journal set hold_id = null where journal_id = journal_of('captured')$$),
    'wrong_capture', 'a capture that does not name its hold');
-- L15
select is(
    verdict_on($$update tolsel_ledger.journal set reverses_journal_id = journal_of('sale')
            where journal_id = journal_of('next')$$),
    'wrong_reversal', 'a reversal in the direction of its original, and reversed itself');
select is(
    verdict_on($$update tolsel_ledger.journal set reverses_journal_id = journal_of('after the close')
            where journal_id = journal_of('back')$$),
    'wrong_reversal', 'a reversal on other accounts');
select is(
    verdict_on($$update tolsel_ledger.journal set reverses_journal_id = journal_of('back')
            where journal_id = journal_of('captured')$$),
    'wrong_reversal', 'a reversal of a reversal');
select is(
    verdict_on($$update tolsel_ledger.entry set amount = amount * 9
            where journal_id = journal_of('back')$$) ~ 'wrong_reversal', true,
    'a reversal by more than there was, and by less than twice');
-- L16
select is(
    verdict_on($$update tolsel_ledger.entry set effective_on = '2025-01-31'
            where journal_id = journal_of('after the close')$$),
    'entry_in_closed_period', 'an entry smuggled into a closed period');
select is(
    verdict_on($$update tolsel_ledger.balance set closed_through_on = null where account_id = account_of('alice')$$,
        false),
    'wrong_close', 'an account that was opened again');
select is(
    verdict_on($$insert into tolsel_ledger.period_close (tenant_id, closed_through_on, login, reason)
            values (1, '2024-12-31', 'x', 'x')$$, false),
    'broken_close wrong_close', 'a close that was never put into force');

set role shop_admin;
select tolsel.seal_entries(), tolsel.validate_books() \g /dev/null
reset role;
-- L19: what a validation has judged and a seal covers cannot vanish or change, however well it is forged.
select is(
    verdict_on($$update tolsel_ledger.journal set description = 'nothing' where journal_id = journal_of('sale')$$),
    'broken_seal', 'a word of a journal');
select is(verdict_on($$update tolsel_ledger.account set type = 'expense' where account_id = account_of('till')$$),
    'broken_seal', 'what kind of account it is');
select is(
    verdict_on($$update tolsel_ledger.entry set booked_at = booked_at + interval '1 microsecond'
            where journal_id = journal_of('sale') and line_no = 1$$),
    'broken_seal', 'a microsecond of a booking');
select is(
    verdict_on($$delete from tolsel_ledger.entry where journal_id = journal_of('after the close');
        delete from tolsel_ledger.journal where journal_id = journal_of('after the close');
        update tolsel_ledger.balance set version = null, balance = 0, last_booked_at = null
        where account_id in (account_of('1060'), account_of('4000'))$$),
    'broken_seal vanished_entry', 'the tail of the chain cut together with its balances');
select is(
    verdict_on($$insert into tolsel_ledger.entry
        select tenant_id, account_id, version, journal_id, booked_at, effective_on, slot, 9, amount, balance_after + 1
        from tolsel_ledger.entry where account_id = account_of('sales') and version = 1$$) ~ 'broken_seal', true,
    'a row that was slipped in');
select is(
    verdict_on($$delete from tolsel_ledger.seal where account_id = account_of('alice')$$), 'broken_seal',
    'a seal that is gone');
select is(
    verdict_on($$update tolsel_ledger.seal set hash = set_byte(hash, 31, 255 - get_byte(hash, 31))
            where account_id = account_of('alice')$$),
    'broken_seal', 'a seal that was changed');
select is(
    verdict_on($$update tolsel_ledger.seal s set from_version = 2,
            hash = tolsel_ledger.seal_hash(null, s.account_id, s.slot, 2, s.to_version, 1)
            where s.account_id = account_of('alice')$$),
    'broken_seal', 'an entry that no seal covers');
select is(
    verdict_on($$update tolsel_ledger.slot_mark set checked_balance = checked_balance + 1
            where account_id = account_of('alice')$$, false),
    'vanished_entry', 'a balance that was another one when it was judged');
select is(
    verdict_on($$update tolsel_ledger.period_close set previous_through_on = '2024-12-30' where tenant_id = 1$$),
    'broken_close', 'a close that follows on none');
select is(
    verdict_on($$update tolsel_ledger.balance set last_booked_at = last_booked_at + interval '1 second'
            where account_id = account_of('alice')$$, false),
    'wrong_balance', 'a time of the last booking');
select is(
    verdict_of($$update tolsel_ledger.balance set last_booked_at = last_booked_at + interval '1 second'
            where account_id = account_of('alice')$$, '^ledger\.', false, p_is_full => false),
    'ledger.wrong_balance', 'which is seen at once');

select is(verdict_on('select'), null, 'all of it was undone');

-- M15: a year that is closed, one that was reopened, and what neither is.
set role shop_admin;
select tolsel.close_year('2025-02-28', 'a year'), tolsel.reopen_year('2025-02-28', 'not yet'),
    tolsel.close_year('2025-02-28', 'now') \g /dev/null
reset role;
create function tap.year_of(p_reason text) returns bigint language sql
    return (select y.year_close_id from tolsel_ledger.year_close y where y.reason = p_reason);
select is(verdict_on('select'), null, 'a closed year');
select is(
    verdict_on($$update tolsel_ledger.year_close set ended_on = '2025-02-27' where year_close_id = year_of('now')$$),
    'wrong_year', 'it ended on another day');
select is(
    verdict_on($$update tolsel_ledger.year_close set ended_on = '2025-02-27'
            where year_close_id = year_of('not yet')$$), 'wrong_year', 'so did its reopening');
select is(
    verdict_on($$update tolsel_ledger.year_close set journal_id = journal_of('next')
            where year_close_id = year_of('now')$$), 'wrong_year', 'another journal closed it');
select is(
    verdict_on($$update tolsel_ledger.year_close set reopens_year_close_id = year_of('now')
            where year_close_id = year_of('not yet')$$), 'wrong_year', 'what was reopened is another year');
select is(
    verdict_on($$insert into tolsel_ledger.year_close (tenant_id, ended_on, login, reason)
            values (1, '2025-03-31', 'x', 'x')$$), 'wrong_year', 'a year that is not closed in the ledger');
select is(
    verdict_on($$delete from tolsel_ledger.year_close where year_close_id = year_of('not yet')$$), 'wrong_year',
    'a reopening is gone, not its reversal');
select is(
    verdict_on($$update tolsel_ledger.entry set effective_on = '2025-02-28' where journal_id = (
        select max(j.journal_id) from tolsel_ledger.journal j join tolsel_ledger.entry e using (tenant_id, journal_id)
            where e.effective_on > '2025-02-28' and e.tenant_id = 1)$$),
    'broken_seal wrong_year', 'something came late');
select * from finish();
