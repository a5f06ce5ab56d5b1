create or replace function tolsel.release_hold(
    p_hold_id bigint, p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_ledger.hold
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $release_hold$
declare
    v_hold tolsel_ledger.hold;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    select * into v_hold from tolsel_ledger.hold h
    where h.tenant_id = p_tenant_id and h.hold_id = p_hold_id;
    if not found then
        perform tolsel_core.refuse('UL016', format('Hold %s.', coalesce(p_hold_id::text, 'null')));
    end if;
    if (tolsel_ledger.get_account(v_hold.account_id, p_tenant_id)).is_managed then
        perform tolsel_core.refuse('UL006', format('Hold %s.', p_hold_id));
    end if;
    -- Lock: the balance, then the hold, read in a later statement.
    perform from tolsel_ledger.balance b
    where b.tenant_id = p_tenant_id and b.account_id = v_hold.account_id and b.slot = v_hold.slot
    for no key update;
    select * into v_hold from tolsel_ledger.hold h
    where h.tenant_id = p_tenant_id and h.hold_id = p_hold_id
    for no key update;
    -- Repeat: a hold that was released answers as it did then.
    if not v_hold.is_open and v_hold.released_amount > 0 then
        return v_hold;
    end if;
    -- Refuse:
    if not v_hold.is_open then
        perform tolsel_core.refuse('UL017', format(
            'Hold %s was closed at %s: %s captured.', p_hold_id, v_hold.closed_at,
            v_hold.captured_amount));
    end if;
    -- Write:
    return tolsel_ledger.close_hold(v_hold);
end
$release_hold$;
comment on function tolsel.release_hold is
$$Sets free what is open of a hold. Releasing twice answers twice with the same.
raises: UC002 tenant_not_allowed, UL006 account_managed, UL016 hold_not_found, UL017 hold_closed$$;
revoke all on function tolsel.release_hold from public;
grant execute on function tolsel.release_hold to tolsel_app;
