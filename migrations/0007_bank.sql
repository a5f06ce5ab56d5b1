-- Banks: statements as they came, their entries and the payments in them, what each was matched
-- with, and the rules by which that is found.
-- Locks nothing that exists. Takes less than a second.

create schema tolsel_bank;
comment on schema tolsel_bank is
    'Private tables and helpers of banks: statements, their entries, rules and matches.';

create domain tolsel_bank.account_key as text collate "C"
    constraint account_key_sane check (value ~ '^[A-Z0-9]{1,64}$');
comment on domain tolsel_bank.account_key is
    'What a bank calls an account, in capitals without blanks and marks: an IBAN or its own.';
create domain tolsel_bank.printed_text as text
    constraint printed_text_sane check (char_length(value) >= 1 and char_length(value) <= 4000);
comment on domain tolsel_bank.printed_text is
    'What a bank has printed: 1 to 4,000 characters.';

create table tolsel_bank.bank_account (
    tenant_id bigint not null,
    channel_id bigint not null,
    currency text not null,
    scale smallint not null,
    is_automatic boolean not null default false,
    charge_account_id bigint,
    charge_limit tolsel_core.unsigned_amount not null default 0,
    discount_account_id bigint,
    discount_percent numeric not null default 0,
    set_at timestamptz not null default now(),
    constraint bank_account_pkey primary key (tenant_id, channel_id),
    constraint bank_account_discount_percent_check
        check (discount_percent >= 0 and discount_percent <= 10 and scale(discount_percent) <= 4),
    constraint bank_account_charge_check
        check (charge_limit = 0 or charge_account_id is not null),
    constraint bank_account_discount_check
        check (discount_percent = 0 or discount_account_id is not null),
    constraint bank_account_channel_id_fkey foreign key (tenant_id, channel_id)
        references tolsel_channel.payment_channel (tenant_id, channel_id),
    constraint bank_account_currency_fkey foreign key (currency, scale)
        references tolsel_core.currency (currency, scale),
    constraint bank_account_charge_account_id_fkey foreign key (tenant_id, charge_account_id)
        references tolsel_ledger.account (tenant_id, account_id),
    constraint bank_account_discount_account_id_fkey foreign key (tenant_id, discount_account_id)
        references tolsel_ledger.account (tenant_id, account_id)
);
comment on table tolsel_bank.bank_account is
    'What is known of the account at a bank that a channel stands for, and what may be booked for it
without anybody looking. Its row is the lock of its statements and matches.';
comment on column tolsel_bank.bank_account.tenant_id is 'The business.';
comment on column tolsel_bank.bank_account.channel_id is 'The channel, of kind bank.';
comment on column tolsel_bank.bank_account.currency is 'The one currency of the channel.';
comment on column tolsel_bank.bank_account.scale is 'Its decimals, held by foreign key.';
comment on column tolsel_bank.bank_account.is_automatic is
    'True: an exact match by a rule that may act alone is booked without being asked for.';
comment on column tolsel_bank.bank_account.charge_account_id is
    'Where charges are booked that a bank took on the way; null: nowhere.';
comment on column tolsel_bank.bank_account.charge_limit is
    'The most that may be missing of a payment and be taken for such charges.';
comment on column tolsel_bank.bank_account.discount_account_id is
    'The account of cash discounts; null: none are granted.';
comment on column tolsel_bank.bank_account.discount_percent is
    'The most that may be missing of an invoice that is paid by its due day, in percent.';
comment on column tolsel_bank.bank_account.set_at is 'When it was first set.';

create table tolsel_bank.account_number (
    tenant_id bigint not null,
    account_number tolsel_bank.account_key not null,
    currency text not null,
    channel_id bigint not null,
    constraint account_number_pkey primary key (tenant_id, account_number, currency),
    constraint account_number_channel_id_fkey foreign key (tenant_id, channel_id)
        references tolsel_bank.bank_account (tenant_id, channel_id)
);
-- Usage: the numbers of a channel.
create index account_number_channel_id_idx on tolsel_bank.account_number (tenant_id, channel_id);
comment on table tolsel_bank.account_number is
    'The names of an account: formats call the same one by its IBAN or by a number of the bank.';
