create or replace function tolsel.list_queue_state(
    p_branch_id bigint,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns table (
    service_id bigint, service text, state text, ticket_count bigint, oldest_joined_at timestamptz,
    next_token text
)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $list_queue_state$
#variable_conflict use_column
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_queue.get_line(p_branch_id, p_tenant_id);
    return query
    select s.service_id, s.name::text, t.state::text, count(*), min(t.joined_at),
        (array_agg(t.token order by t.business_on, t.order_at, t.ticket_id))[1]
    from tolsel_queue.ticket t
    join tolsel_queue.service s on s.tenant_id = p_tenant_id and s.service_id = t.service_id
    where t.tenant_id = p_tenant_id and t.branch_id = p_branch_id and t.archived_at is null
    group by s.service_id, s.name, t.state
    order by s.service_id, t.state collate "C";
end
$list_queue_state$;
comment on function tolsel.list_queue_state is
$$Lists where the tickets of a branch stand whose day is not closed, by service and state, and
which is the first of each.
raises: UC002 tenant_not_allowed, UQ001 line_not_found$$;
revoke all on function tolsel.list_queue_state from public;
grant execute on function tolsel.list_queue_state to tolsel_app, tolsel_read, tolsel_clerk;
