create or replace function tolsel.list_customers(
    p_search text default null,
    p_limit integer default 1000,
    p_on date default null,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns table (
    customer_id bigint, code text, name text, currency text, balance numeric, credit_amount numeric,
    overdue_amount numeric, days_overdue integer, payment_count bigint,
    average_payment_amount numeric, last_payment_on date
)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $list_customers$
#variable_conflict use_column
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    if p_on is not null then
        perform tolsel_core.check_date(p_on, 'The day');
    end if;
    return query
    select c.customer_id, c.code::text, c.name::text, c.currency, c.balance::numeric,
        c.credit_amount, c.overdue_amount, c.days_overdue, c.payment_count,
        c.average_payment_amount, c.last_payment_on::date
    from tolsel.customer c
    where p_on is null and c.tenant_id = p_tenant_id
        and (p_search is null or c.code = p_search or c.name ^@ p_search
            or c.customer_id = case when tolsel_core.is_id_text(p_search) then p_search::bigint end)
    order by c.name, c.customer_id
    limit tolsel_core.row_limit(p_limit, 1000);
    if p_on is not null then
        return query
        select c.customer_id, c.code::text, c.name::text, c.currency,
            coalesce(a.balance, tolsel_core.at_scale(0, c.scale)),
            coalesce(a.credit_amount, tolsel_core.at_scale(0, c.scale)),
            coalesce(
                a.days_1_30 + a.days_31_60 + a.days_61_90 + a.days_over_90,
                tolsel_core.at_scale(0, c.scale)),
            coalesce(greatest(p_on - a.oldest_due_on, 0), 0),
            p.payment_count, round(p.payment_total / nullif(p.payment_count, 0), c.scale),
            p.last_payment_on
        from (
            select * from tolsel_billing.customer c
            where c.tenant_id = p_tenant_id
                and (p_search is null or c.code = p_search or c.name ^@ p_search
                    or c.customer_id
                        = case when tolsel_core.is_id_text(p_search) then p_search::bigint end)
            order by c.name, c.customer_id
            limit tolsel_core.row_limit(p_limit, 1000)
        ) c
        left join tolsel.list_aging(null, p_on, p_tenant_id) a on a.customer_id = c.customer_id
        cross join lateral (
            select count(*) as payment_count, sum(p.amount) as payment_total,
                max(p.paid_on)::date as last_payment_on
            from tolsel_billing.payment p
            where p.tenant_id = p_tenant_id and p.customer_id = c.customer_id
                and p.paid_on <= p_on and p.journal_id is not null and p.kind = 'payment'
                and coalesce(p.voided_on > p_on, true)
        ) p
        order by c.name, c.customer_id;
    end if;
end
$list_customers$;
comment on function tolsel.list_customers is
$$Lists the customers whose id or code is a text, or whose name begins with it (null: all), by name,
with what they owed at the end of a day, their credit, what of it was overdue, and how they had
paid; without a day, all of it as it stands now, by today in the main branch.
raises: UC002 tenant_not_allowed, UC014 date_not_usable$$;
revoke all on function tolsel.list_customers from public;
grant execute on function tolsel.list_customers to tolsel_app, tolsel_read, tolsel_clerk;
