-- Undoes 0005_monitor: all logs and metrics are lost.

drop table
    bursar_monitor.query_metric,
    bursar_monitor.api_metric,
    bursar_monitor.system_log,
    bursar_monitor.retention;
drop domain
    bursar_monitor.http_status,
    bursar_monitor.http_method,
    bursar_monitor.duration_ms,
    bursar_monitor.log_message,
    bursar_monitor.log_category,
    bursar_monitor.log_level;
drop schema bursar_monitor;