comment on column tolsel_bank.account_number.tenant_id is 'The business.';
comment on column tolsel_bank.account_number.account_number is
    'One name; in each currency it belongs to one channel.';
comment on column tolsel_bank.account_number.currency is 'The currency of the channel.';
comment on column tolsel_bank.account_number.channel_id is 'The channel.';

create table tolsel_bank.profile (
    tenant_id bigint not null,
    profile text not null,
    definition tolsel_core.metadata not null,
    saved_at timestamptz not null default now(),
    constraint profile_pkey primary key (tenant_id, profile),
    constraint profile_profile_check check (profile ~ '^[a-z0-9][a-z0-9_-]{0,49}$'),
    constraint profile_definition_check check (jsonb_typeof(definition -> 'columns') = 'object'),
    constraint profile_tenant_id_fkey
        foreign key (tenant_id) references tolsel_core.tenant (tenant_id)
);
comment on table tolsel_bank.profile is
    'How a bank writes its CSV: which column is what, the mark of decimals, the order of the date.';
comment on column tolsel_bank.profile.tenant_id is 'The business.';
comment on column tolsel_bank.profile.profile is 'Name, such as the bank''s.';
comment on column tolsel_bank.profile.definition is
    'What tolsel bank import reads; its key columns names a column for each thing.';
comment on column tolsel_bank.profile.saved_at is 'When it was saved last.';

create table tolsel_bank.incoming_entry (
    tenant_id bigint not null,
    batch_no bigint not null,
    position integer not null,
    line_no integer not null,
    content jsonb not null,
    amount numeric,
    booked_on date,
    reference text,
    known_entry_id bigint,
    constraint incoming_entry_pkey primary key (tenant_id, batch_no, position)
);
comment on table tolsel_bank.incoming_entry is
    'Entries of a statement on their way in: written and taken again within one transaction.';
comment on column tolsel_bank.incoming_entry.tenant_id is 'The business.';
comment on column tolsel_bank.incoming_entry.batch_no is
    'The transaction, and which of its statements, they belong to.';
comment on column tolsel_bank.incoming_entry.position is '1, 2, 3 and so on within the statement.';
comment on column tolsel_bank.incoming_entry.line_no is 'Line of the file, for people.';
comment on column tolsel_bank.incoming_entry.content is 'The entry as it was handed in.';
comment on column tolsel_bank.incoming_entry.amount is 'Its amount; null where it is none.';
comment on column tolsel_bank.incoming_entry.booked_on is 'Its day; null where it is none.';
comment on column tolsel_bank.incoming_entry.reference is 'The bank''s reference; null: none.';
comment on column tolsel_bank.incoming_entry.known_entry_id is
    'The entry that an earlier statement has brought; null: it is new.';

create table tolsel_bank.statement (
    tenant_id bigint not null,
    statement_id bigint generated always as identity,
    channel_id bigint not null,
    format text not null,
    identifier text,
    number bigint,
    page integer,
    opened_on tolsel_core.calendar_date,
    closed_on tolsel_core.calendar_date,
    opening_balance tolsel_core.money_amount,
    closing_balance tolsel_core.money_amount,
    from_balance tolsel_core.money_amount,
    entry_count integer not null,
    booked_amount tolsel_core.money_amount not null,
    new_count integer not null,
    new_amount tolsel_core.money_amount not null,
    adopted_amount tolsel_core.money_amount not null default 0,
    pending_count integer not null,
    gap_reason text,
    source_name text,
    note text,
    imported_at timestamptz not null default now(),
    user_id bigint,
    login text not null,
    request_id text,
    constraint statement_pkey primary key (tenant_id, statement_id),
    constraint statement_channel_id_key unique (tenant_id, statement_id, channel_id),
    constraint statement_format_check check (char_length(format) between 1 and 50),
    constraint statement_identifier_check check (char_length(identifier) between 1 and 200),
    constraint statement_number_check check (number > 0 and number < 1000000000000),
    constraint statement_page_check check (page > 0),
    constraint statement_closed_on_check check (closed_on >= opened_on),
    constraint statement_balance_check
        check (
            (opening_balance is null) = (closing_balance is null)
            and opening_balance + booked_amount = closing_balance),
    constraint statement_chain_check
        check (from_balance + new_amount + adopted_amount = closing_balance),
    constraint statement_count_check
        check (
            entry_count >= new_count and new_count >= 0 and pending_count >= 0
            and (new_count > 0 or new_amount = 0)),
    constraint statement_gap_reason_check check (char_length(gap_reason) between 1 and 1000),
    constraint statement_channel_id_fkey foreign key (tenant_id, channel_id)
        references tolsel_bank.bank_account (tenant_id, channel_id)
);
-- Usage: the statement before and after another; the last one by a day.
create index statement_closed_on_idx
    on tolsel_bank.statement (tenant_id, channel_id, closed_on, number, page, statement_id);
