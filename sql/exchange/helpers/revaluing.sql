-- Revaluing: what foreign money is worth on a day beyond what it has cost is gained, until the next
-- day takes the booking back and the next revaluation books it anew.

create or replace function tolsel_exchange.choose_revalued(
    p_account_ids bigint[], p_home_currency text, p_tenant_id bigint
)
returns bigint[]
language plpgsql
stable
as $choose_revalued$
declare
    v_account tolsel_ledger.account;
    v_account_id bigint;
begin
    if p_account_ids is null then
        return array(
            select a.account_id from tolsel_ledger.account a
            where a.tenant_id = p_tenant_id and a.purpose = 'currency_exchange'
                and a.currency <> p_home_currency
            order by a.account_id);
    end if;
    foreach v_account_id in array p_account_ids loop
        v_account := tolsel_ledger.get_account(v_account_id, p_tenant_id);
        if v_account.currency = p_home_currency or v_account.managed_by = 'exchange'
            or v_account.type not in ('asset', 'liability')
        then
            perform tolsel_core.refuse('UX010', format(
                'Account %s (%s) is %s in %s.', v_account.code, v_account.name, v_account.type,
                v_account.currency));
        end if;
    end loop;
    return array(select distinct a from unnest(p_account_ids) a order by a);
end
$choose_revalued$;
comment on function tolsel_exchange.choose_revalued is
$$Answers the accounts that are revalued, in order: those given, which are assets or liabilities in
foreign currencies, or Currency exchange in each of them (null), never both: what was exchanged
would count twice.
raises: UL003 account_not_found, UX010 account_not_revalued$$;

create or replace function tolsel_exchange.sum_account_cost(
    p_account tolsel_ledger.account,
    p_home_currency text,
    p_home_scale integer,
    p_on date,
    p_tenant_id bigint
)
returns numeric
language plpgsql
stable
as $sum_account_cost$
begin
    if p_account.purpose = 'currency_exchange' then
        return (
            select coalesce(sum(sign(l.amount) * l.home_amount), 0)
            from tolsel_exchange.list_legs(p_on, p_tenant_id) l
            where l.currency = p_account.currency);
    end if;
    return (
        select coalesce(sum(d.home_amount + case when d.amount = 0 then 0 else round(
            d.amount * (tolsel_exchange.get_rate(
                p_account.currency, p_home_currency, d.effective_on, 7, p_tenant_id)).rate,
            p_home_scale) end), 0)
        from (
            select e.effective_on,
                coalesce(sum(e.amount) filter (where x.home_amount is null), 0) as amount,
                coalesce(sum(sign(e.amount) * x.home_amount), 0) as home_amount
            from tolsel_ledger.entry e
            left join lateral (
                select x.home_amount from tolsel_exchange.exchange x
                where x.tenant_id = p_tenant_id and x.journal_id = e.journal_id
                union all
                select x.home_amount from tolsel_exchange.exchange x
                where x.tenant_id = p_tenant_id and x.void_journal_id = e.journal_id
            ) x on true
            where e.tenant_id = p_tenant_id and e.account_id = p_account.account_id
                and e.effective_on <= p_on
            group by e.effective_on
        ) d);
end
$sum_account_cost$;
comment on function tolsel_exchange.sum_account_cost is
$$Answers what the balance of an account on a day has cost in the tenant's own currency.
raises: UX003 rate_not_found$$;

create or replace function tolsel_exchange.plan_revaluation(
    p_account_ids bigint[], p_on date, p_home_currency text, p_home_scale integer,
    p_tenant_id bigint
)
returns setof tolsel_exchange.revaluation_line
language plpgsql
stable
as $plan_revaluation$
declare
    v_account tolsel_ledger.account;
    v_line tolsel_exchange.revaluation_line;
    v_found tolsel_exchange.found_rate;
begin
    for v_account in
        select * from tolsel_ledger.account a
        where a.tenant_id = p_tenant_id and a.account_id = any(p_account_ids)
        order by a.account_id
    loop
        v_found := tolsel_exchange.get_rate(
            v_account.currency, p_home_currency, p_on, 7, p_tenant_id);
        v_line.tenant_id := p_tenant_id;
        v_line.account_id := v_account.account_id;
        v_line.currency := v_account.currency;
        v_line.amount := tolsel_ledger.balance_at(v_account.account_id, p_on, null, p_tenant_id)
            * case when v_account.purpose = 'currency_exchange' then -1 else 1 end;
        v_line.cost_amount := tolsel_exchange.sum_account_cost(
            v_account, p_home_currency, p_home_scale, p_on, p_tenant_id);
        v_line.rate := v_found.rate;
        v_line.rate_on := v_found.rate_on;
        v_line.value_amount := round(v_line.amount * v_found.rate, p_home_scale);
        v_line.difference_amount := v_line.value_amount - v_line.cost_amount;
        return next v_line;
    end loop;
end
$plan_revaluation$;
comment on function tolsel_exchange.plan_revaluation is
$$Works out what accounts are worth on a day, and what that has cost.
raises: UX003 rate_not_found$$;

create or replace function tolsel_exchange.revaluation_lines(
    p_revaluation tolsel_exchange.revaluation
)
returns table (account_id bigint, amount numeric)
language sql
stable
as $revaluation_lines$
    select tolsel_ledger.purpose_account(
            l.purpose, p_revaluation.home_currency, p_revaluation.tenant_id), l.amount
    from (
        values
            ('currency_valuation', p_revaluation.gain_amount - p_revaluation.loss_amount),
            ('currency_gain', -p_revaluation.gain_amount),
            ('currency_loss', p_revaluation.loss_amount::numeric)
    ) l(purpose, amount)
    where l.amount <> 0;
