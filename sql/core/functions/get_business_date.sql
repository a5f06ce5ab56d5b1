create or replace function bursar.get_business_date(
    p_branch_id bigint default null,
    p_at timestamptz default null,
    p_tenant_id bigint default bursar.current_tenant_id()
)
returns date
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $get_business_date$
begin
    perform bursar_core.enter_tenant(p_tenant_id);
    if p_at not between timestamptz '1900-01-01 00:00Z' and timestamptz '2200-01-01 00:00Z' then
        perform bursar_core.refuse('UC014', format('The moment is %s.', p_at));
    end if;
    return bursar_core.branch_date(p_branch_id, p_at, p_tenant_id);
end
$get_business_date$;
comment on function bursar.get_business_date is
$$Answers the business day of a branch (default: the main one) at a moment (default: now).
raises: UC002 tenant_not_allowed, UC014 date_not_usable, UC018 branch_not_found$$;
revoke all on function bursar.get_business_date from public;
grant execute on function bursar.get_business_date to bursar_app, bursar_read;
