-- What a wallet's month was: the sums of its statement, and hour by hour what its resources cost in
-- what counts for the month, which the charges are held against and the invoice says.

create or replace function tolsel_wallet.sum_month(
    p_wallet tolsel_wallet.wallet, p_month_on date
)
returns tolsel_wallet.month_statement
language plpgsql
stable
as $sum_month$
declare
    v_statement tolsel_wallet.month_statement;
begin
    v_statement.tenant_id := p_wallet.tenant_id;
    v_statement.wallet_id := p_wallet.wallet_id;
    v_statement.month_on := p_month_on;
    v_statement.opening_amount := -tolsel_ledger.balance_at(
        p_wallet.account_id, p_month_on - 1, null, p_wallet.tenant_id);
    select tolsel_core.at_scale(coalesce(sum(t.amount) filter (
            where t.document in ('top_up', 'refund')), 0), p_wallet.scale),
        tolsel_core.at_scale(coalesce(-sum(t.amount) filter (
            where t.document = 'usage'), 0), p_wallet.scale),
        tolsel_core.at_scale(coalesce(sum(t.amount) filter (
            where t.document in ('usage_reversal', 'usage_refund')), 0), p_wallet.scale),
        tolsel_core.at_scale(coalesce(sum(t.amount) filter (
            where (t.document in (
                'top_up', 'refund', 'usage', 'usage_reversal', 'usage_refund')) is not true), 0),
            p_wallet.scale)
    into v_statement.top_up_amount, v_statement.usage_amount, v_statement.returned_amount,
        v_statement.other_amount
    from tolsel.wallet_transaction t
    where t.tenant_id = p_wallet.tenant_id and t.wallet_id = p_wallet.wallet_id
        and t.effective_on >= p_month_on and t.effective_on < p_month_on + interval '1 month';
    v_statement.closing_amount := v_statement.opening_amount + v_statement.top_up_amount
        - v_statement.usage_amount + v_statement.returned_amount + v_statement.other_amount;
    return v_statement;
end
$sum_month$;
comment on function tolsel_wallet.sum_month is
    'Adds up what has moved a wallet in a month, as its statement has it.';

create or replace function tolsel_wallet.list_month_usage(
    p_wallet tolsel_wallet.wallet, p_month_on date
)
returns table (resource_id bigint, amount numeric, hours bigint)
language sql
stable
as $list_month_usage$
    with entry as materialized (
        select e.journal_id from tolsel_ledger.entry e
        where e.tenant_id = p_wallet.tenant_id and e.account_id = p_wallet.account_id
            and e.effective_on >= p_month_on
            and e.effective_on < p_month_on + interval '1 month'
        group by e.journal_id
    ), run as materialized (
        -- A day before the first entry of a run was closed then: its hours count for that one.
        select c.journal_id, c.from_at, c.until_at, (
                select min(e.effective_on) from tolsel_ledger.entry e
                where e.tenant_id = c.tenant_id and e.journal_id = c.journal_id
                    and e.account_id = c.account_id) as first_on
        from entry n
        join tolsel_wallet.charge c
            on c.tenant_id = p_wallet.tenant_id and c.journal_id = n.journal_id
    ), hour as (
        select s.resource_id, u.amount::numeric, 1 as hours, h.hour_at, r.first_on
        from run r
        join tolsel_wallet.resource o
            on o.tenant_id = p_wallet.tenant_id and o.account_id = p_wallet.account_id
        join tolsel_wallet.resource_span s
            on s.tenant_id = p_wallet.tenant_id and s.resource_id = o.resource_id
            and s.from_at < r.until_at and (s.until_at > r.from_at or s.until_at is null)
        cross join lateral generate_series(
            greatest(s.from_at, r.from_at), least(s.until_at, r.until_at) - interval '1 hour',
            interval '1 hour') h(hour_at)
        join lateral (
            select u.amount from tolsel_wallet.usage_hour u
            where u.tenant_id = p_wallet.tenant_id and u.hour_at = h.hour_at
                and u.resource_id = s.resource_id and u.journal_id = r.journal_id
            offset 0
        ) u on true
        union all
        select e.resource_id, e.extra_amount - e.owed_amount, 0, e.hour_at, r.first_on
        from run r
        join tolsel_wallet.usage_event e
            on e.tenant_id = p_wallet.tenant_id and e.journal_id = r.journal_id
    )
    select u.resource_id, sum(u.amount), sum(u.hours)
    from (
        select h.resource_id, h.amount, h.hours from hour h
        where greatest((h.hour_at at time zone 'UTC')::date, h.first_on) >= p_month_on
            and greatest((h.hour_at at time zone 'UTC')::date, h.first_on)
                < p_month_on + interval '1 month'
        union all
        select v.resource_id, -v.amount, 0
        from entry n
        join tolsel_wallet.usage_reversal v
            on v.tenant_id = p_wallet.tenant_id and v.journal_id = n.journal_id
        union all
        select f.resource_id, -f.amount, 0
        from entry n
        join tolsel_wallet.usage_refund f
            on f.tenant_id = p_wallet.tenant_id and f.journal_id = n.journal_id
    ) u
    group by u.resource_id
    having sum(u.amount) <> 0 or sum(u.hours) > 0;
$list_month_usage$;
comment on function tolsel_wallet.list_month_usage is
    'Lists what each resource of a wallet was charged in what counts for a month, hour by hour, less
what was given back in it, and how many hours that was.';
