-- Payment channels: the methods and places of money, vendors and their bills, manual entries,
-- transfers, and the closing of a day. The daily book of a channel is the totals of days of
-- its account.
-- Locks nothing that exists. Takes less than a second.

create schema tolsel_channel;
comment on schema tolsel_channel is
    'Private tables and helpers of payment channels: drawers, banks and e-wallets, and their days.';

create table tolsel_channel.payment_method_template (
    method text not null,
    name text not null,
    icon text not null,
    category text not null,
    processing_minutes integer not null,
    has_unique_reference boolean not null,
    constraint payment_method_template_pkey primary key (method)
);
comment on table tolsel_channel.payment_method_template is
    'The payment methods every tenant is opened with.';
comment on column tolsel_channel.payment_method_template.method is 'payment_method.method.';
comment on column tolsel_channel.payment_method_template.name is 'payment_method.name.';
comment on column tolsel_channel.payment_method_template.icon is 'payment_method.icon.';
comment on column tolsel_channel.payment_method_template.category is 'payment_method.category.';
comment on column tolsel_channel.payment_method_template.processing_minutes is
    'payment_method.processing_minutes.';
comment on column tolsel_channel.payment_method_template.has_unique_reference is
    'payment_method.has_unique_reference.';

create table tolsel_channel.payment_method (
    tenant_id bigint not null,
    method text not null,
    name text not null,
    icon text not null,
    category text not null,
    processing_minutes integer not null,
    is_active boolean not null default true,
    has_unique_reference boolean not null default false,
    constraint payment_method_pkey primary key (tenant_id, method),
    constraint payment_method_method_check check (method ~ '^[a-z][a-z0-9_]{1,49}$'),
    constraint payment_method_name_check check (char_length(name) between 1 and 200),
    constraint payment_method_icon_check check (char_length(icon) between 1 and 100),
    constraint payment_method_category_check check (category ~ '^[a-z][a-z0-9_]{1,49}$'),
    constraint payment_method_processing_minutes_check
        check (processing_minutes between 0 and 525600),
    constraint payment_method_tenant_id_fkey
        foreign key (tenant_id) references tolsel_core.tenant (tenant_id)
);
comment on table tolsel_channel.payment_method is
    'How money is paid: the fourteen of the template and the tenant''s own.';
comment on column tolsel_channel.payment_method.tenant_id is 'The business.';
comment on column tolsel_channel.payment_method.method is
    'Key for programs, such as bank_transfer.';
comment on column tolsel_channel.payment_method.name is 'Name for people.';
comment on column tolsel_channel.payment_method.icon is 'Name of the picture a screen shows.';
comment on column tolsel_channel.payment_method.category is
    'Group it is listed in, such as bank, card or cash.';
comment on column tolsel_channel.payment_method.processing_minutes is
    'Minutes until such a payment is usually through; 0: at once.';
comment on column tolsel_channel.payment_method.is_active is 'False: no new payment may name it.';
comment on column tolsel_channel.payment_method.has_unique_reference is
    'True: a provider vouches that its reference is of one payment. False where customers or banks
give the numbers, as with cheques, cash and transfers: those may come twice.';

create table tolsel_channel.payment_channel (
    tenant_id bigint not null,
    channel_id bigint generated always as identity,
    name text not null,
    kind text not null,
    branch_id bigint not null,
    account_id bigint not null,
    is_active boolean not null default true,
    metadata tolsel_core.metadata not null default '{}',
    opened_at timestamptz not null default now(),
    constraint payment_channel_pkey primary key (tenant_id, channel_id),
    constraint payment_channel_name_key unique (tenant_id, name),
    constraint payment_channel_account_id_key unique (tenant_id, account_id),
    constraint payment_channel_name_check check (char_length(name) between 1 and 200),
    constraint payment_channel_kind_check
        check (kind in ('cash', 'bank', 'card', 'e_wallet', 'other')),
    constraint payment_channel_branch_id_fkey foreign key (tenant_id, branch_id)
        references tolsel_core.branch (tenant_id, branch_id),
    constraint payment_channel_account_id_fkey foreign key (tenant_id, account_id)
        references tolsel_ledger.account (tenant_id, account_id)
);
comment on table tolsel_channel.payment_channel is
    'A place where money is: a drawer, a bank account, an e-wallet. It is a ledger account, and its
daily book is that account''s daily totals. Deactivated, never deleted.';
comment on column tolsel_channel.payment_channel.tenant_id is 'The business.';
comment on column tolsel_channel.payment_channel.channel_id is 'Key within the tenant.';
comment on column tolsel_channel.payment_channel.name is 'Name, unique within the tenant.';
comment on column tolsel_channel.payment_channel.kind is 'cash, bank, card, e_wallet or other.';
comment on column tolsel_channel.payment_channel.branch_id is
    'The branch whose business day its movements count for.';
comment on column tolsel_channel.payment_channel.account_id is
    'Its ledger account, which also says the currency.';
comment on column tolsel_channel.payment_channel.is_active is
    'False: nothing new may name it; what it holds can still be transferred away.';
comment on column tolsel_channel.payment_channel.metadata is 'The caller''s own facts.';
comment on column tolsel_channel.payment_channel.opened_at is 'When it was opened.';

create table tolsel_channel.vendor (
    tenant_id bigint not null,
    vendor_id bigint generated always as identity,
    name text not null,
    account_id bigint not null,
    metadata tolsel_core.metadata not null default '{}',
    is_active boolean not null default true,
    opened_at timestamptz not null default now(),
    constraint vendor_pkey primary key (tenant_id, vendor_id),
    constraint vendor_name_key unique (tenant_id, name),
    constraint vendor_account_id_key unique (tenant_id, account_id),
    constraint vendor_name_check check (char_length(name) between 1 and 200),
    constraint vendor_account_id_fkey foreign key (tenant_id, account_id)
        references tolsel_ledger.account (tenant_id, account_id)
);
comment on table tolsel_channel.vendor is
    'Somebody the business buys from. What is owed to it is the balance of its payable account.';
