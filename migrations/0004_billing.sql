-- Billing: customers, invoices with gapless numbers, payments and their attempts, allocations,
-- refunds, and the report of a branch's day.
-- Locks nothing that exists. Takes less than a second.

create schema tolsel_billing;
comment on schema tolsel_billing is
    'Private tables and helpers of billing: customers, invoices, payments, allocations, refunds.';

-- What is true of one column alone is a domain where rows are written with every payment: a session
-- reads a domain's rule once, a table's in every statement.
create domain tolsel_billing.reference as text
    constraint reference_sane check (char_length(value) >= 1 and char_length(value) <= 100);
comment on domain tolsel_billing.reference is
    'What a row is called elsewhere, such as in the tenant''s own files: 1 to 100 characters.';
create domain tolsel_billing.email_address as text
    constraint email_address_sane check (char_length(value) >= 3 and char_length(value) <= 320);
comment on domain tolsel_billing.email_address is 'An e-mail address.';
create domain tolsel_billing.phone_number as text
    constraint phone_number_sane check (char_length(value) >= 1 and char_length(value) <= 50);
comment on domain tolsel_billing.phone_number is 'A telephone number, as people write it.';
create domain tolsel_billing.invoice_kind as text
    constraint invoice_kind_known check (value in ('invoice', 'debit_note'));
comment on domain tolsel_billing.invoice_kind is
    'invoice, or debit_note: what a customer owes otherwise, by an adjustment.';
create domain tolsel_billing.payment_kind as text
    constraint payment_kind_known check (value in ('payment', 'credit_note', 'top_up'));
comment on domain tolsel_billing.payment_kind is
    'payment; credit_note: the half of a credit note that pays; or top_up: what is paid into an
account of another domain.';
create domain tolsel_billing.payment_status as text
    constraint payment_status_known
        check (value in ('open', 'completed', 'failed', 'unknown', 'void'));
comment on domain tolsel_billing.payment_status is
    'open (a provider has not answered), completed, failed, unknown (it never answered) or void.';
create domain tolsel_billing.attempt_status as text
    constraint attempt_status_known
        check (value in ('initiated', 'completed', 'failed', 'unknown'));
comment on domain tolsel_billing.attempt_status is
    'initiated, then completed, failed, or unknown where nobody answered.';
create domain tolsel_billing.surplus as text
    constraint surplus_known check (value in ('refuse', 'keep'));
comment on domain tolsel_billing.surplus is
    'What to do with more than is open: refuse, or keep as credit.';

create table tolsel_billing.customer (
    tenant_id bigint not null,
    customer_id bigint generated always as identity,
    name tolsel_core.short_text not null,
    code tolsel_billing.reference,
    email tolsel_billing.email_address,
    phone tolsel_billing.phone_number,
    account_id bigint not null,
    currency text not null,
    scale smallint not null,
    owed_limit tolsel_core.unsigned_amount,
    payment_count bigint not null default 0,
    payment_total tolsel_core.unsigned_total not null default 0,
    average_payment_amount numeric generated always as (
        case when payment_count > 0 then round(payment_total / payment_count, scale::integer) end
    ) stored,
    last_payment_on tolsel_core.calendar_date,
    metadata tolsel_core.metadata not null default '{}',
    is_active boolean not null default true,
    forgotten_at timestamptz,
    merged_into_id bigint,
    opened_at timestamptz not null default now(),
    constraint customer_payment_count_check
        check (payment_count >= 0 and (payment_count = 0) = (last_payment_on is null)),
    constraint customer_currency_key unique (tenant_id, customer_id, currency),
    constraint customer_currency_fkey foreign key (currency, scale)
        references tolsel_core.currency (currency, scale),
    constraint customer_account_id_fkey foreign key (tenant_id, account_id)
        references tolsel_ledger.account (tenant_id, account_id),
    constraint customer_merged_into_id_check check (merged_into_id is null or not is_active)
) with (fillfactor = 70);
-- The key comes after the one of the currency, for the reason of payment_customer_id_key.
alter table tolsel_billing.customer
    add constraint customer_pkey primary key (tenant_id, customer_id),
    add constraint customer_merged_into_id_fkey foreign key (tenant_id, merged_into_id)
        references tolsel_billing.customer (tenant_id, customer_id);
-- Usage: a customer by the tenant's own number; an import finds what it has opened.
create unique index customer_code_idx on tolsel_billing.customer (tenant_id, code)
    where code is not null;
-- Usage: one customer an account. Partial for the reason of customer_name_idx.
create unique index customer_account_id_idx on tolsel_billing.customer (tenant_id, account_id)
    where account_id is not null;
-- Usage: who was merged into a customer.
create index customer_merged_into_id_idx on tolsel_billing.customer (tenant_id, merged_into_id)
    where merged_into_id is not null;
-- Usage: search by name. Partial, though it holds every row, because a session that begins while
-- the table is small would else take it for as good as the primary key, and walk all customers for
-- one.
create index customer_name_idx on tolsel_billing.customer (tenant_id, name text_pattern_ops)
    where name is not null;
comment on table tolsel_billing.customer is
    'Somebody who is invoiced. What is owed is the balance of the receivable account: above 0 owed,
below 0 credit. Everything that happens to the customer''s invoices and payments locks its row.';
comment on column tolsel_billing.customer.tenant_id is 'The business.';
comment on column tolsel_billing.customer.customer_id is 'Key within the tenant.';
comment on column tolsel_billing.customer.name is 'Name for people.';
comment on column tolsel_billing.customer.code is
    'The tenant''s own number for the customer, unique; null: none.';
comment on column tolsel_billing.customer.email is 'Address; null: none.';
comment on column tolsel_billing.customer.phone is 'Number; null: none.';
comment on column tolsel_billing.customer.account_id is 'The receivable account.';
comment on column tolsel_billing.customer.currency is
    'The one currency of the account, the invoices and the payments.';
comment on column tolsel_billing.customer.scale is 'Decimals of the currency, held by foreign key.';
comment on column tolsel_billing.customer.owed_limit is
    'No invoice may bring what is owed above it; null: no limit.';
comment on column tolsel_billing.customer.payment_count is
    'Completed payments that are not void; credit notes do not count.';
comment on column tolsel_billing.customer.payment_total is 'Sum of those payments.';
comment on column tolsel_billing.customer.average_payment_amount is
    'payment_total / payment_count, rounded to the currency; null before the first.';
comment on column tolsel_billing.customer.last_payment_on is
    'Latest payment.paid_on of those payments; null before the first.';
comment on column tolsel_billing.customer.metadata is 'The caller''s own facts.';
comment on column tolsel_billing.customer.is_active is
    'False: it gets no new invoices; what it owes is paid all the same.';
comment on column tolsel_billing.customer.forgotten_at is
    'When its name and contact were forgotten; null: they were not.';
comment on column tolsel_billing.customer.merged_into_id is
    'The customer that has taken over what was open; null: none.';
comment on column tolsel_billing.customer.opened_at is 'When it was opened.';

create table tolsel_billing.retention (
    tenant_id bigint not null,
    kept_years smallint not null,
    constraint retention_pkey primary key (tenant_id),
    constraint retention_kept_years_check check (kept_years >= 0 and kept_years <= 100),
    constraint retention_tenant_id_fkey
        foreign key (tenant_id) references tolsel_core.tenant (tenant_id)
);
comment on table tolsel_billing.retention is
    'For how long a business must know who its customers were; where it has no row, for 10 years.';
comment on column tolsel_billing.retention.tenant_id is 'The business.';
comment on column tolsel_billing.retention.kept_years is
    'Years after the last entry of a customer.';

create table tolsel_billing.number_series (
    tenant_id bigint not null,
    series text not null,
    last_number bigint not null,
    constraint number_series_pkey primary key (tenant_id, series),
    constraint number_series_series_check check (series ~ '^[A-Z0-9][A-Z0-9-]{0,19}$'),
    constraint number_series_last_number_check check (last_number > 0),
    constraint number_series_tenant_id_fkey
        foreign key (tenant_id) references tolsel_core.tenant (tenant_id)
) with (fillfactor = 50);
comment on table tolsel_billing.number_series is
    'The last invoice number of each series: a row, not a sequence, so that numbers have no gaps.';
