grant select on
    bursar.log_retention, bursar.system_log, bursar.api_metric, bursar.query_metric,
    bursar_monitor.retention, bursar_monitor.system_log, bursar_monitor.api_metric,
    bursar_monitor.query_metric
to bursar_read;
