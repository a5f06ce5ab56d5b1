-- The ledger: accounts, their balances, journals of entries, holds, daily totals, period closes.
-- Locks nothing that exists. Takes less than a second.

create schema tolsel_ledger;
comment on schema tolsel_ledger is
    'Private tables and helpers of the double-entry ledger; every other book is kept from it.';

create table tolsel_ledger.account (
    tenant_id bigint not null,
    account_id bigint generated always as identity,
    code text not null,
    name text not null,
    type text not null,
    sign smallint not null
        generated always as (case when type in ('asset', 'expense') then 1 else -1 end) stored,
    currency text not null,
    scale smallint not null,
    parent_account_id bigint,
    purpose text,
    managed_by text,
    is_managed boolean not null generated always as (managed_by is not null) stored,
    slots smallint not null default 1,
    has_daily_totals boolean not null default false,
    metadata tolsel_core.metadata not null default '{}',
    opened_at timestamptz not null default now(),
    constraint account_pkey primary key (tenant_id, account_id),
    constraint account_posting_key
        unique (
            tenant_id, account_id, sign, slots, currency, scale, is_managed, has_daily_totals),
    constraint account_code_check check (code ~ '^\S(.{0,98}\S)?$'),
    constraint account_name_check check (char_length(name) between 1 and 200),
    constraint account_type_check
        check (type in ('asset', 'liability', 'equity', 'revenue', 'expense')),
    constraint account_managed_by_check
        check (managed_by in ('billing', 'channel', 'exchange', 'wallet')),
    constraint account_slots_check check (slots between 1 and 256),
    constraint account_parent_account_id_check check (parent_account_id <> account_id),
    constraint account_tenant_id_fkey
        foreign key (tenant_id) references tolsel_core.tenant (tenant_id),
    constraint account_currency_fkey
        foreign key (currency, scale) references tolsel_core.currency (currency, scale),
    constraint account_parent_account_id_fkey foreign key (tenant_id, parent_account_id)
        references tolsel_ledger.account (tenant_id, account_id)
);
-- Usage: an account by its code, which names one. Partial, though it holds every row, because a
-- session that begins while the table is small would else take another key for as good.
create unique index account_code_idx on tolsel_ledger.account (tenant_id, code)
    where code is not null;
-- Usage: a domain finds the tenant's account for a purpose; at most one each.
create unique index account_purpose_idx on tolsel_ledger.account (tenant_id, purpose, currency)
    where purpose is not null;
comment on table tolsel_ledger.account is
    'The chart of accounts. A customer, a wallet and a payment channel each have an account here.';
comment on column tolsel_ledger.account.tenant_id is 'The business whose books these are.';
comment on column tolsel_ledger.account.account_id is 'Key within the tenant.';
comment on column tolsel_ledger.account.code is
    'The tenant''s own name for it, such as 4000 or cash:till-2; unique.';
comment on column tolsel_ledger.account.name is 'Name for people.';
comment on column tolsel_ledger.account.type is 'asset, liability, equity, revenue or expense.';
comment on column tolsel_ledger.account.sign is
    '1 where a debit raises the account, -1 where a credit does.';
comment on column tolsel_ledger.account.currency is 'The one currency of all its entries.';
comment on column tolsel_ledger.account.scale is 'Decimals of its currency, held by foreign key.';
comment on column tolsel_ledger.account.parent_account_id is
    'The account it is listed under; null at the top.';
comment on column tolsel_ledger.account.purpose is
    'What tolsel itself uses it for, such as retained_earnings; else null.';
comment on column tolsel_ledger.account.managed_by is
    'The domain that alone posts to it, so that its documents and its balance agree; null where
anyone may.';
comment on column tolsel_ledger.account.is_managed is 'True where managed_by names a domain.';
comment on column tolsel_ledger.account.slots is
    'Balance rows it is spread over, so that as many writers can post to it at once. One where a
limit must be exact.';
comment on column tolsel_ledger.account.has_daily_totals is
    'True where a trigger keeps the totals of each day.';
comment on column tolsel_ledger.account.metadata is 'The caller''s own facts.';
comment on column tolsel_ledger.account.opened_at is 'When it was opened, by the business clock.';

