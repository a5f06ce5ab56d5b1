create or replace function tolsel_ledger.close_hold(p_hold tolsel_ledger.hold)
returns tolsel_ledger.hold
language plpgsql
volatile
as $close_hold$
declare
    v_hold tolsel_ledger.hold;
begin
    update tolsel_ledger.balance b set held_amount = b.held_amount - p_hold.open_amount
    where b.tenant_id = p_hold.tenant_id and b.account_id = p_hold.account_id
        and b.slot = p_hold.slot;
    update tolsel_ledger.hold h
    set released_amount = h.amount - h.captured_amount, closed_at = clock_timestamp()
    where h.tenant_id = p_hold.tenant_id and h.hold_id = p_hold.hold_id
    returning * into v_hold;
    return v_hold;
end
$close_hold$;
comment on function tolsel_ledger.close_hold is
    'Sets free what is open of a hold. The caller has locked its balance and has read the hold after
that.';
