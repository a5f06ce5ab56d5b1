create or replace function tolsel_core.branch_date(
    p_branch_id bigint, p_at timestamptz, p_tenant_id bigint
)
returns date
language plpgsql
stable
as $branch_date$
declare
    v_date date;
begin
    if p_branch_id is null then
        select tolsel_core.business_date(
            b.time_zone, b.day_starts_at, coalesce(p_at, tolsel_core.clock_at()))
        into v_date
        from tolsel_core.branch b
        where b.tenant_id = p_tenant_id and b.is_main;
    else
        select tolsel_core.business_date(
            b.time_zone, b.day_starts_at, coalesce(p_at, tolsel_core.clock_at()))
        into v_date
        from tolsel_core.branch b
        where b.tenant_id = p_tenant_id and b.branch_id = p_branch_id;
    end if;
    if not found then
        perform tolsel_core.refuse('UC018', format(
            'Branch %s.', coalesce(p_branch_id::text, 'main')));
    end if;
    return v_date;
end
$branch_date$;
comment on function tolsel_core.branch_date is
$$Answers the business day of a branch, null for the main one, at a moment, null for now.
raises: UC018 branch_not_found$$;