comment on column tolsel_channel.vendor.tenant_id is 'The business.';
comment on column tolsel_channel.vendor.vendor_id is 'Key within the tenant.';
comment on column tolsel_channel.vendor.name is 'Name, unique within the tenant.';
comment on column tolsel_channel.vendor.account_id is
    'Its payable account, which also says the currency.';
comment on column tolsel_channel.vendor.metadata is 'The caller''s own facts.';
comment on column tolsel_channel.vendor.is_active is
    'False: no new bills of it are recorded; what it is owed is paid all the same.';
comment on column tolsel_channel.vendor.opened_at is 'When it was opened.';

create table tolsel_channel.vendor_bill (
    tenant_id bigint not null,
    vendor_bill_id bigint generated always as identity,
    vendor_id bigint not null,
    bill_number text not null,
    billed_on tolsel_core.calendar_date not null,
    due_on tolsel_core.calendar_date not null,
    total_amount tolsel_core.money_amount not null,
    paid_amount tolsel_core.money_amount not null default 0,
    balance_amount numeric not null generated always as (total_amount - paid_amount) stored,
    status text not null generated always as (
        case
            when voided_at is not null then 'void'
            when paid_amount = 0 then 'open'
            when paid_amount < total_amount then 'partial'
            else 'paid'
        end) stored,
    journal_id bigint not null,
    voided_at timestamptz,
    voided_on tolsel_core.calendar_date,
    void_reason text,
    void_journal_id bigint,
    recorded_at timestamptz not null default now(),
    user_id bigint,
    request_key tolsel_core.request_key,
    request_id text,
    metadata tolsel_core.metadata not null default '{}',
    constraint vendor_bill_pkey primary key (tenant_id, vendor_bill_id),
    constraint vendor_bill_bill_number_check check (char_length(bill_number) between 1 and 100),
    constraint vendor_bill_due_on_check check (due_on >= billed_on),
    constraint vendor_bill_total_amount_check check (total_amount > 0),
    constraint vendor_bill_paid_amount_check
        check (paid_amount >= 0 and paid_amount <= total_amount),
    constraint vendor_bill_void_reason_check check (char_length(void_reason) between 1 and 1000),
    constraint vendor_bill_void_check
        check (
            (voided_at is null) = (void_journal_id is null)
            and (voided_at is null) = (voided_on is null)
            and (voided_at is null) = (void_reason is null)
            and (voided_at is null or paid_amount = 0)),
    constraint vendor_bill_vendor_id_key unique (tenant_id, vendor_bill_id, vendor_id),
    constraint vendor_bill_vendor_id_fkey foreign key (tenant_id, vendor_id)
        references tolsel_channel.vendor (tenant_id, vendor_id),
    constraint vendor_bill_journal_id_fkey foreign key (tenant_id, journal_id)
        references tolsel_ledger.journal (tenant_id, journal_id),
    constraint vendor_bill_void_journal_id_fkey foreign key (tenant_id, void_journal_id)
        references tolsel_ledger.journal (tenant_id, journal_id)
);
-- Usage: one effect a key.
create unique index vendor_bill_request_key_idx
    on tolsel_channel.vendor_bill (tenant_id, request_key)
    where request_key is not null;
-- Usage: a vendor does not send one bill twice; a void one may come again.
create unique index vendor_bill_bill_number_idx
    on tolsel_channel.vendor_bill (tenant_id, vendor_id, bill_number)
    where voided_at is null;
-- Usage: everything that one request did.
create index vendor_bill_request_id_idx on tolsel_channel.vendor_bill (tenant_id, request_id)
    where request_id is not null;
-- Usage: the document behind an entry.
create unique index vendor_bill_journal_id_idx
    on tolsel_channel.vendor_bill (tenant_id, journal_id)
    where journal_id is not null;
-- Usage: what a vendor has open.
create index vendor_bill_open_idx on tolsel_channel.vendor_bill (tenant_id, vendor_id)
    where status in ('open', 'partial');
-- Usage: what was billed, or voided, after a day.
create index vendor_bill_billed_on_idx on tolsel_channel.vendor_bill (tenant_id, billed_on)
    where billed_on is not null;
create index vendor_bill_voided_on_idx on tolsel_channel.vendor_bill (tenant_id, voided_on)
    where voided_on is not null;
comment on table tolsel_channel.vendor_bill is 'What a vendor has billed.';
comment on column tolsel_channel.vendor_bill.tenant_id is 'The business.';
comment on column tolsel_channel.vendor_bill.vendor_bill_id is 'Key within the tenant.';
comment on column tolsel_channel.vendor_bill.vendor_id is 'Who billed it.';
comment on column tolsel_channel.vendor_bill.bill_number is
    'The vendor''s own number; unique for the vendor among bills that are not void.';
comment on column tolsel_channel.vendor_bill.billed_on is 'Business day it counts for.';
comment on column tolsel_channel.vendor_bill.due_on is 'Day by which it is to be paid.';
comment on column tolsel_channel.vendor_bill.total_amount is 'What was billed, above 0.';
comment on column tolsel_channel.vendor_bill.paid_amount is
    'Sum of its allocations; written by a trigger on vendor_allocation.';
comment on column tolsel_channel.vendor_bill.balance_amount is 'total_amount - paid_amount.';
comment on column tolsel_channel.vendor_bill.status is 'open, partial, paid or void.';
comment on column tolsel_channel.vendor_bill.journal_id is 'Journal that booked it.';
comment on column tolsel_channel.vendor_bill.voided_at is 'When it was voided; null: it stands.';
comment on column tolsel_channel.vendor_bill.voided_on is
    'Business day the void counts for; null: it stands.';
comment on column tolsel_channel.vendor_bill.void_reason is 'Why, for people; null: it stands.';
comment on column tolsel_channel.vendor_bill.void_journal_id is
    'Journal that reversed it; null: it stands.';
