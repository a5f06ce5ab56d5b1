create or replace function tolsel_ledger.expire_account_holds(
    p_account_id bigint, p_tenant_id bigint
)
returns integer
language plpgsql
volatile
as $expire_account_holds$
declare
    v_hold tolsel_ledger.hold;
    v_count integer := 0;
begin
    for v_hold in
        select * from tolsel_ledger.hold h
        where h.tenant_id = p_tenant_id and h.account_id = p_account_id and h.is_open
            and h.expires_at <= tolsel_core.clock_at()
    loop
        perform tolsel_ledger.close_hold(v_hold);
        v_count := v_count + 1;
    end loop;
    return v_count;
end
$expire_account_holds$;
comment on function tolsel_ledger.expire_account_holds is
    'Closes the expired holds of an account whose balance the caller has locked; answers how many.';