comment on column tolsel_billing.number_series.tenant_id is 'The business.';
comment on column tolsel_billing.number_series.series is 'Name, such as INV or INV-2026.';
comment on column tolsel_billing.number_series.last_number is 'The number given last.';

create table tolsel_billing.cash_rounding (
    tenant_id bigint not null,
    currency text not null,
    step_amount tolsel_core.positive_amount,
    account_id bigint not null,
    constraint cash_rounding_pkey primary key (tenant_id, currency),
    constraint cash_rounding_tenant_id_fkey
        foreign key (tenant_id) references tolsel_core.tenant (tenant_id),
    constraint cash_rounding_currency_fkey
        foreign key (currency) references tolsel_core.currency (currency),
    constraint cash_rounding_account_id_fkey foreign key (tenant_id, account_id)
        references tolsel_ledger.account (tenant_id, account_id)
);
comment on table tolsel_billing.cash_rounding is
    'What is paid in cash is rounded to, where a currency lacks its smallest coins.';
comment on column tolsel_billing.cash_rounding.tenant_id is 'The business.';
comment on column tolsel_billing.cash_rounding.currency is 'The currency.';
comment on column tolsel_billing.cash_rounding.step_amount is
    'Amounts of cash are multiples of it, such as 0.05; null: cash is not rounded.';
comment on column tolsel_billing.cash_rounding.account_id is
    'Where the differences go.';

create table tolsel_billing.suspense (
    tenant_id bigint not null,
    suspense_id bigint generated always as identity,
    channel_id bigint not null,
    method text not null,
    amount tolsel_core.positive_amount not null,
    assigned_amount tolsel_core.unsigned_amount not null default 0,
    received_on tolsel_core.calendar_date not null,
    payer tolsel_core.short_text,
    reference tolsel_core.short_text,
    journal_id bigint not null,
    voided_at timestamptz,
    voided_on tolsel_core.calendar_date,
    void_reason text,
    void_journal_id bigint,
    recorded_at timestamptz not null default now(),
    user_id bigint,
    login text not null
        default coalesce(nullif(current_setting('role'), 'none'), session_user),
    request_key tolsel_core.request_key,
    request_id text,
    metadata tolsel_core.metadata not null default '{}',
    constraint suspense_pkey primary key (tenant_id, suspense_id),
    constraint suspense_assigned_amount_check
        check (assigned_amount <= case when voided_at is null then amount else 0.0 end),
    constraint suspense_void_check
        check (
            (voided_at is null) = (voided_on is null)
            and (voided_on is null or voided_on >= received_on)
            and (voided_at is null) = (void_reason is null)
            and (voided_at is null) = (void_journal_id is null)),
    constraint suspense_method_fkey foreign key (tenant_id, method)
        references tolsel_channel.payment_method (tenant_id, method),
    constraint suspense_channel_id_fkey foreign key (tenant_id, channel_id)
        references tolsel_channel.payment_channel (tenant_id, channel_id),
    constraint suspense_journal_id_fkey foreign key (tenant_id, journal_id)
        references tolsel_ledger.journal (tenant_id, journal_id),
    constraint suspense_void_journal_id_fkey foreign key (tenant_id, void_journal_id)
        references tolsel_ledger.journal (tenant_id, journal_id)
);
-- Usage: one effect a key.
create unique index suspense_request_key_idx
    on tolsel_billing.suspense (tenant_id, request_key)
    where request_key is not null;
-- Usage: everything that one request did.
create index suspense_request_id_idx on tolsel_billing.suspense (tenant_id, request_id)
    where request_id is not null;
-- Usage: the document behind an entry. Partial for the reason of customer_name_idx.
create unique index suspense_journal_id_idx on tolsel_billing.suspense (tenant_id, journal_id)
    where journal_id is not null;
comment on table tolsel_billing.suspense is
    'Money of an unknown payer, or for several customers: it is in a channel, and nobody''s until it
is assigned.';
comment on column tolsel_billing.suspense.tenant_id is 'The business.';
comment on column tolsel_billing.suspense.suspense_id is 'Key within the tenant.';
comment on column tolsel_billing.suspense.channel_id is 'Where the money is.';
comment on column tolsel_billing.suspense.method is 'How it was paid.';
comment on column tolsel_billing.suspense.amount is 'What came in, above 0.';
comment on column tolsel_billing.suspense.assigned_amount is
    'What of it payments of customers say is theirs.';
comment on column tolsel_billing.suspense.received_on is 'Business day on which it came.';
comment on column tolsel_billing.suspense.payer is
    'What is known of who paid; null: nothing.';
comment on column tolsel_billing.suspense.reference is 'What was written with it; null: nothing.';
comment on column tolsel_billing.suspense.journal_id is 'Journal that booked it.';
comment on column tolsel_billing.suspense.voided_at is 'When it was voided; null: it stands.';
comment on column tolsel_billing.suspense.voided_on is
    'Business day its void counts for; null: it stands.';
comment on column tolsel_billing.suspense.void_reason is 'Why, for people; null: it stands.';
comment on column tolsel_billing.suspense.void_journal_id is
    'Journal that reversed it; null: it stands.';
comment on column tolsel_billing.suspense.recorded_at is 'When it was recorded.';
comment on column tolsel_billing.suspense.user_id is
    'Person it is attributed to; null when none was named.';
comment on column tolsel_billing.suspense.login is 'Database role that recorded it.';
comment on column tolsel_billing.suspense.request_key is
    'The caller''s name for the request; null: not repeatable.';
comment on column tolsel_billing.suspense.request_id is
    'Request it belongs to; null when none was named.';
comment on column tolsel_billing.suspense.metadata is 'The caller''s own facts.';

create table tolsel_billing.invoice (
    tenant_id bigint not null,
    invoice_id bigint generated always as identity,
    customer_id bigint not null,
    branch_id bigint not null,
    kind tolsel_billing.invoice_kind not null default 'invoice',
    series text not null,
    number bigint,
    reference tolsel_billing.reference,
    uses_credit boolean not null default false,
    issued_on tolsel_core.calendar_date,
    due_on tolsel_core.calendar_date,
    total_amount tolsel_core.unsigned_amount not null,
    paid_amount tolsel_core.money_amount not null default 0,
    credited_amount tolsel_core.money_amount not null default 0,
    balance_amount numeric not null generated always as (
        total_amount - paid_amount - credited_amount) stored,
    status text not null generated always as (
        case
            when voided_at is not null then 'void'
            when number is null then 'draft'
            when paid_amount + credited_amount = total_amount
                then case when credited_amount > 0.0 and paid_amount = 0.0 then 'credited'
                    else 'paid' end
            when paid_amount + credited_amount = 0.0 then 'open'
            else 'partial'
        end) stored,
    payment_count integer not null default 0,
    partial_payment_count integer not null default 0,
    last_payment_on tolsel_core.calendar_date,
    journal_id bigint,
    voided_at timestamptz,
    voided_on tolsel_core.calendar_date,
    void_reason text,
    void_journal_id bigint,
    note tolsel_core.long_text,
    recorded_at timestamptz not null default now(),
    user_id bigint,
    login text not null
        default coalesce(nullif(current_setting('role'), 'none'), session_user),
    request_key tolsel_core.request_key,
    request_id text,
    metadata tolsel_core.metadata not null default '{}',
    constraint invoice_pkey primary key (tenant_id, invoice_id),
    constraint invoice_due_on_check check (due_on >= issued_on or kind = 'debit_note'),
    constraint check_paid_amount_non_negative check (paid_amount >= 0.0),
    constraint check_paid_amount_not_exceeds_total
        check (paid_amount + credited_amount <= total_amount),
    constraint invoice_credited_amount_check check (credited_amount >= 0.0),
    constraint invoice_issued_check
        check (
            (number is null) = (issued_on is null)
            and (number is null) = (due_on is null)
            and (number is not null or journal_id is null)
            and (number is null or journal_id is not null or total_amount = 0.0)),
    constraint invoice_paid_amount_check
        check (
            paid_amount + credited_amount = 0.0
            or (journal_id is not null and voided_at is null)),
    constraint invoice_payment_count_check
        check (
            partial_payment_count >= 0
            and partial_payment_count <= payment_count
            and (payment_count = 0) = (paid_amount = 0.0)
            and (payment_count = 0) = (last_payment_on is null)),
    constraint invoice_void_check
        check (
            (voided_at is null) = (void_reason is null)
            and (voided_on is null) = (voided_at is null or number is null)
            and (voided_on is null or voided_on >= issued_on)
            and (voided_at is null or journal_id is null) = (void_journal_id is null)),
    constraint invoice_customer_id_fkey foreign key (tenant_id, customer_id)
        references tolsel_billing.customer (tenant_id, customer_id),
    constraint invoice_branch_id_fkey foreign key (tenant_id, branch_id)
        references tolsel_core.branch (tenant_id, branch_id),
    constraint invoice_journal_id_fkey foreign key (tenant_id, journal_id)
        references tolsel_ledger.journal (tenant_id, journal_id),
    constraint invoice_void_journal_id_fkey foreign key (tenant_id, void_journal_id)
        references tolsel_ledger.journal (tenant_id, journal_id)
) with (fillfactor = 70);
-- Usage: the invoices of a customer.
create index invoice_customer_id_idx on tolsel_billing.invoice (tenant_id, customer_id, issued_on);
-- In this place for the reason of payment_customer_id_key.
alter table tolsel_billing.invoice
    add constraint invoice_customer_id_key unique (tenant_id, invoice_id, customer_id);