$revaluation_lines$;
comment on function tolsel_exchange.revaluation_lines is
    'Answers what a revaluation posts.';

create or replace function tolsel_exchange.post_revaluation(
    p_revaluation tolsel_exchange.revaluation
)
returns tolsel_exchange.revaluation
language plpgsql
volatile
as $post_revaluation$
declare
    v_revaluation tolsel_exchange.revaluation := p_revaluation;
    v_ids bigint[];
begin
    if v_revaluation.gain_amount = 0 and v_revaluation.loss_amount = 0 then
        return v_revaluation;
    end if;
    v_ids := tolsel_ledger.post(
        array[tolsel_ledger.head_of(1, 'Currencies revalued')],
        array(
            select row(1, row_number() over (order by l.account_id), l.account_id, l.amount,
                v_revaluation.revalued_on, null)::tolsel_ledger.line
            from tolsel_exchange.revaluation_lines(v_revaluation) l),
        p_is_public => false, p_tenant_id => v_revaluation.tenant_id);
    v_revaluation.journal_id := v_ids[1];
    v_revaluation.reversal_journal_id := tolsel_ledger.post_reversal(
        v_ids[1], v_revaluation.revalued_on + 1, 'Revaluation taken back',
        v_revaluation.tenant_id);
    return v_revaluation;
end
$post_revaluation$;
comment on function tolsel_exchange.post_revaluation is
$$Posts what a revaluation has gained and lost on its day, and takes it back on the next.
raises: the refusals of tolsel_ledger.post_lines$$;

create or replace function tolsel_exchange.has_lines(
    p_revaluation tolsel_exchange.revaluation, p_lines tolsel_exchange.revaluation_line[]
)
returns boolean
language sql
stable
as $has_lines$
    select coalesce(bool_and(
        (l.amount, l.cost_amount, l.rate, l.value_amount)
            is not distinct from (e.amount, e.cost_amount, e.rate, e.value_amount)), true)
    from unnest(p_lines) l
    full join (
        select * from tolsel_exchange.revaluation_line e
        where e.tenant_id = p_revaluation.tenant_id
            and e.revaluation_id = p_revaluation.revaluation_id
    ) e on e.account_id = l.account_id;
$has_lines$;
comment on function tolsel_exchange.has_lines is
    'Answers whether a revaluation has just these lines.';

create or replace function tolsel_exchange.supersede_revaluation(
    p_revaluation tolsel_exchange.revaluation
)
returns void
language plpgsql
volatile
as $supersede_revaluation$
begin
    -- Its reversal stands on the next day: both days get the opposite of what they have of it.
    if p_revaluation.journal_id is not null then
        perform tolsel_ledger.post(
            array[tolsel_ledger.head_of(1, 'Revaluation superseded')],
            array(
                select row(1, row_number() over (order by d.on_day, l.account_id), l.account_id,
                    d.sign * l.amount, d.on_day, null)::tolsel_ledger.line
                from tolsel_exchange.revaluation_lines(p_revaluation) l
                cross join (
                    values (p_revaluation.revalued_on::date, -1),
                        (p_revaluation.revalued_on + 1, 1)
                ) d(on_day, sign)),
            p_is_public => false, p_tenant_id => p_revaluation.tenant_id);
    end if;
    update tolsel_exchange.revaluation r set superseded_at = tolsel_core.clock_at()
    where r.tenant_id = p_revaluation.tenant_id
        and r.revaluation_id = p_revaluation.revaluation_id;
end
$supersede_revaluation$;
comment on function tolsel_exchange.supersede_revaluation is
$$Takes what a revaluation has booked out of both its days, as another one takes its place.
raises: the refusals of tolsel_ledger.post_lines$$;

create or replace function tolsel_exchange.is_outdated(p_revaluation tolsel_exchange.revaluation)
returns boolean
language plpgsql
stable
as $is_outdated$
declare
    v_tenant_id bigint := p_revaluation.tenant_id;
    v_account_ids bigint[];
begin
    v_account_ids := array(
        select l.account_id from tolsel_exchange.revaluation_line l
        join tolsel_ledger.account a on a.tenant_id = v_tenant_id and a.account_id = l.account_id
        where l.tenant_id = v_tenant_id and l.revaluation_id = p_revaluation.revaluation_id
            and a.purpose is distinct from 'currency_exchange');
    -- What exchanges have left is revalued in all currencies, in new ones too.
    v_account_ids := tolsel_exchange.choose_revalued(
        nullif(v_account_ids, '{}'), p_revaluation.home_currency, v_tenant_id);
    return not tolsel_exchange.has_lines(p_revaluation, array(
        select l from tolsel_exchange.plan_revaluation(
            v_account_ids, p_revaluation.revalued_on, p_revaluation.home_currency,
            p_revaluation.home_scale::integer, v_tenant_id) l));
exception when sqlstate 'UX003' or sqlstate 'UX010' or sqlstate 'UC007' then
    -- Something was booked since on a day of which no rate is known, or the lines are none of ours.
    return true;
end
$is_outdated$;
comment on function tolsel_exchange.is_outdated is
    'Answers whether a revaluation would be another one now: a rate was corrected since, or money
moved that counts for its day or one before.';
