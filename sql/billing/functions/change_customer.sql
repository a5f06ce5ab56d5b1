create or replace function tolsel.change_customer(
    p_customer_id bigint,
    p_name text default null,
    p_email text default null,
    p_phone text default null,
    p_metadata jsonb default null,
    p_code text default null,
    p_clears text[] default '{}',
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_billing.customer
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $change_customer$
declare
    v_customer tolsel_billing.customer;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    if p_name is not null then
        perform tolsel_core.check_text(p_name, 'name', 200);
    end if;
    perform tolsel_billing.check_contact(p_email, p_phone);
    if p_metadata is not null then
        perform tolsel_core.check_metadata(p_metadata);
    end if;
    if p_code is not null then
        perform tolsel_core.check_text(p_code, 'code', 100);
    end if;
    if not coalesce(p_clears, '{}') <@ '{code,email,phone}'::text[] then
        perform tolsel_core.refuse('UC016', format(
            'clears is %s; what can be empty is code, email and phone.',
            left(p_clears::text, 200)));
    end if;
    -- Lock:
    perform tolsel_billing.lock_customer(p_customer_id, p_tenant_id);
    -- Refuse: a customer that is just being opened may have the code, too.
    if exists (
            select from tolsel_billing.customer c
            where c.tenant_id = p_tenant_id and c.code = p_code
                and c.customer_id <> p_customer_id)
    then
        perform tolsel_core.refuse('UC019', format('Customer code %L.', p_code));
    end if;
    -- Write:
    update tolsel_billing.customer c
    set name = coalesce(p_name, c.name), metadata = coalesce(p_metadata, c.metadata),
        code = coalesce(p_code, case when 'code' = any(p_clears) then null else c.code end),
        email = coalesce(p_email, case when 'email' = any(p_clears) then null else c.email end),
        phone = coalesce(p_phone, case when 'phone' = any(p_clears) then null else c.phone end)
    where c.tenant_id = p_tenant_id and c.customer_id = p_customer_id
    returning * into v_customer;
    return v_customer;
end
$change_customer$;
comment on function tolsel.change_customer is
$$Changes how a customer is called and reached; null leaves a value as it is, and p_clears names
what is to be empty: code, email, phone.
raises: UB001 customer_not_found, UC002 tenant_not_allowed, UC013 metadata_not_usable,
UC016 text_not_usable, UC019 name_taken$$;
revoke all on function tolsel.change_customer from public;
grant execute on function tolsel.change_customer to tolsel_app, tolsel_clerk;