create table tolsel_ledger.chart_template (
    purpose text not null,
    code text not null,
    name text not null,
    type text not null,
    slots smallint not null,
    managed_by text,
    constraint chart_template_pkey primary key (purpose),
    constraint chart_template_code_key unique (code)
);
comment on table tolsel_ledger.chart_template is
    'The accounts every tenant is opened with, in its own currency.';
comment on column tolsel_ledger.chart_template.purpose is
    'What tolsel uses the account for; account.purpose.';
comment on column tolsel_ledger.chart_template.code is 'Code it is opened under.';
comment on column tolsel_ledger.chart_template.name is 'Name it is opened under.';
comment on column tolsel_ledger.chart_template.type is 'Type of the account.';
comment on column tolsel_ledger.chart_template.slots is 'Slots of the account.';
comment on column tolsel_ledger.chart_template.managed_by is
    'The domain whose accounts are listed under it, so that nothing is posted beside them: to the
account itself nobody posts. Else null.';

create table tolsel_ledger.journal (
    tenant_id bigint not null,
    journal_id bigint generated always as identity,
    created_at timestamptz not null default now(),
    user_id bigint,
    login text not null
        default coalesce(nullif(current_setting('role'), 'none'), session_user),
    reverses_journal_id bigint,
    hold_id bigint,
    description text,
    request_key tolsel_core.request_key,
    request_id text,
    metadata tolsel_core.metadata not null default '{}',
    constraint journal_pkey primary key (tenant_id, journal_id),
    constraint journal_description_check check (char_length(description) <= 1000),
    constraint journal_reverses_journal_id_fkey foreign key (tenant_id, reverses_journal_id)
        references tolsel_ledger.journal (tenant_id, journal_id)
) with (autovacuum_analyze_threshold = 5000);
-- Usage: one effect a key; only journals that have one pay for it.
create unique index journal_request_key_idx on tolsel_ledger.journal (tenant_id, request_key)
    where request_key is not null;
-- Usage: everything that one request did.
create index journal_request_id_idx on tolsel_ledger.journal (tenant_id, request_id)
    where request_id is not null;
-- Usage: what of a journal is reversed already.
create index journal_reverses_journal_id_idx
    on tolsel_ledger.journal (tenant_id, reverses_journal_id)
    where reverses_journal_id is not null;
-- Usage: what of a hold is captured already.
create index journal_hold_id_idx on tolsel_ledger.journal (tenant_id, hold_id)
    where hold_id is not null;
comment on table tolsel_ledger.journal is
    'One balanced posting of two or more entries. Append-only: a correction is a reversal. Not
analyzed while small: sessions would keep plans that scan it whole for their foreign-key checks.';
comment on column tolsel_ledger.journal.tenant_id is 'The business whose books these are.';
comment on column tolsel_ledger.journal.journal_id is 'Key within the tenant.';
comment on column tolsel_ledger.journal.created_at is
    'When the transaction that posted it began, by the wall clock; the order of booking is
entry.booked_at.';
comment on column tolsel_ledger.journal.user_id is
    'Person it is attributed to; null when none was named.';
comment on column tolsel_ledger.journal.login is 'Database role that posted it.';
comment on column tolsel_ledger.journal.reverses_journal_id is
    'The journal it reverses, in whole or in part; else null.';
comment on column tolsel_ledger.journal.hold_id is
    'The hold it captures, in whole or in part; else null.';
comment on column tolsel_ledger.journal.description is
    'What happened, for people; null when nothing was said.';
comment on column tolsel_ledger.journal.request_key is
    'The caller''s name for the request: posting it again answers with this journal. Null: not
repeatable.';
comment on column tolsel_ledger.journal.request_id is
    'Request it belongs to; null when none was named.';
comment on column tolsel_ledger.journal.metadata is 'The caller''s own facts.';

