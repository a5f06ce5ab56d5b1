create or replace function tolsel.set_payment_method(
    p_method text,
    p_name text,
    p_category text,
    p_icon text default 'payment',
    p_processing_minutes integer default 0,
    p_is_active boolean default true,
    p_has_unique_reference boolean default null,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_channel.payment_method
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $set_payment_method$
declare
    v_method tolsel_channel.payment_method;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_core.check_text(p_name, 'name', 200);
    perform tolsel_core.check_text(p_icon, 'icon', 100);
    -- Refuse:
    if (p_method ~ '^[a-z][a-z0-9_]{1,49}$' and p_category ~ '^[a-z][a-z0-9_]{1,49}$'
        and p_processing_minutes between 0 and 525600) is not true then
        perform tolsel_core.refuse('UH006', format(
            'Method %L, category %L, %s minutes.', p_method, p_category,
            coalesce(p_processing_minutes::text, 'null')));
    end if;
    -- Write:
    insert into tolsel_channel.payment_method as m (
        tenant_id, method, name, icon, category, processing_minutes, is_active,
        has_unique_reference)
    values (
        p_tenant_id, p_method, p_name, p_icon, p_category, p_processing_minutes,
        coalesce(p_is_active, true), coalesce(p_has_unique_reference, false))
    on conflict (tenant_id, method) do update
    set name = excluded.name, icon = excluded.icon, category = excluded.category,
        processing_minutes = excluded.processing_minutes, is_active = excluded.is_active,
        has_unique_reference = coalesce(p_has_unique_reference, m.has_unique_reference)
    returning * into v_method;
    -- Hand on:
    perform tolsel_core.record_activity(
        'set_payment_method', 'payment method ' || p_method, to_jsonb(v_method), p_tenant_id);
    return v_method;
end
$set_payment_method$;
comment on function tolsel.set_payment_method is
$$Adds a payment method, or changes all of one that is there; no new payment may name an inactive
one. p_has_unique_reference says whether a provider vouches that a reference is of one payment
(null: as it is, and not of a new method).
raises: UC002 tenant_not_allowed, UC016 text_not_usable, UH006 method_not_storable$$;
revoke all on function tolsel.set_payment_method from public;
grant execute on function tolsel.set_payment_method to tolsel_admin, tolsel_manager;
