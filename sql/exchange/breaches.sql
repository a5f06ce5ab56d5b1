create or replace view tolsel_exchange.breach_wrong_rate as
select r.tenant_id, r.base_currency, r.currency, r.rate_on, r.revision, r.rate,
    e.rate as earlier_rate
from tolsel_exchange.rate r
left join tolsel_exchange.rate e
    on e.tenant_id = r.tenant_id and e.base_currency = r.base_currency
    and e.currency = r.currency and e.rate_on = r.rate_on and e.revision = r.revision - 1
where r.revision > 1 and (e.rate <> r.rate) is not true;
comment on view tolsel_exchange.breach_wrong_rate is
    'A correction of a rate has no earlier rate that it corrects, or the same.';
