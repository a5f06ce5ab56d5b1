grant usage on schema bursar to bursar_app, bursar_read, bursar_admin;

grant select on
    bursar.error_code, bursar.tenant, bursar.branch, bursar.user_account, bursar.activity_log,
    bursar.event,
    bursar_core.error_code, bursar_core.tenant, bursar_core.branch, bursar_core.user_account,
    bursar_core.activity_log, bursar_core.business_day, bursar_core.event, bursar_core.test_clock,
    bursar.job, bursar.job_run, bursar.job_health,
    bursar_core.job, bursar_core.job_run
to bursar_read;
grant select on bursar.error_code, bursar_core.error_code to bursar_app;
