-- Wallets: prepaid money of customers, and what may be spent of it.
-- Locks nothing that exists. Takes less than a second.

create schema tolsel_wallet;
comment on schema tolsel_wallet is
    'Private tables and helpers of wallets: prepaid money, and what it pays for.';

create table tolsel_wallet.wallet (
    tenant_id bigint not null,
    wallet_id bigint generated always as identity,
    owner_customer_id bigint not null,
    customer_id bigint not null,
    account_id bigint not null,
    currency text not null,
    scale smallint not null,
    metered_until_at timestamptz,
    opened_at timestamptz not null,
    closed_at timestamptz,
    metadata tolsel_core.metadata not null default '{}',
    constraint wallet_pkey primary key (tenant_id, wallet_id),
    constraint wallet_currency_key unique (tenant_id, owner_customer_id, currency),
    constraint wallet_account_id_key unique (tenant_id, account_id),
    constraint wallet_customer_id_key unique (tenant_id, customer_id),
    constraint wallet_owner_customer_id_fkey foreign key (tenant_id, owner_customer_id)
        references tolsel_billing.customer (tenant_id, customer_id),
    constraint wallet_customer_id_fkey foreign key (tenant_id, customer_id, currency)
        references tolsel_billing.customer (tenant_id, customer_id, currency),
    constraint wallet_account_id_fkey foreign key (tenant_id, account_id)
        references tolsel_ledger.account (tenant_id, account_id),
    constraint wallet_currency_fkey foreign key (currency, scale)
        references tolsel_core.currency (currency, scale)
) with (fillfactor = 70);
comment on table tolsel_wallet.wallet is
    'Prepaid money of a customer in one currency. What it has is the balance of its account, what is
held and available are those of the account too. Its row is the lock of all that happens to it.';
comment on column tolsel_wallet.wallet.tenant_id is 'The business.';
comment on column tolsel_wallet.wallet.wallet_id is 'Key within the tenant.';
comment on column tolsel_wallet.wallet.owner_customer_id is
    'The customer it belongs to, who has one wallet in each currency.';
comment on column tolsel_wallet.wallet.customer_id is
    'The customer in its currency who pays into it and is invoiced: the owner, or one opened for
it.';
comment on column tolsel_wallet.wallet.account_id is 'Its account, a liability with a limit.';
comment on column tolsel_wallet.wallet.currency is
    'The one currency of the account and the customer, held by foreign key.';
comment on column tolsel_wallet.wallet.scale is 'Decimals of the currency, held by foreign key.';
comment on column tolsel_wallet.wallet.metered_until_at is
    'The hour up to which its resources are charged; null where none has hours to charge.';
comment on column tolsel_wallet.wallet.opened_at is 'When it was opened, by the business clock.';
comment on column tolsel_wallet.wallet.closed_at is
    'When it was closed, by the business clock; null: it is open.';
comment on column tolsel_wallet.wallet.metadata is 'The caller''s own facts.';

create table tolsel_wallet.plan_price (
    tenant_id bigint not null,
    plan text not null,
    currency text not null,
    scale smallint not null,
    valid_from_at timestamptz not null,
    price_amount tolsel_core.unsigned_amount not null,
    set_at timestamptz not null,
    login text not null,
    constraint plan_price_pkey primary key (tenant_id, plan, currency, valid_from_at),
    constraint plan_price_plan_check check (plan ~ '^[a-z0-9][a-z0-9._-]{0,49}$'),
    constraint plan_price_valid_from_at_check check (extract(epoch from valid_from_at) % 3600 = 0),
    constraint plan_price_tenant_id_fkey
        foreign key (tenant_id) references tolsel_core.tenant (tenant_id),
    constraint plan_price_currency_fkey foreign key (currency, scale)
        references tolsel_core.currency (currency, scale)
);
comment on table tolsel_wallet.plan_price is
    'What a plan costs a month, in each currency, from an hour on until the next price;
append-only.';
comment on column tolsel_wallet.plan_price.tenant_id is 'The business.';
comment on column tolsel_wallet.plan_price.plan is 'Name of the plan, such as small.';
comment on column tolsel_wallet.plan_price.currency is 'Currency of the price.';
comment on column tolsel_wallet.plan_price.scale is
    'Decimals of the currency, held by foreign key.';
comment on column tolsel_wallet.plan_price.valid_from_at is
    'The full UTC hour from which it counts.';
comment on column tolsel_wallet.plan_price.price_amount is 'For a UTC month, whatever its length.';
comment on column tolsel_wallet.plan_price.set_at is 'When it was set.';
comment on column tolsel_wallet.plan_price.login is 'Database role that set it.';

create table tolsel_wallet.resource (
    tenant_id bigint not null,
    resource_id bigint generated always as identity,
    account_id bigint not null,
    customer_id bigint not null,
    name tolsel_core.short_text not null,
    plan text not null,
    status text not null,
    hold_id bigint not null,
    covered_until_at timestamptz not null,
    started_at timestamptz not null,
    resized_at timestamptz,
    warned_for_at timestamptz,
    ended_at timestamptz,
    settled_at timestamptz,
    is_hold_needed boolean generated always as (
        case when status = 'active' then true end) stored,
    user_id bigint,
    login text not null,
    request_key tolsel_core.request_key,
    metadata tolsel_core.metadata not null default '{}',
    constraint resource_pkey primary key (tenant_id, resource_id),
    constraint resource_status_check check (status in ('active', 'stopped', 'suspended')),
    constraint resource_ended_at_check
        check (
            (ended_at is null) = (status = 'active')
            and (settled_at is null or ended_at is not null)),
    constraint resource_account_id_fkey foreign key (tenant_id, account_id)
        references tolsel_wallet.wallet (tenant_id, account_id),
    constraint resource_customer_id_fkey foreign key (tenant_id, customer_id)
        references tolsel_billing.customer (tenant_id, customer_id),
    constraint resource_hold_id_fkey foreign key (tenant_id, hold_id)
        references tolsel_ledger.hold (tenant_id, hold_id),
    constraint resource_is_hold_needed_fkey
        foreign key (tenant_id, hold_id, account_id, is_hold_needed)
        references tolsel_ledger.hold (tenant_id, hold_id, account_id, is_open)
        deferrable initially deferred
) with (fillfactor = 70);
-- Usage: one resource a hold. Partial, though it holds every row, because it would else be taken
-- for as good as the primary key.
create unique index resource_hold_id_idx on tolsel_wallet.resource (tenant_id, hold_id)
    where hold_id is not null;
