alter table tolsel_channel.payment_method enable row level security;
create policy payment_method_of_my_tenants on tolsel_channel.payment_method
for select to tolsel_read
using (tenant_id = any((select tolsel_core.my_tenant_ids())::bigint[]));

alter table tolsel_channel.payment_channel enable row level security;
create policy payment_channel_of_my_tenants on tolsel_channel.payment_channel
for select to tolsel_read
using (tenant_id = any((select tolsel_core.my_tenant_ids())::bigint[]));

alter table tolsel_channel.vendor enable row level security;
create policy vendor_of_my_tenants on tolsel_channel.vendor for select to tolsel_read
using (tenant_id = any((select tolsel_core.my_tenant_ids())::bigint[]));

alter table tolsel_channel.vendor_bill enable row level security;
create policy vendor_bill_of_my_tenants on tolsel_channel.vendor_bill for select to tolsel_read
using (tenant_id = any((select tolsel_core.my_tenant_ids())::bigint[]));

alter table tolsel_channel.vendor_payment enable row level security;
create policy vendor_payment_of_my_tenants on tolsel_channel.vendor_payment
for select to tolsel_read
using (tenant_id = any((select tolsel_core.my_tenant_ids())::bigint[]));

alter table tolsel_channel.daily_entry enable row level security;
create policy daily_entry_of_my_tenants on tolsel_channel.daily_entry for select to tolsel_read
using (tenant_id = any((select tolsel_core.my_tenant_ids())::bigint[]));

alter table tolsel_channel.channel_transfer enable row level security;
create policy channel_transfer_of_my_tenants on tolsel_channel.channel_transfer
for select to tolsel_read
using (tenant_id = any((select tolsel_core.my_tenant_ids())::bigint[]));

alter table tolsel_channel.day_close enable row level security;
create policy day_close_of_my_tenants on tolsel_channel.day_close for select to tolsel_read
using (tenant_id = any((select tolsel_core.my_tenant_ids())::bigint[]));
