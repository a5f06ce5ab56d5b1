select tolsel_core.restrict_readers('tolsel_monitor.system_log');
select tolsel_core.restrict_readers('tolsel_monitor.api_metric');
select tolsel_core.restrict_readers('tolsel_monitor.query_metric');

select tolsel_core.show_rows('tolsel_monitor.retention');
