create trigger system_log_before_change_append_only
before update or delete on tolsel_monitor.system_log
for each row execute function tolsel_core._tg_any_append_only();
alter table tolsel_monitor.system_log enable always trigger system_log_before_change_append_only;
create trigger system_log_before_truncate_append_only
before truncate on tolsel_monitor.system_log
for each statement execute function tolsel_core._tg_any_append_only();
alter table tolsel_monitor.system_log enable always trigger system_log_before_truncate_append_only;

create trigger api_metric_before_change_append_only
before update or delete on tolsel_monitor.api_metric
for each row execute function tolsel_core._tg_any_append_only();
alter table tolsel_monitor.api_metric enable always trigger api_metric_before_change_append_only;
create trigger api_metric_before_truncate_append_only
before truncate on tolsel_monitor.api_metric
for each statement execute function tolsel_core._tg_any_append_only();
alter table tolsel_monitor.api_metric enable always trigger api_metric_before_truncate_append_only;

create trigger query_metric_before_change_append_only
before update or delete on tolsel_monitor.query_metric
for each row execute function tolsel_core._tg_any_append_only();
alter table tolsel_monitor.query_metric
enable always trigger query_metric_before_change_append_only;
create trigger query_metric_before_truncate_append_only
before truncate on tolsel_monitor.query_metric
for each statement execute function tolsel_core._tg_any_append_only();
alter table tolsel_monitor.query_metric
enable always trigger query_metric_before_truncate_append_only;