-- Usage: a number is given once.
create unique index invoice_number_idx on tolsel_billing.invoice (tenant_id, series, number)
    where number is not null;
-- Usage: one effect a key.
create unique index invoice_request_key_idx on tolsel_billing.invoice (tenant_id, request_key)
    where request_key is not null;
-- Usage: everything that one request did.
create index invoice_request_id_idx on tolsel_billing.invoice (tenant_id, request_id)
    where request_id is not null;
-- Usage: what was invoiced in a period.
create index invoice_issued_on_idx on tolsel_billing.invoice (tenant_id, issued_on)
    where issued_on is not null;
-- Usage: what was voided in a period, or after a day.
create index invoice_voided_on_idx on tolsel_billing.invoice (tenant_id, voided_on)
    where voided_on is not null;
-- Usage: what a customer has open, oldest first; aging, and what is overdue.
create index invoice_open_idx on tolsel_billing.invoice (tenant_id, customer_id, due_on)
    where status in ('open', 'partial');
-- Usage: what is open under a reference that a payment names, in any case of letters.
create index invoice_reference_idx
    on tolsel_billing.invoice (tenant_id, upper(regexp_replace(reference, '[^A-Za-z0-9]', '', 'g')))
    where reference is not null and status in ('open', 'partial');
-- Usage: lookup by status. Partial for the reason of customer_name_idx.
create index invoice_status_idx on tolsel_billing.invoice (tenant_id, status, due_on)
    where status is not null;
-- Usage: the document behind an entry.
create unique index invoice_journal_id_idx on tolsel_billing.invoice (tenant_id, journal_id)
    where journal_id is not null;
comment on table tolsel_billing.invoice is
    'What a customer is asked to pay. What is paid, its balance and its status follow from its
allocations.';
comment on column tolsel_billing.invoice.tenant_id is 'The business.';
comment on column tolsel_billing.invoice.invoice_id is 'Key within the tenant.';
comment on column tolsel_billing.invoice.customer_id is 'Who is to pay it.';
comment on column tolsel_billing.invoice.branch_id is
    'The branch that issues it, whose days are its days.';
comment on column tolsel_billing.invoice.kind is
    'invoice, or debit_note: what an adjustment of a customer''s ledger has added.';
comment on column tolsel_billing.invoice.series is 'The series it is numbered in.';
comment on column tolsel_billing.invoice.number is
    '1, 2, 3 and so on within its series, without gaps; null while it is a draft.';
comment on column tolsel_billing.invoice.reference is
    'Its number elsewhere, such as in a former system; null: none.';
comment on column tolsel_billing.invoice.uses_credit is
    'True where the customer''s credit was to be used for it when it was issued.';
comment on column tolsel_billing.invoice.issued_on is
    'Business day it counts for; null while it is a draft.';
comment on column tolsel_billing.invoice.due_on is
    'Day by which it is to be paid; null while it is a draft.';
comment on column tolsel_billing.invoice.total_amount is
    'Sum of its lines, 0 or more: 0 where a voucher pays all, or goods are exchanged.';
comment on column tolsel_billing.invoice.paid_amount is
    'Sum of what payments pay of it; written by a trigger on allocation alone.';
comment on column tolsel_billing.invoice.credited_amount is
    'Sum of what credit notes take off it, a write-off too; written by a trigger on allocation
alone.';
comment on column tolsel_billing.invoice.balance_amount is
    'total_amount - paid_amount - credited_amount. What a draft or a void invoice shows here is not
owed.';
comment on column tolsel_billing.invoice.status is
    'draft, open, partial, paid, credited (nothing is open, and none of it was paid) or void.';
comment on column tolsel_billing.invoice.payment_count is
    'Number of payments that pay some of it; written by a trigger on allocation alone.';
comment on column tolsel_billing.invoice.partial_payment_count is
    'Number of those that do not pay all of it; written by a trigger on allocation alone.';
comment on column tolsel_billing.invoice.last_payment_on is
    'Latest payment.paid_on of those payments; null: nothing is paid.';
comment on column tolsel_billing.invoice.journal_id is
    'Journal that booked it; null while it is a draft, or where its lines leave nothing to book.';
comment on column tolsel_billing.invoice.note is
    'For people, written by tolsel.change_invoice; null: none.';
comment on column tolsel_billing.invoice.voided_at is 'When it was voided; null: it stands.';
comment on column tolsel_billing.invoice.voided_on is
    'Business day its void counts for; null: it stands, or never was booked.';
comment on column tolsel_billing.invoice.void_reason is 'Why, for people; null: it stands.';
comment on column tolsel_billing.invoice.void_journal_id is
    'Journal that reversed it; null: it stands, or never was booked.';
comment on column tolsel_billing.invoice.recorded_at is 'When it was recorded.';
comment on column tolsel_billing.invoice.user_id is
    'Person it is attributed to; null when none was named.';
comment on column tolsel_billing.invoice.login is 'Database role that wrote it.';
comment on column tolsel_billing.invoice.request_key is
    'The caller''s name for the request; null: not repeatable.';
comment on column tolsel_billing.invoice.request_id is
    'Request it belongs to; null when none was named.';
comment on column tolsel_billing.invoice.metadata is 'The caller''s own facts.';

create table tolsel_billing.invoice_change (
    tenant_id bigint not null,
    invoice_id bigint not null,
    change_no integer not null,
    changed_on tolsel_core.calendar_date not null,
    reason text not null,
    due_on tolsel_core.calendar_date not null,
    was_due_on tolsel_core.calendar_date not null,
    reference tolsel_billing.reference,
    was_reference tolsel_billing.reference,
    note tolsel_core.long_text,
    was_note tolsel_core.long_text,
    metadata tolsel_core.metadata not null,
    was_metadata tolsel_core.metadata not null,
    changed_at timestamptz not null default clock_timestamp(),
    user_id bigint,
    login text not null
        default coalesce(nullif(current_setting('role'), 'none'), session_user),
    request_id text,
    constraint invoice_change_pkey primary key (tenant_id, invoice_id, change_no),
    constraint invoice_change_change_no_check check (change_no > 0),
    constraint invoice_change_reason_check check (char_length(reason) between 1 and 1000),
    constraint invoice_change_invoice_id_fkey foreign key (tenant_id, invoice_id)
        references tolsel_billing.invoice (tenant_id, invoice_id)
);
-- Usage: what was changed after a day.
create index invoice_change_changed_on_idx
    on tolsel_billing.invoice_change (tenant_id, changed_on, invoice_id);
-- Usage: everything that one request did.
create index invoice_change_request_id_idx
    on tolsel_billing.invoice_change (tenant_id, request_id)
    where request_id is not null;
