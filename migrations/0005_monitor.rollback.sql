-- Undoes 0005_monitor: all logs and metrics are lost. Drops each day in one transaction: of more
-- than some 150 days it needs a greater max_locks_per_transaction.

drop table
    bursar_monitor.query_metric,
    bursar_monitor.api_metric,
    bursar_monitor.system_log,
    bursar_monitor.retention;
drop function bursar_monitor._tg_day_truncate();
drop domain
    bursar_monitor.http_status,
    bursar_monitor.http_method,
    bursar_monitor.duration_ms,
    bursar_monitor.log_message,
    bursar_monitor.log_category,
    bursar_monitor.log_level;
drop schema bursar_monitor;
