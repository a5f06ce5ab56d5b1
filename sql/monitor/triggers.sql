select tolsel_core.guard_history('tolsel_monitor.system_log');
select tolsel_core.guard_history('tolsel_monitor.api_metric');
select tolsel_core.guard_history('tolsel_monitor.query_metric');
