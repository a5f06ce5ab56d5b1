grant select on
    tolsel.log_retention, tolsel.system_log, tolsel.api_metric, tolsel.query_metric,
    tolsel_monitor.retention, tolsel_monitor.system_log, tolsel_monitor.api_metric,
    tolsel_monitor.query_metric
to tolsel_read;
