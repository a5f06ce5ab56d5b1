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