-- Usage: what no validation has judged yet.
create index statement_imported_at_idx on tolsel_bank.statement (imported_at);
-- Usage: everything that one request did.
create index statement_request_id_idx on tolsel_bank.statement (tenant_id, request_id)
    where request_id is not null;
comment on table tolsel_bank.statement is
    'A statement of a bank, or a page of one, proved: opening + booked = closing, to the digit.';
comment on column tolsel_bank.statement.tenant_id is 'The business.';
comment on column tolsel_bank.statement.statement_id is 'Key within the tenant.';
comment on column tolsel_bank.statement.channel_id is 'The channel whose account it is of.';
comment on column tolsel_bank.statement.format is 'Such as camt.053.001.08, MT940 or CSV.';
comment on column tolsel_bank.statement.identifier is 'The bank''s own name for it; null: none.';
comment on column tolsel_bank.statement.number is
    'The bank''s number, which begins again with a year; null: none.';
comment on column tolsel_bank.statement.page is 'Page of that number; null: none.';
comment on column tolsel_bank.statement.opened_on is
    'Day of the opening balance; null where nothing says one.';
comment on column tolsel_bank.statement.closed_on is
    'Day of the closing balance, or of the last entry; null where nothing says one.';
comment on column tolsel_bank.statement.opening_balance is
    'What the bank says it opened with; null: the format has none, and nothing is proved.';
comment on column tolsel_bank.statement.closing_balance is 'What the bank says it closed with.';
comment on column tolsel_bank.statement.from_balance is
    'The balance its new and adopted entries go on from; null: it has brought none that statements
before it did not have, or no balance.';
comment on column tolsel_bank.statement.entry_count is 'Booked entries in it.';
comment on column tolsel_bank.statement.booked_amount is 'Sum of those.';
comment on column tolsel_bank.statement.new_count is
    'Booked entries that no statement before it had brought; they name it.';
comment on column tolsel_bank.statement.new_amount is 'Sum of those.';
comment on column tolsel_bank.statement.adopted_amount is
    'Sum of its entries that lists without balances had brought, which it is the first to prove.';
comment on column tolsel_bank.statement.pending_count is
    'Entries that are no money: pending, for information, or in future.';
comment on column tolsel_bank.statement.gap_reason is
    'Why it was taken though it does not go on from the statement before it; null: it does.';
comment on column tolsel_bank.statement.source_name is 'Name of the file, for people; null: none.';
comment on column tolsel_bank.statement.note is 'What the bank says about it; null: nothing.';
comment on column tolsel_bank.statement.imported_at is 'When it was imported.';
comment on column tolsel_bank.statement.user_id is
    'Person it is attributed to; null when none was named.';
comment on column tolsel_bank.statement.login is 'Database role that did it.';
comment on column tolsel_bank.statement.request_id is
    'Request it belongs to; null when none was named.';

create table tolsel_bank.entry (
    tenant_id bigint not null,
    entry_id bigint generated always as identity,
    statement_id bigint not null,
    channel_id bigint not null,
    position integer not null,
    amount tolsel_core.money_amount not null,
    booked_on tolsel_core.calendar_date not null,
    day_from text not null,
    value_on tolsel_core.calendar_date,
    reference text,
    entry_key text not null generated always as (
        coalesce(reference, 'amount ' || trim_scale(amount)::text)) stored,
    occurrence integer not null,
    is_reversal boolean not null,
    payment_count integer not null,
    text tolsel_bank.printed_text,
    raw text,
    constraint entry_pkey primary key (tenant_id, entry_id),
    constraint entry_channel_id_key unique (tenant_id, entry_id, channel_id),
    constraint entry_reference_check check (char_length(reference) between 1 and 200),
    constraint entry_day_from_check check (day_from in ('booking', 'value', 'statement')),
    constraint entry_occurrence_check check (occurrence > 0),
    constraint entry_payment_count_check check (payment_count > 0),
    constraint entry_raw_check check (char_length(raw) <= 4100),
    constraint entry_statement_id_fkey foreign key (tenant_id, statement_id, channel_id)
        references tolsel_bank.statement (tenant_id, statement_id, channel_id)
);
-- Usage: the entries of a statement, in their order. Partial for the reason of the next.
create unique index entry_position_idx on tolsel_bank.entry (tenant_id, statement_id, position)
    where statement_id is not null;
