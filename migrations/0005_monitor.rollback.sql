-- Undoes 0005_monitor: all logs and metrics are lost. Drops each day in one transaction: of more
-- than some 150 days it needs a greater max_locks_per_transaction.

drop table
    tolsel_monitor.query_metric,
    tolsel_monitor.api_metric,
    tolsel_monitor.system_log,
    tolsel_monitor.retention;
drop function tolsel_monitor._tg_day_truncate();
drop domain
    tolsel_monitor.http_status,
    tolsel_monitor.http_method,
    tolsel_monitor.duration_ms,
    tolsel_monitor.log_message,
    tolsel_monitor.log_category,
    tolsel_monitor.log_level;
drop schema tolsel_monitor;
