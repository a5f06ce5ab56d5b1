create or replace function tolsel.list_customers(
    p_search text default null,
    p_limit integer default 1000,
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
    return query
    select c.customer_id, c.code::text, c.name::text, c.currency, c.balance::numeric,
        c.credit_amount, c.overdue_amount, c.days_overdue, c.payment_count,
        c.average_payment_amount, c.last_payment_on::date
    from tolsel.customer c
    where c.tenant_id = p_tenant_id
        and (p_search is null or c.code = p_search or c.name ^@ p_search
            or c.customer_id = case when tolsel_core.is_id_text(p_search) then p_search::bigint end)
    order by c.name, c.customer_id
    limit greatest(coalesce(p_limit, 1000), 0);
end
$list_customers$;
comment on function tolsel.list_customers is
$$Lists the customers whose id or code is a text, or whose name begins with it (null: all), by name,
with what they owe, their credit, and what of it is overdue by today in the main branch.
raises: UC002 tenant_not_allowed$$;
revoke all on function tolsel.list_customers from public;
grant execute on function tolsel.list_customers to tolsel_app, tolsel_read;