-- Usage: the resources of a wallet that have hours left to meter, or still run.
create index resource_account_id_idx
    on tolsel_wallet.resource (tenant_id, account_id, resource_id)
    where settled_at is null;
-- Usage: all resources of a wallet, for its month. Partial, though it holds every row, because it
-- would else be taken for as good as the primary key.
create index resource_wallet_idx on tolsel_wallet.resource (tenant_id, account_id)
    where account_id is not null;
-- Usage: the resources that a month's turn has to cover.
create index resource_covered_until_at_idx on tolsel_wallet.resource (tenant_id, covered_until_at)
    where status = 'active';
-- Usage: one effect a key.
create unique index resource_request_key_idx on tolsel_wallet.resource (tenant_id, request_key)
    where request_key is not null;
comment on table tolsel_wallet.resource is
    'Something that runs and is paid from a wallet. While it is active its own hold on the account
of its wallet is open, by foreign key, whoever writes.';
comment on column tolsel_wallet.resource.tenant_id is 'The business.';
comment on column tolsel_wallet.resource.resource_id is 'Key within the tenant.';
comment on column tolsel_wallet.resource.account_id is 'The account of the wallet that pays.';
comment on column tolsel_wallet.resource.customer_id is
    'Who uses it: the owner of the wallet, or a customer of that owner.';
comment on column tolsel_wallet.resource.name is 'What it is called, for people.';
comment on column tolsel_wallet.resource.plan is 'The plan it has now.';
comment on column tolsel_wallet.resource.status is
    'active; stopped by somebody; or suspended, for want of funds.';
comment on column tolsel_wallet.resource.hold_id is
    'Its hold, which lasts as long as it has hours to pay.';
comment on column tolsel_wallet.resource.covered_until_at is
    'The end of the UTC month through which its hold pays.';
comment on column tolsel_wallet.resource.started_at is 'When it was made, by the business clock.';
comment on column tolsel_wallet.resource.resized_at is
    'When it was given another plan last, by the business clock; null: never.';
comment on column tolsel_wallet.resource.warned_for_at is
    'The turn of a month at which it will not fit, as was told; null: it fits, or nothing was
told.';
comment on column tolsel_wallet.resource.ended_at is
    'When it was stopped, or suspended; null while it is active.';
comment on column tolsel_wallet.resource.settled_at is
    'When its last hour was paid and its hold closed; null: it was not.';
comment on column tolsel_wallet.resource.is_hold_needed is
    'True while it is active, else null: what the foreign key to its hold asks for.';
comment on column tolsel_wallet.resource.user_id is
    'Person it is attributed to; null when none was named.';
comment on column tolsel_wallet.resource.login is 'Database role that made it.';
comment on column tolsel_wallet.resource.request_key is
    'The caller''s name for the request; null: not repeatable.';
comment on column tolsel_wallet.resource.metadata is 'The caller''s own facts.';

create table tolsel_wallet.resource_span (
    tenant_id bigint not null,
    resource_id bigint not null,
    from_at timestamptz not null,
    until_at timestamptz,
    plan text not null,
    price_amount tolsel_core.unsigned_amount not null,
    constraint resource_span_pkey primary key (tenant_id, resource_id, from_at),
    constraint resource_span_from_at_check check (extract(epoch from from_at) % 3600 = 0),
    constraint resource_span_until_at_check
        check (until_at > from_at and extract(epoch from until_at) % 3600 = 0),
    constraint resource_span_resource_id_fkey foreign key (tenant_id, resource_id)
        references tolsel_wallet.resource (tenant_id, resource_id)
);
comment on table tolsel_wallet.resource_span is
    'From which full UTC hour to which a resource has had a plan, at the price of its admission;
fixed once its first hour is charged.';
comment on column tolsel_wallet.resource_span.tenant_id is 'The business.';
comment on column tolsel_wallet.resource_span.resource_id is 'The resource.';
comment on column tolsel_wallet.resource_span.from_at is 'Its first hour.';
comment on column tolsel_wallet.resource_span.until_at is
    'The hour after its last one; null while it goes on.';
comment on column tolsel_wallet.resource_span.plan is 'The plan.';
comment on column tolsel_wallet.resource_span.price_amount is
    'What the plan cost a month when the span began.';

create table tolsel_wallet.usage_hour (
    tenant_id bigint not null,
    hour_at timestamptz not null,
    resource_id bigint not null,
    journal_id bigint,
    amount tolsel_core.unsigned_amount not null,
    constraint usage_hour_pkey primary key (tenant_id, hour_at, resource_id)
);
comment on table tolsel_wallet.usage_hour is
    'One hour that a resource has run, and what it cost; append-only. The key begins with the hour,
so that a run writes to a few pages, and there is no foreign key, so that it rewrites no others.';
comment on column tolsel_wallet.usage_hour.tenant_id is 'The business.';
comment on column tolsel_wallet.usage_hour.hour_at is 'The full UTC hour at which it begins.';
comment on column tolsel_wallet.usage_hour.resource_id is 'The resource.';
comment on column tolsel_wallet.usage_hour.journal_id is
    'The charge it is in; null where that whole run of the wallet cost nothing.';
comment on column tolsel_wallet.usage_hour.amount is
    'Its share of the month''s price: the hours of a month add up to that.';

