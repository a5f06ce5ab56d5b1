create or replace function tolsel.list_aging_months(
    p_from_on date, p_to_on date, p_tenant_id bigint default tolsel.current_tenant_id()
)
returns table (
    month_end_on date, currency text, current_amount numeric, days_1_30 numeric,
    days_31_60 numeric, days_61_90 numeric, days_over_90 numeric, credit_amount numeric,
    balance numeric
)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $list_aging_months$
#variable_conflict use_column
declare
    v_first_on date;
    v_last_on date;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_core.check_period(p_from_on, p_to_on);
    v_first_on := tolsel_billing.whole_month_end(p_from_on);
    -- A day before the first of the next month ends a month that is over by then.
    v_last_on := date_trunc('month', p_to_on + interval '1 day')::date - 1;
    return query
    select m.end_on, m.currency, sum(m.current_amount), sum(m.days_1_30), sum(m.days_31_60),
        sum(m.days_61_90), sum(m.days_over_90), sum(m.credit_amount),
        sum(m.open_amount - m.credit_amount)
    from (
        select o.end_on, o.currency, coalesce(d.current_amount, 0 * o.amount) as current_amount,
            coalesce(d.days_1_30, 0 * o.amount) as days_1_30,
            coalesce(d.days_31_60, 0 * o.amount) as days_31_60,
            coalesce(d.days_61_90, 0 * o.amount) as days_61_90,
            coalesce(d.days_over_90, 0 * o.amount) as days_over_90,
            d.overpaid_amount as credit_amount, greatest(o.amount, 0 * o.amount) as open_amount
        from (
            -- What is due on one day is aged as one; what is paid twice is no less open of others.
            select o.end_on, c.currency, o.due_on, sum(o.amount) as amount
            from tolsel_billing.list_open_months(v_first_on, v_last_on, p_tenant_id) o
            join tolsel_billing.customer c
                on c.tenant_id = p_tenant_id and c.customer_id = o.customer_id
            group by o.end_on, c.currency, o.due_on, o.amount > 0
        ) o
        cross join lateral tolsel_core.aged_amounts(o.amount, o.due_on, o.end_on) d
        union all
        select r.end_on, c.currency, 0, 0, 0, 0, 0, r.amount, 0
        from tolsel_billing.list_credit_months(v_first_on, v_last_on, p_tenant_id) r
        join tolsel_billing.customer c
            on c.tenant_id = p_tenant_id and c.customer_id = r.customer_id
    ) m
    group by m.end_on, m.currency
    order by m.end_on, m.currency;
end
$list_aging_months$;
comment on function tolsel.list_aging_months is
$$Lists, for each month whose last day is within a period, and in each currency, the sums of what
tolsel.list_aging lists for that day. Each document is read once, however many months there are.
Months in which nothing is open and nothing is credit are left out.
raises: UC002 tenant_not_allowed, UC014 date_not_usable$$;
revoke all on function tolsel.list_aging_months from public;
grant execute on function tolsel.list_aging_months to tolsel_app, tolsel_read;
