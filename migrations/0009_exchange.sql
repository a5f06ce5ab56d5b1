-- Currencies: dated rates, exchanges between accounts, and what foreign money is worth on a day.
-- Locks nothing that exists. Takes less than a second.

create schema tolsel_exchange;
comment on schema tolsel_exchange is
    'Private tables and helpers of currencies: dated rates, exchanges, revaluations.';

create domain tolsel_exchange.exchange_rate as numeric
    constraint exchange_rate_sane
        check (value > 0 and value < 1e15 and scale(value) <= 20);
comment on domain tolsel_exchange.exchange_rate is
    'Units of one currency for one unit of another: above 0, with at most 20 decimals.';

create table tolsel_exchange.rate (
    tenant_id bigint not null,
    base_currency text not null,
    currency text not null,
    rate_on tolsel_core.calendar_date not null,
    revision integer not null,
    rate tolsel_exchange.exchange_rate not null,
    source tolsel_core.short_text not null,
    recorded_at timestamptz not null,
    user_id bigint,
    login text not null,
    constraint rate_pkey primary key (tenant_id, base_currency, currency, rate_on, revision),
    constraint rate_currency_check check (currency <> base_currency),
    constraint rate_revision_check check (revision > 0),
    constraint rate_tenant_id_fkey
        foreign key (tenant_id) references tolsel_core.tenant (tenant_id),
    constraint rate_base_currency_fkey
        foreign key (base_currency) references tolsel_core.currency (currency),
    constraint rate_currency_fkey
        foreign key (currency) references tolsel_core.currency (currency)
);
-- Usage: the corrections, which are few.
create index rate_revision_idx
    on tolsel_exchange.rate (tenant_id, base_currency, currency, rate_on, revision)
    where revision > 1;
comment on table tolsel_exchange.rate is
    'What one unit of a base currency was worth in another currency on a day; append-only. A
correction is a row with the next revision, and the last one counts.';
comment on column tolsel_exchange.rate.tenant_id is 'The business.';
comment on column tolsel_exchange.rate.base_currency is 'The currency whose one unit is priced.';
comment on column tolsel_exchange.rate.currency is 'The currency it is priced in.';
comment on column tolsel_exchange.rate.rate_on is 'The day, as its source dates it.';
comment on column tolsel_exchange.rate.revision is
    '1 for the first rate of a day, one more with each correction.';
comment on column tolsel_exchange.rate.rate is
    'Units of the currency for one unit of the base currency.';
comment on column tolsel_exchange.rate.source is 'Who says so, such as ECB.';
comment on column tolsel_exchange.rate.recorded_at is 'When it was recorded.';
comment on column tolsel_exchange.rate.user_id is
    'Person it is attributed to; null when none was named.';
comment on column tolsel_exchange.rate.login is 'Database role that recorded it.';

create table tolsel_exchange.exchange (
    tenant_id bigint not null,
    exchange_id bigint generated always as identity,
    journal_id bigint not null,
    exchanged_on tolsel_core.calendar_date not null,
    sign smallint not null,
    from_account_id bigint not null,
    from_currency text not null,
    from_amount tolsel_core.positive_amount not null,
    to_account_id bigint not null,
    to_currency text not null,
    to_scale smallint not null,
    to_amount tolsel_core.positive_amount not null,
    rate tolsel_exchange.exchange_rate not null,
    rate_on tolsel_core.calendar_date,
    converted_amount tolsel_core.positive_amount not null,
    rounding_amount numeric not null
        generated always as (converted_amount - to_amount) stored,
    home_amount tolsel_core.unsigned_amount not null,
    exchanged_at timestamptz not null,
    user_id bigint,
    login text not null,
    request_key tolsel_core.request_key,
    metadata tolsel_core.metadata not null default '{}',
    voided_at timestamptz,
    voided_on tolsel_core.calendar_date,
    void_reason tolsel_core.long_text,
    void_journal_id bigint,
    constraint exchange_pkey primary key (tenant_id, exchange_id),
    constraint exchange_sign_check check (sign in (-1, 1)),
    constraint exchange_to_currency_check check (to_currency <> from_currency),
    constraint exchange_converted_amount_check
        check (converted_amount = round(from_amount * rate, to_scale)),
    constraint exchange_to_amount_check
        check (
            abs(converted_amount - to_amount)
                <= from_amount * 5 * 0.1 ^ (scale(rate) + 1) + 0.1 ^ to_scale),
    constraint exchange_voided_at_check
        check (num_nulls(voided_at, voided_on, void_reason, void_journal_id) in (0, 4)),
    constraint exchange_journal_id_fkey foreign key (tenant_id, journal_id)
        references tolsel_ledger.journal (tenant_id, journal_id),
    constraint exchange_void_journal_id_fkey foreign key (tenant_id, void_journal_id)
        references tolsel_ledger.journal (tenant_id, journal_id),
    constraint exchange_from_account_id_fkey foreign key (tenant_id, from_account_id)
        references tolsel_ledger.account (tenant_id, account_id),
    constraint exchange_to_account_id_fkey foreign key (tenant_id, to_account_id)
        references tolsel_ledger.account (tenant_id, account_id),
    constraint exchange_to_currency_fkey foreign key (to_currency, to_scale)
        references tolsel_core.currency (currency, scale)
) with (fillfactor = 90);
-- Usage: the exchange that a journal has booked. Partial, though it holds every row, because it
-- would else be taken for as good as the primary key.
create unique index exchange_journal_id_idx on tolsel_exchange.exchange (tenant_id, journal_id)
    where journal_id is not null;
