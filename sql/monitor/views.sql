create or replace view bursar.log_retention with (security_invoker = true) as
select r.table_name, r.keep_days from bursar_monitor.retention r;
comment on view bursar.log_retention is
    'For how many days the rows of each table of logs and metrics are kept.';

create or replace view bursar.system_log with (security_invoker = true) as
select l.tenant_id, l.system_log_id, l.recorded_at, l.level, l.category, l.message, l.request_id,
    l.user_id, l.duration_ms, coalesce(l.expires_at, day.dropped_at) as expires_at, l.metadata
from bursar_monitor.system_log l
join bursar_monitor.retention r on r.table_name = 'system_log'
cross join lateral (
    select date_trunc('day', l.recorded_at, 'UTC') + make_interval(hours => 24 * (r.keep_days + 1))
        as dropped_at
) day
where l.expires_at is null
    or l.expires_at > coalesce((select c.set_to_at from bursar_core.test_clock c), now());
comment on view bursar.system_log is
    'What applications have logged and has not expired. expires_at is when the day of a row is due
to be dropped, where the row names no time of its own.';

create or replace view bursar.api_metric with (security_invoker = true) as
select m.tenant_id, m.api_metric_id, m.recorded_at, m.endpoint, m.method, m.status_code,
    m.response_ms, m.request_id
from bursar_monitor.api_metric m;
comment on view bursar.api_metric is 'How each request to an application was answered.';

create or replace view bursar.query_metric with (security_invoker = true) as
select m.tenant_id, m.query_metric_id, m.recorded_at, m.description, m.duration_ms, m.has_error,
    m.error_message, m.request_id
from bursar_monitor.query_metric m;
comment on view bursar.query_metric is 'How long the queries of an application took.';

create or replace view bursar_monitor.day_partition as
select p.relname::text as table_name, c.relname::text as partition_name, c.oid as partition_oid,
    case
        when c.relname ~ ('^' || p.relname || '_[0-9]{8}$')
        then to_date(right(c.relname, 8), 'YYYYMMDD')
    end as day_on,
    pg_get_expr(c.relpartbound, c.oid) as bounds
from bursar_monitor.retention r
join pg_class p
    on p.relnamespace = 'bursar_monitor'::regnamespace and p.relname = r.table_name
join pg_inherits i on i.inhparent = p.oid
join pg_class c on c.oid = i.inhrelid;
comment on view bursar_monitor.day_partition is
    'The partitions of logs and metrics, each with its day in UTC; null where its name tells none.';
