create or replace function tolsel.list_daily_reports(
    p_branch_id bigint default null,
    p_limit integer default 1000,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns setof tolsel_billing.daily_report
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $list_daily_reports$
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    if p_branch_id is not null then
        perform tolsel_core.branch_date(p_branch_id, null, p_tenant_id);
    end if;
    return query
    select r.*
    from tolsel_billing.daily_report r
    where r.tenant_id = p_tenant_id and (p_branch_id is null or r.branch_id = p_branch_id)
    order by r.reported_on desc, r.branch_id
    limit tolsel_core.row_limit(p_limit, 1000);
end
$list_daily_reports$;
comment on function tolsel.list_daily_reports is
$$Lists the reports of a branch, null for all, the latest day first.
raises: UC002 tenant_not_allowed, UC018 branch_not_found$$;
revoke all on function tolsel.list_daily_reports from public;
grant execute on function tolsel.list_daily_reports to tolsel_app, tolsel_read;