create table tolsel_ledger.balance (
    tenant_id bigint not null,
    account_id bigint not null,
    version bigint,
    last_booked_at timestamptz,
    closed_through_on tolsel_core.calendar_date,
    slot smallint not null,
    slots smallint not null,
    sign smallint not null,
    scale smallint not null,
    is_managed boolean not null,
    has_daily_totals boolean not null default false,
    currency text not null,
    balance tolsel_core.money_amount not null default 0,
    held_amount tolsel_core.unsigned_amount not null default 0,
    credit_limit tolsel_core.unsigned_amount,
    frozen_incident_id bigint,
    available numeric generated always as (sign * balance - held_amount + credit_limit) stored,
    constraint balance_pkey primary key (tenant_id, account_id, slot),
    -- 0.0 and not 0, here and wherever a payment writes: a constant of another type than its column
    -- is converted anew by each statement.
    constraint balance_version_check
        check (case when version is null then balance = 0.0 else version > 0 end),
    constraint balance_slot_check check (slot >= 0 and slot < slots),
    constraint balance_frozen_incident_id_check
        check (frozen_incident_id is null or closed_through_on = date '2199-12-31'),
    constraint balance_credit_limit_check
        check (credit_limit is null or slots = 1),
    constraint balance_available_check check (available >= 0.0),
    constraint balance_account_id_fkey
        foreign key (
            tenant_id, account_id, sign, slots, currency, scale, is_managed, has_daily_totals)
        references tolsel_ledger.account (
            tenant_id, account_id, sign, slots, currency, scale, is_managed, has_daily_totals)
        on update cascade
) with (fillfactor = 50);
comment on table tolsel_ledger.balance is
    'What an account stands at: one row for each slot, by constraint the sum of its entries. Every
posting locks its row. Without an index on an amount, and with room in each page, updates stay
within the page.';
comment on column tolsel_ledger.balance.tenant_id is 'The business whose books these are.';
comment on column tolsel_ledger.balance.account_id is 'The account.';
comment on column tolsel_ledger.balance.slot is
    '0 to slots - 1; the balance of the account is the sum over its slots.';
comment on column tolsel_ledger.balance.slots is
    'account.slots, held by foreign key, as is everything of the account that judging a line
needs.';
comment on column tolsel_ledger.balance.sign is 'account.sign, held by foreign key.';
comment on column tolsel_ledger.balance.scale is 'account.scale, held by foreign key.';
comment on column tolsel_ledger.balance.is_managed is 'account.is_managed, held by foreign key.';
comment on column tolsel_ledger.balance.has_daily_totals is
    'account.has_daily_totals, held by foreign key: only such accounts pay for the totals.';
comment on column tolsel_ledger.balance.currency is 'account.currency, held by foreign key.';
comment on column tolsel_ledger.balance.closed_through_on is
    'Entries of this day or before are refused; null while no period is closed, the last of all days
while the account is frozen.';
comment on column tolsel_ledger.balance.version is
    'Number of entries so far, which is the version of the last one; null before the first. With
balance it points at the last entry, by foreign key.';
comment on column tolsel_ledger.balance.last_booked_at is
    'entry.booked_at of the last entry; the next is never earlier.';
comment on column tolsel_ledger.balance.balance is
    'Sum of the entries: debit above 0, credit below.';
comment on column tolsel_ledger.balance.held_amount is 'Sum of the open holds.';
comment on column tolsel_ledger.balance.credit_limit is
    'How far beyond nothing the account may go, 0 or more; null: it is not guarded.';
comment on column tolsel_ledger.balance.frozen_incident_id is
    'The incident that froze the account; null: it is not frozen.';
comment on column tolsel_ledger.balance.available is
    'What can still be spent: never below 0, by constraint; null where the account is not guarded.';

create table tolsel_ledger.entry (
    tenant_id bigint not null,
    account_id bigint not null,
    version bigint not null,
    journal_id bigint not null,
    booked_at timestamptz not null,
    effective_on tolsel_core.calendar_date not null,
    slot smallint not null,
    line_no smallint not null,
    amount tolsel_core.moved_amount not null,
    balance_after tolsel_core.money_amount not null,
    constraint entry_pkey primary key (tenant_id, account_id, slot, version, balance_after),
    constraint entry_line_no_key unique (tenant_id, journal_id, line_no),
    constraint entry_journal_id_fkey foreign key (tenant_id, journal_id)
        references tolsel_ledger.journal (tenant_id, journal_id)
) with (autovacuum_analyze_threshold = 5000);
-- Usage: a statement of days, a balance at a day. Partial, though it holds every row, because the
-- checks of foreign keys would else take it for as good as the primary key, and walk a hot account.
create index entry_effective_on_idx on tolsel_ledger.entry (tenant_id, account_id, effective_on)
    where effective_on is not null;
