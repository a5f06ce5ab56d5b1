create or replace function tolsel.set_queue_priority(
    p_priority text,
    p_name text,
    p_head_start_s integer,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_queue.priority
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $set_queue_priority$
declare
    v_priority tolsel_queue.priority;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_core.check_text(p_name, 'name', 200);
    -- Refuse:
    if (p_priority ~ '^[a-z][a-z0-9_]{1,49}$') is not true then
        perform tolsel_core.refuse('UQ017', format('Priority %L.', left(p_priority, 200)));
    elsif (p_head_start_s between 0 and 86400) is not true then
        perform tolsel_core.refuse('UQ016', format(
            'Head start %s.', coalesce(p_head_start_s::text, 'null')));
    end if;
    -- Write: who waits already keeps the head start he was given.
    insert into tolsel_queue.priority (tenant_id, priority, name, head_start_s)
    values (p_tenant_id, p_priority, p_name, p_head_start_s)
    on conflict (tenant_id, priority) do update
    set name = excluded.name, head_start_s = excluded.head_start_s
    returning * into v_priority;
    -- Hand on:
    perform tolsel_core.record_activity(
        'set_queue_priority', 'priority ' || p_priority, to_jsonb(v_priority), p_tenant_id);
    return v_priority;
end
$set_queue_priority$;
comment on function tolsel.set_queue_priority is
$$Adds a priority, or changes its name and the head start of those who join from now on, in
seconds.
raises: UC002 tenant_not_allowed, UC016 text_not_usable, UQ016 queue_setting_not_usable,
UQ017 queue_key_not_usable$$;
revoke all on function tolsel.set_queue_priority from public;
grant execute on function tolsel.set_queue_priority to tolsel_app, tolsel_manager;
