create or replace function tolsel.set_queue_line(
    p_branch_id bigint,
    p_is_open boolean default null,
    p_has_nightly_reset boolean default null,
    p_is_second_ticket_allowed boolean default null,
    p_is_place_kept boolean default null,
    p_call_limit integer default null,
    p_absence_minutes integer default null,
    p_message_minutes integer default null,
    p_service_limit_minutes integer default null,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_queue.line
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $set_queue_line$
declare
    v_line tolsel_queue.line;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    -- Refuse:
    if p_call_limit not between 1 and 20 or p_absence_minutes not between 0 and 1440
        or p_message_minutes not between 0 and 1440
        or p_service_limit_minutes not between 1 and 1440 then
        perform tolsel_core.refuse('UQ016', format(
            'Calls %s; minutes of absence %s, of a message %s, of a service %s.',
            coalesce(p_call_limit, 1), coalesce(p_absence_minutes, 0),
            coalesce(p_message_minutes, 0), coalesce(p_service_limit_minutes, 1)));
    end if;
    perform tolsel_core.branch_date(coalesce(p_branch_id, 0), null, p_tenant_id);
    -- Write:
    insert into tolsel_queue.line (tenant_id, branch_id) values (p_tenant_id, p_branch_id)
    on conflict do nothing;
    update tolsel_queue.line l
    set is_open = coalesce(p_is_open, l.is_open),
        has_nightly_reset = coalesce(p_has_nightly_reset, l.has_nightly_reset),
        is_second_ticket_allowed =
            coalesce(p_is_second_ticket_allowed, l.is_second_ticket_allowed),
        is_place_kept = coalesce(p_is_place_kept, l.is_place_kept),
        call_limit = coalesce(p_call_limit, l.call_limit),
        absence_minutes = coalesce(p_absence_minutes, l.absence_minutes),
        message_minutes = coalesce(p_message_minutes, l.message_minutes),
        service_limit_minutes = coalesce(p_service_limit_minutes, l.service_limit_minutes)
    where l.tenant_id = p_tenant_id and l.branch_id = p_branch_id
    returning * into v_line;
    -- Hand on:
    perform tolsel_core.record_activity(
        'set_queue_line', 'queue of branch ' || p_branch_id, to_jsonb(v_line), p_tenant_id);
    return v_line;
end
$set_queue_line$;
comment on function tolsel.set_queue_line is
$$Opens the queue of a branch, or changes its settings; null leaves a setting as it is.
raises: UC002 tenant_not_allowed, UC018 branch_not_found, UQ016 queue_setting_not_usable$$;
revoke all on function tolsel.set_queue_line from public;
grant execute on function tolsel.set_queue_line to tolsel_app, tolsel_manager;
