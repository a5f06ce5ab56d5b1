create or replace view tolsel.log_retention with (security_invoker = true) as
select r.table_name, r.keep_days, r.set_at, r.login from tolsel_monitor.retention r;
comment on view tolsel.log_retention is
    'For how many days the rows of each table of logs and metrics are kept, and who has set that.';

create or replace view tolsel.system_log with (security_invoker = true) as
select l.tenant_id, l.system_log_id, l.recorded_at, l.level, l.category, l.message, l.request_id,
    l.user_id, l.duration_ms, l.expires_at, l.metadata,
    -- LEAST passes over a null.
    least(l.expires_at, date_trunc('day', l.recorded_at, 'UTC')
        + (r.keep_days + 1) * interval '24 hours') as kept_until_at
from tolsel_monitor.system_log l
left join tolsel_monitor.retention r on r.table_name = 'system_log'
where l.expires_at is null or l.expires_at > (select c.now_at from tolsel_core.clock c);
comment on view tolsel.system_log is
    'What applications have logged and has not expired, each row until kept_until_at; ask it for a
window of recorded_at, so that only those days are read.';
comment on column tolsel.system_log.kept_until_at is
    'When it may be pruned: it expires, or its table''s days are over.';

create or replace view tolsel.api_metric with (security_invoker = true) as
select m.tenant_id, m.api_metric_id, m.recorded_at, m.endpoint, m.method, m.status_code,
    m.response_ms, m.request_id
from tolsel_monitor.api_metric m;
comment on view tolsel.api_metric is
    'How each request to an application was answered; ask for a window of recorded_at.';

create or replace view tolsel.query_metric with (security_invoker = true) as
select m.tenant_id, m.query_metric_id, m.recorded_at, m.description, m.duration_ms, m.has_error,
    m.error_message, m.request_id
from tolsel_monitor.query_metric m;
comment on view tolsel.query_metric is
    'How long the queries of an application took; ask for a window of recorded_at.';
