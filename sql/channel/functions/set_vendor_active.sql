create or replace function tolsel.set_vendor_active(
    p_vendor_id bigint,
    p_is_active boolean,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_channel.vendor
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $set_vendor_active$
declare
    v_vendor tolsel_channel.vendor;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    -- Lock:
    perform tolsel_channel.lock_vendor(p_vendor_id, p_tenant_id);
    -- Write:
    update tolsel_channel.vendor v set is_active = coalesce(p_is_active, false)
    where v.tenant_id = p_tenant_id and v.vendor_id = p_vendor_id
    returning * into v_vendor;
    -- Hand on:
    perform tolsel_core.record_activity(
        'set_vendor_active', 'vendor ' || p_vendor_id,
        jsonb_build_object('is_active', v_vendor.is_active), p_tenant_id);
    return v_vendor;
end
$set_vendor_active$;
comment on function tolsel.set_vendor_active is
$$Activates a vendor, or deactivates it: no new bills of it are recorded then, but what it is owed
is paid, and all that was done can be credited, refunded and voided.
raises: UC002 tenant_not_allowed, UH007 vendor_not_found$$;
revoke all on function tolsel.set_vendor_active from public;
grant execute on function tolsel.set_vendor_active to tolsel_app, tolsel_accountant;
