create or replace function tolsel_ledger.version_at(
    p_account_id bigint, p_slot smallint, p_booked_at timestamptz, p_tenant_id bigint
)
returns bigint
language plpgsql
stable
as $version_at$
declare
    v_low bigint := 0;
    v_high bigint;
    v_middle bigint;
begin
    -- Versions have no gaps and booked_at never falls along them: twenty probes of the primary key
    -- find the place among a million entries, and no index on booked_at is needed.
    select coalesce(b.version, 0) into v_high from tolsel_ledger.balance b
    where b.tenant_id = p_tenant_id and b.account_id = p_account_id and b.slot = p_slot;
    while v_low < v_high loop
        v_middle := (v_low + v_high + 1) / 2;
        perform from tolsel_ledger.entry e
        where e.tenant_id = p_tenant_id and e.account_id = p_account_id and e.slot = p_slot
            and e.version = v_middle and e.booked_at <= p_booked_at;
        if found then
            v_low := v_middle;
        else
            v_high := v_middle - 1;
        end if;
    end loop;
    return v_low;
end
$version_at$;
comment on function tolsel_ledger.version_at is
    'Answers the version of the last entry of account and slot that was booked by a moment, 0 for
none.';
