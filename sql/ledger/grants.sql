grant select on
    bursar.account, bursar.account_balance, bursar.journal, bursar.entry,
    bursar_ledger.account, bursar_ledger.balance, bursar_ledger.journal, bursar_ledger.entry
to bursar_read;
