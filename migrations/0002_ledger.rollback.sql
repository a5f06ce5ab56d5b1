-- Undoes 0002_ledger: every account, journal and entry is lost.

alter table tolsel_ledger.balance drop constraint balance_last_entry_fkey;
alter table tolsel_ledger.journal drop constraint journal_hold_id_fkey;
drop table
    tolsel_ledger.seal,
    tolsel_ledger.due_slot,
    tolsel_ledger.slot_mark,
    tolsel_ledger.year_close,
    tolsel_ledger.period_close,
    tolsel_ledger.daily_total_pending,
    tolsel_ledger.daily_total,
    tolsel_ledger.hold,
    tolsel_ledger.entry,
    tolsel_ledger.balance,
    tolsel_ledger.journal,
    tolsel_ledger.chart_template,
    tolsel_ledger.account;
drop type tolsel_ledger.hold_move;
drop type tolsel_ledger.head;
drop type tolsel_ledger.line;
drop schema tolsel_ledger;
