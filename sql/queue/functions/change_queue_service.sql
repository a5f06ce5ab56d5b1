create or replace function tolsel.change_queue_service(
    p_service_id bigint,
    p_name text default null,
    p_priority text default null,
    p_is_active boolean default null,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_queue.service
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $change_queue_service$
declare
    v_service tolsel_queue.service;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    if p_name is not null then
        perform tolsel_core.check_text(p_name, 'name', 200);
    end if;
    -- Refuse:
    v_service := tolsel_queue.get_service(p_service_id, p_tenant_id);
    if p_priority is not null then
        perform tolsel_queue.get_head_start(p_priority, p_tenant_id);
    end if;
    -- Write:
    begin
        update tolsel_queue.service s
        set name = coalesce(p_name, s.name), priority = coalesce(p_priority, s.priority),
            is_active = coalesce(p_is_active, s.is_active)
        where s.tenant_id = p_tenant_id and s.service_id = p_service_id
        returning * into v_service;
    exception when unique_violation then
        perform tolsel_core.refuse('UC019', format('Service %L.', p_name));
    end;
    -- Hand on:
    perform tolsel_core.record_activity(
        'change_queue_service', 'service ' || p_service_id, to_jsonb(v_service), p_tenant_id);
    return v_service;
end
$change_queue_service$;
comment on function tolsel.change_queue_service is
$$Renames a service, gives it another priority, or takes it out of use; null leaves a value as it
is. Who waits for it already keeps his place.
raises: UC002 tenant_not_allowed, UC016 text_not_usable, UC019 name_taken, UQ003 service_not_found,
UQ005 priority_not_found$$;
revoke all on function tolsel.change_queue_service from public;
grant execute on function tolsel.change_queue_service to tolsel_app, tolsel_manager;