-- Usage: what was changed lately, for the validation. See allocation_paid_at_idx.
create index invoice_change_changed_at_idx on tolsel_billing.invoice_change using brin (changed_at)
    with (pages_per_range = 8);
comment on table tolsel_billing.invoice_change is
    'What was changed of an issued invoice that no figure rests on, and what it was before.
Append-only: a trigger brings the invoice up to it.';
comment on column tolsel_billing.invoice_change.tenant_id is 'The business.';
comment on column tolsel_billing.invoice_change.invoice_id is 'The invoice.';
comment on column tolsel_billing.invoice_change.change_no is '1, 2, 3 and so on.';
comment on column tolsel_billing.invoice_change.changed_on is
    'Business day since which it is so: a report on a day before has what was.';
comment on column tolsel_billing.invoice_change.reason is 'Why, for people.';
comment on column tolsel_billing.invoice_change.due_on is 'Day by which it is to be paid.';
comment on column tolsel_billing.invoice_change.was_due_on is 'The day before the change.';
comment on column tolsel_billing.invoice_change.reference is 'Its number elsewhere; null: none.';
comment on column tolsel_billing.invoice_change.was_reference is
    'The number before the change; null: none.';
comment on column tolsel_billing.invoice_change.note is 'For people; null: none.';
comment on column tolsel_billing.invoice_change.was_note is
    'The note before the change; null: none.';
comment on column tolsel_billing.invoice_change.metadata is 'The caller''s own facts.';
comment on column tolsel_billing.invoice_change.was_metadata is 'The facts before the change.';
comment on column tolsel_billing.invoice_change.changed_at is 'When, by the wall clock.';
comment on column tolsel_billing.invoice_change.user_id is
    'Person it is attributed to; null when none was named.';
comment on column tolsel_billing.invoice_change.login is 'Database role that wrote it.';
comment on column tolsel_billing.invoice_change.request_id is
    'Request it belongs to; null when none was named.';

create table tolsel_billing.invoice_line (
    tenant_id bigint not null,
    invoice_id bigint not null,
    line_no smallint not null,
    account_id bigint not null,
    amount tolsel_core.money_amount not null,
    quantity numeric,
    description text,
    tax_rate numeric,
    base_amount tolsel_core.money_amount,
    metadata tolsel_core.metadata not null default '{}',
    constraint invoice_line_pkey primary key (tenant_id, invoice_id, line_no),
    constraint invoice_line_tax_rate_check
        check (tax_rate >= 0 and tax_rate < 1000 and (tax_rate is null) = (base_amount is null)),
    constraint invoice_line_line_no_check check (line_no > 0),
    constraint invoice_line_quantity_check check (quantity > -1e15 and quantity < 1e15),
    constraint invoice_line_description_check check (char_length(description) between 1 and 1000),
    constraint invoice_line_invoice_id_fkey foreign key (tenant_id, invoice_id)
        references tolsel_billing.invoice (tenant_id, invoice_id),
    constraint invoice_line_account_id_fkey foreign key (tenant_id, account_id)
        references tolsel_ledger.account (tenant_id, account_id)
);
comment on table tolsel_billing.invoice_line is
    'The lines of an invoice. Tax is a line on a tax account, a discount one below 0. Append-only.';
comment on column tolsel_billing.invoice_line.tenant_id is 'The business.';
comment on column tolsel_billing.invoice_line.invoice_id is 'The invoice.';
comment on column tolsel_billing.invoice_line.line_no is 'Place within the invoice, from 1.';
comment on column tolsel_billing.invoice_line.account_id is
    'The account it is booked to, such as revenue or tax payable.';
comment on column tolsel_billing.invoice_line.amount is
    'Above 0 where the customer pays for it, below 0 for a discount, 0 for what is given.';
comment on column tolsel_billing.invoice_line.quantity is
    'For people: the amount is that of the whole line; null: none.';
comment on column tolsel_billing.invoice_line.tax_rate is
    'Of a line that is a tax: its rate in percent, 0 where nothing is taxed; null: it is none.';
comment on column tolsel_billing.invoice_line.base_amount is
    'What the tax is reckoned from; null: the line is no tax.';
comment on column tolsel_billing.invoice_line.metadata is 'The caller''s own facts.';
comment on column tolsel_billing.invoice_line.description is
    'What it is for; null: not said.';

create table tolsel_billing.payment (
    tenant_id bigint not null,
    payment_id bigint generated always as identity,
    customer_id bigint not null,
    kind tolsel_billing.payment_kind not null default 'payment',
    status tolsel_billing.payment_status not null,
    method text,
    channel_id bigint,
    account_id bigint,
    amount tolsel_core.positive_amount not null,
    allocated_amount tolsel_core.unsigned_amount not null default 0,
    refunded_amount tolsel_core.unsigned_amount not null default 0,
    unapplied_amount numeric not null generated always as (
        case
            when status = 'completed' and account_id is null
                then amount - allocated_amount - refunded_amount
            else numeric '0' * amount
        end
    ) stored,
    paid_on tolsel_core.calendar_date,
    invoice_ids bigint[],
    invoice_amounts numeric[],
    surplus tolsel_billing.surplus not null default 'refuse',
    is_provider boolean not null default false,
    planned_amount numeric,
    has_unique_reference boolean not null default false,
    provider_reference tolsel_core.short_text,
    second_reference tolsel_core.short_text,
    asked_amount tolsel_core.positive_amount,
    processing_ms bigint,
    failure_reason tolsel_core.long_text,
    retry_count integer not null default 0,
    last_retry_at timestamptz,
    next_retry_at timestamptz,
    opened_at timestamptz not null,
    completed_at timestamptz,
    journal_id bigint,
    voided_at timestamptz,
    voided_on tolsel_core.calendar_date,
    void_reason text,
    void_journal_id bigint,
    corrects_payment_id bigint,
    rounding_amount tolsel_core.money_amount,
    rounding_account_id bigint,
    suspense_id bigint,
    user_id bigint,
    login text not null
        default coalesce(nullif(current_setting('role'), 'none'), session_user),
    request_key tolsel_core.request_key,
    request_id text,
    metadata tolsel_core.metadata not null default '{}',
    constraint payment_pkey primary key (tenant_id, payment_id),
    constraint payment_method_check check ((kind = 'credit_note') = (method is null)),
    constraint payment_account_id_check
        check (
            (kind = 'top_up') = (account_id is not null)
            and (kind <> 'top_up' or allocated_amount = 0.0)),
    constraint payment_planned_amount_check check ((planned_amount is not null) = is_provider),
    constraint payment_channel_id_check
        check ((kind <> 'credit_note' and suspense_id is null) or channel_id is null),
    constraint payment_rounding_amount_check
        check (
            (rounding_amount is null) = (rounding_account_id is null)
            and rounding_amount < amount),
    constraint payment_unapplied_amount_check
        check (
            allocated_amount + refunded_amount
                <= case status when 'completed' then amount else 0.0 end),
    constraint payment_processing_ms_check check (processing_ms >= 0),
    constraint payment_retry_count_check
        check (retry_count >= 0 and (retry_count = 0) = (last_retry_at is null)),
    constraint payment_completed_check
        check (
            (status = any ('{completed,void}')) = (journal_id is not null)
            and (journal_id is null) = (completed_at is null)
            and (journal_id is null or paid_on is not null)
            and (status = 'failed' or next_retry_at is null)),
    constraint payment_void_check
        check (
            (status = 'void') = (voided_at is not null)
            and (voided_at is null) = (voided_on is null)
            and (voided_on is null or voided_on >= paid_on)
            and (voided_at is null) = (void_reason is null)
            and (voided_at is null) = (void_journal_id is null)),
    constraint payment_customer_id_fkey foreign key (tenant_id, customer_id)
        references tolsel_billing.customer (tenant_id, customer_id),
    constraint payment_method_fkey foreign key (tenant_id, method)
        references tolsel_channel.payment_method (tenant_id, method),
    constraint payment_channel_id_fkey foreign key (tenant_id, channel_id)
        references tolsel_channel.payment_channel (tenant_id, channel_id),
    constraint payment_account_id_fkey foreign key (tenant_id, account_id)
        references tolsel_ledger.account (tenant_id, account_id),
    constraint payment_journal_id_fkey foreign key (tenant_id, journal_id)
        references tolsel_ledger.journal (tenant_id, journal_id),
    constraint payment_void_journal_id_fkey foreign key (tenant_id, void_journal_id)
        references tolsel_ledger.journal (tenant_id, journal_id),
    constraint payment_rounding_account_id_fkey foreign key (tenant_id, rounding_account_id)
        references tolsel_ledger.account (tenant_id, account_id),
    constraint payment_suspense_id_fkey foreign key (tenant_id, suspense_id)
        references tolsel_billing.suspense (tenant_id, suspense_id)
) with (fillfactor = 70);
-- Usage: the payments of a customer by day.
create index payment_customer_id_idx on tolsel_billing.payment (tenant_id, customer_id, paid_on);
-- The order of these indexes matters: while the table is small they look equally good to the
-- planner, which takes the newest whose condition a query implies. So the key comes after the index
-- of the customer (else a foreign key by payment and customer walks the payments of the customer)
-- and before the partial ones (else a look-up by request key walks all payments of the tenant).
alter table tolsel_billing.payment
    add constraint payment_customer_id_key unique (tenant_id, payment_id, customer_id),
    add constraint payment_corrects_payment_id_fkey
        foreign key (tenant_id, corrects_payment_id, customer_id)
        references tolsel_billing.payment (tenant_id, payment_id, customer_id);
