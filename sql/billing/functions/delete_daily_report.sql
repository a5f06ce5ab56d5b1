create or replace function tolsel.delete_daily_report(
    p_branch_id bigint,
    p_reported_on date,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns boolean
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $delete_daily_report$
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_core.check_admin(p_tenant_id);
    perform tolsel_billing.check_report_key(p_branch_id, p_reported_on, p_tenant_id);
    -- Write:
    delete from tolsel_billing.daily_report r
    where r.tenant_id = p_tenant_id and r.branch_id = p_branch_id
        and r.reported_on = p_reported_on;
    if not found then
        return false;
    end if;
    -- Hand on:
    perform tolsel_core.record_activity(
        'delete_daily_report', format('branch %s, %s', p_branch_id, p_reported_on), '{}',
        p_tenant_id);
    return true;
end
$delete_daily_report$;
comment on function tolsel.delete_daily_report is
$$Deletes the report of a branch's day and answers whether there was one. Only
tolsel.save_daily_report brings it back. Needs a person who is an admin, named by
tolsel.set_context, and leaves who and when in tolsel.activity_log. The books are not touched.
raises: UC002 tenant_not_allowed, UC004 user_unknown, UC014 date_not_usable,
UC018 branch_not_found, UC032 admin_needed$$;
revoke all on function tolsel.delete_daily_report from public;
grant execute on function tolsel.delete_daily_report to tolsel_admin, tolsel_supervisor;