-- Usage: an entry is told from all others of its account. Partial, though it holds every row,
-- because a session that begins while the table is small would else take it for as good as the
-- primary key.
create unique index entry_entry_key_idx
    on tolsel_bank.entry (tenant_id, channel_id, booked_on, entry_key, occurrence)
    where entry_key is not null;
comment on table tolsel_bank.entry is
    'One booked movement of an account, once, whichever statements and formats have brought it.';
comment on column tolsel_bank.entry.tenant_id is 'The business.';
comment on column tolsel_bank.entry.entry_id is 'Key within the tenant.';
comment on column tolsel_bank.entry.statement_id is 'The first statement that brought it.';
comment on column tolsel_bank.entry.channel_id is 'The channel.';
comment on column tolsel_bank.entry.position is 'Its place in the statement, from 1 on.';
comment on column tolsel_bank.entry.amount is
    'What it did to the account: above 0 came in, below 0 went out.';
comment on column tolsel_bank.entry.booked_on is 'Business day it counts for.';
comment on column tolsel_bank.entry.day_from is
    'booking; value or statement where no booking day was printed, and that one stands in.';
comment on column tolsel_bank.entry.value_on is 'Day it bears interest from; null: not told.';
comment on column tolsel_bank.entry.reference is 'The bank''s own reference; null: none.';
comment on column tolsel_bank.entry.entry_key is
    'The reference, or the amount where there is none: with the day and the occurrence it tells the
entry from all others.';
comment on column tolsel_bank.entry.occurrence is
    'The how-manieth it is of those of a day with the same key.';
comment on column tolsel_bank.entry.is_reversal is
    'True: the bank takes something back; the amount already has that direction.';
comment on column tolsel_bank.entry.payment_count is
    'How many payments the bank says it stands for.';
comment on column tolsel_bank.entry.text is 'What the bank says of it as a whole; null: nothing.';
comment on column tolsel_bank.entry.raw is 'The beginning of it as it was printed; null: not kept.';

create table tolsel_bank.rule (
    tenant_id bigint not null,
    rule_id bigint generated always as identity,
    name tolsel_core.short_text not null,
    kind text not null,
    priority integer not null,
    is_automatic boolean not null default false,
    is_active boolean not null default true,
    counterparty text,
    counterparty_account tolsel_bank.account_key,
    text_pattern text,
    min_amount tolsel_core.money_amount,
    max_amount tolsel_core.money_amount,
    account_id bigint,
    vendor_id bigint,
    customer_id bigint,
    days integer not null default 5,
    constraint rule_pkey primary key (tenant_id, rule_id),
    constraint rule_kind_check
        check (kind in ('posting', 'invoice', 'customer', 'vendor_bill', 'transfer', 'return',
            'account')),
    constraint rule_priority_check check (priority between 1 and 1000),
    constraint rule_counterparty_check check (char_length(counterparty) between 1 and 200),
    constraint rule_text_pattern_check check (char_length(text_pattern) between 1 and 200),
    constraint rule_amount_check check (min_amount <= max_amount),
    constraint rule_days_check check (days between 0 and 60),
    constraint rule_account_check
        check (
            (kind = 'account') = (account_id is not null)
            and (vendor_id is null or kind = 'vendor_bill')
            and (customer_id is null or kind = 'customer')
            -- What books whatever fits must say what it is that fits.
            and (kind <> 'account' or counterparty is not null
                or counterparty_account is not null or text_pattern is not null)),
    constraint rule_tenant_id_fkey
        foreign key (tenant_id) references tolsel_core.tenant (tenant_id),
    constraint rule_account_id_fkey foreign key (tenant_id, account_id)
        references tolsel_ledger.account (tenant_id, account_id),
    constraint rule_vendor_id_fkey foreign key (tenant_id, vendor_id)
        references tolsel_channel.vendor (tenant_id, vendor_id),
    constraint rule_customer_id_fkey foreign key (tenant_id, customer_id)
        references tolsel_billing.customer (tenant_id, customer_id)
);
-- Usage: a rule is set by its name. Partial for the reason of entry_entry_key_idx.
create unique index rule_name_idx on tolsel_bank.rule (tenant_id, name) where name is not null;
comment on table tolsel_bank.rule is
    'By what a payment is matched, in the order of priority: each rule finds one kind of thing, and
