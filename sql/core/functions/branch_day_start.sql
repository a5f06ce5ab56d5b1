create or replace function tolsel_core.branch_day_start(
    p_branch_id bigint, p_on date, p_tenant_id bigint
)
returns timestamptz
language plpgsql
stable
as $branch_day_start$
declare
    v_start_at timestamptz;
begin
    select tolsel_core.day_start(b.time_zone, b.day_starts_at, p_on) into v_start_at
    from tolsel_core.branch b
    where b.tenant_id = p_tenant_id
        and (b.branch_id = p_branch_id or (p_branch_id is null and b.is_main));
    if not found then
        perform tolsel_core.refuse('UC018', format(
            'Branch %s.', coalesce(p_branch_id::text, 'main')));
    end if;
    return v_start_at;
end
$branch_day_start$;
comment on function tolsel_core.branch_day_start is
$$Answers the moment at which a business day of a branch begins, null for the main one.
raises: UC018 branch_not_found$$;