create table tolsel_wallet.charge (
    tenant_id bigint not null,
    journal_id bigint not null,
    account_id bigint not null,
    from_at timestamptz not null,
    until_at timestamptz not null,
    amount tolsel_core.positive_amount not null,
    constraint charge_pkey primary key (tenant_id, journal_id),
    constraint charge_until_at_check check (until_at > from_at),
    constraint charge_journal_id_fkey foreign key (tenant_id, journal_id)
        references tolsel_ledger.journal (tenant_id, journal_id),
    constraint charge_account_id_fkey foreign key (tenant_id, account_id)
        references tolsel_wallet.wallet (tenant_id, account_id)
);
comment on table tolsel_wallet.charge is
    'What a run has taken from a wallet, for all hours of its resources since the last one;
append-only.';
comment on column tolsel_wallet.charge.tenant_id is 'The business.';
comment on column tolsel_wallet.charge.journal_id is 'The journal that booked it.';
comment on column tolsel_wallet.charge.account_id is 'The account of the wallet.';
comment on column tolsel_wallet.charge.from_at is 'Its first hour.';
comment on column tolsel_wallet.charge.until_at is 'The hour after its last one.';
comment on column tolsel_wallet.charge.amount is 'The sum of its hours.';

create table tolsel_wallet.usage_reversal (
    tenant_id bigint not null,
    hour_at timestamptz not null,
    resource_id bigint not null,
    journal_id bigint,
    amount tolsel_core.unsigned_amount not null,
    reason tolsel_core.long_text not null,
    reversed_at timestamptz not null,
    user_id bigint,
    login text not null,
    constraint usage_reversal_pkey primary key (tenant_id, hour_at, resource_id),
    constraint usage_reversal_journal_id_check check ((journal_id is null) = (amount = 0.0)),
    constraint usage_reversal_hour_at_fkey foreign key (tenant_id, hour_at, resource_id)
        references tolsel_wallet.usage_hour (tenant_id, hour_at, resource_id),
    constraint usage_reversal_journal_id_fkey foreign key (tenant_id, journal_id)
        references tolsel_ledger.journal (tenant_id, journal_id)
);
-- Usage: the hour that a journal gave back.
create unique index usage_reversal_journal_id_idx
    on tolsel_wallet.usage_reversal (tenant_id, journal_id)
    where journal_id is not null;
comment on table tolsel_wallet.usage_reversal is
    'Hours that should not have been charged: each is given back to its wallet, once;
append-only.';
comment on column tolsel_wallet.usage_reversal.tenant_id is 'The business.';
comment on column tolsel_wallet.usage_reversal.hour_at is 'The hour.';
comment on column tolsel_wallet.usage_reversal.resource_id is 'The resource.';
comment on column tolsel_wallet.usage_reversal.journal_id is
    'The journal that booked it; null where the hour cost nothing.';
comment on column tolsel_wallet.usage_reversal.amount is 'All that was charged for the hour.';
comment on column tolsel_wallet.usage_reversal.reason is 'Why, for people.';
comment on column tolsel_wallet.usage_reversal.reversed_at is 'When, by the business clock.';
comment on column tolsel_wallet.usage_reversal.user_id is
    'Person it is attributed to; null when none was named.';
comment on column tolsel_wallet.usage_reversal.login is 'Database role that reversed it.';

create table tolsel_wallet.usage_refund (
    tenant_id bigint not null,
    usage_refund_id bigint generated always as identity,
    resource_id bigint not null,
    month_on date not null,
    amount tolsel_core.positive_amount not null,
    journal_id bigint not null,
    reason tolsel_core.long_text not null,
    refunded_at timestamptz not null,
    user_id bigint,
    login text not null,
    request_key tolsel_core.request_key,
    metadata tolsel_core.metadata not null default '{}',
    constraint usage_refund_pkey primary key (tenant_id, usage_refund_id),
    constraint usage_refund_month_on_check check (extract(day from month_on) = 1),
    constraint usage_refund_journal_id_key unique (tenant_id, journal_id),
    constraint usage_refund_resource_id_fkey foreign key (tenant_id, resource_id)
        references tolsel_wallet.resource (tenant_id, resource_id),
    constraint usage_refund_journal_id_fkey foreign key (tenant_id, journal_id)
        references tolsel_ledger.journal (tenant_id, journal_id)
);
-- Usage: what was refunded of a resource's month.
create index usage_refund_resource_id_idx
    on tolsel_wallet.usage_refund (tenant_id, resource_id, month_on);
-- Usage: one effect a key.
create unique index usage_refund_request_key_idx
    on tolsel_wallet.usage_refund (tenant_id, request_key)
    where request_key is not null;
comment on table tolsel_wallet.usage_refund is
    'What was given back to a wallet of what a resource was charged for a UTC month, at most 95 % of
that; append-only.';
comment on column tolsel_wallet.usage_refund.tenant_id is 'The business.';
comment on column tolsel_wallet.usage_refund.usage_refund_id is 'Key within the tenant.';
comment on column tolsel_wallet.usage_refund.resource_id is 'The resource.';
comment on column tolsel_wallet.usage_refund.month_on is 'First day of the UTC month.';
comment on column tolsel_wallet.usage_refund.amount is 'In the currency of the wallet.';
comment on column tolsel_wallet.usage_refund.journal_id is 'The journal that booked it.';
comment on column tolsel_wallet.usage_refund.reason is 'Why, for people.';
comment on column tolsel_wallet.usage_refund.refunded_at is 'When, by the business clock.';
comment on column tolsel_wallet.usage_refund.user_id is
    'Person it is attributed to; null when none was named.';
comment on column tolsel_wallet.usage_refund.login is 'Database role that refunded it.';
comment on column tolsel_wallet.usage_refund.request_key is
    'The caller''s name for the request; null: not repeatable.';
comment on column tolsel_wallet.usage_refund.metadata is 'The caller''s own facts.';

create table tolsel_wallet.usage_setting (
    tenant_id bigint not null,
    late_days integer not null,
    closing_days integer not null,
    constraint usage_setting_pkey primary key (tenant_id),
    constraint usage_setting_late_days_check check (late_days between 0 and 366),
    constraint usage_setting_closing_days_check check (closing_days between 0 and 27),
    constraint usage_setting_tenant_id_fkey
        foreign key (tenant_id) references tolsel_core.tenant (tenant_id)
);
comment on table tolsel_wallet.usage_setting is
    'How late usage may be told, and when months are closed; a tenant without a row has what is
