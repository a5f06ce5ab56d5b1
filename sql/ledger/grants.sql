grant select on
    bursar.account, bursar.account_balance, bursar.journal, bursar.entry,
    bursar_ledger.account, bursar_ledger.balance, bursar_ledger.journal, bursar_ledger.entry,
    bursar.hold, bursar.account_day, bursar.period_close,
    bursar_ledger.hold, bursar_ledger.daily_total, bursar_ledger.daily_total_pending,
    bursar_ledger.period_close, bursar_ledger.book_total
to bursar_read;
