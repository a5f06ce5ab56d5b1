-- Top-ups: payments whose account is a wallet's. What a provider says about one that is not what
-- was asked for never reaches the wallet.

create or replace function tolsel_wallet.read_top_up(
    p_wallet tolsel_wallet.wallet,
    p_amount numeric,
    p_method text,
    p_channel_id bigint,
    p_paid_on date,
    p_provider_reference text,
    p_metadata jsonb,
    p_request_key text,
    p_is_provider boolean default false
)
returns tolsel_billing.payment
language plpgsql
stable
as $read_top_up$
declare
    v_payment tolsel_billing.payment;
begin
    v_payment := tolsel_billing.read_payment(
        p_wallet.customer_id, p_amount, p_method, p_channel_id, array[]::bigint[],
        p_invoice_amounts => null, p_surplus => 'keep', p_paid_on => p_paid_on,
        p_provider_reference => p_provider_reference, p_metadata => p_metadata,
        p_request_key => p_request_key, p_tenant_id => p_wallet.tenant_id);
    v_payment.kind := 'top_up';
    v_payment.account_id := p_wallet.account_id;
    if p_is_provider then
        v_payment.is_provider := true;
        v_payment.has_unique_reference := true;
        v_payment.planned_amount := 0;
    end if;
    return v_payment;
end
$read_top_up$;
comment on function tolsel_wallet.read_top_up is
$$Checks the form of what a caller says of a top-up, and answers with it as a payment, one that a
provider decides or one that is paid.
raises: the refusals of tolsel_billing.read_payment$$;

create or replace function tolsel_wallet.place_of(p_payment tolsel_billing.payment)
returns bigint
language plpgsql
stable
as $place_of$
begin
    return coalesce(
        (select c.account_id from tolsel_channel.payment_channel c
         where c.tenant_id = p_payment.tenant_id and c.channel_id = p_payment.channel_id),
        tolsel_ledger.account_beside(
            'undeposited_funds', p_payment.account_id, p_payment.tenant_id));
end
$place_of$;
comment on function tolsel_wallet.place_of is
    'Answers the account in which the money of a top-up is: what is settled before it is booked
locks that balance, too.';

create or replace function tolsel_wallet.describe_mismatch(
    p_payment tolsel_billing.payment, p_amount numeric, p_currency text
)
returns text
language sql
stable
as $describe_mismatch$
    select case
        when p_amount <> p_payment.amount or p_currency <> w.currency then format(
            'mismatch: %s %s instead of %s %s',
            trim_scale(coalesce(p_amount, p_payment.amount)), coalesce(p_currency, w.currency),
            trim_scale(p_payment.amount), w.currency)
        when w.closed_at is not null then format('mismatch: wallet %s is closed', w.wallet_id)
    end
    from tolsel_wallet.wallet w
    where w.tenant_id = p_payment.tenant_id and w.account_id = p_payment.account_id;
$describe_mismatch$;
comment on function tolsel_wallet.describe_mismatch is
    'Says in what the money that has come for a top-up is not what was asked for; null: in
nothing.';

create or replace function tolsel_wallet.suspend_top_up(
    p_payment tolsel_billing.payment,
    p_reason text,
    p_provider_reference text,
    p_paid_on date,
    p_amount numeric,
    p_currency text
)
returns tolsel_billing.payment
language plpgsql
volatile
as $suspend_top_up$
declare
    v_tenant_id bigint := p_payment.tenant_id;
    v_payment tolsel_billing.payment := p_payment;
    v_amount numeric := coalesce(p_amount, p_payment.amount);
    v_wallet tolsel_wallet.wallet;
    v_currency tolsel_core.currency;
    v_suspense_id bigint;
begin
    v_wallet := tolsel_wallet.wallet_of(p_payment.account_id, v_tenant_id);
    -- Refuse:
    select * into v_currency from tolsel_core.currency c
    where c.currency = coalesce(p_currency, v_wallet.currency);
    if not found then
        perform tolsel_core.refuse('UC007', format('Currency %L.', p_currency));
    end if;
    v_amount := tolsel_core.check_positive_amount(v_amount, v_currency.scale, 'The amount');
    -- Write: an answer after the attempt has ended is an attempt of its own.
    v_payment.provider_reference := coalesce(p_provider_reference, v_payment.provider_reference);
    perform tolsel_billing.check_provider_reference(v_payment);
    if v_payment.status <> 'open' then
        v_payment := tolsel_billing.open_attempt(v_payment, p_provider_reference);
    end if;
    v_payment := tolsel_billing.fail_attempt(v_payment, 'mismatch', p_reason, p_is_final => true);
    -- A channel holds one currency.
    if v_currency.currency = v_wallet.currency then
        v_suspense_id := (tolsel.record_suspense(
            v_payment.channel_id, v_amount, v_payment.method, p_received_on => p_paid_on,
            p_reference => p_provider_reference,
            p_metadata => jsonb_build_object('payment_id', v_payment.payment_id),
            p_request_key => format(
                'top-up:%s:%s', v_payment.payment_id, v_payment.retry_count + 1),
            p_tenant_id => v_tenant_id)).suspense_id;
    end if;
    -- Hand on:
    perform tolsel_core.emit_event(
        'top_up.mismatched', 'top_up', v_payment.payment_id,
        jsonb_build_object(
            'customer_id', v_payment.customer_id, 'asked_amount', v_payment.amount::text,
            'amount', v_amount::text, 'currency', v_currency.currency,
            'suspense_id', v_suspense_id),
        v_tenant_id);
    return v_payment;
end
$suspend_top_up$;
comment on function tolsel_wallet.suspend_top_up is
$$Fails a top-up for which other money has come than was asked for, and puts that into suspense. The
caller has locked the top-up.
raises: UB026 provider_reference_reused, UC007 currency_unknown, UC008 amount_not_finite,
UC009 amount_is_zero, UC010 amount_too_precise, UC011 amount_too_large, UC025 amount_not_positive,
and the refusals of tolsel.record_suspense$$;
