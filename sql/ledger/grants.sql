grant select on
    tolsel.account, tolsel.account_balance, tolsel.journal, tolsel.entry,
    tolsel_ledger.account, tolsel_ledger.balance, tolsel_ledger.journal, tolsel_ledger.entry,
    tolsel.hold, tolsel.account_day, tolsel.period_close, tolsel.year_close,
    tolsel_ledger.hold, tolsel_ledger.daily_total, tolsel_ledger.daily_total_pending,
    tolsel_ledger.period_close, tolsel_ledger.year_close, tolsel_ledger.book_total
to tolsel_read;
