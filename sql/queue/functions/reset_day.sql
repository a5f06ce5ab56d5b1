create or replace function tolsel.reset_day(
    p_branch_id bigint,
    p_business_on date,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_queue.reset_run
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $reset_day$
declare
    v_today date;
    v_run tolsel_queue.reset_run;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_core.check_date(p_business_on, 'The day');
    perform tolsel_ledger.check_isolation();
    -- Refuse:
    perform tolsel_queue.get_line(p_branch_id, p_tenant_id);
    v_today := tolsel_core.branch_date(
        p_branch_id, tolsel_queue.moment_after(null), p_tenant_id);
    if p_business_on >= v_today then
        perform tolsel_core.refuse('UQ015', format(
            'The day is %s; in branch %s today is %s.', p_business_on, p_branch_id, v_today));
    end if;
    -- Write:
    v_run := tolsel_queue.attempt_closing(p_branch_id, p_business_on, p_tenant_id);
    -- Hand on:
    perform tolsel_core.record_activity(
        'reset_day', 'queue of branch ' || p_branch_id, to_jsonb(v_run), p_tenant_id);
    return v_run;
end
$reset_day$;
comment on function tolsel.reset_day is
$$Closes a business day of a branch that is over, as its job does: who waits is cancelled, who was
called is completed, all of it is archived and summed up. Answers with the run, whose outcome says
whether it succeeded; a day that was closed before answers with the run that closed it.
raises: UC002 tenant_not_allowed, UC014 date_not_usable, UL026 isolation_not_usable,
UQ001 line_not_found, UQ015 day_not_over$$;
revoke all on function tolsel.reset_day from public;
grant execute on function tolsel.reset_day to tolsel_admin, tolsel_supervisor;