-- Usage: one effect a key.
create unique index payment_request_key_idx on tolsel_billing.payment (tenant_id, request_key)
    where request_key is not null;
-- Usage: the payments of a request.
create index payment_request_id_idx on tolsel_billing.payment (tenant_id, request_id)
    where request_id is not null;
-- Usage: what a provider says was paid is booked once.
create unique index payment_provider_reference_idx
    on tolsel_billing.payment (tenant_id, method, provider_reference)
    where has_unique_reference and provider_reference is not null
        and status in ('open', 'unknown', 'completed');
-- Usage: the same for the number of a charge, where the asking had one of its own.
create unique index payment_second_reference_idx
    on tolsel_billing.payment (tenant_id, method, second_reference)
    where second_reference is not null and status = 'completed';
-- Usage: the credit of a customer, oldest first.
create index payment_unapplied_idx on tolsel_billing.payment (tenant_id, customer_id, payment_id)
    where unapplied_amount > 0;
-- Usage: failed payments by retry count; those whose next attempt is due.
create index payment_retry_idx on tolsel_billing.payment (tenant_id, retry_count, next_retry_at)
    where status = 'failed';
-- Usage: payments that a provider never answered.
create index payment_open_idx on tolsel_billing.payment (tenant_id, opened_at)
    where status = 'open';
-- Usage: the payments of a day, by method and channel.
create index payment_paid_on_idx on tolsel_billing.payment (tenant_id, paid_on)
    where paid_on is not null;
-- Usage: what was voided in a period, or after a day.
create index payment_voided_on_idx on tolsel_billing.payment (tenant_id, voided_on)
    where voided_on is not null;
-- Usage: the document behind an entry.
create unique index payment_journal_id_idx on tolsel_billing.payment (tenant_id, journal_id)
    where journal_id is not null;
-- Usage: what was paid into an account of another domain.
create index payment_account_id_idx on tolsel_billing.payment (tenant_id, account_id, payment_id)
    where account_id is not null;
-- Usage: whose the money of an unknown payer was.
create index payment_suspense_id_idx on tolsel_billing.payment (tenant_id, suspense_id)
    where suspense_id is not null;
-- Usage: a payment is corrected once.
create unique index payment_corrects_payment_id_idx
    on tolsel_billing.payment (tenant_id, corrects_payment_id)
    where corrects_payment_id is not null;
comment on table tolsel_billing.payment is
    'Money from a customer, or a credit note, and what became of it: allocated to invoices,
refunded, or still the customer''s credit.';
comment on column tolsel_billing.payment.tenant_id is 'The business.';
comment on column tolsel_billing.payment.payment_id is 'Key within the tenant.';
comment on column tolsel_billing.payment.customer_id is 'Who paid.';
comment on column tolsel_billing.payment.kind is
    'payment; credit_note: the half of a tolsel_billing.credit_note that pays; or top_up: prepaid
money, which is in no credit and no figure of the customer.';
comment on column tolsel_billing.payment.status is
    'open (a provider has not answered), completed, failed, unknown (it never answered) or void.';
comment on column tolsel_billing.payment.method is 'How it was paid; null for a credit note.';
comment on column tolsel_billing.payment.channel_id is
    'Where the money went; null: undeposited funds, a credit note, or what was in suspense.';
comment on column tolsel_billing.payment.account_id is
    'The account of another domain that a top-up is paid into; null: the receivable.';
comment on column tolsel_billing.payment.amount is 'What was paid, above 0.';
comment on column tolsel_billing.payment.allocated_amount is
    'Sum of its allocations: it is booked with the first ones, and a trigger on allocation adds
later ones and reversals.';
comment on column tolsel_billing.payment.refunded_amount is
    'Sum of its refunds; written by a trigger on refund alone.';
comment on column tolsel_billing.payment.unapplied_amount is
    'amount - allocated_amount - refunded_amount: the customer''s credit; 0 unless completed, and
for a top-up.';
comment on column tolsel_billing.payment.paid_on is
    'Business day it counts for; null: it is not completed, and no day was asked for.';
comment on column tolsel_billing.payment.invoice_ids is
    'Invoices the payer named, in order; null: the oldest first, empty: none.';
comment on column tolsel_billing.payment.invoice_amounts is
    'How much of it is for each of invoice_ids; null: as much as is open.';
comment on column tolsel_billing.payment.surplus is
    'What to do with more than is open: refuse, or keep as credit.';
comment on column tolsel_billing.payment.is_provider is
    'True where a provider answers later, with complete_payment or fail_payment.';
comment on column tolsel_billing.payment.planned_amount is
    'What of it was to pay invoices when its provider was first asked; null: no provider decides
it.';
comment on column tolsel_billing.payment.has_unique_reference is
    'True where a provider decides it, or vouches for references of its method; false for a payment
that was made without one.';
comment on column tolsel_billing.payment.provider_reference is
    'The provider''s own number for it; null: none.';
comment on column tolsel_billing.payment.second_reference is
    'Another number that the provider gave when it was paid, beside the one it was asked under;
null: none.';
comment on column tolsel_billing.payment.asked_amount is
    'What the provider was asked for, where it has captured another amount; null: it has not.';
comment on column tolsel_billing.payment.processing_ms is
    'Milliseconds from opening to completing; null: not completed.';
comment on column tolsel_billing.payment.failure_reason is
    'Why the last attempt failed; null: it did not.';
comment on column tolsel_billing.payment.retry_count is 'Attempts after the first.';
comment on column tolsel_billing.payment.last_retry_at is
    'When the last of them began; null: none.';
comment on column tolsel_billing.payment.next_retry_at is
    'When another attempt is due; null: none is, or no more are made.';
comment on column tolsel_billing.payment.opened_at is 'When its first attempt began.';
comment on column tolsel_billing.payment.completed_at is 'When it was booked; null: it was not.';
comment on column tolsel_billing.payment.journal_id is 'Journal that booked it; null: it was not.';
comment on column tolsel_billing.payment.voided_at is 'When it was voided; null: it was not.';
comment on column tolsel_billing.payment.voided_on is
    'Business day its void counts for; null: it was not.';
comment on column tolsel_billing.payment.void_reason is 'Why, for people; null: it was not.';
comment on column tolsel_billing.payment.void_journal_id is
    'Journal that reversed it; null: it was not.';
comment on column tolsel_billing.payment.corrects_payment_id is
    'The void payment in whose place it stands; null: none.';
comment on column tolsel_billing.payment.rounding_amount is
    'What of the amount was not received, as cash is rounded; below 0 what was received beside it;
null: nothing.';
comment on column tolsel_billing.payment.rounding_account_id is
    'Where that difference went; null: there is none.';
comment on column tolsel_billing.payment.suspense_id is
    'The money of an unknown payer that turned out to be it; null: none.';
comment on column tolsel_billing.payment.user_id is
    'Person it is attributed to; null when none was named.';
