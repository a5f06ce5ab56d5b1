create or replace function tolsel.stop_resource(
    p_resource_id bigint, p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_wallet.resource
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $stop_resource$
declare
    v_now timestamptz := tolsel_core.clock_at();
    v_until timestamptz;
    v_resource tolsel_wallet.resource;
    v_wallet tolsel_wallet.wallet;
    v_due_amount numeric;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    -- Lock: the wallet, whose resources stand still then.
    v_resource := tolsel_wallet.lock_resource(p_resource_id, p_tenant_id);
    v_wallet := tolsel_wallet.wallet_of(v_resource.account_id, p_tenant_id);
    perform tolsel_billing.lock_customer(v_wallet.customer_id, p_tenant_id);
    -- Repeat:
    if v_resource.status = 'stopped' then
        return v_resource;
    end if;
    -- Refuse: a month that has begun is covered first, or is what ended it.
    perform tolsel_wallet.settle_lots(v_wallet);
    perform tolsel_wallet.cover_months(v_wallet, v_now);
    v_resource := tolsel_wallet.check_active(p_resource_id, p_tenant_id);
    -- A larger size that was asked for in this hour is paid for one hour: else it would be free.
    v_until := tolsel_wallet.full_hour(v_now) + interval '1 hour';
    if tolsel_wallet.is_growing(v_resource, v_until) then
        v_until := least(v_until + interval '1 hour', v_resource.covered_until_at);
    end if;
    -- Write: this hour is the last one; what is held for later ones is free at once.
    v_due_amount := (
        select d.due_amount from tolsel_wallet.resource_due d
        where d.tenant_id = p_tenant_id and d.resource_id = p_resource_id);
    perform tolsel_wallet.end_resource(v_resource, 'stopped', v_until, v_now);
    v_due_amount := v_due_amount - (
        select d.due_amount from tolsel_wallet.resource_due d
        where d.tenant_id = p_tenant_id and d.resource_id = p_resource_id);
    perform tolsel_ledger.move_holds(
        array[row(v_resource.hold_id, v_resource.account_id, 0, 0, v_due_amount, false)
            ::tolsel_ledger.hold_move],
        p_tenant_id);
    perform tolsel_wallet.release_kept(v_wallet, v_due_amount);
    select * into v_resource from tolsel_wallet.resource r
    where r.tenant_id = p_tenant_id and r.resource_id = p_resource_id;
    -- Hand on:
    perform tolsel_wallet.judge_rule(v_wallet);
    return v_resource;
end
$stop_resource$;
comment on function tolsel.stop_resource is
$$Stops a resource: the hour that has begun is its last one, or the next where it has grown in this
one; what was held for later ones is available at once. Stopping twice answers twice with the same.
raises: UC002 tenant_not_allowed, UL027 account_frozen, UW006 resource_not_found,
UW007 resource_not_active$$;
revoke all on function tolsel.stop_resource from public;
grant execute on function tolsel.stop_resource to tolsel_app, tolsel_clerk;
