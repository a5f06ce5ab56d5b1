create or replace view tolsel.exchange_rate with (security_invoker = true) as
select r.tenant_id, r.base_currency, r.currency, r.rate_on, r.revision, r.rate, r.source,
    r.recorded_at, r.user_id, r.login
from tolsel_exchange.rate r;
comment on view tolsel.exchange_rate is
    'The rates that were recorded: units of the currency for one of the base currency. Of several
for one day the last revision counts.';

create or replace view tolsel.exchange with (security_invoker = true) as
select e.tenant_id, e.exchange_id, e.exchanged_on, e.from_account_id, e.from_currency,
    e.from_amount, e.rate, e.rate_on, e.to_account_id, e.to_currency, e.to_amount,
    e.converted_amount, e.rounding_amount, e.home_amount, e.journal_id, e.exchanged_at, e.user_id,
    e.login, e.request_key, e.metadata, e.voided_at, e.voided_on, e.void_reason,
    e.void_journal_id
from tolsel_exchange.exchange e;
comment on view tolsel.exchange is
    'What was exchanged between accounts, and between wallets: at which rate, and what it brought.';

create or replace view tolsel.revaluation with (security_invoker = true) as
select r.tenant_id, r.revaluation_id, r.revalued_on, r.home_currency, r.gain_amount, r.loss_amount,
    r.journal_id, r.reversal_journal_id, r.booked_at, r.user_id, r.login, r.superseded_at
from tolsel_exchange.revaluation r;
comment on view tolsel.revaluation is
    'What was gained and lost with foreign currencies by a day, and how it was booked.';

create or replace view tolsel.revaluation_line with (security_invoker = true) as
select l.tenant_id, l.revaluation_id, l.account_id, l.currency, l.amount, l.cost_amount, l.rate,
    l.rate_on, l.value_amount, l.difference_amount
from tolsel_exchange.revaluation_line l;
comment on view tolsel.revaluation_line is
    'What each account of a revaluation was worth, what that had cost, and the difference.';
