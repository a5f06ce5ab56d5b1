grant usage on schema tolsel
    to tolsel_app, tolsel_read, tolsel_admin, tolsel_clerk, tolsel_supervisor, tolsel_accountant,
    tolsel_manager;

grant select on
    tolsel.error_code, tolsel.tenant, tolsel.branch, tolsel.user_account, tolsel.activity_log,
    tolsel.event,
    tolsel_core.error_code, tolsel_core.tenant, tolsel_core.branch, tolsel_core.user_account,
    tolsel_core.activity_log, tolsel_core.business_day, tolsel_core.event, tolsel_core.test_clock,
    tolsel_core.clock,
    tolsel.job, tolsel.job_run, tolsel.job_health,
    tolsel_core.job, tolsel_core.job_run,
    tolsel.validation, tolsel_core.validation
to tolsel_read;
grant select on tolsel.error_code, tolsel_core.error_code
    to tolsel_app, tolsel_clerk, tolsel_supervisor, tolsel_accountant, tolsel_manager;
