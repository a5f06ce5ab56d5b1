grant select on
    tolsel.bank_account, tolsel.bank_statement, tolsel.bank_entry, tolsel.bank_pending_entry,
    tolsel.bank_profile, tolsel.bank_match, tolsel.match_rule, tolsel.bank_difference_note,
    tolsel_bank.bank_account, tolsel_bank.account_number, tolsel_bank.profile,
    tolsel_bank.statement, tolsel_bank.entry, tolsel_bank.entry_detail, tolsel_bank.pending_entry,
    tolsel_bank.match, tolsel_bank.match_posting, tolsel_bank.rule, tolsel_bank.difference_note
to tolsel_read;
