create or replace view tolsel.exchange_rate with (security_invoker = true) as
select r.tenant_id, r.base_currency, r.currency, r.rate_on, r.revision, r.rate, r.source,
    r.recorded_at, r.user_id, r.login
from tolsel_exchange.rate r;
comment on view tolsel.exchange_rate is
    'The rates that were recorded: units of the currency for one of the base currency. Of several
for one day the last revision counts.';
