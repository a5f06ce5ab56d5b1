create or replace function tolsel.get_daily_report(
    p_branch_id bigint,
    p_reported_on date,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_billing.daily_report
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $get_daily_report$
declare
    v_report tolsel_billing.daily_report;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_billing.check_report_key(p_branch_id, p_reported_on, p_tenant_id);
    select * into v_report from tolsel_billing.daily_report r
    where r.tenant_id = p_tenant_id and r.branch_id = p_branch_id
        and r.reported_on = p_reported_on;
    if not found then
        perform tolsel_core.refuse('UB025', format(
            'Branch %s, %s.', p_branch_id, p_reported_on));
    end if;
    return v_report;
end
$get_daily_report$;
comment on function tolsel.get_daily_report is
$$Answers with the report of a branch's day as it was saved.
raises: UB025 report_not_found, UC002 tenant_not_allowed, UC014 date_not_usable,
UC018 branch_not_found$$;
revoke all on function tolsel.get_daily_report from public;
grant execute on function tolsel.get_daily_report to tolsel_app, tolsel_read;