comment on column tolsel_channel.vendor_bill.recorded_at is 'When it was recorded.';
comment on column tolsel_channel.vendor_bill.user_id is
    'Person it is attributed to; null when none was named.';
comment on column tolsel_channel.vendor_bill.request_key is
    'The caller''s name for the request; null: not repeatable.';
comment on column tolsel_channel.vendor_bill.request_id is
    'Request it belongs to; null when none was named.';
comment on column tolsel_channel.vendor_bill.metadata is 'The caller''s own facts.';

create table tolsel_channel.vendor_payment (
    tenant_id bigint not null,
    vendor_payment_id bigint generated always as identity,
    vendor_id bigint not null,
    kind text not null default 'payment',
    vendor_bill_id bigint,
    channel_id bigint,
    method text,
    amount tolsel_core.money_amount not null,
    allocated_amount tolsel_core.money_amount not null default 0,
    refunded_amount tolsel_core.money_amount not null default 0,
    unapplied_amount numeric not null generated always as (
        case when voided_at is null then amount - allocated_amount - refunded_amount
            else 0 * amount end
    ) stored,
    paid_on tolsel_core.calendar_date not null,
    reference text,
    journal_id bigint not null,
    voided_at timestamptz,
    voided_on tolsel_core.calendar_date,
    void_reason text,
    void_journal_id bigint,
    recorded_at timestamptz not null default now(),
    user_id bigint,
    request_key tolsel_core.request_key,
    request_id text,
    metadata tolsel_core.metadata not null default '{}',
    constraint vendor_payment_pkey primary key (tenant_id, vendor_payment_id),
    constraint vendor_payment_vendor_id_key unique (tenant_id, vendor_payment_id, vendor_id),
    constraint vendor_payment_kind_check
        check (case kind
            when 'payment' then num_nonnulls(channel_id, method) = 2
            when 'credit_note' then num_nonnulls(channel_id, method) = 0 and reference is not null
            else false end),
    constraint vendor_payment_amount_check check (amount > 0),
    constraint vendor_payment_unapplied_amount_check
        check (
            allocated_amount >= 0 and refunded_amount >= 0
            and allocated_amount + refunded_amount <= amount
            and (voided_at is null or allocated_amount + refunded_amount = 0)),
    constraint vendor_payment_reference_check check (char_length(reference) between 1 and 200),
    constraint vendor_payment_void_reason_check check (char_length(void_reason) between 1 and 1000),
    constraint vendor_payment_void_check
        check (
            (voided_at is null) = (void_journal_id is null)
            and (voided_at is null) = (voided_on is null)
            and (voided_at is null) = (void_reason is null)),
    constraint vendor_payment_vendor_id_fkey foreign key (tenant_id, vendor_id)
        references tolsel_channel.vendor (tenant_id, vendor_id),
    constraint vendor_payment_vendor_bill_id_fkey foreign key (tenant_id, vendor_bill_id, vendor_id)
        references tolsel_channel.vendor_bill (tenant_id, vendor_bill_id, vendor_id),
    constraint vendor_payment_channel_id_fkey foreign key (tenant_id, channel_id)
        references tolsel_channel.payment_channel (tenant_id, channel_id),
    constraint vendor_payment_method_fkey foreign key (tenant_id, method)
        references tolsel_channel.payment_method (tenant_id, method),
    constraint vendor_payment_journal_id_fkey foreign key (tenant_id, journal_id)
        references tolsel_ledger.journal (tenant_id, journal_id),
    constraint vendor_payment_void_journal_id_fkey foreign key (tenant_id, void_journal_id)
        references tolsel_ledger.journal (tenant_id, journal_id)
);
-- Usage: one effect a key.
create unique index vendor_payment_request_key_idx
    on tolsel_channel.vendor_payment (tenant_id, request_key)
    where request_key is not null;
-- Usage: everything that one request did.
create index vendor_payment_request_id_idx on tolsel_channel.vendor_payment (tenant_id, request_id)
    where request_id is not null;
-- Usage: a vendor does not send one credit note twice; a void one may come again.
create unique index vendor_payment_reference_idx
    on tolsel_channel.vendor_payment (tenant_id, vendor_id, reference)
    where kind = 'credit_note' and voided_at is null;
-- Usage: what was paid, or voided, after a day.
create index vendor_payment_paid_on_idx on tolsel_channel.vendor_payment (tenant_id, paid_on)
    where paid_on is not null;
create index vendor_payment_voided_on_idx on tolsel_channel.vendor_payment (tenant_id, voided_on)
    where voided_on is not null;
-- Usage: the document behind an entry. Partial, though it holds every row, because a session that
-- begins while the table is small would else take it for as good as the primary key.
create unique index vendor_payment_journal_id_idx
    on tolsel_channel.vendor_payment (tenant_id, journal_id)
    where journal_id is not null;
-- Usage: what a vendor was paid ahead.
create index vendor_payment_vendor_id_idx on tolsel_channel.vendor_payment (tenant_id, vendor_id)
    where unapplied_amount > 0;
comment on table tolsel_channel.vendor_payment is
    'What lowers what a vendor is owed: money paid to it, or its credit note.';
comment on column tolsel_channel.vendor_payment.tenant_id is 'The business.';
comment on column tolsel_channel.vendor_payment.vendor_payment_id is 'Key within the tenant.';
comment on column tolsel_channel.vendor_payment.vendor_id is 'Who was paid, or credits.';
comment on column tolsel_channel.vendor_payment.kind is
    'payment, or credit_note: what a vendor takes off, in which no money moves.';
comment on column tolsel_channel.vendor_payment.vendor_bill_id is
    'The bill it was for from the start; null: on account. vendor_allocation says what it pays.';
comment on column tolsel_channel.vendor_payment.channel_id is
    'Where the money was taken from; null for a credit note.';
comment on column tolsel_channel.vendor_payment.method is
    'How it was paid; null for a credit note.';