-- Usage: the exchange that a journal has voided.
create unique index exchange_void_journal_id_idx
    on tolsel_exchange.exchange (tenant_id, void_journal_id)
    where void_journal_id is not null;
-- Usage: one effect a key.
create unique index exchange_request_key_idx on tolsel_exchange.exchange (tenant_id, request_key)
    where request_key is not null;
comment on table tolsel_exchange.exchange is
    'Money of one account that became money of another one in another currency, at a rate; only its
void changes it. In each currency it goes through the account Currency exchange.';
comment on column tolsel_exchange.exchange.tenant_id is 'The business.';
comment on column tolsel_exchange.exchange.exchange_id is 'Key within the tenant.';
comment on column tolsel_exchange.exchange.journal_id is 'The journal that booked it.';
comment on column tolsel_exchange.exchange.exchanged_on is 'The business day it counts for.';
comment on column tolsel_exchange.exchange.sign is
    '1 between accounts that a debit raises, -1 between those that a credit does.';
comment on column tolsel_exchange.exchange.from_account_id is 'The account that had less by it.';
comment on column tolsel_exchange.exchange.from_currency is 'The currency of that.';
comment on column tolsel_exchange.exchange.from_amount is 'What went out, in that currency.';
comment on column tolsel_exchange.exchange.to_account_id is 'The account that had more by it.';
comment on column tolsel_exchange.exchange.to_currency is 'The currency of that.';
comment on column tolsel_exchange.exchange.to_scale is
    'Decimals of that currency, held by foreign key.';
comment on column tolsel_exchange.exchange.to_amount is 'What came in, in that currency.';
comment on column tolsel_exchange.exchange.rate is
    'Units of the currency that came in for one of that which went out.';
comment on column tolsel_exchange.exchange.rate_on is
    'The day of the recorded rate that was taken; null: the rate was stated.';
comment on column tolsel_exchange.exchange.converted_amount is
    'What went out at the rate, rounded to the decimals of the other currency.';
comment on column tolsel_exchange.exchange.rounding_amount is
    'What that is more than what came in, as far as the last decimal of the rate explains it; on the
account Exchange rounding.';
comment on column tolsel_exchange.exchange.home_amount is
    'What it was worth in the tenant''s own currency: what came or went in that, else by the rate of
the day.';
comment on column tolsel_exchange.exchange.exchanged_at is 'When, by the business clock.';
comment on column tolsel_exchange.exchange.user_id is
    'Person it is attributed to; null when none was named.';
comment on column tolsel_exchange.exchange.login is 'Database role that exchanged it.';
comment on column tolsel_exchange.exchange.request_key is
    'The caller''s name for the request; null: not repeatable.';
comment on column tolsel_exchange.exchange.metadata is 'The caller''s own facts.';
comment on column tolsel_exchange.exchange.voided_at is
    'When it was voided, by the business clock; null: it was not.';
comment on column tolsel_exchange.exchange.voided_on is 'The business day that counts for.';
comment on column tolsel_exchange.exchange.void_reason is 'Why, for people.';
comment on column tolsel_exchange.exchange.void_journal_id is 'The journal that took it back.';

create table tolsel_exchange.revaluation (
    tenant_id bigint not null,
    revaluation_id bigint generated always as identity,
    revalued_on tolsel_core.calendar_date not null,
    home_currency text not null,
    home_scale smallint not null,
    gain_amount tolsel_core.unsigned_amount not null,
    loss_amount tolsel_core.unsigned_amount not null,
    journal_id bigint,
    reversal_journal_id bigint,
    booked_at timestamptz not null,
    user_id bigint,
    login text not null,
    superseded_at timestamptz,
    constraint revaluation_pkey primary key (tenant_id, revaluation_id),
    constraint revaluation_journal_id_check
        check (
            (journal_id is null) = (gain_amount = 0.0 and loss_amount = 0.0)
            and (journal_id is null) = (reversal_journal_id is null)),
    constraint revaluation_journal_id_fkey foreign key (tenant_id, journal_id)
        references tolsel_ledger.journal (tenant_id, journal_id),
    constraint revaluation_reversal_journal_id_fkey foreign key (tenant_id, reversal_journal_id)
        references tolsel_ledger.journal (tenant_id, journal_id),
    constraint revaluation_home_currency_fkey foreign key (home_currency, home_scale)
        references tolsel_core.currency (currency, scale)
);
-- Usage: the one of a day that is in force.
create unique index revaluation_revalued_on_idx
    on tolsel_exchange.revaluation (tenant_id, revalued_on)
    where superseded_at is null;