comment on column tolsel_billing.payment.login is 'Database role that opened or took it.';
comment on column tolsel_billing.payment.request_key is
    'The caller''s name for the request; null: not repeatable.';
comment on column tolsel_billing.payment.request_id is
    'Request it belongs to; null when none was named.';
comment on column tolsel_billing.payment.metadata is 'The caller''s own facts.';

create table tolsel_billing.cheque (
    tenant_id bigint not null,
    payment_id bigint not null,
    present_on tolsel_core.calendar_date not null,
    channel_transfer_id bigint,
    constraint cheque_pkey primary key (tenant_id, payment_id),
    constraint cheque_payment_id_fkey foreign key (tenant_id, payment_id)
        references tolsel_billing.payment (tenant_id, payment_id),
    constraint cheque_channel_transfer_id_fkey foreign key (tenant_id, channel_transfer_id)
        references tolsel_channel.channel_transfer (tenant_id, channel_transfer_id)
);
-- Usage: the cheques that may be presented by now.
create index cheque_present_on_idx on tolsel_billing.cheque (tenant_id, present_on)
    where channel_transfer_id is null;
-- Usage: the cheque behind a transfer.
create index cheque_channel_transfer_id_idx
    on tolsel_billing.cheque (tenant_id, channel_transfer_id)
    where channel_transfer_id is not null;
comment on table tolsel_billing.cheque is
    'Payments that are cheques in hand, which may be presented to a bank from a day on. One that
bounced is a void payment.';
comment on column tolsel_billing.cheque.tenant_id is 'The business.';
comment on column tolsel_billing.cheque.payment_id is 'The payment that it is.';
comment on column tolsel_billing.cheque.present_on is
    'First business day on which it may be presented.';
comment on column tolsel_billing.cheque.channel_transfer_id is
    'The transfer that took it to a bank last; null: it is in hand.';

create table tolsel_billing.credit_note (
    tenant_id bigint not null,
    credit_note_id bigint not null,
    customer_id bigint not null,
    branch_id bigint not null,
    invoice_id bigint,
    series text not null,
    number bigint not null,
    reference tolsel_billing.reference,
    reason text not null,
    constraint credit_note_pkey primary key (tenant_id, credit_note_id),
    constraint credit_note_number_check check (number > 0),
    constraint credit_note_reason_check check (char_length(reason) between 1 and 1000),
    constraint credit_note_credit_note_id_fkey
        foreign key (tenant_id, credit_note_id, customer_id)
        references tolsel_billing.payment (tenant_id, payment_id, customer_id),
    constraint credit_note_branch_id_fkey foreign key (tenant_id, branch_id)
        references tolsel_core.branch (tenant_id, branch_id),
    constraint credit_note_invoice_id_fkey foreign key (tenant_id, invoice_id, customer_id)
        references tolsel_billing.invoice (tenant_id, invoice_id, customer_id)
);
-- Usage: a number is given once; the last one of a series.
create unique index credit_note_number_idx
    on tolsel_billing.credit_note (tenant_id, series, number);
-- Usage: what is credited of an invoice.
create index credit_note_invoice_id_idx on tolsel_billing.credit_note (tenant_id, invoice_id)
    where invoice_id is not null;
comment on table tolsel_billing.credit_note is
    'What is taken off what a customer owes, as a document. Its amount, what of it pays invoices or
is given back, its journal and its void are those of the payment of the same number, whose kind is
credit_note: it pays like money, and is none.';
comment on column tolsel_billing.credit_note.tenant_id is 'The business.';
comment on column tolsel_billing.credit_note.credit_note_id is
    'Key within the tenant: payment_id of its other half.';
comment on column tolsel_billing.credit_note.customer_id is
    'Whose it is, held by foreign key.';
comment on column tolsel_billing.credit_note.branch_id is
    'The branch that issued it, whose days are its days.';
comment on column tolsel_billing.credit_note.invoice_id is
    'The invoice that it credits; null: it credits none in particular.';
comment on column tolsel_billing.credit_note.series is 'The series it is numbered in.';
comment on column tolsel_billing.credit_note.number is
    '1, 2, 3 and so on within its series, without gaps.';
comment on column tolsel_billing.credit_note.reference is
    'Its number elsewhere, such as in a former system; null: none.';
comment on column tolsel_billing.credit_note.reason is 'Why, for people.';

create table tolsel_billing.credit_note_line (
    tenant_id bigint not null,
    credit_note_id bigint not null,
    line_no smallint not null,
    account_id bigint not null,
    amount tolsel_core.money_amount not null,
    quantity numeric,
    description text,
    tax_rate numeric,
    base_amount tolsel_core.money_amount,
    metadata tolsel_core.metadata not null default '{}',
    constraint credit_note_line_pkey primary key (tenant_id, credit_note_id, line_no),
    constraint credit_note_line_tax_rate_check
        check (tax_rate >= 0 and tax_rate < 1000 and (tax_rate is null) = (base_amount is null)),
    constraint credit_note_line_line_no_check check (line_no > 0),
    constraint credit_note_line_quantity_check check (quantity > -1e15 and quantity < 1e15),
    constraint credit_note_line_description_check
        check (char_length(description) between 1 and 1000),
    constraint credit_note_line_credit_note_id_fkey foreign key (tenant_id, credit_note_id)
        references tolsel_billing.credit_note (tenant_id, credit_note_id),
    constraint credit_note_line_account_id_fkey foreign key (tenant_id, account_id)
        references tolsel_ledger.account (tenant_id, account_id)
);
comment on table tolsel_billing.credit_note_line is
    'What a credit note takes back, each booked to an account: revenue, a tax.';
comment on column tolsel_billing.credit_note_line.tenant_id is 'The business.';
comment on column tolsel_billing.credit_note_line.credit_note_id is 'The credit note.';
comment on column tolsel_billing.credit_note_line.line_no is '1, 2, 3 and so on.';
comment on column tolsel_billing.credit_note_line.account_id is 'The account that is debited.';
comment on column tolsel_billing.credit_note_line.amount is
    'What is taken back, above 0; below 0 for what a discount had taken off.';
comment on column tolsel_billing.credit_note_line.quantity is 'How many; null: not said.';
comment on column tolsel_billing.credit_note_line.tax_rate is
    'Of a line that is a tax: its rate in percent, 0 where nothing is taxed; null: it is none.';
comment on column tolsel_billing.credit_note_line.base_amount is
    'What the tax is reckoned from; null: the line is no tax.';
comment on column tolsel_billing.credit_note_line.metadata is 'The caller''s own facts.';
comment on column tolsel_billing.credit_note_line.description is 'For people; null: none.';

create table tolsel_billing.payment_tracking (
    tenant_id bigint not null,
    payment_id bigint not null,
    attempt_no integer not null,
    status tolsel_billing.attempt_status not null,
    is_last boolean not null generated always as (status <> 'initiated') stored,
    error_code text,
    message text,
    provider_reference tolsel_core.short_text,
    recorded_at timestamptz not null default clock_timestamp(),
    user_id bigint,
    login text not null,
    request_id text,
    constraint payment_tracking_pkey primary key (tenant_id, payment_id, attempt_no, is_last),
    constraint payment_tracking_attempt_no_check check (attempt_no > 0),
    constraint payment_tracking_message_check
        check ((status = any ('{failed,unknown}')) = (message is not null)),
    constraint payment_tracking_payment_id_fkey foreign key (tenant_id, payment_id)
        references tolsel_billing.payment (tenant_id, payment_id)
);
-- Usage: the payment that a provider speaks of by its own number.
create index payment_tracking_provider_reference_idx
    on tolsel_billing.payment_tracking (tenant_id, provider_reference)
    where provider_reference is not null;
-- Usage: everything that one request did.
create index payment_tracking_request_id_idx
    on tolsel_billing.payment_tracking (tenant_id, request_id)
    where request_id is not null;
-- Usage: what was tried lately, for the validation. See allocation_paid_at_idx.
create index payment_tracking_recorded_at_idx
    on tolsel_billing.payment_tracking using brin (recorded_at) with (pages_per_range = 8);
comment on table tolsel_billing.payment_tracking is
    'The trail of every attempt to pay: how it began, and at most one end. Append-only.';
