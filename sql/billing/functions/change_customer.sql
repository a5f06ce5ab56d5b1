create or replace function bursar.change_customer(
    p_customer_id bigint,
    p_name text default null,
    p_email text default null,
    p_phone text default null,
    p_metadata jsonb default null,
    p_tenant_id bigint default bursar.current_tenant_id()
)
returns bursar_billing.customer
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $change_customer$
declare
    v_customer bursar_billing.customer;
begin
    perform bursar_core.enter_tenant(p_tenant_id);
    if p_name is not null then
        perform bursar_core.check_text(p_name, 'name', 200);
    end if;
    perform bursar_billing.check_contact(p_email, p_phone);
    if p_metadata is not null then
        perform bursar_core.check_metadata(p_metadata);
    end if;
    perform bursar_billing.lock_customer(p_customer_id, p_tenant_id);
    update bursar_billing.customer c
    set name = coalesce(p_name, c.name), email = coalesce(p_email, c.email),
        phone = coalesce(p_phone, c.phone), metadata = coalesce(p_metadata, c.metadata)
    where c.tenant_id = p_tenant_id and c.customer_id = p_customer_id
    returning * into v_customer;
    return v_customer;
end
$change_customer$;
comment on function bursar.change_customer is
$$Changes how a customer is called and reached; null leaves a value as it is.
raises: UB001 customer_not_found, UC002 tenant_not_allowed, UC013 metadata_not_usable,
UC016 text_not_usable$$;
revoke all on function bursar.change_customer from public;
grant execute on function bursar.change_customer to bursar_app;
