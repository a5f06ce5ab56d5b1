-- Undoes 0002_ledger: every account, journal and entry is lost.

alter table bursar_ledger.balance drop constraint balance_last_entry_fkey;
alter table bursar_ledger.journal drop constraint journal_hold_id_fkey;
drop table
    bursar_ledger.seal,
    bursar_ledger.due_slot,
    bursar_ledger.slot_mark,
    bursar_ledger.period_close,
    bursar_ledger.daily_total_pending,
    bursar_ledger.daily_total,
    bursar_ledger.hold,
    bursar_ledger.entry,
    bursar_ledger.balance,
    bursar_ledger.journal,
    bursar_ledger.chart_template,
    bursar_ledger.account;
drop type bursar_ledger.head;
drop type bursar_ledger.line;
drop schema bursar_ledger;
