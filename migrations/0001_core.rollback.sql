-- Undoes 0001_core: everything in these tables is lost.

drop table
    bursar_core.job_run,
    bursar_core.job,
    bursar_core.test_clock,
    bursar_core.release,
    bursar_core.incident_end,
    bursar_core.incident,
    bursar_core.validation,
    bursar_core.check_rule,
    bursar_core.error_code,
    bursar_core.event,
    bursar_core.activity_log,
    bursar_core.user_account,
    bursar_core.login_tenant,
    bursar_core.branch,
    bursar_core.tenant,
    bursar_core.currency;
drop sequence bursar_core.event_claim_id_seq;
drop type bursar_core.job_slice;
drop type bursar_core.job_task;
drop type bursar_core.judgment;
drop domain bursar_core.metadata;
drop domain bursar_core.event_document;
drop domain bursar_core.event_topic;
drop domain bursar_core.request_key;
drop domain bursar_core.calendar_date;
drop domain bursar_core.unsigned_total;
drop domain bursar_core.money_total;
drop domain bursar_core.unsigned_amount;
drop domain bursar_core.positive_amount;
drop domain bursar_core.moved_amount;
drop domain bursar_core.long_text;
drop domain bursar_core.short_text;
drop domain bursar_core.money_amount;
drop schema bursar_core;
drop schema bursar;
