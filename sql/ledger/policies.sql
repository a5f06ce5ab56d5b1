alter table tolsel_ledger.account enable row level security;
create policy account_of_my_tenants on tolsel_ledger.account for select to tolsel_read
using (tenant_id = any((select tolsel_core.my_tenant_ids())::bigint[]));

alter table tolsel_ledger.balance enable row level security;
create policy balance_of_my_tenants on tolsel_ledger.balance for select to tolsel_read
using (tenant_id = any((select tolsel_core.my_tenant_ids())::bigint[]));

alter table tolsel_ledger.journal enable row level security;
create policy journal_of_my_tenants on tolsel_ledger.journal for select to tolsel_read
using (tenant_id = any((select tolsel_core.my_tenant_ids())::bigint[]));

alter table tolsel_ledger.entry enable row level security;
create policy entry_of_my_tenants on tolsel_ledger.entry for select to tolsel_read
using (tenant_id = any((select tolsel_core.my_tenant_ids())::bigint[]));

alter table tolsel_ledger.hold enable row level security;
create policy hold_of_my_tenants on tolsel_ledger.hold for select to tolsel_read
using (tenant_id = any((select tolsel_core.my_tenant_ids())::bigint[]));

alter table tolsel_ledger.daily_total enable row level security;
create policy daily_total_of_my_tenants on tolsel_ledger.daily_total for select to tolsel_read
using (tenant_id = any((select tolsel_core.my_tenant_ids())::bigint[]));

alter table tolsel_ledger.daily_total_pending enable row level security;
create policy daily_total_pending_of_my_tenants on tolsel_ledger.daily_total_pending
for select to tolsel_read
using (tenant_id = any((select tolsel_core.my_tenant_ids())::bigint[]));

alter table tolsel_ledger.period_close enable row level security;
create policy period_close_of_my_tenants on tolsel_ledger.period_close for select to tolsel_read
using (tenant_id = any((select tolsel_core.my_tenant_ids())::bigint[]));

alter table tolsel_ledger.slot_mark enable row level security;
create policy slot_mark_of_my_tenants on tolsel_ledger.slot_mark for select to tolsel_read
using (tenant_id = any((select tolsel_core.my_tenant_ids())::bigint[]));
alter table tolsel_ledger.due_slot enable row level security;
create policy due_slot_of_my_tenants on tolsel_ledger.due_slot for select to tolsel_read
using (tenant_id = any((select tolsel_core.my_tenant_ids())::bigint[]));

alter table tolsel_ledger.seal enable row level security;
create policy seal_of_my_tenants on tolsel_ledger.seal for select to tolsel_read
using (tenant_id = any((select tolsel_core.my_tenant_ids())::bigint[]));