comment on table tolsel_ledger.entry is
    'One line of a journal, numbered without gaps within its account and slot, with the balance
after it. Append-only.';
comment on column tolsel_ledger.entry.tenant_id is 'The business whose books these are.';
comment on column tolsel_ledger.entry.account_id is 'The account it moves.';
comment on column tolsel_ledger.entry.slot is 'The slot of the account that the writer took.';
comment on column tolsel_ledger.entry.version is
    '1, 2, 3 and so on within account and slot, in the order of booking.';
comment on column tolsel_ledger.entry.journal_id is 'The journal it is a line of.';
comment on column tolsel_ledger.entry.booked_at is
    'When it was booked, by the wall clock after the balance was locked; never earlier than the
version before it.';
comment on column tolsel_ledger.entry.effective_on is
    'The business day it counts for; may lie before the booking.';
comment on column tolsel_ledger.entry.line_no is 'Place within the journal, from 1.';
comment on column tolsel_ledger.entry.amount is 'Debit above 0, credit below; never 0.';
comment on column tolsel_ledger.entry.balance_after is
    'Balance of account and slot after this entry.';

alter table tolsel_ledger.balance add constraint balance_last_entry_fkey
    foreign key (tenant_id, account_id, slot, version, balance)
    references tolsel_ledger.entry (tenant_id, account_id, slot, version, balance_after);

create table tolsel_ledger.hold (
    tenant_id bigint not null,
    hold_id bigint generated always as identity,
    account_id bigint not null,
    slot smallint not null default 0,
    placed_at timestamptz not null default clock_timestamp(),
    expires_at timestamptz,
    closed_at timestamptz,
    user_id bigint,
    amount tolsel_core.money_amount not null,
    captured_amount tolsel_core.money_amount not null default 0,
    released_amount tolsel_core.money_amount not null default 0,
    open_amount numeric not null
        generated always as (amount - captured_amount - released_amount) stored,
    is_lasting boolean not null default false,
    is_open boolean not null generated always as (closed_at is null) stored,
    description text,
    request_key tolsel_core.request_key,
    request_id text,
    metadata tolsel_core.metadata not null default '{}',
    constraint hold_pkey primary key (tenant_id, hold_id),
    constraint hold_is_open_key unique (tenant_id, hold_id, account_id, is_open),
    constraint hold_amount_check check (case when is_lasting then amount >= 0 else amount > 0 end),
    constraint hold_captured_amount_check check (captured_amount >= 0),
    constraint hold_released_amount_check check (released_amount >= 0),
    constraint hold_open_amount_check check (captured_amount + released_amount <= amount),
    constraint hold_closed_at_check
        check (
            case when is_lasting
                then closed_at is null or captured_amount + released_amount = amount
                else (closed_at is null) = (amount > captured_amount + released_amount) end),
    constraint hold_is_lasting_check check (not is_lasting or expires_at is null),
    constraint hold_slot_check check (slot = 0),
    constraint hold_description_check check (char_length(description) <= 1000),
    constraint hold_account_id_fkey foreign key (tenant_id, account_id, slot)
        references tolsel_ledger.balance (tenant_id, account_id, slot)
) with (fillfactor = 70);
-- Usage: one effect a key.
create unique index hold_request_key_idx on tolsel_ledger.hold (tenant_id, request_key)
    where request_key is not null;
-- Usage: everything that one request did.
create index hold_request_id_idx on tolsel_ledger.hold (tenant_id, request_id)
    where request_id is not null;
-- Usage: the open holds of an account, and those of them that have expired.
create index hold_account_id_idx on tolsel_ledger.hold (tenant_id, account_id, expires_at)
    where is_open;
