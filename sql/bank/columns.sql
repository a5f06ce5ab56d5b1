-- Written by make guards from the comments of tables; views.sql has the others.
comment on column tolsel.bank_account.tenant_id is 'The business.';
comment on column tolsel.bank_account.channel_id is 'The channel, of kind bank.';
comment on column tolsel.bank_account.name is 'Name, unique within the tenant.';
comment on column tolsel.bank_account.currency is 'The one currency of the channel.';
comment on column tolsel.bank_account.is_automatic is
    'True: an exact match by a rule that may act alone is booked without being asked for.';
comment on column tolsel.bank_account.charge_account_id is
    'Where charges are booked that a bank took on the way; null: nowhere.';
comment on column tolsel.bank_account.charge_limit is
    'The most that may be missing of a payment and be taken for such charges.';
comment on column tolsel.bank_account.discount_account_id is
    'The account of cash discounts; null: none are granted.';
comment on column tolsel.bank_account.discount_percent is
    'The most that may be missing of an invoice that is paid by its due day, in percent.';
comment on column tolsel.bank_statement.tenant_id is 'The business.';
comment on column tolsel.bank_statement.statement_id is 'Key within the tenant.';
comment on column tolsel.bank_statement.channel_id is 'The channel whose account it is of.';
comment on column tolsel.bank_statement.format is 'Such as camt.053.001.08, MT940 or CSV.';
comment on column tolsel.bank_statement.identifier is 'The bank''s own name for it; null: none.';
comment on column tolsel.bank_statement.number is
    'The bank''s number, which begins again with a year; null: none.';
comment on column tolsel.bank_statement.page is 'Page of that number; null: none.';
comment on column tolsel.bank_statement.opened_on is
    'Day of the opening balance; null where nothing says one.';
comment on column tolsel.bank_statement.closed_on is
    'Day of the closing balance, or of the last entry; null where nothing says one.';
comment on column tolsel.bank_statement.opening_balance is
    'What the bank says it opened with; null: the format has none, and nothing is proved.';
comment on column tolsel.bank_statement.closing_balance is 'What the bank says it closed with.';
comment on column tolsel.bank_statement.entry_count is 'Booked entries in it.';
comment on column tolsel.bank_statement.booked_amount is 'Sum of those.';
comment on column tolsel.bank_statement.new_count is
    'Booked entries that no statement before it had brought; they name it.';
comment on column tolsel.bank_statement.new_amount is 'Sum of those.';
comment on column tolsel.bank_statement.adopted_amount is
    'Sum of its entries that lists without balances had brought, which it is the first to prove.';
comment on column tolsel.bank_statement.pending_count is
    'Entries that are no money: pending, for information, or in future.';
comment on column tolsel.bank_statement.gap_reason is
    'Why it was taken though it does not go on from the statement before it; null: it does.';
comment on column tolsel.bank_statement.source_name is 'Name of the file, for people; null: none.';
comment on column tolsel.bank_statement.note is 'What the bank says about it; null: nothing.';
comment on column tolsel.bank_statement.imported_at is 'When it was imported.';
comment on column tolsel.bank_statement.user_id is
    'Person it is attributed to; null when none was named.';
comment on column tolsel.bank_statement.login is 'Database role that did it.';
comment on column tolsel.bank_statement.request_id is
    'Request it belongs to; null when none was named.';
comment on column tolsel.bank_entry.tenant_id is 'The business.';
comment on column tolsel.bank_entry.detail_id is 'Key within the tenant.';
comment on column tolsel.bank_entry.entry_id is 'The movement it is a part of.';
comment on column tolsel.bank_entry.statement_id is 'The first statement that brought it.';
comment on column tolsel.bank_entry.channel_id is 'The channel.';
comment on column tolsel.bank_entry.booked_on is 'entry.booked_on.';
comment on column tolsel.bank_entry.value_on is 'Day it bears interest from; null: not told.';
comment on column tolsel.bank_entry.amount is 'Signed; those of an entry add up to it.';
comment on column tolsel.bank_entry.entry_amount is
    'What it did to the account: above 0 came in, below 0 went out.';
comment on column tolsel.bank_entry.payment_count is
    'How many payments the bank says it stands for.';
comment on column tolsel.bank_entry.is_reversal is
    'True: the bank takes something back; the amount already has that direction.';
comment on column tolsel.bank_entry.counterparty is
    'Who paid what came in, or got what went out; null: not told.';
comment on column tolsel.bank_entry.counterparty_account is 'Its account; null: not told.';
comment on column tolsel.bank_entry.text is 'What it was paid for; null: not told.';
comment on column tolsel.bank_entry.reference is 'The bank''s own reference; null: none.';
comment on column tolsel.bank_entry.end_to_end is 'The reference its payer gave it; null: none.';
comment on column tolsel.bank_entry.printed_references is
    'References as they were printed, in their order.';
comment on column tolsel.bank_entry.charge_amount is
    'What banks took on the way, as they say; it explains the amount and is not in it.';
comment on column tolsel.bank_entry.is_charge_included is
    'True: the amount is what was left; false: it was taken apart; null: not told.';
