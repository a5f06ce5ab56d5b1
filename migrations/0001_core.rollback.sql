-- Undoes 0001_core: everything in these tables is lost.

drop table
    tolsel_core.job_run,
    tolsel_core.job,
    tolsel_core.test_clock,
    tolsel_core.release,
    tolsel_core.incident_end,
    tolsel_core.incident,
    tolsel_core.validation,
    tolsel_core.check_rule,
    tolsel_core.error_code,
    tolsel_core.event,
    tolsel_core.activity_log,
    tolsel_core.user_account,
    tolsel_core.login_tenant,
    tolsel_core.branch,
    tolsel_core.tenant,
    tolsel_core.currency;
drop sequence tolsel_core.event_claim_id_seq;
drop type tolsel_core.job_slice;
drop type tolsel_core.job_task;
drop type tolsel_core.judgment;
drop domain tolsel_core.metadata;
drop domain tolsel_core.event_document;
drop domain tolsel_core.event_topic;
drop domain tolsel_core.request_key;
drop domain tolsel_core.calendar_date;
drop domain tolsel_core.unsigned_total;
drop domain tolsel_core.money_total;
drop domain tolsel_core.unsigned_amount;
drop domain tolsel_core.positive_amount;
drop domain tolsel_core.moved_amount;
drop domain tolsel_core.long_text;
drop domain tolsel_core.short_text;
drop domain tolsel_core.money_amount;
drop schema tolsel_core;
drop schema tolsel;