comment on table tolsel_ledger.hold is
    'Money set aside on an account: it counts as spent until it is captured, released or closed as
expired.';
comment on column tolsel_ledger.hold.tenant_id is 'The business whose books these are.';
comment on column tolsel_ledger.hold.hold_id is 'Key within the tenant.';
comment on column tolsel_ledger.hold.account_id is 'The account on which it is set aside.';
comment on column tolsel_ledger.hold.slot is
    'Always 0: holds stand on the first balance row of an account.';
comment on column tolsel_ledger.hold.placed_at is 'When it was placed, by the business clock.';
comment on column tolsel_ledger.hold.expires_at is
    'From when it may be closed as expired; null: never.';
comment on column tolsel_ledger.hold.closed_at is
    'When nothing of it was left open, or its owner closed it, by the business clock; null while it
is open.';
comment on column tolsel_ledger.hold.user_id is
    'Person it is attributed to; null when none was named.';
comment on column tolsel_ledger.hold.amount is
    'What was set aside, above 0; of a lasting hold all that ever was, which may be 0.';
comment on column tolsel_ledger.hold.captured_amount is
    'What of it was posted, by the journals that name this hold.';
comment on column tolsel_ledger.hold.released_amount is 'What of it was set free again.';
comment on column tolsel_ledger.hold.open_amount is 'What of it still counts as held.';
comment on column tolsel_ledger.hold.is_lasting is
    'True where the domain that manages the account owns it: it may grow, may have nothing open, and
ends only when its owner closes it. False: it ends with its last cent.';
comment on column tolsel_ledger.hold.is_open is
    'True until it is closed; a foreign key may ask for a hold of an account that is open.';
comment on column tolsel_ledger.hold.description is 'What it is for, for people.';
comment on column tolsel_ledger.hold.request_key is
    'The caller''s name for the request; null: not repeatable.';
comment on column tolsel_ledger.hold.request_id is
    'Request it belongs to; null when none was named.';
comment on column tolsel_ledger.hold.metadata is 'The caller''s own facts.';

alter table tolsel_ledger.journal add constraint journal_hold_id_fkey
    foreign key (tenant_id, hold_id) references tolsel_ledger.hold (tenant_id, hold_id);

create table tolsel_ledger.daily_total (
    tenant_id bigint not null,
    account_id bigint not null,
    effective_on tolsel_core.calendar_date not null,
    slot smallint not null,
    entry_count integer not null,
    debit_amount tolsel_core.unsigned_total not null,
    credit_amount tolsel_core.unsigned_total not null,
    constraint daily_total_pkey primary key (tenant_id, account_id, effective_on, slot),
    constraint daily_total_entry_count_check check (entry_count > 0)
) with (fillfactor = 70);
comment on table tolsel_ledger.daily_total is
    'Totals of each day for accounts with has_daily_totals, kept by a trigger on balance that no
posting can skip.';
comment on column tolsel_ledger.daily_total.tenant_id is 'The business whose books these are.';
comment on column tolsel_ledger.daily_total.account_id is 'The account.';
comment on column tolsel_ledger.daily_total.effective_on is 'The business day.';
comment on column tolsel_ledger.daily_total.slot is
    'The slot of the account: writers of different slots do not wait for each other.';
comment on column tolsel_ledger.daily_total.entry_count is 'Number of entries of that day.';
comment on column tolsel_ledger.daily_total.debit_amount is 'Sum of the debits, 0 or more.';
comment on column tolsel_ledger.daily_total.credit_amount is 'Sum of the credits, 0 or more.';

create table tolsel_ledger.daily_total_pending (
    tenant_id bigint not null,
    pending_id bigint generated always as identity,
    account_id bigint not null,
    effective_on tolsel_core.calendar_date not null,
    slot smallint not null,
    entry_count integer not null,
    debit_amount tolsel_core.unsigned_total not null,
    credit_amount tolsel_core.unsigned_total not null,
    parked_at timestamptz not null default clock_timestamp(),
    fault text not null,
    constraint daily_total_pending_pkey primary key (tenant_id, pending_id)
);
comment on table tolsel_ledger.daily_total_pending is
    'Totals that could not be added when their entries were posted: parked in the same commit,
