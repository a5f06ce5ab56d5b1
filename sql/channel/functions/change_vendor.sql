create or replace function tolsel.change_vendor(
    p_vendor_id bigint,
    p_name text default null,
    p_metadata jsonb default null,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_channel.vendor
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $change_vendor$
declare
    v_vendor tolsel_channel.vendor;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    if p_name is not null then
        perform tolsel_core.check_text(p_name, 'name', 200);
    end if;
    if p_metadata is not null then
        perform tolsel_core.check_metadata(p_metadata);
    end if;
    -- Lock: names queue at the tenant, as where a vendor is opened.
    perform tolsel_core.lock_tenant(p_tenant_id);
    perform tolsel_channel.lock_vendor(p_vendor_id, p_tenant_id);
    -- Refuse:
    if exists (
        select from tolsel_channel.vendor v
        where v.tenant_id = p_tenant_id and v.name = p_name and v.vendor_id <> p_vendor_id)
    then
        perform tolsel_core.refuse('UC019', format('Vendor %L.', p_name));
    end if;
    -- Write:
    update tolsel_channel.vendor v
    set name = coalesce(p_name, v.name), metadata = coalesce(p_metadata, v.metadata)
    where v.tenant_id = p_tenant_id and v.vendor_id = p_vendor_id
    returning * into v_vendor;
    return v_vendor;
end
$change_vendor$;
comment on function tolsel.change_vendor is
$$Changes how a vendor is called, and the caller's own facts; null leaves a value as it is.
raises: UC002 tenant_not_allowed, UC013 metadata_not_usable, UC016 text_not_usable,
UC019 name_taken, UH007 vendor_not_found$$;
revoke all on function tolsel.change_vendor from public;
grant execute on function tolsel.change_vendor to tolsel_app, tolsel_accountant;
