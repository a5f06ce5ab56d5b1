-- Services and counters, found, locked and judged.

create or replace function tolsel_queue.get_service(p_service_id bigint, p_tenant_id bigint)
returns tolsel_queue.service
language plpgsql
stable
as $get_service$
declare
    v_service tolsel_queue.service;
begin
    select * into v_service from tolsel_queue.service s
    where s.tenant_id = p_tenant_id and s.service_id = p_service_id;
    if not found then
        perform tolsel_core.refuse('UQ003', format(
            'Service %s.', coalesce(p_service_id::text, 'null')));
    end if;
    return v_service;
end
$get_service$;
comment on function tolsel_queue.get_service is
$$Answers with a service of the tenant, active or not.
raises: UQ003 service_not_found$$;

create or replace function tolsel_queue.get_active_service(
    p_service_id bigint, p_tenant_id bigint
)
returns tolsel_queue.service
language plpgsql
stable
as $get_active_service$
declare
    v_service tolsel_queue.service := tolsel_queue.get_service(p_service_id, p_tenant_id);
begin
    if not v_service.is_active then
        perform tolsel_core.refuse('UQ004', format(
            'Service %s (%s).', v_service.service_id, v_service.name));
    end if;
    return v_service;
end
$get_active_service$;
comment on function tolsel_queue.get_active_service is
$$Answers with an active service of the tenant.
raises: UQ003 service_not_found, UQ004 service_not_active$$;

create or replace function tolsel_queue.get_head_start(p_priority text, p_tenant_id bigint)
returns integer
language plpgsql
stable
as $get_head_start$
declare
    v_head_start_s integer;
begin
    select p.head_start_s into v_head_start_s from tolsel_queue.priority p
    where p.tenant_id = p_tenant_id and p.priority = p_priority;
    if not found then
        perform tolsel_core.refuse('UQ005', format('Priority %L.', left(p_priority, 200)));
    end if;
    return v_head_start_s;
end
$get_head_start$;
comment on function tolsel_queue.get_head_start is
$$Answers the head start of a priority, in seconds.
raises: UQ005 priority_not_found$$;

create or replace function tolsel_queue.get_counter(p_counter_id bigint, p_tenant_id bigint)
returns tolsel_queue.counter
language plpgsql
stable
as $get_counter$
declare
    v_counter tolsel_queue.counter;
begin
    select * into v_counter from tolsel_queue.counter c
    where c.tenant_id = p_tenant_id and c.counter_id = p_counter_id;
    if not found then
        perform tolsel_core.refuse('UQ006', format(
            'Counter %s.', coalesce(p_counter_id::text, 'null')));
    end if;
    return v_counter;
end
$get_counter$;
comment on function tolsel_queue.get_counter is
$$Answers with a counter of the tenant, open or not.
raises: UQ006 counter_not_found$$;

create or replace function tolsel_queue.lock_counter(p_counter_id bigint, p_tenant_id bigint)
returns tolsel_queue.counter
language plpgsql
volatile
as $lock_counter$
declare
    v_counter tolsel_queue.counter;
begin
    select * into v_counter from tolsel_queue.counter c
    where c.tenant_id = p_tenant_id and c.counter_id = p_counter_id
    for no key update;
    if not found then
        perform tolsel_core.refuse('UQ006', format(
            'Counter %s.', coalesce(p_counter_id::text, 'null')));
    end if;
    return v_counter;
end
$lock_counter$;
comment on function tolsel_queue.lock_counter is
$$Locks a counter, at which all that is done there queues, and answers with it.
raises: UQ006 counter_not_found$$;

create or replace function tolsel_queue.check_open_counter(p_counter tolsel_queue.counter)
returns void
language plpgsql
stable
as $check_open_counter$
begin
    if not p_counter.is_open then
        perform tolsel_core.refuse('UQ007', format(
            'Counter %s (%s).', p_counter.counter_id, p_counter.name));
    end if;
end
$check_open_counter$;
comment on function tolsel_queue.check_open_counter is
$$Checks that a counter is open.
raises: UQ007 counter_closed$$;