usual.';
comment on column tolsel_wallet.usage_setting.tenant_id is 'The business.';
comment on column tolsel_wallet.usage_setting.late_days is
    'Usage of hours that began so many days ago or later is taken.';
comment on column tolsel_wallet.usage_setting.closing_days is
    'So many days after its end a month is closed.';

create table tolsel_wallet.usage_event (
    tenant_id bigint not null,
    source tolsel_core.short_text not null,
    event_id tolsel_core.short_text not null,
    resource_id bigint not null,
    account_id bigint not null,
    occurred_at timestamptz not null,
    hour_at timestamptz not null,
    plan text,
    price_amount tolsel_core.unsigned_amount,
    metadata tolsel_core.metadata not null default '{}',
    recorded_at timestamptz not null,
    login text not null,
    metered_at timestamptz,
    extra_amount tolsel_core.unsigned_amount,
    owed_amount tolsel_core.unsigned_amount,
    journal_id bigint,
    invoice_id bigint,
    constraint usage_event_pkey primary key (tenant_id, source, event_id),
    constraint usage_event_hour_at_check
        check (hour_at = date_bin('1 hour', occurred_at, '2000-01-01 00:00:00+00')),
    constraint usage_event_price_amount_check check ((plan is null) = (price_amount is null)),
    constraint usage_event_metered_at_check
        check (
            num_nulls(metered_at, extra_amount, owed_amount) in (0, 3)
            and (journal_id is null or extra_amount > owed_amount)
            and (invoice_id is null or owed_amount > 0.0)),
    constraint usage_event_owed_amount_check check (owed_amount <= extra_amount),
    constraint usage_event_journal_id_fkey foreign key (tenant_id, journal_id)
        references tolsel_ledger.journal (tenant_id, journal_id),
    constraint usage_event_invoice_id_fkey foreign key (tenant_id, invoice_id)
        references tolsel_billing.invoice (tenant_id, invoice_id)
);
-- Usage: the events of a wallet that are not metered yet.
create index usage_event_account_id_idx
    on tolsel_wallet.usage_event (tenant_id, account_id)
    where metered_at is null;
-- Usage: what events have added to an hour.
create index usage_event_resource_id_idx
    on tolsel_wallet.usage_event (tenant_id, resource_id, hour_at)
    where extra_amount > 0.0;
-- Usage: the events that are in a charge.
create index usage_event_journal_id_idx on tolsel_wallet.usage_event (tenant_id, journal_id)
    where journal_id is not null;
comment on table tolsel_wallet.usage_event is
    'What a meter outside has told of an hour of a resource, each event once; it is not changed, and
metered once. There is no foreign key to resource or wallet, so that it rewrites no others.';
comment on column tolsel_wallet.usage_event.tenant_id is 'The business.';
comment on column tolsel_wallet.usage_event.source is 'Who tells, such as vcenter-1.';
comment on column tolsel_wallet.usage_event.event_id is 'What the source calls the event.';
comment on column tolsel_wallet.usage_event.resource_id is 'The resource.';
comment on column tolsel_wallet.usage_event.account_id is 'The account of the wallet that pays.';
comment on column tolsel_wallet.usage_event.occurred_at is 'The moment it tells of.';
comment on column tolsel_wallet.usage_event.hour_at is 'The full UTC hour of that.';
comment on column tolsel_wallet.usage_event.plan is
    'The plan that the resource had then; null: only that it ran.';
comment on column tolsel_wallet.usage_event.price_amount is
    'What that plan cost a month in that hour; null: it tells of none.';
comment on column tolsel_wallet.usage_event.metadata is 'The source''s own facts.';
comment on column tolsel_wallet.usage_event.recorded_at is 'When it was told first.';
comment on column tolsel_wallet.usage_event.login is 'Database role that told it.';
comment on column tolsel_wallet.usage_event.metered_at is
    'When it was metered, by the business clock; null: not yet.';
comment on column tolsel_wallet.usage_event.extra_amount is
    'What it adds to its hour, beyond what that was charged at before; null: it is not metered.';
comment on column tolsel_wallet.usage_event.owed_amount is
    'What of that the wallet had not available, and is owed; null: it is not metered.';
comment on column tolsel_wallet.usage_event.journal_id is
    'The charge that the rest is in; null: there is none.';
comment on column tolsel_wallet.usage_event.invoice_id is
    'The debit note for what is owed; null: nothing is.';

create table tolsel_wallet.month_statement (
    tenant_id bigint not null,
    wallet_id bigint not null,
    month_on date not null,
    opening_amount tolsel_core.money_amount not null,
    top_up_amount tolsel_core.money_amount not null,
    usage_amount tolsel_core.unsigned_amount not null,
    returned_amount tolsel_core.unsigned_amount not null,
    other_amount tolsel_core.money_amount not null,
    closing_amount tolsel_core.money_amount not null,
    invoice_id bigint,
    sealed_version bigint,
    seal_hash text,
    closed_at timestamptz not null,
    user_id bigint,
    login text not null,
    constraint month_statement_pkey primary key (tenant_id, wallet_id, month_on),
    constraint month_statement_month_on_check check (extract(day from month_on) = 1),
    constraint month_statement_closing_amount_check
        check (
            closing_amount = opening_amount + top_up_amount - usage_amount + returned_amount
                + other_amount),
    constraint month_statement_seal_hash_check
        check ((sealed_version is null) = (seal_hash is null)),
    constraint month_statement_wallet_id_fkey foreign key (tenant_id, wallet_id)
        references tolsel_wallet.wallet (tenant_id, wallet_id),
    constraint month_statement_invoice_id_fkey foreign key (tenant_id, invoice_id)
        references tolsel_billing.invoice (tenant_id, invoice_id)
);
-- Usage: the month that an invoice is of.
create unique index month_statement_invoice_id_idx
    on tolsel_wallet.month_statement (tenant_id, invoice_id)
    where invoice_id is not null;
