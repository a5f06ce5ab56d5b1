create or replace function tolsel_ledger.expire_tenant_holds(
    p_account_limit integer, p_tenant_id bigint
)
returns integer
language plpgsql
volatile
as $expire_tenant_holds$
declare
    v_account_id bigint;
    v_count integer := 0;
begin
    for v_account_id in
        select distinct h.account_id from tolsel_ledger.hold h
        where h.tenant_id = p_tenant_id and h.is_open and h.expires_at <= tolsel_core.clock_at()
        order by h.account_id
        limit case when p_account_limit < 0 then 0 else p_account_limit end
    loop
        -- Lock: in the order of accounts; the holds are read again under the lock.
        perform from tolsel_ledger.balance b
        where b.tenant_id = p_tenant_id and b.account_id = v_account_id and b.slot = 0
        for no key update;
        v_count := v_count + tolsel_ledger.expire_account_holds(v_account_id, p_tenant_id);
    end loop;
    return v_count;
end
$expire_tenant_holds$;
comment on function tolsel_ledger.expire_tenant_holds is
    'Closes the expired holds of at most so many accounts of a tenant; answers how many.';
