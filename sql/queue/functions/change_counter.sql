create or replace function tolsel.change_counter(
    p_counter_id bigint,
    p_is_open boolean default null,
    p_service_ids bigint[] default null,
    p_name text default null,
    p_user_ids bigint[] default null,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_queue.counter
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $change_counter$
declare
    v_counter tolsel_queue.counter;
    v_tickets text;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    if p_name is not null then
        perform tolsel_core.check_text(p_name, 'name', 200);
    end if;
    -- Lock:
    v_counter := tolsel_queue.lock_counter(p_counter_id, p_tenant_id);
    perform tolsel_queue.lock_line(v_counter.branch_id, p_tenant_id);
    -- Refuse: nobody is left behind at a counter that closes, or that loses his service.
    if p_is_open is false or p_service_ids is not null then
        select string_agg(t.token || ' is ' || t.state, ', ' order by t.token) into v_tickets
        from tolsel_queue.ticket t
        where t.tenant_id = p_tenant_id and t.branch_id = v_counter.branch_id
            and t.archived_at is null and t.ended_at is null
            and (
                (p_is_open is false and t.state in ('called', 'serving')
                    and t.counter_id = p_counter_id)
                or (t.target_counter_id = p_counter_id
                    and (p_is_open is false or t.service_id <> all(p_service_ids))));
        if v_tickets is not null then
            perform tolsel_core.refuse('UQ026', format(
                'Counter %s (%s); %s.', p_counter_id, v_counter.name, left(v_tickets, 500)));
        end if;
    end if;
    if exists (
        select from tolsel_queue.counter c
        where c.tenant_id = p_tenant_id and c.branch_id = v_counter.branch_id
            and c.name = p_name and c.counter_id <> p_counter_id
    ) then
        perform tolsel_core.refuse('UC019', format('Counter %L.', p_name));
    end if;
    if exists (
        select from unnest(p_user_ids) u
        where not exists (
            select from tolsel_core.user_account a
            where a.tenant_id = p_tenant_id and a.user_id = u and a.is_active)
    ) then
        perform tolsel_core.refuse(
            'UC004', format('People %s.', p_user_ids),
            'Name people whom tolsel.user_account lists as active.');
    end if;
    -- Write:
    update tolsel_queue.counter c
    set is_open = coalesce(p_is_open, c.is_open), name = coalesce(p_name, c.name)
    where c.tenant_id = p_tenant_id and c.counter_id = p_counter_id
    returning * into v_counter;
    if p_service_ids is not null then
        perform tolsel_queue.give_services(v_counter, p_service_ids);
    end if;
    if p_user_ids is not null then
        delete from tolsel_queue.counter_person p
        where p.tenant_id = p_tenant_id and p.counter_id = p_counter_id
            and p.user_id <> all(p_user_ids);
        insert into tolsel_queue.counter_person (tenant_id, counter_id, user_id)
        select p_tenant_id, p_counter_id, u from unnest(p_user_ids) u
        on conflict do nothing;
    end if;
    -- Hand on:
    perform tolsel_core.record_activity(
        'change_counter', 'counter ' || p_counter_id,
        to_jsonb(v_counter) || jsonb_build_object('service_ids', array(
            select distinct s from unnest(p_service_ids) s order by s), 'user_ids', p_user_ids),
        p_tenant_id);
    return v_counter;
end
$change_counter$;
comment on function tolsel.change_counter is
$$Opens, closes or renames a counter, or gives it other services, or to people, who alone call
there (to nobody: all do); null leaves a value as it is.
raises: UC002 tenant_not_allowed, UC004 user_unknown, UC016 text_not_usable, UC019 name_taken,
UQ003 service_not_found, UQ006 counter_not_found, UQ026 counter_in_use$$;
revoke all on function tolsel.change_counter from public;
grant execute on function tolsel.change_counter to tolsel_app, tolsel_manager;