counted by the book view, drained by a job.';
comment on column tolsel_ledger.daily_total_pending.tenant_id is
    'The business whose books these are.';
comment on column tolsel_ledger.daily_total_pending.pending_id is 'Key within the tenant.';
comment on column tolsel_ledger.daily_total_pending.account_id is 'The account.';
comment on column tolsel_ledger.daily_total_pending.effective_on is 'The business day.';
comment on column tolsel_ledger.daily_total_pending.slot is 'The slot of the account.';
comment on column tolsel_ledger.daily_total_pending.entry_count is 'Number of entries.';
comment on column tolsel_ledger.daily_total_pending.debit_amount is 'Sum of the debits, 0 or more.';
comment on column tolsel_ledger.daily_total_pending.credit_amount is
    'Sum of the credits, 0 or more.';
comment on column tolsel_ledger.daily_total_pending.parked_at is
    'When they were parked, by the wall clock.';
comment on column tolsel_ledger.daily_total_pending.fault is
    'SQLSTATE and message of what went wrong.';

create table tolsel_ledger.period_close (
    tenant_id bigint not null,
    period_close_id bigint generated always as identity,
    account_id bigint,
    recorded_at timestamptz not null default clock_timestamp(),
    closed_through_on tolsel_core.calendar_date,
    previous_through_on tolsel_core.calendar_date,
    user_id bigint,
    login text not null,
    request_id text,
    reason text not null,
    constraint period_close_pkey primary key (tenant_id, period_close_id),
    constraint period_close_change_check
        check (closed_through_on is distinct from previous_through_on),
    constraint period_close_reason_check check (char_length(reason) between 1 and 1000),
    constraint period_close_account_id_fkey foreign key (tenant_id, account_id)
        references tolsel_ledger.account (tenant_id, account_id)
);
-- Usage: the closing in force of one account, or of all.
create index period_close_account_id_idx
    on tolsel_ledger.period_close (tenant_id, account_id, period_close_id);
comment on table tolsel_ledger.period_close is
    'Every closing and reopening of all the books of a tenant, or of one account, append-only; the
newest of each kind is in force, and of the two the later day counts.';
comment on column tolsel_ledger.period_close.tenant_id is 'The business whose books these are.';
comment on column tolsel_ledger.period_close.period_close_id is 'Key within the tenant.';
comment on column tolsel_ledger.period_close.account_id is
    'The one account that is closed, such as a cash drawer at the end of its day; null: all.';
comment on column tolsel_ledger.period_close.recorded_at is
    'When it took effect, by the wall clock after all balances were locked.';
comment on column tolsel_ledger.period_close.closed_through_on is
    'Last closed day from then on; null: nothing is closed.';
comment on column tolsel_ledger.period_close.previous_through_on is
    'Last closed day until then; null: nothing was closed.';
comment on column tolsel_ledger.period_close.user_id is
    'Person it is attributed to; null when none was named.';
comment on column tolsel_ledger.period_close.login is 'Database role that did it.';
comment on column tolsel_ledger.period_close.request_id is
    'Request it belongs to; null when none was named.';
comment on column tolsel_ledger.period_close.reason is 'Why, for people.';

create table tolsel_ledger.year_close (
    tenant_id bigint not null,
    year_close_id bigint generated always as identity,
    reopens_year_close_id bigint,
    journal_id bigint,
    ended_on tolsel_core.calendar_date not null,
    previous_through_on tolsel_core.calendar_date,
    recorded_at timestamptz not null default clock_timestamp(),
    user_id bigint,
    login text not null,
    request_id text,
    reason text not null,
    constraint year_close_pkey primary key (tenant_id, year_close_id),
    constraint year_close_reason_check check (char_length(reason) between 1 and 1000),
    constraint year_close_reopens_year_close_id_fkey
        foreign key (tenant_id, reopens_year_close_id)
        references tolsel_ledger.year_close (tenant_id, year_close_id),
    constraint year_close_journal_id_fkey foreign key (tenant_id, journal_id)
        references tolsel_ledger.journal (tenant_id, journal_id)
);
-- Usage: a closing is reopened once; the closings that are in force.
create unique index year_close_reopens_year_close_id_idx
    on tolsel_ledger.year_close (tenant_id, reopens_year_close_id)
    where reopens_year_close_id is not null;
