create or replace function bursar_ledger.close_hold(p_hold bursar_ledger.hold)
returns bursar_ledger.hold
language plpgsql
volatile
as $close_hold$
declare
    v_hold bursar_ledger.hold;
begin
    update bursar_ledger.balance b set held_amount = b.held_amount - p_hold.open_amount
    where b.tenant_id = p_hold.tenant_id and b.account_id = p_hold.account_id
        and b.slot = p_hold.slot;
    update bursar_ledger.hold h
    set released_amount = h.amount - h.captured_amount, closed_at = clock_timestamp()
    where h.tenant_id = p_hold.tenant_id and h.hold_id = p_hold.hold_id
    returning * into v_hold;
    return v_hold;
end
$close_hold$;
comment on function bursar_ledger.close_hold is
    'Sets free what is open of a hold. The caller has locked its balance and has read the hold after
that.';
