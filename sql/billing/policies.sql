alter table tolsel_billing.customer enable row level security;
create policy customer_of_my_tenants on tolsel_billing.customer for select to tolsel_read
using (tenant_id = any((select tolsel_core.my_tenant_ids())::bigint[]));

alter table tolsel_billing.number_series enable row level security;
create policy number_series_of_my_tenants on tolsel_billing.number_series for select to tolsel_read
using (tenant_id = any((select tolsel_core.my_tenant_ids())::bigint[]));

alter table tolsel_billing.invoice enable row level security;
create policy invoice_of_my_tenants on tolsel_billing.invoice for select to tolsel_read
using (tenant_id = any((select tolsel_core.my_tenant_ids())::bigint[]));

alter table tolsel_billing.invoice_line enable row level security;
create policy invoice_line_of_my_tenants on tolsel_billing.invoice_line for select to tolsel_read
using (tenant_id = any((select tolsel_core.my_tenant_ids())::bigint[]));

alter table tolsel_billing.payment enable row level security;
create policy payment_of_my_tenants on tolsel_billing.payment for select to tolsel_read
using (tenant_id = any((select tolsel_core.my_tenant_ids())::bigint[]));

alter table tolsel_billing.payment_tracking enable row level security;
create policy payment_tracking_of_my_tenants on tolsel_billing.payment_tracking
for select to tolsel_read
using (tenant_id = any((select tolsel_core.my_tenant_ids())::bigint[]));

alter table tolsel_billing.allocation enable row level security;
create policy allocation_of_my_tenants on tolsel_billing.allocation for select to tolsel_read
using (tenant_id = any((select tolsel_core.my_tenant_ids())::bigint[]));

alter table tolsel_billing.refund enable row level security;
create policy refund_of_my_tenants on tolsel_billing.refund for select to tolsel_read
using (tenant_id = any((select tolsel_core.my_tenant_ids())::bigint[]));

alter table tolsel_billing.daily_report enable row level security;
create policy daily_report_of_my_tenants on tolsel_billing.daily_report for select to tolsel_read
using (tenant_id = any((select tolsel_core.my_tenant_ids())::bigint[]));