-- Usage: the revaluation that a journal has booked.
create unique index revaluation_journal_id_idx
    on tolsel_exchange.revaluation (tenant_id, journal_id)
    where journal_id is not null;
comment on table tolsel_exchange.revaluation is
    'What accounts in foreign currencies, or what exchanges have left, were worth on a day, and what
was gained or lost with that by then: booked on the day, taken back on the next. It is only
superseded, by another one for its day.';
comment on column tolsel_exchange.revaluation.tenant_id is 'The business.';
comment on column tolsel_exchange.revaluation.revaluation_id is 'Key within the tenant.';
comment on column tolsel_exchange.revaluation.revalued_on is 'The day it is as of.';
comment on column tolsel_exchange.revaluation.home_currency is
    'The tenant''s own currency, of all its amounts.';
comment on column tolsel_exchange.revaluation.home_scale is
    'Decimals of that, held by foreign key.';
comment on column tolsel_exchange.revaluation.gain_amount is 'The sum of the lines that gained.';
comment on column tolsel_exchange.revaluation.loss_amount is 'The sum of the lines that lost.';
comment on column tolsel_exchange.revaluation.journal_id is
    'The journal of the day; null where nothing was gained or lost.';
comment on column tolsel_exchange.revaluation.reversal_journal_id is
    'The journal of the next day that takes it back; null where there is none.';
comment on column tolsel_exchange.revaluation.booked_at is
    'When the balances were read: what was booked by then counts.';
comment on column tolsel_exchange.revaluation.user_id is
    'Person it is attributed to; null when none was named.';
comment on column tolsel_exchange.revaluation.login is 'Database role that revalued.';
comment on column tolsel_exchange.revaluation.superseded_at is
    'When another one for its day took its place; null: it is in force.';

create table tolsel_exchange.revaluation_line (
    tenant_id bigint not null,
    revaluation_id bigint not null,
    account_id bigint not null,
    currency text not null,
    amount tolsel_core.money_total not null,
    cost_amount tolsel_core.money_total not null,
    rate tolsel_exchange.exchange_rate not null,
    rate_on tolsel_core.calendar_date not null,
    value_amount tolsel_core.money_total not null,
    difference_amount numeric not null generated always as (value_amount - cost_amount) stored,
    constraint revaluation_line_pkey primary key (tenant_id, revaluation_id, account_id),
    constraint revaluation_line_revaluation_id_fkey foreign key (tenant_id, revaluation_id)
        references tolsel_exchange.revaluation (tenant_id, revaluation_id),
    constraint revaluation_line_account_id_fkey foreign key (tenant_id, account_id)
        references tolsel_ledger.account (tenant_id, account_id)
);
comment on table tolsel_exchange.revaluation_line is
    'One account of a revaluation; append-only.';
comment on column tolsel_exchange.revaluation_line.tenant_id is 'The business.';
comment on column tolsel_exchange.revaluation_line.revaluation_id is 'The revaluation.';
comment on column tolsel_exchange.revaluation_line.account_id is
    'The account; where it is Currency exchange, the line is of what exchanges have left.';
comment on column tolsel_exchange.revaluation_line.currency is 'The currency of the account.';
comment on column tolsel_exchange.revaluation_line.amount is
    'Its balance on the day, debit above 0, in that currency; of Currency exchange the opposite.';
comment on column tolsel_exchange.revaluation_line.cost_amount is
    'What that has cost, in the tenant''s own currency: each day''s entries at the rate of their
day, what was exchanged at what it was worth then.';
comment on column tolsel_exchange.revaluation_line.rate is
    'Units of the tenant''s own currency for one, on the day.';
comment on column tolsel_exchange.revaluation_line.rate_on is 'The day of that rate.';
comment on column tolsel_exchange.revaluation_line.value_amount is
    'The amount at that rate, rounded, in the tenant''s own currency.';
comment on column tolsel_exchange.revaluation_line.difference_amount is
    'What was gained, below 0 lost, since the account''s first entry.';

create type tolsel_exchange.found_rate as (
    from_currency text,
    to_currency text,
    rate numeric,
    rate_on date,
    base_currency text,
    from_rate numeric,
    from_rate_on date,
    to_rate numeric,
    to_rate_on date
);
comment on type tolsel_exchange.found_rate is
    'What one unit of a currency is worth in another, the day of the older rate it rests on, and the
rates through the base currency; those of the base currency itself are null.';