says whether it may be booked alone.';
comment on column tolsel_bank.rule.tenant_id is 'The business.';
comment on column tolsel_bank.rule.rule_id is 'Key within the tenant.';
comment on column tolsel_bank.rule.name is 'Name for people, unique within the tenant.';
comment on column tolsel_bank.rule.kind is
    'What it finds: posting (what the book has already), invoice (by a reference), customer (by who
pays and how much), vendor_bill, transfer (between own accounts), return (of a payment), or account:
books to account_id what its conditions describe.';
comment on column tolsel_bank.rule.priority is 'Lesser ones are asked first.';
comment on column tolsel_bank.rule.is_automatic is
    'True: what it finds exactly may be matched where the bank account matches alone.';
comment on column tolsel_bank.rule.is_active is 'False: it is not asked.';
comment on column tolsel_bank.rule.counterparty is
    'Only from or to one whose name holds this, in any case of letters; null: anybody.';
comment on column tolsel_bank.rule.counterparty_account is
    'Only from or to this account; null: any.';
comment on column tolsel_bank.rule.text_pattern is
    'Only what says this, in any case of letters; null: anything.';
comment on column tolsel_bank.rule.min_amount is 'Only this much or more, signed; null: any.';
comment on column tolsel_bank.rule.max_amount is 'Only this much or less, signed; null: any.';
comment on column tolsel_bank.rule.account_id is
    'Of kind account: what is booked against; else null.';
comment on column tolsel_bank.rule.vendor_id is
    'Of kind vendor_bill: only bills of this vendor; null: of the one the payment names.';
comment on column tolsel_bank.rule.customer_id is
    'Of kind customer: who pays; null: the customer whose name the payment has.';
comment on column tolsel_bank.rule.days is
    'How many days the bank and the book may lie apart where both have it.';

create table tolsel_bank.match (
    tenant_id bigint not null,
    match_id bigint generated always as identity,
    channel_id bigint not null,
    kind text not null,
    rule_id bigint,
    reason tolsel_core.long_text not null,
    amount tolsel_core.money_amount not null,
    detail_ids bigint[] not null,
    matched_at timestamptz not null default now(),
    user_id bigint,
    login text not null,
    request_id text,
    undone_at timestamptz,
    undo_reason text,
    constraint match_pkey primary key (tenant_id, match_id),
    constraint match_channel_id_key unique (tenant_id, match_id, channel_id),
    constraint match_kind_check
        check (kind in ('posting', 'invoice', 'vendor', 'transfer', 'return', 'account')),
    constraint match_detail_ids_check check (cardinality(detail_ids) > 0),
    constraint match_undo_check
        check (
            (undone_at is null) = (undo_reason is null)
            and char_length(undo_reason) between 1 and 1000),
    constraint match_channel_id_fkey foreign key (tenant_id, channel_id)
        references tolsel_bank.bank_account (tenant_id, channel_id),
    constraint match_rule_id_fkey foreign key (tenant_id, rule_id)
        references tolsel_bank.rule (tenant_id, rule_id)
);
-- Usage: what no validation has judged yet.
create index match_matched_at_idx on tolsel_bank.match (matched_at);
create index match_undone_at_idx on tolsel_bank.match (undone_at) where undone_at is not null;
-- Usage: everything that one request did.
create index match_request_id_idx on tolsel_bank.match (tenant_id, request_id)
    where request_id is not null;
comment on table tolsel_bank.match is
    'Payments of the bank and postings of the book that are the same money; undone ones stay.';