comment on column tolsel_billing.payment_tracking.tenant_id is 'The business.';
comment on column tolsel_billing.payment_tracking.payment_id is 'The payment.';
comment on column tolsel_billing.payment_tracking.attempt_no is '1, 2, 3 and so on.';
comment on column tolsel_billing.payment_tracking.status is
    'initiated, then completed, failed, or unknown where nobody answered.';
comment on column tolsel_billing.payment_tracking.is_last is
    'True for the end of an attempt: there is one beginning and one end at most.';
comment on column tolsel_billing.payment_tracking.error_code is
    'SQLSTATE of the refusal, or the provider''s code; null: none.';
comment on column tolsel_billing.payment_tracking.message is
    'Why it failed, for people; null: it did not.';
comment on column tolsel_billing.payment_tracking.provider_reference is
    'The provider''s own number for this attempt, named when it began or when it was completed;
null: none, or no provider decides it.';
comment on column tolsel_billing.payment_tracking.recorded_at is 'When, by the wall clock.';
comment on column tolsel_billing.payment_tracking.user_id is
    'Person it is attributed to; null when none was named.';
comment on column tolsel_billing.payment_tracking.login is 'Database role that did it.';
comment on column tolsel_billing.payment_tracking.request_id is
    'Request it belongs to; null when none was named.';

create table tolsel_billing.allocation (
    tenant_id bigint not null,
    allocation_id bigint generated always as identity,
    payment_id bigint not null,
    invoice_id bigint not null,
    customer_id bigint not null,
    amount tolsel_core.money_amount not null,
    allocated_on tolsel_core.calendar_date not null,
    is_initial boolean not null default false,
    reverses_allocation_id bigint,
    paid_at timestamptz not null default clock_timestamp(),
    user_id bigint,
    request_key tolsel_core.request_key,
    request_id text,
    constraint allocation_pkey primary key (tenant_id, allocation_id),
    constraint allocation_reversal_key unique (tenant_id, allocation_id, payment_id, invoice_id),
    constraint allocation_amount_check
        check (case when reverses_allocation_id is null then amount > 0.0 else amount < 0.0 end),
    constraint allocation_payment_id_fkey foreign key (tenant_id, payment_id, customer_id)
        references tolsel_billing.payment (tenant_id, payment_id, customer_id),
    constraint allocation_invoice_id_fkey foreign key (tenant_id, invoice_id, customer_id)
        references tolsel_billing.invoice (tenant_id, invoice_id, customer_id),
    constraint allocation_reverses_allocation_id_fkey
        foreign key (tenant_id, reverses_allocation_id, payment_id, invoice_id)
        references tolsel_billing.allocation (tenant_id, allocation_id, payment_id, invoice_id)
);
-- Usage: one effect a key.
create unique index allocation_request_key_idx on tolsel_billing.allocation (tenant_id, request_key)
    where request_key is not null;
-- Usage: everything that one request did.
create index allocation_request_id_idx on tolsel_billing.allocation (tenant_id, request_id)
    where request_id is not null;
-- Usage: what is paid of an invoice from one payment; the allocations of an invoice. Partial, as
-- the next one, for the reason of customer_name_idx.
create index allocation_invoice_id_idx
    on tolsel_billing.allocation (tenant_id, invoice_id, payment_id)
    where invoice_id is not null;
-- Usage: the allocations of a payment, newest first.
create index allocation_payment_id_idx
    on tolsel_billing.allocation (tenant_id, payment_id, allocation_id)
    where payment_id is not null;
-- Usage: what of an allocation is reversed already.
create index allocation_reverses_allocation_id_idx
    on tolsel_billing.allocation (tenant_id, reverses_allocation_id)
    where reverses_allocation_id is not null;
-- Usage: what was allocated after a day. Partial for the reason of customer_name_idx.
create index allocation_allocated_on_idx on tolsel_billing.allocation (tenant_id, allocated_on)
    where allocated_on is not null;
-- Usage: what was allocated lately, for the validation. Rows come in this order, so a block range
-- index does, which costs a payment next to nothing.
create index allocation_paid_at_idx on tolsel_billing.allocation using brin (paid_at)
    with (pages_per_range = 8);
comment on table tolsel_billing.allocation is
    'What of a payment pays an invoice. Append-only: taking it back is a reversal, a row below 0. It
moves no money, so it has no journal.';
comment on column tolsel_billing.allocation.tenant_id is 'The business.';
comment on column tolsel_billing.allocation.allocation_id is 'Key within the tenant.';
comment on column tolsel_billing.allocation.payment_id is 'The payment.';
comment on column tolsel_billing.allocation.invoice_id is 'The invoice.';
comment on column tolsel_billing.allocation.customer_id is
    'The customer of both, held by foreign keys.';
comment on column tolsel_billing.allocation.amount is 'Above 0; below 0 for a reversal.';
comment on column tolsel_billing.allocation.allocated_on is
    'Business day it counts for: never before the payment, the invoice, or what it takes back.';
comment on column tolsel_billing.allocation.is_initial is
    'True: made when its payment was booked, whose allocated_amount counts it from the start.';
comment on column tolsel_billing.allocation.reverses_allocation_id is
    'The allocation that is taken back, in whole or in part; else null.';
comment on column tolsel_billing.allocation.paid_at is
    'When the invoice was paid by it, by the wall clock.';
comment on column tolsel_billing.allocation.user_id is
    'Person it is attributed to; null when none was named.';
comment on column tolsel_billing.allocation.request_key is
    'The caller''s name for the request; null: not repeatable, or made by another command.';
comment on column tolsel_billing.allocation.request_id is
    'Request it belongs to; null when none was named.';

create table tolsel_billing.refund (
    tenant_id bigint not null,
    refund_id bigint generated always as identity,
    payment_id bigint not null,
    customer_id bigint not null,
    channel_id bigint not null,
    method text not null,
    amount tolsel_core.money_amount not null,
    refunded_on tolsel_core.calendar_date not null,
    reason text not null,
    journal_id bigint not null,
    reversal_ids bigint[] not null default '{}',
    voided_at timestamptz,
    voided_on tolsel_core.calendar_date,
    void_reason text,
    void_journal_id bigint,
    recorded_at timestamptz not null default now(),
    user_id bigint,
    login text not null
        default coalesce(nullif(current_setting('role'), 'none'), session_user),
    request_key tolsel_core.request_key,
    request_id text,
    metadata tolsel_core.metadata not null default '{}',
    constraint refund_pkey primary key (tenant_id, refund_id),
    constraint refund_amount_check check (amount > 0),
    constraint refund_reason_check check (char_length(reason) between 1 and 1000),
    constraint refund_void_check
        check (
            (voided_at is null) = (void_reason is null)
            and (voided_at is null) = (voided_on is null)
            and (voided_on is null or voided_on >= refunded_on)
            and (voided_at is null) = (void_journal_id is null)),
    constraint refund_payment_id_fkey foreign key (tenant_id, payment_id, customer_id)
        references tolsel_billing.payment (tenant_id, payment_id, customer_id),
    constraint refund_channel_id_fkey foreign key (tenant_id, channel_id)
        references tolsel_channel.payment_channel (tenant_id, channel_id),
    constraint refund_method_fkey foreign key (tenant_id, method)
        references tolsel_channel.payment_method (tenant_id, method),
    constraint refund_journal_id_fkey foreign key (tenant_id, journal_id)
        references tolsel_ledger.journal (tenant_id, journal_id),
    constraint refund_void_journal_id_fkey foreign key (tenant_id, void_journal_id)
        references tolsel_ledger.journal (tenant_id, journal_id)
);
-- Usage: one effect a key.
create unique index refund_request_key_idx on tolsel_billing.refund (tenant_id, request_key)
    where request_key is not null;
-- Usage: everything that one request did.
create index refund_request_id_idx on tolsel_billing.refund (tenant_id, request_id)
    where request_id is not null;
-- Usage: the refunds of a payment.
create index refund_payment_id_idx on tolsel_billing.refund (tenant_id, payment_id)
    where payment_id is not null;
