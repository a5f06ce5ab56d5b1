alter table tolsel_monitor.system_log enable row level security;
create policy system_log_of_my_tenants on tolsel_monitor.system_log for select to tolsel_read
using (tenant_id = any((select tolsel_core.my_tenant_ids())::bigint[]));

alter table tolsel_monitor.api_metric enable row level security;
create policy api_metric_of_my_tenants on tolsel_monitor.api_metric for select to tolsel_read
using (tenant_id = any((select tolsel_core.my_tenant_ids())::bigint[]));

alter table tolsel_monitor.query_metric enable row level security;
create policy query_metric_of_my_tenants on tolsel_monitor.query_metric for select to tolsel_read
using (tenant_id = any((select tolsel_core.my_tenant_ids())::bigint[]));
