create or replace function tolsel_channel.lock_vendor(p_vendor_id bigint, p_tenant_id bigint)
returns tolsel_channel.vendor
language plpgsql
volatile
as $lock_vendor$
declare
    v_vendor tolsel_channel.vendor;
begin
    select * into v_vendor from tolsel_channel.vendor v
    where v.tenant_id = p_tenant_id and v.vendor_id = p_vendor_id
    for no key update;
    if not found then
        perform tolsel_core.refuse('UH007', format(
            'Vendor %s.', coalesce(p_vendor_id::text, 'null')));
    end if;
    return v_vendor;
end
$lock_vendor$;
comment on function tolsel_channel.lock_vendor is
$$Locks a vendor, at which all its bills and payments queue, and answers with it.
raises: UH007 vendor_not_found$$;
