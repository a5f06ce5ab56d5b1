create or replace function tolsel_billing.lock_customer(p_customer_id bigint, p_tenant_id bigint)
returns tolsel_billing.customer
language plpgsql
volatile
as $lock_customer$
declare
    v_customer tolsel_billing.customer;
begin
    select * into v_customer from tolsel_billing.customer c
    where c.tenant_id = p_tenant_id and c.customer_id = p_customer_id
    for no key update;
    if not found then
        perform tolsel_core.refuse('UB001', format(
            'Customer %s.', coalesce(p_customer_id::text, 'null')));
    end if;
    return v_customer;
end
$lock_customer$;
comment on function tolsel_billing.lock_customer is
$$Locks a customer and answers with it: all that happens to one customer's invoices and payments
queues here, so that whatever is read in a later statement stands still.
raises: UB001 customer_not_found$$;