comment on column tolsel.bank_entry.match_id is 'The match that stands; null: not matched.';
comment on column tolsel.bank_entry.refusal is
    'Code and text of the refusal that kept a rule from matching it when it was last tried; null:
nothing did, or it is matched.';
comment on column tolsel.bank_pending_entry.tenant_id is 'The business.';
comment on column tolsel.bank_pending_entry.pending_entry_id is 'Key within the tenant.';
comment on column tolsel.bank_pending_entry.statement_id is 'The statement that told of it.';
comment on column tolsel.bank_pending_entry.channel_id is 'The channel.';
comment on column tolsel.bank_pending_entry.status is 'pending, information or future.';
comment on column tolsel.bank_pending_entry.amount is 'Signed, like that of an entry.';
comment on column tolsel.bank_pending_entry.expected_on is 'The day that is printed.';
comment on column tolsel.bank_pending_entry.reference is
    'The bank''s reference, under which it may come booked; null: none.';
comment on column tolsel.bank_pending_entry.counterparty is 'The other one; null: not told.';
comment on column tolsel.bank_pending_entry.text is 'What it is for; null: not told.';
comment on column tolsel.bank_profile.tenant_id is 'The business.';
comment on column tolsel.bank_profile.profile is 'Name, such as the bank''s.';
comment on column tolsel.bank_profile.definition is
    'What tolsel bank import reads; its key columns names a column for each thing.';
comment on column tolsel.bank_profile.saved_at is 'When it was saved last.';
comment on column tolsel.bank_match.tenant_id is 'The business.';
comment on column tolsel.bank_match.match_id is 'Key within the tenant.';
comment on column tolsel.bank_match.channel_id is 'The channel.';
comment on column tolsel.bank_match.kind is
    'What it was matched with: posting, invoice, vendor, transfer, return or account.';
comment on column tolsel.bank_match.rule_id is 'The rule that found it; null: a person did.';
comment on column tolsel.bank_match.reason is 'Why, for people.';
comment on column tolsel.bank_match.amount is 'Sum of its payments, and of its postings.';
comment on column tolsel.bank_match.detail_ids is 'Its payments, also after it was undone.';
comment on column tolsel.bank_match.matched_at is 'When it was made.';
comment on column tolsel.bank_match.user_id is
    'Person it is attributed to; null when none was named.';
comment on column tolsel.bank_match.login is 'Database role that did it.';
comment on column tolsel.bank_match.request_id is
    'Request it belongs to; null when none was named.';
comment on column tolsel.bank_match.undone_at is 'When it was undone; null: it stands.';
comment on column tolsel.bank_match.undo_reason is 'Why, for people; null: it stands.';
comment on column tolsel.match_rule.tenant_id is 'The business.';
comment on column tolsel.match_rule.rule_id is 'Key within the tenant.';
comment on column tolsel.match_rule.name is 'Name for people, unique within the tenant.';
comment on column tolsel.match_rule.kind is
    'What it finds: posting (what the book has already), invoice (by a reference), customer (by who
pays and how much), vendor_bill, transfer (between own accounts), return (of a payment), or account:
books to account_id what its conditions describe.';
comment on column tolsel.match_rule.priority is 'Lesser ones are asked first.';
comment on column tolsel.match_rule.is_automatic is
    'True: what it finds exactly may be matched where the bank account matches alone.';
comment on column tolsel.match_rule.is_active is 'False: it is not asked.';
comment on column tolsel.match_rule.counterparty is
    'Only from or to one whose name holds this, in any case of letters; null: anybody.';
comment on column tolsel.match_rule.counterparty_account is
    'Only from or to this account; null: any.';
comment on column tolsel.match_rule.text_pattern is
    'Only what says this, in any case of letters; null: anything.';
comment on column tolsel.match_rule.min_amount is 'Only this much or more, signed; null: any.';
comment on column tolsel.match_rule.max_amount is 'Only this much or less, signed; null: any.';
comment on column tolsel.match_rule.account_id is
    'Of kind account: what is booked against; else null.';
comment on column tolsel.match_rule.vendor_id is
    'Of kind vendor_bill: only bills of this vendor; null: of the one the payment names.';
comment on column tolsel.match_rule.customer_id is
    'Of kind customer: who pays; null: the customer whose name the payment has.';
comment on column tolsel.match_rule.days is
    'How many days the bank and the book may lie apart where both have it.';
comment on column tolsel.bank_difference_note.tenant_id is 'The business.';
comment on column tolsel.bank_difference_note.difference_note_id is 'Key within the tenant.';
comment on column tolsel.bank_difference_note.channel_id is 'The channel.';
comment on column tolsel.bank_difference_note.noted_on is 'The day at whose end it is there.';
comment on column tolsel.bank_difference_note.amount is
    'How much it was when the note was made: another amount needs another note.';
comment on column tolsel.bank_difference_note.reason is 'Why, for people.';
comment on column tolsel.bank_difference_note.noted_at is 'When it was noted.';
comment on column tolsel.bank_difference_note.user_id is
    'Person it is attributed to; null when none was named.';
comment on column tolsel.bank_difference_note.login is 'Database role that did it.';
comment on column tolsel.bank_difference_note.request_id is
    'Request it belongs to; null when none was named.';
