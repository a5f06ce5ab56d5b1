alter table bursar_ledger.account enable row level security;
create policy account_of_my_tenants on bursar_ledger.account for select to bursar_read
using (tenant_id = any((select bursar_core.my_tenant_ids())::bigint[]));

alter table bursar_ledger.balance enable row level security;
create policy balance_of_my_tenants on bursar_ledger.balance for select to bursar_read
using (tenant_id = any((select bursar_core.my_tenant_ids())::bigint[]));

alter table bursar_ledger.journal enable row level security;
create policy journal_of_my_tenants on bursar_ledger.journal for select to bursar_read
using (tenant_id = any((select bursar_core.my_tenant_ids())::bigint[]));

alter table bursar_ledger.entry enable row level security;
create policy entry_of_my_tenants on bursar_ledger.entry for select to bursar_read
using (tenant_id = any((select bursar_core.my_tenant_ids())::bigint[]));
