create or replace function tolsel.set_owed_limit(
    p_customer_id bigint,
    p_owed_limit numeric,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_billing.customer
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $set_owed_limit$
declare
    v_customer tolsel_billing.customer;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    -- Lock:
    v_customer := tolsel_billing.lock_customer(p_customer_id, p_tenant_id);
    -- Refuse:
    perform tolsel_billing.check_owed_limit(p_owed_limit, v_customer.scale);
    -- Write:
    update tolsel_billing.customer c
    set owed_limit = tolsel_core.at_scale(p_owed_limit, c.scale)
    where c.tenant_id = p_tenant_id and c.customer_id = p_customer_id
    returning * into v_customer;
    -- Hand on:
    perform tolsel_core.record_activity(
        'set_owed_limit', 'customer ' || p_customer_id,
        jsonb_build_object('owed_limit', p_owed_limit), p_tenant_id);
    return v_customer;
end
$set_owed_limit$;
comment on function tolsel.set_owed_limit is
$$Sets how much a customer may owe before new invoices are refused, null for no limit. What is owed
already may lie above it.
raises: UB001 customer_not_found, UB024 owed_limit_not_usable, UC002 tenant_not_allowed$$;
revoke all on function tolsel.set_owed_limit from public;
grant execute on function tolsel.set_owed_limit to tolsel_app, tolsel_supervisor;