-- Usage: the refunds of a day.
create index refund_refunded_on_idx on tolsel_billing.refund (tenant_id, refunded_on)
    where refunded_on is not null;
-- Usage: what was voided in a period, or after a day.
create index refund_voided_on_idx on tolsel_billing.refund (tenant_id, voided_on)
    where voided_on is not null;
-- Usage: the document behind an entry. Partial for the reason of customer_name_idx.
create unique index refund_journal_id_idx on tolsel_billing.refund (tenant_id, journal_id)
    where journal_id is not null;
comment on table tolsel_billing.refund is
    'Money given back to a customer, out of a payment. Never changed, but voided.';
comment on column tolsel_billing.refund.tenant_id is 'The business.';
comment on column tolsel_billing.refund.refund_id is 'Key within the tenant.';
comment on column tolsel_billing.refund.payment_id is 'The payment it is given back from.';
comment on column tolsel_billing.refund.customer_id is
    'The customer of the payment, held by foreign key.';
comment on column tolsel_billing.refund.channel_id is 'Where the money was taken from.';
comment on column tolsel_billing.refund.method is 'How it was given back.';
comment on column tolsel_billing.refund.amount is 'What was given back, above 0.';
comment on column tolsel_billing.refund.refunded_on is 'Business day it counts for.';
comment on column tolsel_billing.refund.reason is 'Why, for people.';
comment on column tolsel_billing.refund.journal_id is 'Journal that booked it.';
comment on column tolsel_billing.refund.reversal_ids is
    'The reversals, of tolsel_billing.allocation, by which it took back what was allocated, in their
order: a void allocates that anew.';
comment on column tolsel_billing.refund.voided_at is 'When it was voided; null: it stands.';
comment on column tolsel_billing.refund.voided_on is
    'Business day its void counts for; null: it stands.';
comment on column tolsel_billing.refund.void_reason is 'Why, for people; null: it stands.';
comment on column tolsel_billing.refund.void_journal_id is
    'Journal that reversed it; null: it stands.';
comment on column tolsel_billing.refund.recorded_at is 'When it was recorded.';
comment on column tolsel_billing.refund.user_id is
    'Person it is attributed to; null when none was named.';
comment on column tolsel_billing.refund.login is 'Database role that gave it back.';
comment on column tolsel_billing.refund.request_key is
    'The caller''s name for the request; null: not repeatable.';
comment on column tolsel_billing.refund.request_id is
    'Request it belongs to; null when none was named.';
comment on column tolsel_billing.refund.metadata is 'The caller''s own facts.';

create table tolsel_billing.daily_report (
    tenant_id bigint not null,
    branch_id bigint not null,
    reported_on tolsel_core.calendar_date not null,
    channel_totals tolsel_core.metadata not null,
    method_totals tolsel_core.metadata not null,
    income_amount tolsel_core.money_total not null,
    expense_amount tolsel_core.money_total not null,
    counted_amount tolsel_core.money_amount,
    note text,
    saved_at timestamptz not null default now(),
    user_id bigint,
    login text not null,
    constraint daily_report_pkey primary key (tenant_id, branch_id, reported_on),
    constraint daily_report_note_check check (char_length(note) between 1 and 4000),
    constraint daily_report_branch_id_fkey foreign key (tenant_id, branch_id)
        references tolsel_core.branch (tenant_id, branch_id)
);
comment on table tolsel_billing.daily_report is
    'What was reported of a branch''s day: a picture of the books when it was saved, and what people
added.';
comment on column tolsel_billing.daily_report.tenant_id is 'The business.';
comment on column tolsel_billing.daily_report.branch_id is 'The branch.';
comment on column tolsel_billing.daily_report.reported_on is 'The business day.';
comment on column tolsel_billing.daily_report.channel_totals is
    '{"channel": {"opening", "in", "out", "closing", "currency"}} of the branch''s channels.';
comment on column tolsel_billing.daily_report.method_totals is
    '{"method": {"count", "amount", "refunded"}} of the payments in the branch''s channels that are
kept in the tenant''s currency; what was voided that day is taken off the amount.';
comment on column tolsel_billing.daily_report.income_amount is
    'What customers paid into those channels, less refunds and what was voided that day.';
comment on column tolsel_billing.daily_report.expense_amount is
    'What payments to vendors and manual entries took out of those channels, less what was voided.';
comment on column tolsel_billing.daily_report.counted_amount is
    'What was counted in all of those channels that day; null: nobody counted.';
comment on column tolsel_billing.daily_report.note is 'For people; null: none.';
comment on column tolsel_billing.daily_report.saved_at is 'When the picture was taken last.';
comment on column tolsel_billing.daily_report.user_id is
    'Person who saved it last; null when none was named.';
comment on column tolsel_billing.daily_report.login is 'Database role that saved it last.';

create table tolsel_billing.document_seal (
    tenant_id bigint not null,
    account_id bigint not null,
    to_version bigint not null,
    slot smallint not null,
    journal_ids bigint[] not null,
    hash bytea not null,
    constraint document_seal_pkey primary key (tenant_id, account_id, slot, to_version),
    constraint document_seal_hash_check check (octet_length(hash) = 32),
    constraint document_seal_to_version_fkey
        foreign key (tenant_id, account_id, slot, to_version)
        references tolsel_ledger.seal (tenant_id, account_id, slot, to_version)
);
comment on table tolsel_billing.document_seal is
    'What the documents behind the entries of a seal said when it was made, append-only: one row for
each seal of an account that a domain manages. A document is sealed with the journal that booked it,
its void with the one that reversed it.';
comment on column tolsel_billing.document_seal.tenant_id is 'The business.';
comment on column tolsel_billing.document_seal.account_id is 'The account of the seal.';
comment on column tolsel_billing.document_seal.slot is 'The slot of the account.';
comment on column tolsel_billing.document_seal.to_version is 'Last version that the seal covers.';
comment on column tolsel_billing.document_seal.journal_ids is
    'The journals of the seal''s entries whose documents are covered, in their order.';
comment on column tolsel_billing.document_seal.hash is
    'sha256 of the sha256 of each document, see tolsel_billing.document_hash.';

create table tolsel_billing.row_seal (
    tenant_id bigint not null,
    seal_no bigint not null,
    kind text not null,
    sealed_at timestamptz not null default clock_timestamp(),
    first_written_at timestamptz not null,
    last_written_at timestamptz not null,
    row_ids bigint[] not null,
    hashes bytea[] not null,
    constraint row_seal_pkey primary key (tenant_id, kind, seal_no),
    constraint row_seal_kind_check
        check (kind in ('allocation', 'vendor_allocation', 'attempt', 'event', 'activity')),
    constraint row_seal_hashes_check
        check (cardinality(row_ids) > 0 and cardinality(row_ids) = cardinality(hashes))
);
-- Usage: what was sealed since the last validation.
create index row_seal_sealed_at_idx on tolsel_billing.row_seal using brin (sealed_at)
    with (pages_per_range = 8);
comment on table tolsel_billing.row_seal is
    'What rows that no journal stands behind said when they were sealed, append-only: allocations,
attempts to pay, events and the activity log; of each kind some that were new, at most 10,000.';
comment on column tolsel_billing.row_seal.tenant_id is
    'The business; 0: acts on the database as a whole.';
comment on column tolsel_billing.row_seal.seal_no is
    'Number among the seals of the tenant and kind, without gaps.';
comment on column tolsel_billing.row_seal.kind is
    'What was sealed: allocation, vendor_allocation, attempt, event or activity.';
comment on column tolsel_billing.row_seal.sealed_at is 'When it was sealed.';
comment on column tolsel_billing.row_seal.first_written_at is 'When the oldest row was written.';
comment on column tolsel_billing.row_seal.last_written_at is 'When the newest row was written.';
comment on column tolsel_billing.row_seal.row_ids is
    'The rows, as tolsel_billing.sealed_row numbers them.';
comment on column tolsel_billing.row_seal.hashes is
    'sha256 of what each of them says, in the same order.';

create type tolsel_billing.portion as (
    payment_no integer, invoice_id bigint, amount numeric, issued_on date);
comment on type tolsel_billing.portion is
    'What of a payment, by its number among those of a call, is to pay one invoice, and the day from
which that invoice counts.';
