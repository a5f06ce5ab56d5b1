create or replace function tolsel.set_customer_active(
    p_customer_id bigint,
    p_is_active boolean,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_billing.customer
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $set_customer_active$
declare
    v_customer tolsel_billing.customer;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    -- Lock:
    v_customer := tolsel_billing.lock_customer(p_customer_id, p_tenant_id);
    -- Refuse:
    if p_is_active and v_customer.merged_into_id is not null then
        perform tolsel_core.refuse('UB118', format(
            'Customer %s was merged into customer %s.', p_customer_id,
            v_customer.merged_into_id));
    end if;
    -- Write:
    update tolsel_billing.customer c set is_active = coalesce(p_is_active, false)
    where c.tenant_id = p_tenant_id and c.customer_id = p_customer_id
    returning * into v_customer;
    -- Hand on:
    perform tolsel_core.record_activity(
        'set_customer_active', 'customer ' || p_customer_id,
        jsonb_build_object('is_active', v_customer.is_active), p_tenant_id);
    return v_customer;
end
$set_customer_active$;
comment on function tolsel.set_customer_active is
$$Activates a customer, or deactivates it: it gets no new invoices then, but pays what it owes, and
all that was done can be credited, refunded and voided.
raises: UB001 customer_not_found, UB118 customer_not_mergeable, UC002 tenant_not_allowed$$;
revoke all on function tolsel.set_customer_active from public;
grant execute on function tolsel.set_customer_active to tolsel_app, tolsel_supervisor;
