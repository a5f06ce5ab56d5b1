create or replace function tolsel_billing.get_customer(p_customer_id bigint, p_tenant_id bigint)
returns tolsel_billing.customer
language plpgsql
stable
as $get_customer$
declare
    v_customer tolsel_billing.customer;
begin
    select * into v_customer from tolsel_billing.customer c
    where c.tenant_id = p_tenant_id and c.customer_id = p_customer_id;
    if not found then
        perform tolsel_core.refuse('UB001', format(
            'Customer %s.', coalesce(p_customer_id::text, 'null')));
    end if;
    return v_customer;
end
$get_customer$;
comment on function tolsel_billing.get_customer is
$$Answers with a customer of the tenant.
raises: UB001 customer_not_found$$;
