create or replace function tolsel.top_up_wallet(
    p_wallet_id bigint,
    p_amount numeric,
    p_method text,
    p_channel_id bigint default null,
    p_paid_on date default null,
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
as $top_up_wallet$
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
        v_wallet, p_amount, p_method, p_channel_id, p_paid_on, p_provider_reference, p_metadata,
        p_request_key);
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
    -- Refuse, write and hand on:
    perform tolsel_wallet.check_open(v_wallet);
    perform tolsel_wallet.settle_lots(v_wallet, array[tolsel_wallet.place_of(v_payment)]);
    return tolsel_wallet.finish_top_up(
        tolsel_billing.settle_payment(v_payment, v_customer, p_is_strict => true));
end
$top_up_wallet$;
comment on function tolsel.top_up_wallet is
$$Records money that was paid into a wallet, by a method and into a channel (null: undeposited
funds). It is a payment of its own kind: available at once, and in no credit, statement or figure of
the customer. Counts for p_paid_on (default: the channel's open day).
raises: UB026 provider_reference_reused, UB032 request_undone, UC002 tenant_not_allowed,
UC008 amount_not_finite, UC009 amount_is_zero, UC010 amount_too_precise, UC011 amount_too_large,
UC012 request_key_not_usable, UC013 metadata_not_usable, UC014 date_not_usable,
UC016 text_not_usable, UC024 request_key_reused, UC025 amount_not_positive,
UH001 channel_not_found, UH002 channel_not_active, UH003 method_not_usable, UH004 day_lies_ahead,
UL004 currency_mismatch, UL007 period_closed, UL010 balance_out_of_range, UW001 wallet_not_found,
UW011 wallet_closed$$;
revoke all on function tolsel.top_up_wallet from public;
grant execute on function tolsel.top_up_wallet to tolsel_app, tolsel_clerk;
