alter table bursar_billing.customer enable row level security;
create policy customer_of_my_tenants on bursar_billing.customer for select to bursar_read
using (tenant_id = any((select bursar_core.my_tenant_ids())::bigint[]));

alter table bursar_billing.number_series enable row level security;
create policy number_series_of_my_tenants on bursar_billing.number_series for select to bursar_read
using (tenant_id = any((select bursar_core.my_tenant_ids())::bigint[]));

alter table bursar_billing.invoice enable row level security;
create policy invoice_of_my_tenants on bursar_billing.invoice for select to bursar_read
using (tenant_id = any((select bursar_core.my_tenant_ids())::bigint[]));

alter table bursar_billing.invoice_line enable row level security;
create policy invoice_line_of_my_tenants on bursar_billing.invoice_line for select to bursar_read
using (tenant_id = any((select bursar_core.my_tenant_ids())::bigint[]));

alter table bursar_billing.payment enable row level security;
create policy payment_of_my_tenants on bursar_billing.payment for select to bursar_read
using (tenant_id = any((select bursar_core.my_tenant_ids())::bigint[]));

alter table bursar_billing.payment_tracking enable row level security;
create policy payment_tracking_of_my_tenants on bursar_billing.payment_tracking
for select to bursar_read
using (tenant_id = any((select bursar_core.my_tenant_ids())::bigint[]));

alter table bursar_billing.allocation enable row level security;
create policy allocation_of_my_tenants on bursar_billing.allocation for select to bursar_read
using (tenant_id = any((select bursar_core.my_tenant_ids())::bigint[]));

alter table bursar_billing.refund enable row level security;
create policy refund_of_my_tenants on bursar_billing.refund for select to bursar_read
using (tenant_id = any((select bursar_core.my_tenant_ids())::bigint[]));

alter table bursar_billing.daily_report enable row level security;
create policy daily_report_of_my_tenants on bursar_billing.daily_report for select to bursar_read
using (tenant_id = any((select bursar_core.my_tenant_ids())::bigint[]));