comment on column tolsel_channel.vendor_payment.amount is 'What was paid or credited, above 0.';
comment on column tolsel_channel.vendor_payment.allocated_amount is
    'Sum of its allocations; written by a trigger on vendor_allocation.';
comment on column tolsel_channel.vendor_payment.refunded_amount is
    'Sum of its refunds that are not void; written by a trigger on vendor_refund.';
comment on column tolsel_channel.vendor_payment.unapplied_amount is
    'What of it pays no bill and was not refunded; 0 once it is void.';
comment on column tolsel_channel.vendor_payment.paid_on is 'Business day it counts for.';
comment on column tolsel_channel.vendor_payment.reference is
    'The bank''s or vendor''s own number for it; null: none. A credit note has one, unique for the
vendor among those that are not void.';
comment on column tolsel_channel.vendor_payment.journal_id is 'Journal that booked it.';
comment on column tolsel_channel.vendor_payment.voided_at is 'When it was voided; null: it stands.';
comment on column tolsel_channel.vendor_payment.voided_on is
    'Business day the void counts for; null: it stands.';
comment on column tolsel_channel.vendor_payment.void_reason is 'Why, for people; null: it stands.';
comment on column tolsel_channel.vendor_payment.void_journal_id is
    'Journal that reversed it; null: it stands.';
comment on column tolsel_channel.vendor_payment.recorded_at is 'When it was recorded.';
comment on column tolsel_channel.vendor_payment.user_id is
    'Person it is attributed to; null when none was named.';
comment on column tolsel_channel.vendor_payment.request_key is
    'The caller''s name for the request; null: not repeatable.';
comment on column tolsel_channel.vendor_payment.request_id is
    'Request it belongs to; null when none was named.';
comment on column tolsel_channel.vendor_payment.metadata is 'The caller''s own facts.';

create table tolsel_channel.vendor_line (
    tenant_id bigint not null,
    vendor_line_id bigint generated always as identity,
    vendor_bill_id bigint,
    vendor_payment_id bigint,
    line_no smallint not null,
    account_id bigint not null,
    amount tolsel_core.moved_amount not null,
    description text,
    constraint vendor_line_pkey primary key (tenant_id, vendor_line_id),
    constraint vendor_line_document_check
        check (num_nonnulls(vendor_bill_id, vendor_payment_id) = 1),
    constraint vendor_line_line_no_check check (line_no > 0),
    constraint vendor_line_description_check check (char_length(description) between 1 and 1000),
    constraint vendor_line_vendor_bill_id_fkey foreign key (tenant_id, vendor_bill_id)
        references tolsel_channel.vendor_bill (tenant_id, vendor_bill_id),
    constraint vendor_line_vendor_payment_id_fkey foreign key (tenant_id, vendor_payment_id)
        references tolsel_channel.vendor_payment (tenant_id, vendor_payment_id),
    constraint vendor_line_account_id_fkey foreign key (tenant_id, account_id)
        references tolsel_ledger.account (tenant_id, account_id)
);
-- Usage: the lines of a bill.
create unique index vendor_line_vendor_bill_id_idx
    on tolsel_channel.vendor_line (tenant_id, vendor_bill_id, line_no)
    where vendor_bill_id is not null;
-- Usage: the lines of a credit note.
create unique index vendor_line_vendor_payment_id_idx
    on tolsel_channel.vendor_line (tenant_id, vendor_payment_id, line_no)
    where vendor_payment_id is not null;
comment on table tolsel_channel.vendor_line is
    'The lines of vendors'' bills and credit notes: net and VAT, each with its account.';
comment on column tolsel_channel.vendor_line.tenant_id is 'The business.';
comment on column tolsel_channel.vendor_line.vendor_line_id is 'Key within the tenant.';
comment on column tolsel_channel.vendor_line.vendor_bill_id is
    'The bill; null: it is a line of a credit note.';
comment on column tolsel_channel.vendor_line.vendor_payment_id is
    'The credit note; null: it is a line of a bill.';
comment on column tolsel_channel.vendor_line.line_no is 'Place within the document, from 1.';
comment on column tolsel_channel.vendor_line.account_id is
    'Account it was bought for, such as an expense, or that holds the VAT.';
comment on column tolsel_channel.vendor_line.amount is
    'What the document says, below 0 for a discount; never 0.';
comment on column tolsel_channel.vendor_line.description is 'For people; null: none.';

create table tolsel_channel.vendor_allocation (
    tenant_id bigint not null,
    vendor_allocation_id bigint generated always as identity,
    vendor_payment_id bigint not null,
    vendor_bill_id bigint not null,
    vendor_id bigint not null,
    amount tolsel_core.money_amount not null,
    allocated_on tolsel_core.calendar_date not null,
    reverses_vendor_allocation_id bigint,
    allocated_at timestamptz not null default clock_timestamp(),
    user_id bigint,
    request_key tolsel_core.request_key,
    request_id text,
    constraint vendor_allocation_pkey primary key (tenant_id, vendor_allocation_id),
    constraint vendor_allocation_reversal_key
        unique (tenant_id, vendor_allocation_id, vendor_payment_id, vendor_bill_id),
    constraint vendor_allocation_amount_check
        check (case when reverses_vendor_allocation_id is null then amount > 0 else amount < 0 end),
    constraint vendor_allocation_vendor_payment_id_fkey
        foreign key (tenant_id, vendor_payment_id, vendor_id)
        references tolsel_channel.vendor_payment (tenant_id, vendor_payment_id, vendor_id),
    constraint vendor_allocation_vendor_bill_id_fkey
        foreign key (tenant_id, vendor_bill_id, vendor_id)
        references tolsel_channel.vendor_bill (tenant_id, vendor_bill_id, vendor_id),
    constraint vendor_allocation_reverses_vendor_allocation_id_fkey
        foreign key (
            tenant_id, reverses_vendor_allocation_id, vendor_payment_id, vendor_bill_id)
        references tolsel_channel.vendor_allocation (
            tenant_id, vendor_allocation_id, vendor_payment_id, vendor_bill_id)
);
-- Usage: one effect a key.
create unique index vendor_allocation_request_key_idx
    on tolsel_channel.vendor_allocation (tenant_id, request_key)
    where request_key is not null;
