create or replace function tolsel.list_payment_methods(
    p_category text default null,
    p_is_active boolean default true,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns setof tolsel_channel.payment_method
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $list_payment_methods$
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    return query
    select m.*
    from tolsel_channel.payment_method m
    where m.tenant_id = p_tenant_id
        and (p_category is null or m.category = p_category)
        and (p_is_active is null or m.is_active = p_is_active)
    order by m.processing_minutes, m.method;
end
$list_payment_methods$;
comment on function tolsel.list_payment_methods is
$$Lists the payment methods of a category, null for all, the fastest first: those that are active
or are not, null for both.
raises: UC002 tenant_not_allowed$$;
revoke all on function tolsel.list_payment_methods from public;
grant execute on function tolsel.list_payment_methods to tolsel_app, tolsel_read, tolsel_clerk;