comment on table tolsel_wallet.month_statement is
    'What moved a wallet in a UTC month that is closed, by what counts for its days; append-only.';
comment on column tolsel_wallet.month_statement.tenant_id is 'The business.';
comment on column tolsel_wallet.month_statement.wallet_id is 'The wallet, and so the currency.';
comment on column tolsel_wallet.month_statement.month_on is 'First day of the UTC month.';
comment on column tolsel_wallet.month_statement.opening_amount is
    'What it had before the first day.';
comment on column tolsel_wallet.month_statement.top_up_amount is
    'What was paid in, less what of that was voided or given back.';
comment on column tolsel_wallet.month_statement.usage_amount is 'What was charged.';
comment on column tolsel_wallet.month_statement.returned_amount is
    'What was given back of charges: hours that were reversed, and refunds.';
comment on column tolsel_wallet.month_statement.other_amount is
    'What else came in, such as the invoice of the month before; below 0 what went out.';
comment on column tolsel_wallet.month_statement.closing_amount is
    'What it had after the last day; below 0 it is invoiced.';
comment on column tolsel_wallet.month_statement.invoice_id is
    'The invoice of the month; null: nothing was to be invoiced.';
comment on column tolsel_wallet.month_statement.sealed_version is
    'The version up to which its entries were sealed then; null: none was.';
comment on column tolsel_wallet.month_statement.seal_hash is
    'The last seal then, in hexadecimal; null: none.';
comment on column tolsel_wallet.month_statement.closed_at is 'When, by the business clock.';
comment on column tolsel_wallet.month_statement.user_id is
    'Person it is attributed to; null when none was named.';
comment on column tolsel_wallet.month_statement.login is 'Database role that closed it.';

create table tolsel_wallet.metering_fault (
    tenant_id bigint not null,
    wallet_id bigint not null,
    task text not null,
    failed_at timestamptz not null,
    error_code text not null,
    message text not null,
    constraint metering_fault_pkey primary key (tenant_id, wallet_id, task),
    constraint metering_fault_task_check check (task in ('usage', 'month')),
    constraint metering_fault_wallet_id_fkey foreign key (tenant_id, wallet_id)
        references tolsel_wallet.wallet (tenant_id, wallet_id)
);
comment on table tolsel_wallet.metering_fault is
    'Wallets whose hours could not be charged, or whose month not closed, at the last try; the next
run tries again, and takes the row away where it can.';
comment on column tolsel_wallet.metering_fault.tenant_id is 'The business.';
comment on column tolsel_wallet.metering_fault.wallet_id is 'The wallet.';
comment on column tolsel_wallet.metering_fault.task is
    'usage: hours could not be charged; month: a month could not be closed.';
comment on column tolsel_wallet.metering_fault.failed_at is 'When it failed last.';
comment on column tolsel_wallet.metering_fault.error_code is 'SQLSTATE of the fault.';
comment on column tolsel_wallet.metering_fault.message is 'What the fault said.';

create table tolsel_wallet.wallet_rule (
    tenant_id bigint not null,
    wallet_id bigint not null,
    low_amount numeric,
    threshold_amount numeric,
    target_amount numeric,
    step_amount numeric,
    max_amount numeric,
    daily_cap_amount numeric,
    method text,
    channel_id bigint,
    cooldown_minutes integer not null,
    lead_days integer not null,
    is_low boolean not null default false,
    pending_payment_id bigint,
    requested_ats timestamptz[] not null default '{}',
    requested_on date,
    requested_amount numeric not null default 0,
    failure_count integer not null default 0,
    waits_until_at timestamptz,
    tripped_at timestamptz,
    constraint wallet_rule_pkey primary key (tenant_id, wallet_id),
    constraint wallet_rule_threshold_amount_check
        check (
            num_nulls(
                threshold_amount, target_amount, step_amount, max_amount, daily_cap_amount, method)
            in (0, 6)),
    constraint wallet_rule_target_amount_check
        check (
            target_amount >= threshold_amount and step_amount > 0 and max_amount >= step_amount
            and daily_cap_amount >= max_amount and daily_cap_amount < 1e15),
    constraint wallet_rule_cooldown_minutes_check check (cooldown_minutes between 0 and 1440),
    constraint wallet_rule_lead_days_check check (lead_days between 0 and 28),
    constraint wallet_rule_wallet_id_fkey foreign key (tenant_id, wallet_id)
        references tolsel_wallet.wallet (tenant_id, wallet_id),
    constraint wallet_rule_channel_id_fkey foreign key (tenant_id, channel_id)
        references tolsel_channel.payment_channel (tenant_id, channel_id),
    constraint wallet_rule_pending_payment_id_fkey foreign key (tenant_id, pending_payment_id)
        references tolsel_billing.payment (tenant_id, payment_id)
) with (fillfactor = 70);
-- Usage: the rules that have stopped.
create index wallet_rule_tripped_at_idx on tolsel_wallet.wallet_rule (tenant_id, tripped_at)
    where tripped_at is not null;
comment on table tolsel_wallet.wallet_rule is
    'When a wallet is low, and when and for how much a top-up is asked for by itself. One at a time,
by its one row.';
comment on column tolsel_wallet.wallet_rule.tenant_id is 'The business.';
comment on column tolsel_wallet.wallet_rule.wallet_id is 'The wallet.';
comment on column tolsel_wallet.wallet_rule.low_amount is
    'wallet.low is told when less than this is available; null: it is not.';
comment on column tolsel_wallet.wallet_rule.threshold_amount is
    'A top-up is asked for when no more than this is available, what is asked for already
counted; null: none is.';
comment on column tolsel_wallet.wallet_rule.target_amount is 'As much is to be available then.';
comment on column tolsel_wallet.wallet_rule.step_amount is
    'What is asked for is a multiple of this, if nothing caps it.';
comment on column tolsel_wallet.wallet_rule.max_amount is 'The most that one top-up asks for.';
comment on column tolsel_wallet.wallet_rule.daily_cap_amount is
    'The most that top-ups of a UTC day ask for together.';