-- Usage: whether a journal closes a year, so that a profit and loss leaves it out.
create unique index year_close_journal_id_idx on tolsel_ledger.year_close (tenant_id, journal_id)
    where journal_id is not null;
comment on table tolsel_ledger.year_close is
    'Every closing of a year and every reopening, append-only: a closing takes what revenue and
expenses stand at to retained earnings, a reopening takes it back.';
comment on column tolsel_ledger.year_close.tenant_id is 'The business whose books these are.';
comment on column tolsel_ledger.year_close.year_close_id is 'Key within the tenant.';
comment on column tolsel_ledger.year_close.reopens_year_close_id is
    'The closing that is undone; null: this is a closing.';
comment on column tolsel_ledger.year_close.journal_id is
    'The closing journal, or the one that reverses it; null where nothing was earned or spent.';
comment on column tolsel_ledger.year_close.ended_on is 'Last business day of the year.';
comment on column tolsel_ledger.year_close.previous_through_on is
    'Last closed day of the books until then; null: nothing was closed.';
comment on column tolsel_ledger.year_close.recorded_at is
    'When it took effect, by the wall clock after all balances were locked.';
comment on column tolsel_ledger.year_close.user_id is
    'Person it is attributed to; null when none was named.';
comment on column tolsel_ledger.year_close.login is 'Database role that did it.';
comment on column tolsel_ledger.year_close.request_id is
    'Request it belongs to; null when none was named.';
comment on column tolsel_ledger.year_close.reason is 'Why, for people.';

create table tolsel_ledger.slot_mark (
    tenant_id bigint not null,
    account_id bigint not null,
    checked_version bigint not null default 0,
    sealed_version bigint not null default 0,
    slot smallint not null,
    checked_balance tolsel_core.money_amount not null default 0,
    constraint slot_mark_pkey primary key (tenant_id, account_id, slot)
) with (fillfactor = 70);
comment on table tolsel_ledger.slot_mark is
    'How far the entries of an account and slot have been judged and sealed. Versions have no gaps
and follow the row lock of the balance, so nothing that commits late hides below a mark.';
comment on column tolsel_ledger.slot_mark.tenant_id is 'The business whose books these are.';
comment on column tolsel_ledger.slot_mark.account_id is 'The account.';
comment on column tolsel_ledger.slot_mark.slot is 'The slot of the account.';
comment on column tolsel_ledger.slot_mark.checked_version is
    'Version through which a validation has judged the entries; 0: none.';
comment on column tolsel_ledger.slot_mark.checked_balance is 'Balance after that version.';
comment on column tolsel_ledger.slot_mark.sealed_version is
    'Version through which the entries are sealed; 0: none.';

create table tolsel_ledger.due_slot (
    tenant_id bigint not null,
    account_id bigint not null,
    checked_version bigint not null,
    slot smallint not null,
    checked_balance tolsel_core.money_amount not null,
    constraint due_slot_pkey primary key (tenant_id, account_id, slot)
);
comment on table tolsel_ledger.due_slot is
    'Slots with entries above their mark, while a validation runs: it notes them once, its checks
share them, and it leaves none behind. So nobody else ever sees a row.';
comment on column tolsel_ledger.due_slot.tenant_id is 'The business whose books these are.';
comment on column tolsel_ledger.due_slot.account_id is 'The account.';
comment on column tolsel_ledger.due_slot.slot is 'The slot of the account.';
comment on column tolsel_ledger.due_slot.checked_version is
    'Version through which its entries have been judged; 0: none.';
comment on column tolsel_ledger.due_slot.checked_balance is 'Balance after that version.';

