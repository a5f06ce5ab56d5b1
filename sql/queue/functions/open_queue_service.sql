create or replace function tolsel.open_queue_service(
    p_name text,
    p_prefix text,
    p_priority text default 'regular',
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_queue.service
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $open_queue_service$
declare
    v_service tolsel_queue.service;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_core.check_text(p_name, 'name', 200);
    -- Refuse:
    if (p_prefix ~ '^[A-Z]{1,3}$') is not true then
        perform tolsel_core.refuse('UQ017', format('Prefix %L.', left(p_prefix, 200)));
    end if;
    perform tolsel_queue.get_head_start(p_priority, p_tenant_id);
    -- Write:
    insert into tolsel_queue.service (tenant_id, name, prefix, priority)
    values (p_tenant_id, p_name, p_prefix, p_priority)
    on conflict do nothing
    returning * into v_service;
    if not found then
        perform tolsel_core.refuse('UC019', format('Service %L, prefix %s.', p_name, p_prefix));
    end if;
    -- Hand on:
    perform tolsel_core.record_activity(
        'open_queue_service', 'service ' || v_service.service_id, to_jsonb(v_service),
        p_tenant_id);
    return v_service;
end
$open_queue_service$;
comment on function tolsel.open_queue_service is
$$Opens a service that people may queue for; its tokens begin with the prefix.
raises: UC002 tenant_not_allowed, UC016 text_not_usable, UC019 name_taken,
UQ005 priority_not_found, UQ017 queue_key_not_usable$$;
revoke all on function tolsel.open_queue_service from public;
grant execute on function tolsel.open_queue_service to tolsel_app, tolsel_manager;