-- Usage: everything that one request did.
create index vendor_allocation_request_id_idx
    on tolsel_channel.vendor_allocation (tenant_id, request_id)
    where request_id is not null;
-- Usage: what has paid a bill.
create index vendor_allocation_vendor_bill_id_idx
    on tolsel_channel.vendor_allocation (tenant_id, vendor_bill_id)
    where vendor_bill_id is not null;
-- Usage: what a payment has paid.
create index vendor_allocation_vendor_payment_id_idx
    on tolsel_channel.vendor_allocation (tenant_id, vendor_payment_id, vendor_allocation_id)
    where vendor_payment_id is not null;
-- Usage: what of an allocation is reversed already.
create index vendor_allocation_reverses_vendor_allocation_id_idx
    on tolsel_channel.vendor_allocation (tenant_id, reverses_vendor_allocation_id)
    where reverses_vendor_allocation_id is not null;
-- Usage: what was allocated after a day.
create index vendor_allocation_allocated_on_idx
    on tolsel_channel.vendor_allocation (tenant_id, allocated_on)
    where allocated_on is not null;
-- Usage: what was allocated lately, for the validation.
create index vendor_allocation_allocated_at_idx
    on tolsel_channel.vendor_allocation using brin (allocated_at) with (pages_per_range = 8);
comment on table tolsel_channel.vendor_allocation is
    'What of a payment or credit note pays a bill. Append-only: taking it back is a reversal, a row
below 0. It moves no money, so it has no journal.';
comment on column tolsel_channel.vendor_allocation.tenant_id is 'The business.';
comment on column tolsel_channel.vendor_allocation.vendor_allocation_id is
    'Key within the tenant.';
comment on column tolsel_channel.vendor_allocation.vendor_payment_id is
    'The payment or credit note.';
comment on column tolsel_channel.vendor_allocation.vendor_bill_id is 'The bill.';
comment on column tolsel_channel.vendor_allocation.vendor_id is
    'The vendor of both, held by foreign keys.';
comment on column tolsel_channel.vendor_allocation.amount is 'Above 0; below 0 for a reversal.';
comment on column tolsel_channel.vendor_allocation.allocated_on is
    'Business day it counts for: never before the payment, the bill, or what it takes back.';
comment on column tolsel_channel.vendor_allocation.reverses_vendor_allocation_id is
    'The allocation that is taken back, in whole or in part; else null.';
comment on column tolsel_channel.vendor_allocation.allocated_at is
    'When it was written, by the wall clock.';
comment on column tolsel_channel.vendor_allocation.user_id is
    'Person it is attributed to; null when none was named.';
comment on column tolsel_channel.vendor_allocation.request_key is
    'The caller''s name for the request; null: not repeatable, or made by another command.';
comment on column tolsel_channel.vendor_allocation.request_id is
    'Request it belongs to; null when none was named.';

create table tolsel_channel.vendor_refund (
    tenant_id bigint not null,
    vendor_refund_id bigint generated always as identity,
    vendor_payment_id bigint not null,
    vendor_id bigint not null,
    channel_id bigint not null,
    method text not null,
    amount tolsel_core.money_amount not null,
    refunded_on tolsel_core.calendar_date not null,
    reason text,
    reference text,
    journal_id bigint not null,
    voided_at timestamptz,
    voided_on tolsel_core.calendar_date,
    void_reason text,
    void_journal_id bigint,
    recorded_at timestamptz not null default now(),
    user_id bigint,
    request_key tolsel_core.request_key,
    request_id text,
    metadata tolsel_core.metadata not null default '{}',
    constraint vendor_refund_pkey primary key (tenant_id, vendor_refund_id),
    constraint vendor_refund_amount_check check (amount > 0),
    constraint vendor_refund_reason_check check (char_length(reason) between 1 and 1000),
    constraint vendor_refund_reference_check check (char_length(reference) between 1 and 200),
    constraint vendor_refund_void_reason_check check (char_length(void_reason) between 1 and 1000),
    constraint vendor_refund_void_check
        check (
            (voided_at is null) = (void_journal_id is null)
            and (voided_at is null) = (voided_on is null)
            and (voided_at is null) = (void_reason is null)),
    constraint vendor_refund_vendor_payment_id_fkey
        foreign key (tenant_id, vendor_payment_id, vendor_id)
        references tolsel_channel.vendor_payment (tenant_id, vendor_payment_id, vendor_id),
    constraint vendor_refund_channel_id_fkey foreign key (tenant_id, channel_id)
        references tolsel_channel.payment_channel (tenant_id, channel_id),
    constraint vendor_refund_method_fkey foreign key (tenant_id, method)
        references tolsel_channel.payment_method (tenant_id, method),
    constraint vendor_refund_journal_id_fkey foreign key (tenant_id, journal_id)
        references tolsel_ledger.journal (tenant_id, journal_id),
    constraint vendor_refund_void_journal_id_fkey foreign key (tenant_id, void_journal_id)
        references tolsel_ledger.journal (tenant_id, journal_id)
);
-- Usage: one effect a key.
create unique index vendor_refund_request_key_idx
    on tolsel_channel.vendor_refund (tenant_id, request_key)
    where request_key is not null;
-- Usage: everything that one request did.
create index vendor_refund_request_id_idx on tolsel_channel.vendor_refund (tenant_id, request_id)
    where request_id is not null;
-- Usage: the document behind an entry.
create unique index vendor_refund_journal_id_idx
    on tolsel_channel.vendor_refund (tenant_id, journal_id)
    where journal_id is not null;
-- Usage: what came back of a payment.
create index vendor_refund_vendor_payment_id_idx
    on tolsel_channel.vendor_refund (tenant_id, vendor_payment_id)
    where vendor_payment_id is not null;
