create or replace function tolsel.refund_usage(
    p_resource_id bigint,
    p_month_on date,
    p_amount numeric,
    p_reason text,
    p_metadata jsonb default '{}',
    p_request_key text default null,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_wallet.usage_refund
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $refund_usage$
declare
    v_metadata jsonb := coalesce(p_metadata, '{}');
    v_month_on date := tolsel_wallet.start_of_month(p_month_on);
    v_resource tolsel_wallet.resource;
    v_wallet tolsel_wallet.wallet;
    v_refund tolsel_wallet.usage_refund;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_core.check_date(p_month_on, 'The month');
    perform tolsel_core.check_text(p_reason, 'reason', 1000);
    perform tolsel_core.check_metadata(v_metadata);
    perform tolsel_core.check_request_key(p_request_key);
    -- Lock: the wallet, then its customer: two refunds of one month queue here.
    v_resource := tolsel_wallet.lock_resource(p_resource_id, p_tenant_id);
    v_wallet := tolsel_wallet.wallet_of(v_resource.account_id, p_tenant_id);
    perform tolsel_billing.lock_customer(v_wallet.customer_id, p_tenant_id);
    -- Repeat:
    if p_request_key is not null then
        select * into v_refund from tolsel_wallet.usage_refund f
        where f.tenant_id = p_tenant_id and f.request_key = p_request_key;
        if found then
            perform tolsel_core.check_repeated(
                'usage refund ' || v_refund.usage_refund_id, to_jsonb(v_refund),
                jsonb_build_object(
                    'resource_id', p_resource_id, 'month_on', v_month_on, 'amount', p_amount,
                    'reason', p_reason, 'metadata', v_metadata));
            return v_refund;
        end if;
    end if;
    -- Refuse:
    perform tolsel_wallet.check_open(v_wallet);
    perform tolsel_wallet.settle_lots(v_wallet);
    p_amount := tolsel_core.check_positive_amount(p_amount, v_wallet.scale::integer, 'The amount');
    perform tolsel_wallet.check_refunded(
        p_resource_id, v_month_on, 0, p_amount, v_wallet.scale::integer, p_tenant_id);
    -- Write:
    v_refund.journal_id := tolsel_wallet.give_back(
        v_wallet, p_amount, array(
            select c from tolsel_wallet.list_charges_of_month(
                p_resource_id, v_month_on, p_tenant_id) c),
        'Refund of usage in ' || to_char(v_month_on, 'YYYY-MM'), p_reason);
    insert into tolsel_wallet.usage_refund (
        tenant_id, resource_id, month_on, amount, journal_id, reason, refunded_at, user_id, login,
        request_key, metadata)
    values (
        p_tenant_id, p_resource_id, v_month_on, p_amount, v_refund.journal_id, p_reason,
        tolsel_core.clock_at(), tolsel_core.context_user_id(p_tenant_id),
        tolsel_core.acting_login(), p_request_key, v_metadata)
    on conflict (tenant_id, request_key) where request_key is not null do nothing
    returning * into v_refund;
    -- The key was free a moment ago: a call for another wallet has taken it meanwhile.
    if not found then
        perform tolsel_core.refuse('UC024', format('Key %L.', p_request_key));
    end if;
    -- Hand on:
    perform tolsel_core.emit_event(
        'resource.refunded', 'resource', p_resource_id,
        jsonb_build_object(
            'wallet_id', v_wallet.wallet_id, 'customer_id', v_resource.customer_id,
            'usage_refund_id', v_refund.usage_refund_id, 'month_on', v_month_on,
            'amount', v_refund.amount::text, 'currency', v_wallet.currency, 'reason', p_reason),
        p_tenant_id);
    perform tolsel_wallet.judge_rule(v_wallet);
    return v_refund;
end
$refund_usage$;
comment on function tolsel.refund_usage is
$$Gives part of what a resource was charged for a UTC month, named by a day of it, back to its
wallet. All refunds of the month are at most 95 % of that, rounded down; what was reversed does not
count.
raises: UC002 tenant_not_allowed, UC008 amount_not_finite, UC009 amount_is_zero,
UC010 amount_too_precise, UC011 amount_too_large, UC012 request_key_not_usable,
UC013 metadata_not_usable, UC014 date_not_usable, UC016 text_not_usable, UC024 request_key_reused,
UC025 amount_not_positive, UL027 account_frozen, UW006 resource_not_found, UW011 wallet_closed,
UW017 more_than_refundable$$;
revoke all on function tolsel.refund_usage from public;
grant execute on function tolsel.refund_usage to tolsel_app, tolsel_supervisor;
