create or replace function bursar.get_daily_report(
    p_branch_id bigint,
    p_reported_on date,
    p_tenant_id bigint default bursar.current_tenant_id()
)
returns bursar_billing.daily_report
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $get_daily_report$
declare
    v_report bursar_billing.daily_report;
begin
    perform bursar_core.enter_tenant(p_tenant_id);
    perform bursar_billing.check_report_key(p_branch_id, p_reported_on, p_tenant_id);
    select * into v_report from bursar_billing.daily_report r
    where r.tenant_id = p_tenant_id and r.branch_id = p_branch_id
        and r.reported_on = p_reported_on;
    if not found then
        perform bursar_core.refuse('UB025', format(
            'Branch %s, %s.', p_branch_id, p_reported_on));
    end if;
    return v_report;
end
$get_daily_report$;
comment on function bursar.get_daily_report is
$$Answers with the report of a branch's day as it was saved.
raises: UB025 report_not_found, UC002 tenant_not_allowed, UC014 date_not_usable,
UC018 branch_not_found$$;
revoke all on function bursar.get_daily_report from public;
grant execute on function bursar.get_daily_report to bursar_app, bursar_read;