create or replace function tolsel_queue.check_free_counter(p_counter tolsel_queue.counter)
returns void
language plpgsql
stable
as $check_free_counter$
declare
    v_ticket tolsel_queue.ticket;
begin
    perform tolsel_queue.check_open_counter(p_counter);
    if exists (
        select from tolsel_queue.ticket t
        where t.tenant_id = p_counter.tenant_id and t.counter_id = p_counter.counter_id
            and t.state in ('called', 'serving')
    ) then
        select * into v_ticket from tolsel_queue.ticket t
        where t.tenant_id = p_counter.tenant_id and t.counter_id = p_counter.counter_id
            and t.state in ('called', 'serving');
        perform tolsel_core.refuse('UQ010', format(
                'Counter %s (%s); ticket %s (%s) is %s there since %s.', p_counter.counter_id,
                p_counter.name, v_ticket.ticket_id, v_ticket.token, v_ticket.state,
                v_ticket.changed_at),
            format('Complete, park, transfer or take back %s first.', v_ticket.token));
    end if;
end
$check_free_counter$;
comment on function tolsel_queue.check_free_counter is
$$Checks that an open counter has nobody.
raises: UQ007 counter_closed, UQ010 counter_busy$$;

create or replace function tolsel_queue.check_staff(p_counter tolsel_queue.counter)
returns void
language plpgsql
stable
as $check_staff$
declare
    v_user_ids bigint[] := array(
        select p.user_id from tolsel_queue.counter_person p
        where p.tenant_id = p_counter.tenant_id and p.counter_id = p_counter.counter_id
        order by p.user_id);
begin
    if v_user_ids <> '{}'
        and (tolsel_core.context_user_id(p_counter.tenant_id) = any(v_user_ids)) is not true
    then
        perform tolsel_core.refuse('UQ050', format(
            'Counter %s (%s) was given to %s; the user is %s.', p_counter.counter_id,
            p_counter.name, array_to_string(v_user_ids, ', '),
            coalesce(tolsel_core.context_user_id(p_counter.tenant_id)::text, 'not named')));
    end if;
end
$check_staff$;
comment on function tolsel_queue.check_staff is
$$Checks that the person to whom the transaction is attributed may call at a counter.
raises: UQ050 counter_of_others$$;

create or replace function tolsel_queue.give_services(
    p_counter tolsel_queue.counter, p_service_ids bigint[]
)
returns void
language plpgsql
volatile
as $give_services$
declare
    v_service_id bigint;
begin
    -- Each service is offered at the branch from now on: its tokens begin here.
    for v_service_id in select distinct s from unnest(p_service_ids) s order by s loop
        perform tolsel_queue.get_service(v_service_id, p_counter.tenant_id);
        perform tolsel_queue.lock_series(
            p_counter.branch_id, v_service_id, p_counter.tenant_id);
    end loop;
    delete from tolsel_queue.counter_service c
    where c.tenant_id = p_counter.tenant_id and c.counter_id = p_counter.counter_id
        and c.service_id <> all(p_service_ids);
    insert into tolsel_queue.counter_service (tenant_id, counter_id, service_id)
    select p_counter.tenant_id, p_counter.counter_id, s from unnest(p_service_ids) s
    on conflict do nothing;
end
$give_services$;
comment on function tolsel_queue.give_services is
$$Gives a counter these services and no others.
raises: UQ003 service_not_found$$;

create or replace function tolsel_queue.check_offered(
    p_counter tolsel_queue.counter, p_service_id bigint
)
returns void
language plpgsql
stable
as $check_offered$
begin
    perform from tolsel_queue.counter_service s
    where s.tenant_id = p_counter.tenant_id and s.counter_id = p_counter.counter_id
        and s.service_id = p_service_id;
    if not found then
        perform tolsel_core.refuse('UQ012', format(
            'Counter %s (%s), service %s.', p_counter.counter_id, p_counter.name, p_service_id));
    end if;
end
$check_offered$;
comment on function tolsel_queue.check_offered is
$$Checks that a counter was given a service.
raises: UQ012 service_not_offered$$;