-- Usage: what came back, or was voided, after a day.
create index vendor_refund_refunded_on_idx on tolsel_channel.vendor_refund (tenant_id, refunded_on)
    where refunded_on is not null;
create index vendor_refund_voided_on_idx on tolsel_channel.vendor_refund (tenant_id, voided_on)
    where voided_on is not null;
comment on table tolsel_channel.vendor_refund is
    'Money that a vendor gave back, of a payment or for a credit note.';
comment on column tolsel_channel.vendor_refund.tenant_id is 'The business.';
comment on column tolsel_channel.vendor_refund.vendor_refund_id is 'Key within the tenant.';
comment on column tolsel_channel.vendor_refund.vendor_payment_id is
    'The payment or credit note of which nothing more is owed by the vendor.';
comment on column tolsel_channel.vendor_refund.vendor_id is
    'Its vendor, held by foreign key.';
comment on column tolsel_channel.vendor_refund.channel_id is 'Where the money came in.';
comment on column tolsel_channel.vendor_refund.method is 'How it came.';
comment on column tolsel_channel.vendor_refund.amount is 'What came back, above 0.';
comment on column tolsel_channel.vendor_refund.refunded_on is 'Business day it counts for.';
comment on column tolsel_channel.vendor_refund.reason is 'Why, for people; null: none.';
comment on column tolsel_channel.vendor_refund.reference is
    'The bank''s or vendor''s own number for it; null: none.';
comment on column tolsel_channel.vendor_refund.journal_id is 'Journal that booked it.';
comment on column tolsel_channel.vendor_refund.voided_at is 'When it was voided; null: it stands.';
comment on column tolsel_channel.vendor_refund.voided_on is
    'Business day the void counts for; null: it stands.';
comment on column tolsel_channel.vendor_refund.void_reason is 'Why, for people; null: it stands.';
comment on column tolsel_channel.vendor_refund.void_journal_id is
    'Journal that reversed it; null: it stands.';
comment on column tolsel_channel.vendor_refund.recorded_at is 'When it was recorded.';
comment on column tolsel_channel.vendor_refund.user_id is
    'Person it is attributed to; null when none was named.';
comment on column tolsel_channel.vendor_refund.request_key is
    'The caller''s name for the request; null: not repeatable.';
comment on column tolsel_channel.vendor_refund.request_id is
    'Request it belongs to; null when none was named.';
comment on column tolsel_channel.vendor_refund.metadata is 'The caller''s own facts.';

create table tolsel_channel.daily_entry (
    tenant_id bigint not null,
    daily_entry_id bigint generated always as identity,
    channel_id bigint not null,
    direction text not null,
    account_id bigint not null,
    amount tolsel_core.money_amount not null,
    entered_on tolsel_core.calendar_date not null,
    reason text not null,
    journal_id bigint not null,
    voided_at timestamptz,
    void_reason text,
    void_journal_id bigint,
    recorded_at timestamptz not null default now(),
    user_id bigint,
    login text not null,
    request_key tolsel_core.request_key,
    request_id text,
    metadata tolsel_core.metadata not null default '{}',
    constraint daily_entry_pkey primary key (tenant_id, daily_entry_id),
    constraint daily_entry_direction_check check (direction in ('in', 'out')),
    constraint daily_entry_amount_check check (amount > 0),
    constraint daily_entry_reason_check check (char_length(reason) between 1 and 1000),
    constraint daily_entry_void_reason_check check (char_length(void_reason) between 1 and 1000),
    constraint daily_entry_void_check
        check (
            (voided_at is null) = (void_journal_id is null)
            and (voided_at is null) = (void_reason is null)),
    constraint daily_entry_channel_id_fkey foreign key (tenant_id, channel_id)
        references tolsel_channel.payment_channel (tenant_id, channel_id),
    constraint daily_entry_account_id_fkey foreign key (tenant_id, account_id)
        references tolsel_ledger.account (tenant_id, account_id),
    constraint daily_entry_journal_id_fkey foreign key (tenant_id, journal_id)
        references tolsel_ledger.journal (tenant_id, journal_id),
    constraint daily_entry_void_journal_id_fkey foreign key (tenant_id, void_journal_id)
        references tolsel_ledger.journal (tenant_id, journal_id)
);
-- Usage: one effect a key.
create unique index daily_entry_request_key_idx
    on tolsel_channel.daily_entry (tenant_id, request_key)
    where request_key is not null;
-- Usage: everything that one request did.
create index daily_entry_request_id_idx on tolsel_channel.daily_entry (tenant_id, request_id)
    where request_id is not null;
-- Usage: the document behind an entry. Partial for the reason of vendor_payment_journal_id_idx.
create unique index daily_entry_journal_id_idx
    on tolsel_channel.daily_entry (tenant_id, journal_id)
    where journal_id is not null;
comment on table tolsel_channel.daily_entry is
    'Money put into or taken out of a channel by hand: an owner''s loan, postage from the drawer, a
deposit at the bank.';
comment on column tolsel_channel.daily_entry.tenant_id is 'The business.';
comment on column tolsel_channel.daily_entry.daily_entry_id is 'Key within the tenant.';
comment on column tolsel_channel.daily_entry.channel_id is 'The channel it moves.';
comment on column tolsel_channel.daily_entry.direction is 'in or out, as seen from the channel.';
comment on column tolsel_channel.daily_entry.account_id is 'The account it comes from or goes to.';
comment on column tolsel_channel.daily_entry.amount is 'What was moved, above 0.';
comment on column tolsel_channel.daily_entry.entered_on is 'Business day it counts for.';
comment on column tolsel_channel.daily_entry.reason is 'Why, for people.';
comment on column tolsel_channel.daily_entry.journal_id is 'Journal that booked it.';
comment on column tolsel_channel.daily_entry.voided_at is 'When it was voided; null: it stands.';
comment on column tolsel_channel.daily_entry.void_reason is 'Why, for people; null: it stands.';
comment on column tolsel_channel.daily_entry.void_journal_id is
    'Journal that reversed it; null: it stands.';