comment on column tolsel_wallet.wallet_rule.method is 'By which method it is to be paid.';
comment on column tolsel_wallet.wallet_rule.channel_id is 'Into which channel.';
comment on column tolsel_wallet.wallet_rule.cooldown_minutes is
    'So long after one was asked for no other is.';
comment on column tolsel_wallet.wallet_rule.lead_days is
    'So many days before the month''s end the prices of the next count as spent.';
comment on column tolsel_wallet.wallet_rule.is_low is
    'Whether wallet.low was told since more was available.';
comment on column tolsel_wallet.wallet_rule.pending_payment_id is
    'The top-up that was asked for and has not ended; null: none.';
comment on column tolsel_wallet.wallet_rule.requested_ats is
    'When the last ones were asked for, those of ten minutes and the last.';
comment on column tolsel_wallet.wallet_rule.requested_on is
    'The UTC day of requested_amount; null: none was asked for yet.';
comment on column tolsel_wallet.wallet_rule.requested_amount is 'What was asked for on that day.';
comment on column tolsel_wallet.wallet_rule.failure_count is
    'How many in a row have failed since one was paid.';
comment on column tolsel_wallet.wallet_rule.waits_until_at is
    'Until then none is asked for, because the last one failed; null: it did not.';
comment on column tolsel_wallet.wallet_rule.tripped_at is
    'When it stopped because it asked too often or for too much; null: it runs. Setting the rule
starts it again.';

create table tolsel_wallet.recurring_grant (
    tenant_id bigint not null,
    recurring_grant_id bigint generated always as identity,
    account_id bigint not null,
    name tolsel_core.short_text not null,
    amount tolsel_core.positive_amount not null,
    every text not null,
    lasts_periods smallint,
    priority smallint not null,
    cost_account_id bigint not null,
    anchor_at timestamptz not null,
    from_at timestamptz not null,
    until_at timestamptz,
    due_at timestamptz not null,
    is_over boolean generated always as (coalesce(until_at <= due_at, false)) stored,
    set_at timestamptz not null,
    user_id bigint,
    login text not null,
    constraint recurring_grant_pkey primary key (tenant_id, recurring_grant_id),
    constraint recurring_grant_account_id_key unique (tenant_id, recurring_grant_id, account_id),
    constraint recurring_grant_every_check
        check (every in ('day', 'week', 'month', 'quarter', 'year')),
    constraint recurring_grant_lasts_periods_check check (lasts_periods between 1 and 120),
    constraint recurring_grant_priority_check check (priority between 0 and 100),
    constraint recurring_grant_anchor_at_check
        check (anchor_at <= from_at and extract(epoch from anchor_at) % 3600 = 0),
    constraint recurring_grant_from_at_check check (extract(epoch from from_at) % 3600 = 0),
    constraint recurring_grant_until_at_check check (until_at >= from_at),
    constraint recurring_grant_due_at_check
        check (due_at >= from_at and extract(epoch from due_at) % 3600 = 0),
    constraint recurring_grant_account_id_fkey foreign key (tenant_id, account_id)
        references tolsel_wallet.wallet (tenant_id, account_id),
    constraint recurring_grant_cost_account_id_fkey foreign key (tenant_id, cost_account_id)
        references tolsel_ledger.account (tenant_id, account_id)
) with (fillfactor = 70);
-- Usage: what a wallet is granted under a name, the newest terms last. Partial, though it holds
-- every row, because a session that begins while the table is small would else take it for as good
-- as a key.
create index recurring_grant_name_idx
    on tolsel_wallet.recurring_grant (tenant_id, account_id, name, from_at)
    where name is not null;
-- Usage: what is due.
create index recurring_grant_due_at_idx on tolsel_wallet.recurring_grant (tenant_id, due_at)
    where not is_over;
-- Usage: what a wallet has coming.
create index recurring_grant_account_id_idx
    on tolsel_wallet.recurring_grant (tenant_id, account_id, due_at)
    where not is_over;
comment on table tolsel_wallet.recurring_grant is
    'Credit that is granted to a wallet every period, from when until when, and on which terms:
others are another row.';
comment on column tolsel_wallet.recurring_grant.tenant_id is 'The business.';
comment on column tolsel_wallet.recurring_grant.recurring_grant_id is 'Key within the tenant.';
comment on column tolsel_wallet.recurring_grant.account_id is 'The account of the wallet.';
comment on column tolsel_wallet.recurring_grant.name is
    'What it is called, for people: a wallet has one at a time under each name.';
comment on column tolsel_wallet.recurring_grant.amount is 'What is granted each time.';
comment on column tolsel_wallet.recurring_grant.every is
    'How long a period is: day, week, month, quarter or year, in UTC.';
comment on column tolsel_wallet.recurring_grant.lasts_periods is
    'After so many periods what is left of a grant expires; null: never.';
comment on column tolsel_wallet.recurring_grant.priority is
    'That of its lots, 0 to 100: what is lower is spent first.';
comment on column tolsel_wallet.recurring_grant.cost_account_id is 'At whose cost it is granted.';
comment on column tolsel_wallet.recurring_grant.anchor_at is
    'The full UTC hour from which periods are counted: one of the 31st falls on the last day of a
shorter month, and on the 31st of the next long one.';
comment on column tolsel_wallet.recurring_grant.from_at is
    'The first hour at which it is granted.';
comment on column tolsel_wallet.recurring_grant.until_at is
    'Nothing is granted from then on; null: it goes on.';
comment on column tolsel_wallet.recurring_grant.due_at is
    'When the next period begins, that of until_at or later where it is over: all before it are
granted.';
comment on column tolsel_wallet.recurring_grant.is_over is 'Whether nothing more is granted.';
comment on column tolsel_wallet.recurring_grant.set_at is 'When it was set, by the business clock.';
comment on column tolsel_wallet.recurring_grant.user_id is
    'Person it is attributed to; null when none was named.';
comment on column tolsel_wallet.recurring_grant.login is 'Database role that set it.';

