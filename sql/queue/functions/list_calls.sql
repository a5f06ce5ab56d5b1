create or replace function tolsel.list_calls(
    p_branch_id bigint,
    p_after_no integer default 0,
    p_limit integer default 100,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns setof tolsel_queue.board_call
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $list_calls$
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_queue.get_line(p_branch_id, p_tenant_id);
    -- Calls are numbered under the row of the line: whoever has read one has read all before it.
    return query
    select * from tolsel_queue.board_call c
    where c.tenant_id = p_tenant_id and c.branch_id = p_branch_id
        and c.call_no > coalesce(p_after_no, 0)
    order by c.call_no
    limit tolsel_core.row_limit(p_limit, 100);
end
$list_calls$;
comment on function tolsel.list_calls is
$$Lists the calls of a branch after a number, in their order: a board that goes on from the last
number it has read misses none.
raises: UC002 tenant_not_allowed, UQ001 line_not_found$$;
revoke all on function tolsel.list_calls from public;
grant execute on function tolsel.list_calls to tolsel_app, tolsel_read, tolsel_clerk;
