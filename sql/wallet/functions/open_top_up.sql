create or replace function tolsel.open_top_up(
    p_wallet_id bigint,
    p_amount numeric,
    p_method text,
    p_channel_id bigint,
    p_provider_reference text default null,
    p_metadata jsonb default '{}',
    p_request_key text default null,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_billing.payment
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $open_top_up$
declare
    v_wallet tolsel_wallet.wallet;
    v_customer tolsel_billing.customer;
    v_payment tolsel_billing.payment;
    v_repeated tolsel_billing.payment;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    -- The account and the customer of a wallet never change, so that they may be read before.
    v_wallet := tolsel_wallet.get_wallet(p_wallet_id, p_tenant_id);
    v_payment := tolsel_wallet.read_top_up(
        v_wallet, p_amount, p_method, p_channel_id, p_paid_on => null,
        p_provider_reference => p_provider_reference, p_metadata => p_metadata,
        p_request_key => p_request_key, p_is_provider => true);
    -- Lock: the wallet, then its customer.
    v_wallet := tolsel_wallet.lock_wallet(p_wallet_id, p_tenant_id);
    v_customer := tolsel_billing.lock_customer(v_wallet.customer_id, p_tenant_id);
    -- Repeat:
    if p_request_key is not null then
        v_repeated := tolsel_billing.match_payment(v_payment);
        if v_repeated.payment_id is not null then
            return v_repeated;
        end if;
    end if;
    -- Refuse: money of another amount would have to wait somewhere, so that there is a channel.
    perform tolsel_wallet.check_open(v_wallet);
    perform tolsel_channel.get_channel(p_channel_id, p_tenant_id);
    perform tolsel_billing.check_payment(v_payment, v_customer);
    -- Write:
    return tolsel_billing.open_attempt(v_payment);
end
$open_top_up$;
comment on function tolsel.open_top_up is
$$Begins a top-up that a provider decides: commit it, ask the provider, then call
tolsel.complete_top_up or tolsel.fail_top_up. Nothing is booked yet.
raises: UB026 provider_reference_reused, UB032 request_undone, UC002 tenant_not_allowed,
UC008 amount_not_finite, UC009 amount_is_zero, UC010 amount_too_precise, UC011 amount_too_large,
UC012 request_key_not_usable, UC013 metadata_not_usable, UC016 text_not_usable,
UC024 request_key_reused, UC025 amount_not_positive, UH001 channel_not_found,
UH002 channel_not_active, UH003 method_not_usable, UL004 currency_mismatch, UW001 wallet_not_found,
UW011 wallet_closed$$;
revoke all on function tolsel.open_top_up from public;
grant execute on function tolsel.open_top_up to tolsel_app, tolsel_clerk;