create table tolsel_wallet.lot (
    tenant_id bigint not null,
    lot_id bigint generated always as identity,
    account_id bigint not null,
    kind text not null,
    priority smallint not null,
    valid_from_at timestamptz not null,
    expires_at timestamptz,
    amount tolsel_core.positive_amount not null,
    used_amount tolsel_core.unsigned_amount not null default 0.0,
    expired_amount tolsel_core.unsigned_amount not null default 0.0,
    left_amount numeric generated always as (amount - used_amount - expired_amount) stored,
    is_spent boolean generated always as (amount = used_amount + expired_amount) stored,
    ended_at timestamptz,
    journal_id bigint not null,
    recurring_grant_id bigint,
    reason tolsel_core.long_text,
    user_id bigint,
    login text not null,
    request_key tolsel_core.request_key,
    metadata tolsel_core.metadata not null default '{}',
    constraint lot_pkey primary key (tenant_id, lot_id),
    constraint lot_kind_check check (kind in ('paid', 'granted', 'owed')),
    constraint lot_priority_check check (priority between 0 and 100),
    constraint lot_valid_from_at_check check (extract(epoch from valid_from_at) % 3600 = 0),
    constraint lot_expires_at_check
        check (expires_at > valid_from_at and extract(epoch from expires_at) % 3600 = 0),
    constraint lot_left_amount_check check (left_amount >= 0),
    constraint lot_ended_at_check check (ended_at is null or ended_at >= expires_at),
    constraint lot_reason_check check ((kind = 'granted') = (reason is not null)),
    constraint lot_recurring_grant_id_check check (recurring_grant_id is null or kind = 'granted'),
    constraint lot_account_id_fkey foreign key (tenant_id, account_id)
        references tolsel_wallet.wallet (tenant_id, account_id),
    constraint lot_journal_id_fkey foreign key (tenant_id, journal_id)
        references tolsel_ledger.journal (tenant_id, journal_id),
    constraint lot_recurring_grant_id_fkey foreign key (tenant_id, recurring_grant_id, account_id)
        references tolsel_wallet.recurring_grant (tenant_id, recurring_grant_id, account_id)
) with (fillfactor = 70);
-- Usage: one grant a period.
create unique index lot_recurring_grant_id_idx
    on tolsel_wallet.lot (tenant_id, recurring_grant_id, valid_from_at)
    where recurring_grant_id is not null;
-- Usage: the lot that a journal brought in. Partial, though it holds every row, because it would
-- else be taken for as good as the primary key.
create unique index lot_journal_id_idx on tolsel_wallet.lot (tenant_id, journal_id)
    where journal_id is not null;
-- Usage: what a wallet may spend. That a lot is spent changes once, so that spending of it touches
-- no index.
create index lot_account_id_idx on tolsel_wallet.lot (tenant_id, account_id, lot_id)
    where not is_spent;
-- Usage: what a wallet has spent.
create index lot_is_spent_idx on tolsel_wallet.lot (tenant_id, account_id, lot_id)
    where is_spent;
-- Usage: the lots that have begun while hours were not metered.
create index lot_valid_from_at_idx on tolsel_wallet.lot (tenant_id, valid_from_at)
    where not is_spent;
-- Usage: the lots that are to end.
create index lot_expires_at_idx on tolsel_wallet.lot (tenant_id, expires_at)
    where not is_spent and ended_at is null;
-- Usage: one effect a key.
create unique index lot_request_key_idx on tolsel_wallet.lot (tenant_id, request_key)
    where request_key is not null;
comment on table tolsel_wallet.lot is
    'Money that came into a wallet at once, and what of it is left: what the lots of a wallet have
left is what the wallet has.';
comment on column tolsel_wallet.lot.tenant_id is 'The business.';
comment on column tolsel_wallet.lot.lot_id is 'Key within the tenant.';
comment on column tolsel_wallet.lot.account_id is 'The account of the wallet.';
comment on column tolsel_wallet.lot.kind is
    'paid: of a top-up; granted: given by the business; owed: of a debt.';
comment on column tolsel_wallet.lot.priority is
    '0 to 100: what is lower is spent first; 50 where nobody has said anything.';
comment on column tolsel_wallet.lot.valid_from_at is
    'The full UTC hour from which it pays: the one in which it came, or was due by a recurring
grant.';
comment on column tolsel_wallet.lot.expires_at is
    'The full UTC hour from which it pays no more; null: it never ends.';
comment on column tolsel_wallet.lot.amount is 'What came in.';
comment on column tolsel_wallet.lot.used_amount is
    'What was spent of it, or given back to its payer.';
comment on column tolsel_wallet.lot.expired_amount is 'What was left when it ended, and was free.';
comment on column tolsel_wallet.lot.left_amount is 'What is left of it.';
comment on column tolsel_wallet.lot.is_spent is 'Whether nothing is left of it.';
comment on column tolsel_wallet.lot.ended_at is
    'The hour up to which the wallet was metered when the lot ended; what is left since is kept for
what is held. Null: it has not ended.';
comment on column tolsel_wallet.lot.journal_id is
    'The journal that brought it in: of its top-up, its grant or its debt.';
comment on column tolsel_wallet.lot.recurring_grant_id is
    'The recurring grant that has granted it, for the period that begins with it; null: none has.';
comment on column tolsel_wallet.lot.reason is 'Why it was granted; null where it was not.';
comment on column tolsel_wallet.lot.user_id is
    'Person it is attributed to; null when none was named.';
comment on column tolsel_wallet.lot.login is 'Database role that brought it in.';
comment on column tolsel_wallet.lot.request_key is
    'The caller''s name for the request; null: not repeatable.';
comment on column tolsel_wallet.lot.metadata is 'The caller''s own facts.';