comment on column tolsel_channel.daily_entry.recorded_at is 'When it was recorded.';
comment on column tolsel_channel.daily_entry.user_id is
    'Person it is attributed to; null when none was named.';
comment on column tolsel_channel.daily_entry.login is 'Database role that did it.';
comment on column tolsel_channel.daily_entry.request_key is
    'The caller''s name for the request; null: not repeatable.';
comment on column tolsel_channel.daily_entry.request_id is
    'Request it belongs to; null when none was named.';
comment on column tolsel_channel.daily_entry.metadata is 'The caller''s own facts.';

create table tolsel_channel.channel_transfer (
    tenant_id bigint not null,
    channel_transfer_id bigint generated always as identity,
    from_channel_id bigint not null,
    to_channel_id bigint not null,
    amount tolsel_core.money_amount not null,
    left_on tolsel_core.calendar_date not null,
    arrived_on tolsel_core.calendar_date not null,
    note text,
    journal_id bigint not null,
    arrival_journal_id bigint,
    voided_at timestamptz,
    void_reason text,
    void_journal_id bigint,
    arrival_void_journal_id bigint,
    recorded_at timestamptz not null default now(),
    user_id bigint,
    request_key tolsel_core.request_key,
    request_id text,
    metadata tolsel_core.metadata not null default '{}',
    constraint channel_transfer_pkey primary key (tenant_id, channel_transfer_id),
    constraint channel_transfer_amount_check check (amount > 0),
    constraint channel_transfer_to_channel_id_check check (to_channel_id <> from_channel_id),
    constraint channel_transfer_note_check check (char_length(note) between 1 and 1000),
    constraint channel_transfer_void_reason_check
        check (char_length(void_reason) between 1 and 1000),
    constraint channel_transfer_void_check
        check (
            (voided_at is null) = (void_journal_id is null)
            and (voided_at is null) = (void_reason is null)
            and (void_journal_id is null or arrival_journal_id is null)
                = (arrival_void_journal_id is null)),
    constraint channel_transfer_from_channel_id_fkey foreign key (tenant_id, from_channel_id)
        references tolsel_channel.payment_channel (tenant_id, channel_id),
    constraint channel_transfer_to_channel_id_fkey foreign key (tenant_id, to_channel_id)
        references tolsel_channel.payment_channel (tenant_id, channel_id),
    constraint channel_transfer_journal_id_fkey foreign key (tenant_id, journal_id)
        references tolsel_ledger.journal (tenant_id, journal_id),
    constraint channel_transfer_arrival_journal_id_fkey foreign key (tenant_id, arrival_journal_id)
        references tolsel_ledger.journal (tenant_id, journal_id),
    constraint channel_transfer_void_journal_id_fkey foreign key (tenant_id, void_journal_id)
        references tolsel_ledger.journal (tenant_id, journal_id),
    constraint channel_transfer_arrival_void_journal_id_fkey
        foreign key (tenant_id, arrival_void_journal_id)
        references tolsel_ledger.journal (tenant_id, journal_id)
);
-- Usage: one effect a key.
create unique index channel_transfer_request_key_idx
    on tolsel_channel.channel_transfer (tenant_id, request_key)
    where request_key is not null;
-- Usage: everything that one request did.
create index channel_transfer_request_id_idx
    on tolsel_channel.channel_transfer (tenant_id, request_id)
    where request_id is not null;
-- Usage: the document behind an entry. Partial for the reason of vendor_payment_journal_id_idx.
create unique index channel_transfer_journal_id_idx
    on tolsel_channel.channel_transfer (tenant_id, journal_id)
    where journal_id is not null;
-- Usage: the document behind an entry.
create unique index channel_transfer_arrival_journal_id_idx
    on tolsel_channel.channel_transfer (tenant_id, arrival_journal_id)
    where arrival_journal_id is not null;
comment on table tolsel_channel.channel_transfer is
    'Money moved from one channel to another. Between branches, or overnight, it goes through cash
in transit, in two journals, each on its own channel''s day.';
comment on column tolsel_channel.channel_transfer.tenant_id is 'The business.';
comment on column tolsel_channel.channel_transfer.channel_transfer_id is 'Key within the tenant.';
comment on column tolsel_channel.channel_transfer.from_channel_id is 'Where it left.';
comment on column tolsel_channel.channel_transfer.to_channel_id is 'Where it arrived.';
comment on column tolsel_channel.channel_transfer.amount is 'What was moved, above 0.';
comment on column tolsel_channel.channel_transfer.left_on is
    'Business day it counts for where it left.';
comment on column tolsel_channel.channel_transfer.arrived_on is
    'Business day it counts for where it arrived.';
comment on column tolsel_channel.channel_transfer.note is 'For people; null: none.';
comment on column tolsel_channel.channel_transfer.journal_id is
    'Journal that booked it, or its leaving.';
comment on column tolsel_channel.channel_transfer.arrival_journal_id is
    'Journal that booked its arrival from cash in transit; null within one branch and day.';
comment on column tolsel_channel.channel_transfer.voided_at is
    'When it was voided; null: it stands.';
comment on column tolsel_channel.channel_transfer.void_reason is
    'Why, for people; null: it stands.';
comment on column tolsel_channel.channel_transfer.void_journal_id is
    'Journal that reversed journal_id; null: it stands.';
comment on column tolsel_channel.channel_transfer.arrival_void_journal_id is
    'Journal that reversed arrival_journal_id; null: it stands, or there was none.';
comment on column tolsel_channel.channel_transfer.recorded_at is 'When it was recorded.';
comment on column tolsel_channel.channel_transfer.user_id is
    'Person it is attributed to; null when none was named.';
comment on column tolsel_channel.channel_transfer.request_key is
    'The caller''s name for the request; null: not repeatable.';
comment on column tolsel_channel.channel_transfer.request_id is
    'Request it belongs to; null when none was named.';