comment on column tolsel_bank.match.tenant_id is 'The business.';
comment on column tolsel_bank.match.match_id is 'Key within the tenant.';
comment on column tolsel_bank.match.channel_id is 'The channel.';
comment on column tolsel_bank.match.kind is
    'What it was matched with: posting, invoice, vendor, transfer, return or account.';
comment on column tolsel_bank.match.rule_id is 'The rule that found it; null: a person did.';
comment on column tolsel_bank.match.reason is 'Why, for people.';
comment on column tolsel_bank.match.amount is 'Sum of its payments, and of its postings.';
comment on column tolsel_bank.match.detail_ids is
    'Its payments, also after it was undone.';
comment on column tolsel_bank.match.matched_at is 'When it was made.';
comment on column tolsel_bank.match.user_id is
    'Person it is attributed to; null when none was named.';
comment on column tolsel_bank.match.login is 'Database role that did it.';
comment on column tolsel_bank.match.request_id is
    'Request it belongs to; null when none was named.';
comment on column tolsel_bank.match.undone_at is 'When it was undone; null: it stands.';
comment on column tolsel_bank.match.undo_reason is 'Why, for people; null: it stands.';

create table tolsel_bank.entry_detail (
    tenant_id bigint not null,
    detail_id bigint generated always as identity,
    entry_id bigint not null,
    channel_id bigint not null,
    detail_no integer not null,
    amount tolsel_core.money_amount not null,
    booked_on tolsel_core.calendar_date not null,
    printed_references text[] not null,
    reference_keys text[] not null,
    end_to_end text,
    counterparty text,
    counterparty_account text,
    text tolsel_bank.printed_text,
    charge_amount tolsel_core.unsigned_amount not null,
    is_charge_included boolean,
    match_id bigint,
    refusal tolsel_core.long_text,
    constraint entry_detail_pkey primary key (tenant_id, detail_id),
    constraint entry_detail_detail_no_check check (detail_no > 0),
    constraint entry_detail_refusal_check check (match_id is null or refusal is null),
    constraint entry_detail_end_to_end_check check (char_length(end_to_end) between 1 and 200),
    constraint entry_detail_counterparty_check
        check (char_length(counterparty) between 1 and 200),
    constraint entry_detail_counterparty_account_check
        check (char_length(counterparty_account) between 1 and 100),
    constraint entry_detail_entry_id_fkey foreign key (tenant_id, entry_id, channel_id)
        references tolsel_bank.entry (tenant_id, entry_id, channel_id),
    constraint entry_detail_match_id_fkey foreign key (tenant_id, match_id, channel_id)
        references tolsel_bank.match (tenant_id, match_id, channel_id)
);
-- Usage: the payments of a channel between two days. Partial for the reason of entry_entry_key_idx.
create index entry_detail_booked_on_idx
    on tolsel_bank.entry_detail (tenant_id, channel_id, booked_on)
    where booked_on is not null;
-- Usage: the payments of an entry, in their order. Partial for the reason of entry_entry_key_idx.
create unique index entry_detail_detail_no_idx
    on tolsel_bank.entry_detail (tenant_id, entry_id, detail_no)
    where entry_id is not null;
-- Usage: what of a channel is not matched yet, slice by slice.
create index entry_detail_open_idx on tolsel_bank.entry_detail (tenant_id, channel_id, detail_id)
    where match_id is null;
-- Usage: the payments of a match.
create index entry_detail_match_id_idx on tolsel_bank.entry_detail (tenant_id, match_id)
    where match_id is not null;
comment on table tolsel_bank.entry_detail is
    'What is matched: one payment of an entry, or the whole of it where its payments have no amounts
of their own. A row has one match, so nothing is matched twice.';
comment on column tolsel_bank.entry_detail.tenant_id is 'The business.';
comment on column tolsel_bank.entry_detail.detail_id is 'Key within the tenant.';
comment on column tolsel_bank.entry_detail.entry_id is 'The movement it is a part of.';
comment on column tolsel_bank.entry_detail.channel_id is 'The channel.';
comment on column tolsel_bank.entry_detail.detail_no is 'Its place in the entry, from 1 on.';
comment on column tolsel_bank.entry_detail.amount is
    'Signed; those of an entry add up to it.';
