create or replace function tolsel_core.lock_tenant(p_tenant_id bigint)
returns void
language sql
volatile
as $lock_tenant$
    -- A change that changes nothing: who locks the row later, in a transaction that still sees the
    -- time before, fails to serialize instead of missing what the holder of the lock has done.
    update tolsel_core.tenant set opened_at = opened_at where tenant_id = p_tenant_id;
$lock_tenant$;
comment on function tolsel_core.lock_tenant is
    'Locks the row of a tenant, against others who lock it and against snapshots that are older.';