create table tolsel_wallet.lot_use (
    tenant_id bigint not null,
    journal_id bigint not null,
    lot_id bigint not null,
    amount tolsel_core.moved_amount not null,
    constraint lot_use_pkey primary key (tenant_id, journal_id, lot_id),
    constraint lot_use_journal_id_fkey foreign key (tenant_id, journal_id)
        references tolsel_ledger.journal (tenant_id, journal_id),
    constraint lot_use_lot_id_fkey foreign key (tenant_id, lot_id)
        references tolsel_wallet.lot (tenant_id, lot_id)
);
-- Usage: what a lot has paid. Partial, though it holds every row, because it would else be taken
-- for as good as the primary key.
create index lot_use_lot_id_idx on tolsel_wallet.lot_use (tenant_id, lot_id)
    where amount is not null;
comment on table tolsel_wallet.lot_use is
    'What a journal has taken from a lot: which lot has paid which charge, or was given back, or has
expired; append-only.';
comment on column tolsel_wallet.lot_use.tenant_id is 'The business.';
comment on column tolsel_wallet.lot_use.journal_id is
    'The journal that has moved the wallet. That of the lot itself where it paid what was owed.';
comment on column tolsel_wallet.lot_use.lot_id is 'The lot.';
comment on column tolsel_wallet.lot_use.amount is
    'What was taken of it; below 0 what came back.';

create table tolsel_wallet.expiry (
    tenant_id bigint not null,
    journal_id bigint not null,
    account_id bigint not null,
    ended_at timestamptz not null,
    amount tolsel_core.positive_amount not null,
    constraint expiry_pkey primary key (tenant_id, journal_id),
    constraint expiry_ended_at_check check (extract(epoch from ended_at) % 3600 = 0),
    constraint expiry_journal_id_fkey foreign key (tenant_id, journal_id)
        references tolsel_ledger.journal (tenant_id, journal_id),
    constraint expiry_account_id_fkey foreign key (tenant_id, account_id)
        references tolsel_wallet.wallet (tenant_id, account_id)
);
comment on table tolsel_wallet.expiry is
    'What lots of a wallet had left when they ended, or when it was held no more; append-only.';
comment on column tolsel_wallet.expiry.tenant_id is 'The business.';
comment on column tolsel_wallet.expiry.journal_id is 'The journal that booked it.';
comment on column tolsel_wallet.expiry.account_id is 'The account of the wallet.';
comment on column tolsel_wallet.expiry.ended_at is
    'The full UTC hour at which it was taken: up to it the wallet was metered.';
comment on column tolsel_wallet.expiry.amount is 'What was taken.';

create table tolsel_wallet.debt (
    tenant_id bigint not null,
    invoice_id bigint not null,
    account_id bigint not null,
    payment_id bigint,
    constraint debt_pkey primary key (tenant_id, invoice_id),
    constraint debt_invoice_id_fkey foreign key (tenant_id, invoice_id)
        references tolsel_billing.invoice (tenant_id, invoice_id),
    constraint debt_account_id_fkey foreign key (tenant_id, account_id)
        references tolsel_wallet.wallet (tenant_id, account_id),
    constraint debt_payment_id_fkey foreign key (tenant_id, payment_id)
        references tolsel_billing.payment (tenant_id, payment_id)
);
-- Usage: what a wallet owes.
create index debt_account_id_idx on tolsel_wallet.debt (tenant_id, account_id, invoice_id);
comment on table tolsel_wallet.debt is
    'Debit notes of customers over what was charged back and is spent, or held, and over late usage
that a wallet had no funds for: the next top-up pays them, and nothing is provisioned until they are
paid; append-only.';
comment on column tolsel_wallet.debt.tenant_id is 'The business.';
comment on column tolsel_wallet.debt.invoice_id is
    'The debit note, with its amount and what is open.';
comment on column tolsel_wallet.debt.account_id is 'The account of the wallet.';
comment on column tolsel_wallet.debt.payment_id is
    'The top-up that was charged back; null: late usage is owed.';

create table tolsel_wallet.debt_payment (
    tenant_id bigint not null,
    credit_note_id bigint not null,
    invoice_id bigint not null,
    payment_id bigint,
    constraint debt_payment_pkey primary key (tenant_id, credit_note_id),
    constraint debt_payment_credit_note_id_fkey foreign key (tenant_id, credit_note_id)
        references tolsel_billing.credit_note (tenant_id, credit_note_id),
    constraint debt_payment_invoice_id_fkey foreign key (tenant_id, invoice_id)
        references tolsel_wallet.debt (tenant_id, invoice_id),
    constraint debt_payment_payment_id_fkey foreign key (tenant_id, payment_id)
        references tolsel_billing.payment (tenant_id, payment_id)
);
comment on table tolsel_wallet.debt_payment is
    'What top-ups, and usage that was given back, have paid of debts: credit notes, out of the
wallet; append-only.';
comment on column tolsel_wallet.debt_payment.tenant_id is 'The business.';
comment on column tolsel_wallet.debt_payment.credit_note_id is
    'The credit note, with what was paid.';
comment on column tolsel_wallet.debt_payment.invoice_id is 'The debit note that is paid.';
comment on column tolsel_wallet.debt_payment.payment_id is
    'The top-up that has paid it; null: usage that was given back has.';

create type tolsel_wallet.due_grant as (
    recurring_grant_id bigint,
    wallet_id bigint,
    account_id bigint,
    due_at timestamptz,
    expires_at timestamptz,
    amount numeric,
    priority smallint
);
comment on type tolsel_wallet.due_grant is
    'What a recurring grant is to grant for a period that has begun.';

create type tolsel_wallet.lot_move as (
    account_id bigint,
    journal_id bigint,
    amount numeric
);
comment on type tolsel_wallet.lot_move is
    'What a journal takes from a wallet, and so from its lots.';

create type tolsel_wallet.lot_take as (
    account_id bigint,
    lot_id bigint,
    amount numeric
);
comment on type tolsel_wallet.lot_take is
    'What is taken from a lot that has ended; 0 where all of it is kept.';

create type tolsel_wallet.due_hour as (
    wallet_id bigint,
    account_id bigint,
    resource_id bigint,
    hour_at timestamptz,
    amount numeric
);
comment on type tolsel_wallet.due_hour is 'One hour of a resource that is to be charged.';