comment on column tolsel_bank.entry_detail.booked_on is 'entry.booked_on.';
comment on column tolsel_bank.entry_detail.printed_references is
    'References as they were printed, in their order.';
comment on column tolsel_bank.entry_detail.reference_keys is
    'What of the references and the text may name a document, in capitals without marks.';
comment on column tolsel_bank.entry_detail.end_to_end is
    'The reference its payer gave it; null: none.';
comment on column tolsel_bank.entry_detail.counterparty is
    'Who paid what came in, or got what went out; null: not told.';
comment on column tolsel_bank.entry_detail.counterparty_account is 'Its account; null: not told.';
comment on column tolsel_bank.entry_detail.text is 'What it was paid for; null: not told.';
comment on column tolsel_bank.entry_detail.charge_amount is
    'What banks took on the way, as they say; it explains the amount and is not in it.';
comment on column tolsel_bank.entry_detail.is_charge_included is
    'True: the amount is what was left; false: it was taken apart; null: not told.';
comment on column tolsel_bank.entry_detail.match_id is
    'The match that stands; null: not matched.';
comment on column tolsel_bank.entry_detail.refusal is
    'Code and text of the refusal that kept a rule from matching it when it was last tried; null:
nothing did, or it is matched.';

create table tolsel_bank.match_posting (
    tenant_id bigint not null,
    match_id bigint not null,
    channel_id bigint not null,
    journal_id bigint not null,
    amount tolsel_core.money_amount not null,
    posted_on tolsel_core.calendar_date not null,
    is_made boolean not null,
    undone_at timestamptz,
    constraint match_posting_pkey primary key (tenant_id, match_id, journal_id),
    constraint match_posting_match_id_fkey foreign key (tenant_id, match_id, channel_id)
        references tolsel_bank.match (tenant_id, match_id, channel_id),
    constraint match_posting_journal_id_fkey foreign key (tenant_id, journal_id)
        references tolsel_ledger.journal (tenant_id, journal_id)
);
-- Usage: a posting of a channel is matched once, until that is undone.
create unique index match_posting_journal_id_idx
    on tolsel_bank.match_posting (tenant_id, journal_id, channel_id)
    where undone_at is null;
comment on table tolsel_bank.match_posting is
    'The postings of the book that a match is about; their amounts add up to its.';
comment on column tolsel_bank.match_posting.tenant_id is 'The business.';
comment on column tolsel_bank.match_posting.match_id is 'The match.';
comment on column tolsel_bank.match_posting.channel_id is 'The channel.';
comment on column tolsel_bank.match_posting.journal_id is 'The journal that moved the channel.';
comment on column tolsel_bank.match_posting.amount is 'By how much it did.';
comment on column tolsel_bank.match_posting.posted_on is 'Business day it did on.';
comment on column tolsel_bank.match_posting.is_made is
    'True: the match has made its document; undoing it voids that.';
comment on column tolsel_bank.match_posting.undone_at is
    'match.undone_at: null while it stands.';

create table tolsel_bank.pending_entry (
    tenant_id bigint not null,
    pending_entry_id bigint generated always as identity,
    statement_id bigint not null,
    channel_id bigint not null,
    status text not null,
    amount tolsel_core.money_amount not null,
    expected_on tolsel_core.calendar_date not null,
    reference text,
    counterparty text,
    text tolsel_bank.printed_text,
    constraint pending_entry_pkey primary key (tenant_id, pending_entry_id),
    constraint pending_entry_status_check check (status in ('pending', 'information', 'future')),
    constraint pending_entry_reference_check check (char_length(reference) between 1 and 200),
    constraint pending_entry_counterparty_check
        check (char_length(counterparty) between 1 and 200),
    constraint pending_entry_statement_id_fkey foreign key (tenant_id, statement_id, channel_id)
        references tolsel_bank.statement (tenant_id, statement_id, channel_id)
);
-- Usage: what the last statement of a channel has pending.
create index pending_entry_statement_id_idx
    on tolsel_bank.pending_entry (tenant_id, statement_id);
comment on table tolsel_bank.pending_entry is
    'What a bank has told of and not booked. It is shown; nothing can be matched with it.';
