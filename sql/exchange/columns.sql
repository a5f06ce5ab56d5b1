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
comment on column tolsel.exchange.tenant_id is 'The business.';
comment on column tolsel.exchange.exchange_id is 'Key within the tenant.';
comment on column tolsel.exchange.exchanged_on is 'The business day it counts for.';
comment on column tolsel.exchange.from_account_id is 'The account that had less by it.';
comment on column tolsel.exchange.from_currency is 'The currency of that.';
comment on column tolsel.exchange.from_amount is 'What went out, in that currency.';
comment on column tolsel.exchange.rate is
    'Units of the currency that came in for one of that which went out.';
comment on column tolsel.exchange.rate_on is
    'The day of the recorded rate that was taken; null: the rate was stated.';
comment on column tolsel.exchange.to_account_id is 'The account that had more by it.';
comment on column tolsel.exchange.to_currency is 'The currency of that.';
comment on column tolsel.exchange.to_amount is 'What came in, in that currency.';
comment on column tolsel.exchange.converted_amount is
    'What went out at the rate, rounded to the decimals of the other currency.';
comment on column tolsel.exchange.rounding_amount is
    'What that is more than what came in, as far as the last decimal of the rate explains it; on the
account Exchange rounding.';
comment on column tolsel.exchange.home_amount is
    'What it was worth in the tenant''s own currency: what came or went in that, else by the rate of
the day.';
comment on column tolsel.exchange.journal_id is 'The journal that booked it.';
comment on column tolsel.exchange.exchanged_at is 'When, by the business clock.';
comment on column tolsel.exchange.user_id is
    'Person it is attributed to; null when none was named.';
comment on column tolsel.exchange.login is 'Database role that exchanged it.';
comment on column tolsel.exchange.request_key is
    'The caller''s name for the request; null: not repeatable.';
comment on column tolsel.exchange.metadata is 'The caller''s own facts.';
comment on column tolsel.exchange.voided_at is
    'When it was voided, by the business clock; null: it was not.';
comment on column tolsel.exchange.voided_on is 'The business day that counts for.';
comment on column tolsel.exchange.void_reason is 'Why, for people.';
comment on column tolsel.exchange.void_journal_id is 'The journal that took it back.';
comment on column tolsel.revaluation.tenant_id is 'The business.';
comment on column tolsel.revaluation.revaluation_id is 'Key within the tenant.';
comment on column tolsel.revaluation.revalued_on is 'The day it is as of.';
comment on column tolsel.revaluation.home_currency is
    'The tenant''s own currency, of all its amounts.';
comment on column tolsel.revaluation.gain_amount is 'The sum of the lines that gained.';
comment on column tolsel.revaluation.loss_amount is 'The sum of the lines that lost.';
comment on column tolsel.revaluation.journal_id is
    'The journal of the day; null where nothing was gained or lost.';
comment on column tolsel.revaluation.reversal_journal_id is
    'The journal of the next day that takes it back; null where there is none.';
comment on column tolsel.revaluation.booked_at is
    'When the balances were read: what was booked by then counts.';
comment on column tolsel.revaluation.user_id is
    'Person it is attributed to; null when none was named.';
comment on column tolsel.revaluation.login is 'Database role that revalued.';
comment on column tolsel.revaluation.superseded_at is
    'When another one for its day took its place; null: it is in force.';
comment on column tolsel.revaluation_line.tenant_id is 'The business.';
comment on column tolsel.revaluation_line.revaluation_id is 'The revaluation.';
comment on column tolsel.revaluation_line.account_id is
    'The account; where it is Currency exchange, the line is of what exchanges have left.';
comment on column tolsel.revaluation_line.currency is 'The currency of the account.';
comment on column tolsel.revaluation_line.amount is
    'Its balance on the day, debit above 0, in that currency; of Currency exchange the opposite.';
comment on column tolsel.revaluation_line.cost_amount is
    'What that has cost, in the tenant''s own currency: each day''s entries at the rate of their
day, what was exchanged at what it was worth then.';
comment on column tolsel.revaluation_line.rate is
    'Units of the tenant''s own currency for one, on the day.';
comment on column tolsel.revaluation_line.rate_on is 'The day of that rate.';
comment on column tolsel.revaluation_line.value_amount is
    'The amount at that rate, rounded, in the tenant''s own currency.';
comment on column tolsel.revaluation_line.difference_amount is
    'What was gained, below 0 lost, since the account''s first entry.';
