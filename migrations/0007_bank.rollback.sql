-- Undoes 0007_bank: every statement, match and rule is lost; what they booked stays.

drop table
    tolsel_bank.difference_note,
    tolsel_bank.pending_entry,
    tolsel_bank.match_posting,
    tolsel_bank.entry_detail,
    tolsel_bank.match,
    tolsel_bank.rule,
    tolsel_bank.entry,
    tolsel_bank.statement,
    tolsel_bank.incoming_entry,
    tolsel_bank.profile,
    tolsel_bank.account_number,
    tolsel_bank.bank_account;
drop type tolsel_bank.reconciliation;
drop type tolsel_bank.match_run;
drop type tolsel_bank.proposal;
drop domain tolsel_bank.printed_text;
drop domain tolsel_bank.account_key;
drop schema tolsel_bank;
