alter table bursar_monitor.system_log enable row level security;
create policy system_log_of_my_tenants on bursar_monitor.system_log for select to bursar_read
using (tenant_id = any((select bursar_core.my_tenant_ids())::bigint[]));

alter table bursar_monitor.api_metric enable row level security;
create policy api_metric_of_my_tenants on bursar_monitor.api_metric for select to bursar_read
using (tenant_id = any((select bursar_core.my_tenant_ids())::bigint[]));

alter table bursar_monitor.query_metric enable row level security;
create policy query_metric_of_my_tenants on bursar_monitor.query_metric for select to bursar_read
using (tenant_id = any((select bursar_core.my_tenant_ids())::bigint[]));
