create or replace function tolsel_billing.match_payment(p_payment tolsel_billing.payment)
returns tolsel_billing.payment
language plpgsql
stable
as $match_payment$
declare
    v_payment tolsel_billing.payment;
begin
    select * into v_payment from tolsel_billing.payment p
    where p.tenant_id = p_payment.tenant_id and p.request_key = p_payment.request_key;
    if not found then
        return null;
    end if;
    if (v_payment.customer_id, v_payment.kind, v_payment.amount, v_payment.method,
            v_payment.channel_id, v_payment.invoice_ids, v_payment.invoice_amounts,
            v_payment.surplus, v_payment.is_provider, v_payment.corrects_payment_id,
            v_payment.metadata)
        is distinct from (
            p_payment.customer_id, p_payment.kind, p_payment.amount, p_payment.method,
            p_payment.channel_id, p_payment.invoice_ids, p_payment.invoice_amounts,
            p_payment.surplus, p_payment.is_provider, p_payment.corrects_payment_id,
            p_payment.metadata)
        or v_payment.paid_on is distinct from coalesce(p_payment.paid_on, v_payment.paid_on)
        -- The provider may have given another number when it completed the payment.
        or not (v_payment.is_provider and v_payment.journal_id is not null)
        and v_payment.provider_reference is distinct from
            coalesce(p_payment.provider_reference, v_payment.provider_reference)
    then
        perform tolsel_core.refuse('UC024', format(
            'Key %L belongs to payment %s.', p_payment.request_key, v_payment.payment_id));
    end if;
    return v_payment;
end
$match_payment$;
comment on function tolsel_billing.match_payment is
$$Answers with the payment under a request key, if it has this content; null where the key is new. A
day or a reference that was not named matches whatever the first call got.
raises: UC024 request_key_reused$$;