create table tolsel_ledger.seal (
    tenant_id bigint not null,
    account_id bigint not null,
    from_version bigint not null,
    to_version bigint not null,
    sealed_at timestamptz not null default clock_timestamp(),
    slot smallint not null,
    hash bytea not null,
    constraint seal_pkey primary key (tenant_id, account_id, slot, to_version),
    constraint seal_from_version_key unique (tenant_id, account_id, slot, from_version),
    constraint seal_from_version_check check (from_version > 0 and from_version <= to_version),
    constraint seal_hash_check check (octet_length(hash) = 32)
);
comment on table tolsel_ledger.seal is
    'The chain of seals of an account and slot, append-only: each covers the entries of some
versions with their journals, and the seal before it.';
comment on column tolsel_ledger.seal.tenant_id is 'The business whose books these are.';
comment on column tolsel_ledger.seal.account_id is 'The account.';
comment on column tolsel_ledger.seal.slot is 'The slot of the account.';
comment on column tolsel_ledger.seal.from_version is 'First version it covers.';
comment on column tolsel_ledger.seal.to_version is 'Last version it covers.';
comment on column tolsel_ledger.seal.sealed_at is 'When it was made, by the wall clock.';
comment on column tolsel_ledger.seal.hash is
    'sha256 of the hash before it, the account and each entry, see tolsel_ledger.seal_hash.';

create type tolsel_ledger.line as (
    journal_no integer,
    line_no integer,
    account_id bigint,
    amount numeric,
    effective_on date,
    currency text
);
comment on type tolsel_ledger.line is
    'One line to be posted: its journal and its place in the call, what it moves, and the currency
it claims (null: any).';

create type tolsel_ledger.head as (
    journal_no integer,
    description text,
    metadata jsonb,
    request_key text,
    reverses_journal_id bigint,
    hold_id bigint
);
comment on type tolsel_ledger.head is 'One journal to be posted, without its lines.';

create type tolsel_ledger.hold_move as (
    hold_id bigint,
    account_id bigint,
    grown_amount numeric,
    captured_amount numeric,
    released_amount numeric,
    is_closing boolean
);
comment on type tolsel_ledger.hold_move is
    'What happens to a lasting hold: what is added to it, what of it is captured and what released,
each 0 or more, and whether it is closed, which sets the rest of it free.';

insert into tolsel_ledger.chart_template (purpose, code, name, type, slots, managed_by) values
    ('cash_and_banks', '1000', 'Cash and banks', 'asset', 1, 'channel'),
    ('undeposited_funds', '1050', 'Undeposited funds', 'asset', 8, null),
    ('cash_in_transit', '1060', 'Cash in transit', 'asset', 8, null),
    ('currency_exchange', '1070', 'Currency exchange', 'asset', 8, 'exchange'),
    ('currency_valuation', '1080', 'Currency valuation', 'asset', 1, 'exchange'),
    ('receivables', '1200', 'Receivables', 'asset', 1, 'billing'),
    ('payables', '2000', 'Payables', 'liability', 1, 'channel'),
    ('wallets', '2060', 'Prepaid wallets', 'liability', 1, 'wallet'),
    ('customer_credit', '2050', 'Customer credit', 'liability', 8, null),
    ('tax_payable', '2200', 'Tax payable', 'liability', 8, null),
    ('opening_balance', '3000', 'Opening balances', 'equity', 8, null),
    ('retained_earnings', '3900', 'Retained earnings', 'equity', 1, null),
    ('revenue', '4000', 'Revenue', 'revenue', 8, null),
    ('breakage', '4060', 'Expired credit', 'revenue', 8, null),
    ('currency_gain', '4070', 'Currency gains', 'revenue', 1, null),
    ('expense', '6000', 'Expenses', 'expense', 8, null),
    ('promotion', '6060', 'Credit granted', 'expense', 8, null),
    ('exchange_rounding', '6070', 'Exchange rounding', 'expense', 8, null),
    ('currency_loss', '6080', 'Currency losses', 'expense', 1, null),
    ('over_short', '6800', 'Cash over and short', 'expense', 8, null),
    ('write_off', '6900', 'Write-offs', 'expense', 8, null),
    ('suspense', '9999', 'Suspense', 'asset', 8, null);
