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

create or replace view tolsel_exchange.breach_wrong_exchange as
select e.tenant_id, e.exchange_id, e.journal_id, e.from_currency, e.from_amount, e.rate,
    e.to_currency, e.converted_amount, e.to_amount, e.void_journal_id
from tolsel_exchange.exchange e
left join tolsel_ledger.account f
    on f.tenant_id = e.tenant_id and f.account_id = e.from_account_id
left join tolsel_ledger.account t
    on t.tenant_id = e.tenant_id and t.account_id = e.to_account_id
where (e.converted_amount = round(e.from_amount * e.rate, e.to_scale)
    and f.currency = e.from_currency and t.currency = e.to_currency
    and f.sign = e.sign and t.sign = e.sign
    and e.home_amount = case (
            select n.currency from tolsel_core.tenant n where n.tenant_id = e.tenant_id)
        when e.from_currency then e.from_amount::numeric
        when e.to_currency then e.converted_amount::numeric
        else e.home_amount::numeric end
    and array(
        select (l.account_id, trim_scale(l.amount))::text from tolsel_exchange.exchange_lines(e) l
        order by 1) = array(
        select (x.account_id, trim_scale(x.amount::numeric))::text from tolsel_ledger.entry x
        where x.tenant_id = e.tenant_id and x.journal_id = e.journal_id
        order by 1)
    and not exists (
        select from tolsel_ledger.entry x
        where x.tenant_id = e.tenant_id and x.journal_id = e.journal_id
            and x.effective_on <> e.exchanged_on)
    and not exists (
        select from tolsel_ledger.entry x
        where x.tenant_id = e.tenant_id and x.journal_id = e.void_journal_id
            and x.effective_on <> e.voided_on)
    and e.void_journal_id is not distinct from (
        select min(r.journal_id) from tolsel_ledger.journal r
        where r.tenant_id = e.tenant_id and r.reverses_journal_id = e.journal_id)
    and (e.void_journal_id is null or not exists (
        select from tolsel_ledger.left_of_journal(e.journal_id, e.tenant_id) o
        where o.amount <> 0))) is not true;
comment on view tolsel_exchange.breach_wrong_exchange is
    'An exchange does not follow its rate, or is not what was posted, or was voided and not wholly
taken back.';

create or replace view tolsel_exchange.breach_wrong_clearing as
select a.tenant_id, a.account_id, a.currency, b.balance, coalesce(x.amount, 0) as exchanged_amount,
    n.entries, coalesce(x.entries, 0) as exchanged_entries
from tolsel_ledger.account a
cross join lateral (
    select sum(b.balance) as balance from tolsel_ledger.balance b
    where b.tenant_id = a.tenant_id and b.account_id = a.account_id
) b
cross join lateral (
    select count(*) as entries from tolsel_ledger.entry e
    where e.tenant_id = a.tenant_id and e.account_id = a.account_id
) n
left join (
    select e.tenant_id, l.currency,
        sum(e.sign * l.amount) filter (where e.voided_at is null) as amount,
        count(*) + count(e.voided_at) as entries
    from tolsel_exchange.exchange e
    cross join lateral (
        values (e.from_currency, e.from_amount), (e.to_currency, -e.converted_amount)
    ) l(currency, amount)
    group by e.tenant_id, l.currency
) x on x.tenant_id = a.tenant_id and x.currency = a.currency
where a.purpose = 'currency_exchange' and (
    b.balance is distinct from coalesce(x.amount, 0)
    or n.entries is distinct from coalesce(x.entries, 0));
comment on view tolsel_exchange.breach_wrong_clearing is
    'What the account Currency exchange stands at is not what exchanges have brought and taken, or
one of them, void perhaps, is gone.';

create or replace view tolsel_exchange.breach_wrong_revaluation as
select r.tenant_id, r.revaluation_id, r.revalued_on, r.gain_amount, r.loss_amount,
    l.gain_amount as lines_gain_amount, l.loss_amount as lines_loss_amount
from tolsel_exchange.revaluation r
cross join lateral (
    select coalesce(sum(greatest(l.difference_amount, 0)), 0) as gain_amount,
        coalesce(sum(greatest(-l.difference_amount, 0)), 0) as loss_amount,
        coalesce(bool_and(
            l.value_amount = round(l.amount * l.rate, r.home_scale)
            and l.amount = case when a.purpose = 'currency_exchange' then -1 else 1 end * (
                select coalesce(sum(e.amount), 0) from tolsel_ledger.entry e
                where e.tenant_id = l.tenant_id and e.account_id = l.account_id
                    and e.effective_on <= r.revalued_on and e.booked_at <= r.booked_at)), true)
            as is_right
    from tolsel_exchange.revaluation_line l
    left join tolsel_ledger.account a
        on a.tenant_id = l.tenant_id and a.account_id = l.account_id
    where l.tenant_id = r.tenant_id and l.revaluation_id = r.revaluation_id
) l
where (l.is_right and l.gain_amount = r.gain_amount and l.loss_amount = r.loss_amount
    and array(
        select (x.account_id, trim_scale(x.amount))::text
        from tolsel_exchange.revaluation_lines(r) x
        order by 1) = array(
        select (e.account_id, trim_scale(e.amount::numeric))::text from tolsel_ledger.entry e
        where e.tenant_id = r.tenant_id and e.journal_id = r.journal_id
            and e.effective_on = r.revalued_on
        order by 1)
    and array(
        select (x.account_id, trim_scale(-x.amount))::text
        from tolsel_exchange.revaluation_lines(r) x
        order by 1) = array(
        select (e.account_id, trim_scale(e.amount::numeric))::text from tolsel_ledger.entry e
        where e.tenant_id = r.tenant_id and e.journal_id = r.reversal_journal_id
            and e.effective_on = r.revalued_on + 1
        order by 1)) is not true;
comment on view tolsel_exchange.breach_wrong_revaluation is
    'A revaluation does not follow from its lines, these not from what was booked by then and their
rate, or it is not what was posted on its day and taken back on the next.';

create or replace view tolsel_exchange.notice_outdated_revaluation as
select r.tenant_id, r.revaluation_id, r.revalued_on, r.booked_at
from tolsel_exchange.revaluation r
left join tolsel_ledger.account a
    on a.tenant_id = r.tenant_id and a.purpose = 'currency_valuation'
    and a.currency = r.home_currency
left join tolsel_ledger.balance b
    on b.tenant_id = r.tenant_id and b.account_id = a.account_id and b.slot = 0
-- A closed day keeps what it has.
where r.superseded_at is null and r.revalued_on > coalesce(b.closed_through_on, '-infinity')
    and tolsel_exchange.is_outdated(r);
comment on view tolsel_exchange.notice_outdated_revaluation is
    'Since currencies were revalued a rate was corrected, or money moved that counts for that day or
one before: call tolsel.revalue_currencies for it again. A corrected rate is found once a day.';