comment on column tolsel_bank.pending_entry.tenant_id is 'The business.';
comment on column tolsel_bank.pending_entry.pending_entry_id is 'Key within the tenant.';
comment on column tolsel_bank.pending_entry.statement_id is 'The statement that told of it.';
comment on column tolsel_bank.pending_entry.channel_id is 'The channel.';
comment on column tolsel_bank.pending_entry.status is 'pending, information or future.';
comment on column tolsel_bank.pending_entry.amount is 'Signed, like that of an entry.';
comment on column tolsel_bank.pending_entry.expected_on is 'The day that is printed.';
comment on column tolsel_bank.pending_entry.reference is
    'The bank''s reference, under which it may come booked; null: none.';
comment on column tolsel_bank.pending_entry.counterparty is 'The other one; null: not told.';
comment on column tolsel_bank.pending_entry.text is 'What it is for; null: not told.';

create table tolsel_bank.difference_note (
    tenant_id bigint not null,
    difference_note_id bigint generated always as identity,
    channel_id bigint not null,
    noted_on tolsel_core.calendar_date not null,
    amount tolsel_core.money_amount not null,
    reason tolsel_core.long_text not null,
    noted_at timestamptz not null default now(),
    user_id bigint,
    login text not null,
    request_id text,
    constraint difference_note_pkey primary key (tenant_id, difference_note_id),
    constraint difference_note_channel_id_fkey foreign key (tenant_id, channel_id)
        references tolsel_bank.bank_account (tenant_id, channel_id)
);
-- Usage: the last note of a channel's day.
create index difference_note_noted_on_idx
    on tolsel_bank.difference_note (tenant_id, channel_id, noted_on, difference_note_id);
-- Usage: everything that one request did.
create index difference_note_request_id_idx on tolsel_bank.difference_note (tenant_id, request_id)
    where request_id is not null;
comment on table tolsel_bank.difference_note is
    'Why a difference between bank and book stays, said by somebody before the books are closed.';
comment on column tolsel_bank.difference_note.tenant_id is 'The business.';
comment on column tolsel_bank.difference_note.difference_note_id is 'Key within the tenant.';
comment on column tolsel_bank.difference_note.channel_id is 'The channel.';
comment on column tolsel_bank.difference_note.noted_on is 'The day at whose end it is there.';
comment on column tolsel_bank.difference_note.amount is
    'How much it was when the note was made: another amount needs another note.';
comment on column tolsel_bank.difference_note.reason is 'Why, for people.';
comment on column tolsel_bank.difference_note.noted_at is 'When it was noted.';
comment on column tolsel_bank.difference_note.user_id is
    'Person it is attributed to; null when none was named.';
comment on column tolsel_bank.difference_note.login is 'Database role that did it.';
comment on column tolsel_bank.difference_note.request_id is
    'Request it belongs to; null when none was named.';

create type tolsel_bank.proposal as (
    detail_id bigint,
    rule_id bigint,
    kind text,
    reason text,
    is_exact boolean,
    is_automatic boolean,
    customer_id bigint,
    invoice_ids bigint[],
    charge_amount numeric,
    discount_amount numeric,
    journal_ids bigint[],
    vendor_bill_id bigint,
    other_channel_id bigint,
    payment_id bigint,
    account_id bigint
);
comment on type tolsel_bank.proposal is
    'What a payment could be matched with, by which rule and why; is_exact: to the digit, and
nothing else fits as well.';

create type tolsel_bank.match_run as (
    examined integer,
    matched integer,
    refused integer,
    last_detail_id bigint
);
comment on type tolsel_bank.match_run is
    'What a run of the rules did: payments it looked at, those it matched, those it would have
matched and could not, and the last of them, from which the next run goes on.';

create type tolsel_bank.reconciliation as (
    business_date date,
    bank_balance numeric,
    book_balance numeric,
    unmatched_amount numeric,
    in_transit_amount numeric,
    pending_amount numeric,
    opening_difference numeric,
    unexplained_amount numeric
);
comment on type tolsel_bank.reconciliation is
    'Bank and book of a channel at the end of a day: bank - book = unmatched - in transit + opening
difference. The bank''s is what it has printed last. Unexplained is what is unmatched and what was
different before the first statement or is missing in a gap; pending is told beside it, and is no
money.';