comment on column tolsel_channel.channel_transfer.metadata is 'The caller''s own facts.';

create table tolsel_channel.day_close (
    tenant_id bigint not null,
    day_close_id bigint generated always as identity,
    channel_id bigint not null,
    closed_on tolsel_core.calendar_date not null,
    expected_amount tolsel_core.money_amount not null,
    counted_amount tolsel_core.money_amount,
    difference_amount numeric generated always as (counted_amount - expected_amount) stored,
    journal_id bigint,
    period_close_id bigint not null,
    note text,
    closed_at timestamptz not null default now(),
    user_id bigint,
    login text not null,
    request_id text,
    reopened_at timestamptz,
    reopen_reason text,
    void_journal_id bigint,
    constraint day_close_pkey primary key (tenant_id, day_close_id),
    constraint day_close_note_check check (char_length(note) between 1 and 1000),
    constraint day_close_journal_id_check
        check (
            (coalesce(counted_amount, expected_amount) = expected_amount) = (journal_id is null)),
    constraint day_close_reopen_reason_check
        check (char_length(reopen_reason) between 1 and 1000),
    constraint day_close_reopen_check
        check (
            (reopened_at is null) = (reopen_reason is null)
            and (reopened_at is null or journal_id is null) = (void_journal_id is null)),
    constraint day_close_channel_id_fkey foreign key (tenant_id, channel_id)
        references tolsel_channel.payment_channel (tenant_id, channel_id),
    constraint day_close_period_close_id_fkey foreign key (tenant_id, period_close_id)
        references tolsel_ledger.period_close (tenant_id, period_close_id),
    constraint day_close_journal_id_fkey foreign key (tenant_id, journal_id)
        references tolsel_ledger.journal (tenant_id, journal_id),
    constraint day_close_void_journal_id_fkey foreign key (tenant_id, void_journal_id)
        references tolsel_ledger.journal (tenant_id, journal_id)
);
-- Usage: a day of a channel is closed once, until it is reopened; the closed days of a channel.
create unique index day_close_closed_on_idx
    on tolsel_channel.day_close (tenant_id, channel_id, closed_on)
    where reopened_at is null;
-- Usage: the document behind an entry.
create unique index day_close_journal_id_idx on tolsel_channel.day_close (tenant_id, journal_id)
    where journal_id is not null;
-- Usage: everything that one request did.
create index day_close_request_id_idx on tolsel_channel.day_close (tenant_id, request_id)
    where request_id is not null;
comment on table tolsel_channel.day_close is
    'The closing of a channel''s day: what the book expected, what was counted, and the difference,
which is posted to cash over and short. Reopened ones stay.';
comment on column tolsel_channel.day_close.tenant_id is 'The business.';
comment on column tolsel_channel.day_close.day_close_id is 'Key within the tenant.';
comment on column tolsel_channel.day_close.channel_id is 'The channel.';
comment on column tolsel_channel.day_close.closed_on is
    'The last day that was closed; the days before it are closed too.';
comment on column tolsel_channel.day_close.expected_amount is
    'The book''s balance by the end of that day, before the difference was posted.';
comment on column tolsel_channel.day_close.counted_amount is
    'What was counted; null: nobody counted.';
comment on column tolsel_channel.day_close.difference_amount is
    'counted_amount - expected_amount: above 0 where too much was found. null: nobody counted.';
comment on column tolsel_channel.day_close.journal_id is
    'Journal that posted the difference; null where there was none.';
comment on column tolsel_channel.day_close.period_close_id is
    'The closing in the ledger, which keeps entries out.';
comment on column tolsel_channel.day_close.note is 'For people; null: none.';
comment on column tolsel_channel.day_close.closed_at is 'When it was closed.';
comment on column tolsel_channel.day_close.user_id is
    'Person it is attributed to; null when none was named.';
comment on column tolsel_channel.day_close.login is 'Database role that did it.';
comment on column tolsel_channel.day_close.request_id is
    'Request it belongs to; null when none was named.';
comment on column tolsel_channel.day_close.reopened_at is
    'When the day was opened again; null: it is closed.';
comment on column tolsel_channel.day_close.reopen_reason is 'Why, for people; null: it is closed.';
comment on column tolsel_channel.day_close.void_journal_id is
    'Journal that reversed journal_id at the reopening; else null.';

insert into tolsel_channel.payment_method_template
    (method, name, icon, category, processing_minutes, has_unique_reference) values
    ('bank_transfer', 'Bank Transfer', 'bank', 'bank', 1440, false),
    ('mobile_money', 'Mobile Money', 'phone', 'mobile', 5, true),
    ('card', 'Credit/Debit Card', 'card', 'card', 5, true),
    ('digital_wallet', 'Digital Wallet', 'wallet', 'mobile', 10, true),
    ('cryptocurrency', 'Cryptocurrency', 'coin', 'crypto', 60, true),
    ('cash', 'Cash', 'cash', 'cash', 5, false),
    ('cheque', 'Cheque', 'cheque', 'bank', 2880, false),
    ('ach', 'ACH', 'bank', 'bank', 2880, false),
    ('wire', 'Wire', 'bank', 'bank', 1440, false),
    ('direct_debit', 'Direct Debit', 'bank', 'bank', 1440, false),
    ('buy_now_pay_later', 'Buy Now Pay Later', 'calendar', 'credit', 0, true),
    ('invoice_financing', 'Invoice Financing', 'document', 'credit', 2880, false),
    ('paypal', 'PayPal', 'paypal', 'online', 5, true),
    ('stripe', 'Stripe', 'stripe', 'online', 5, true);

-- Tenants that are there already get the methods that new ones are opened with.
insert into tolsel_channel.payment_method
    (tenant_id, method, name, icon, category, processing_minutes, has_unique_reference)
select t.tenant_id, m.method, m.name, m.icon, m.category, m.processing_minutes,
    m.has_unique_reference
from tolsel_core.tenant t cross join tolsel_channel.payment_method_template m;
