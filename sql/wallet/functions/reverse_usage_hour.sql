create or replace function tolsel.reverse_usage_hour(
    p_resource_id bigint,
    p_hour_at timestamptz,
    p_reason text,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_wallet.usage_reversal
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $reverse_usage_hour$
declare
    v_hour_at timestamptz := tolsel_wallet.full_hour(p_hour_at);
    v_resource tolsel_wallet.resource;
    v_wallet tolsel_wallet.wallet;
    v_amount numeric;
    v_written_off numeric;
    v_reversal tolsel_wallet.usage_reversal;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_core.check_text(p_reason, 'reason', 1000);
    -- Lock: the wallet, then its customer.
    v_resource := tolsel_wallet.lock_resource(p_resource_id, p_tenant_id);
    v_wallet := tolsel_wallet.wallet_of(v_resource.account_id, p_tenant_id);
    perform tolsel_billing.lock_customer(v_wallet.customer_id, p_tenant_id);
    -- Repeat:
    select * into v_reversal from tolsel_wallet.usage_reversal v
    where v.tenant_id = p_tenant_id and v.hour_at = v_hour_at and v.resource_id = p_resource_id;
    if found then
        perform tolsel_core.check_repeated_void(
            format('Hour %s of resource %s', v_hour_at, p_resource_id), v_reversal.reversed_at,
            v_reversal.reason, p_reason);
        return v_reversal;
    end if;
    -- Refuse:
    perform tolsel_wallet.check_open(v_wallet);
    perform tolsel_wallet.settle_lots(v_wallet);
    v_amount := tolsel_wallet.find_hour_amount(p_resource_id, v_hour_at, p_tenant_id);
    if v_amount is null then
        perform tolsel_core.refuse('UW016', format(
            'Resource %s, hour %s.', p_resource_id, coalesce(v_hour_at::text, 'null')));
    end if;
    v_written_off := tolsel_wallet.sum_written_off(
        p_resource_id, v_hour_at, v_hour_at + interval '1 hour', p_tenant_id);
    if v_written_off > 0 then
        perform tolsel_core.refuse('UW025', format(
            'Resource %s, hour %s: of %s that it was charged %s was written off.', p_resource_id,
            v_hour_at, v_amount, v_written_off));
    end if;
    perform tolsel_wallet.check_refunded(
        p_resource_id, tolsel_wallet.start_of_month((v_hour_at at time zone 'UTC')::date),
        v_amount, 0, v_wallet.scale::integer, p_tenant_id);
    -- Write:
    if v_amount > 0 then
        v_reversal.journal_id := tolsel_wallet.give_back(
            v_wallet, v_amount, array(
                select u.journal_id from tolsel_wallet.usage_hour u
                where u.tenant_id = p_tenant_id and u.hour_at = v_hour_at
                    and u.resource_id = p_resource_id),
            format('Usage of %s reversed', to_char(
                v_hour_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI')), p_reason);
    end if;
    insert into tolsel_wallet.usage_reversal (
        tenant_id, hour_at, resource_id, journal_id, amount, reason, reversed_at, user_id, login)
    values (
        p_tenant_id, v_hour_at, p_resource_id, v_reversal.journal_id, v_amount, p_reason,
        tolsel_core.clock_at(), tolsel_core.context_user_id(p_tenant_id),
        tolsel_core.acting_login())
    returning * into v_reversal;
    -- Hand on:
    perform tolsel_core.emit_event(
        'resource.hour_reversed', 'resource', p_resource_id,
        jsonb_build_object(
            'wallet_id', v_wallet.wallet_id, 'customer_id', v_resource.customer_id,
            'hour_at', v_hour_at, 'amount', v_amount::text, 'currency', v_wallet.currency,
            'reason', p_reason),
        p_tenant_id);
    perform tolsel_wallet.judge_rule(v_wallet);
    return v_reversal;
end
$reverse_usage_hour$;
comment on function tolsel.reverse_usage_hour is
$$Reverses an hour that a resource should not have been charged for: all that was charged for it
goes back to the wallet, once, on this UTC day. The hour stays, and is charged no more. A second
call with the same reason answers with the first reversal.
raises: UC002 tenant_not_allowed, UC016 text_not_usable, UH012 document_void,
UL027 account_frozen, UW006 resource_not_found, UW011 wallet_closed, UW016 usage_hour_not_found,
UW017 more_than_refundable, UW025 usage_written_off$$;
revoke all on function tolsel.reverse_usage_hour from public;
grant execute on function tolsel.reverse_usage_hour to tolsel_app, tolsel_supervisor;
