create or replace function tolsel.open_counter(
    p_name text,
    p_branch_id bigint,
    p_service_ids bigint[],
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_queue.counter
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $open_counter$
declare
    v_counter tolsel_queue.counter;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_core.check_text(p_name, 'name', 200);
    -- Lock:
    perform tolsel_queue.lock_line(p_branch_id, p_tenant_id);
    -- Write:
    insert into tolsel_queue.counter (tenant_id, branch_id, name)
    values (p_tenant_id, p_branch_id, p_name)
    on conflict do nothing
    returning * into v_counter;
    if not found then
        perform tolsel_core.refuse('UC019', format('Counter %L.', p_name));
    end if;
    perform tolsel_queue.give_services(v_counter, coalesce(p_service_ids, '{}'));
    -- Hand on:
    perform tolsel_core.record_activity(
        'open_counter', 'counter ' || v_counter.counter_id,
        to_jsonb(v_counter) || jsonb_build_object('service_ids', array(
            select distinct s from unnest(p_service_ids) s order by s)),
        p_tenant_id);
    return v_counter;
end
$open_counter$;
comment on function tolsel.open_counter is
$$Opens a counter at a branch and gives it services, which are the only ones it calls.
raises: UC002 tenant_not_allowed, UC016 text_not_usable, UC019 name_taken, UQ001 line_not_found,
UQ003 service_not_found$$;
revoke all on function tolsel.open_counter from public;
grant execute on function tolsel.open_counter to tolsel_app, tolsel_manager;
