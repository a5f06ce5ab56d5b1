create trigger system_log_before_change_append_only
before update or delete on bursar_monitor.system_log
for each row execute function bursar_core._tg_any_append_only();
alter table bursar_monitor.system_log enable always trigger system_log_before_change_append_only;
create trigger system_log_before_truncate_append_only
before truncate on bursar_monitor.system_log
for each statement execute function bursar_core._tg_any_append_only();
alter table bursar_monitor.system_log enable always trigger system_log_before_truncate_append_only;

create trigger api_metric_before_change_append_only
before update or delete on bursar_monitor.api_metric
for each row execute function bursar_core._tg_any_append_only();
alter table bursar_monitor.api_metric enable always trigger api_metric_before_change_append_only;
create trigger api_metric_before_truncate_append_only
before truncate on bursar_monitor.api_metric
for each statement execute function bursar_core._tg_any_append_only();
alter table bursar_monitor.api_metric enable always trigger api_metric_before_truncate_append_only;

create trigger query_metric_before_change_append_only
before update or delete on bursar_monitor.query_metric
for each row execute function bursar_core._tg_any_append_only();
alter table bursar_monitor.query_metric
enable always trigger query_metric_before_change_append_only;
create trigger query_metric_before_truncate_append_only
before truncate on bursar_monitor.query_metric
for each statement execute function bursar_core._tg_any_append_only();
alter table bursar_monitor.query_metric
enable always trigger query_metric_before_truncate_append_only;
