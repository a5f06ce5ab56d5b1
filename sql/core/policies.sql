alter table tolsel_core.tenant enable row level security;
create policy tenant_of_my_tenants on tolsel_core.tenant for select to tolsel_read
using (tenant_id = any((select tolsel_core.my_tenant_ids())::bigint[]));

alter table tolsel_core.branch enable row level security;
create policy branch_of_my_tenants on tolsel_core.branch for select to tolsel_read
using (tenant_id = any((select tolsel_core.my_tenant_ids())::bigint[]));

alter table tolsel_core.login_tenant enable row level security;
create policy login_tenant_of_my_tenants on tolsel_core.login_tenant for select to tolsel_read
using (tenant_id = any((select tolsel_core.my_tenant_ids())::bigint[]));

alter table tolsel_core.user_account enable row level security;
create policy user_account_of_my_tenants on tolsel_core.user_account for select to tolsel_read
using (tenant_id = any((select tolsel_core.my_tenant_ids())::bigint[]));

alter table tolsel_core.activity_log enable row level security;
create policy activity_log_of_my_tenants on tolsel_core.activity_log for select to tolsel_read
using (tenant_id = any((select tolsel_core.my_tenant_ids())::bigint[]));

alter table tolsel_core.event enable row level security;
create policy event_of_my_tenants on tolsel_core.event for select to tolsel_read
using (tenant_id = any((select tolsel_core.my_tenant_ids())::bigint[]));

alter table tolsel_core.job_run enable row level security;
create policy job_run_of_my_tenants on tolsel_core.job_run for select to tolsel_read
using (tenant_id = any((select tolsel_core.my_tenant_ids())::bigint[]));
