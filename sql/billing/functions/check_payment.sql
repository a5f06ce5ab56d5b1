create or replace function tolsel_billing.check_payment(
    p_payment tolsel_billing.payment, p_customer tolsel_billing.customer
)
returns tolsel_channel.payment_channel
language plpgsql
stable
as $check_payment$
declare
    v_amount numeric;
    v_channel tolsel_channel.payment_channel;
begin
    -- A good amount passes one test; only a bad one is looked at closely.
    if (p_payment.amount > 0 and p_payment.amount < 1e15
        and scale(trim_scale(p_payment.amount)) <= p_customer.scale) is not true
    then
        perform tolsel_core.check_positive_amount(p_payment.amount, p_customer.scale, 'The amount');
    end if;
    if p_payment.invoice_amounts is not null then
        foreach v_amount in array p_payment.invoice_amounts loop
            perform tolsel_core.check_positive_amount(
                v_amount, p_customer.scale, 'The amount for an invoice');
        end loop;
    end if;
    if p_payment.status = 'open' and p_payment.is_provider then
        -- The provider has the money: what was active when it was asked will do.
        if p_payment.channel_id is not null then
            v_channel := tolsel_channel.get_channel(p_payment.channel_id, p_payment.tenant_id);
        end if;
    else
        perform tolsel_channel.check_method(p_payment.method, p_payment.tenant_id);
        if p_payment.channel_id is not null then
            v_channel := tolsel_channel.check_channel(
                p_payment.channel_id, p_customer.currency, p_payment.tenant_id);
        end if;
    end if;
    perform tolsel_billing.check_provider_reference(p_payment);
    return v_channel;
end
$check_payment$;
comment on function tolsel_billing.check_payment is
$$Checks what of a payment does not depend on what is open: its amounts, method, channel and
reference; answers with its channel, null where it has none. The caller has locked the customer.
raises: UB026 provider_reference_reused, UC008 amount_not_finite, UC009 amount_is_zero,
UC010 amount_too_precise, UC011 amount_too_large, UC025 amount_not_positive,
UH001 channel_not_found, UH002 channel_not_active, UH003 method_not_usable,
UL004 currency_mismatch$$;
