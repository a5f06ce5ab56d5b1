create or replace function tolsel.get_business_date(
    p_branch_id bigint default null,
    p_at timestamptz default null,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns date
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $get_business_date$
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    if p_at not between timestamptz '1900-01-01 00:00Z' and timestamptz '2200-01-01 00:00Z' then
        perform tolsel_core.refuse('UC014', format('The moment is %s.', p_at));
    end if;
    return tolsel_core.branch_date(p_branch_id, p_at, p_tenant_id);
end
$get_business_date$;
comment on function tolsel.get_business_date is
$$Answers the business day of a branch (default: the main one) at a moment (default: now).
raises: UC002 tenant_not_allowed, UC014 date_not_usable, UC018 branch_not_found$$;
revoke all on function tolsel.get_business_date from public;
grant execute on function tolsel.get_business_date
    to tolsel_app, tolsel_read, tolsel_clerk, tolsel_supervisor, tolsel_accountant, tolsel_manager;
