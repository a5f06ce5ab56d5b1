-- Written by make guards from the comments of tables; views.sql has the others.
comment on column tolsel.exchange_rate.tenant_id is 'The business.';
comment on column tolsel.exchange_rate.base_currency is 'The currency whose one unit is priced.';
comment on column tolsel.exchange_rate.currency is 'The currency it is priced in.';
comment on column tolsel.exchange_rate.rate_on is 'The day, as its source dates it.';
comment on column tolsel.exchange_rate.revision is
    '1 for the first rate of a day, one more with each correction.';
comment on column tolsel.exchange_rate.rate is
    'Units of the currency for one unit of the base currency.';
comment on column tolsel.exchange_rate.source is 'Who says so, such as ECB.';
comment on column tolsel.exchange_rate.recorded_at is 'When it was recorded.';
comment on column tolsel.exchange_rate.user_id is
    'Person it is attributed to; null when none was named.';
comment on column tolsel.exchange_rate.login is 'Database role that recorded it.';
