create or replace function bursar_billing.get_customer(p_customer_id bigint, p_tenant_id bigint)
returns bursar_billing.customer
language plpgsql
stable
as $get_customer$
declare
    v_customer bursar_billing.customer;
begin
    select * into v_customer from bursar_billing.customer c
    where c.tenant_id = p_tenant_id and c.customer_id = p_customer_id;
    if not found then
        perform bursar_core.refuse('UB001', format(
            'Customer %s.', coalesce(p_customer_id::text, 'null')));
    end if;
    return v_customer;
end
$get_customer$;
comment on function bursar_billing.get_customer is
$$Answers with a customer of the tenant.
raises: UB001 customer_not_found$$;
