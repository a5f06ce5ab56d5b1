-- Whether the request of a payment came before, and whether what it had recorded still stands.

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
    if found then
        perform tolsel_core.check_repeated(
            'payment ' || v_payment.payment_id,
            to_jsonb(v_payment) || jsonb_build_object(
                'amount', coalesce(v_payment.asked_amount, v_payment.amount)),
            jsonb_build_object(
                'customer_id', p_payment.customer_id, 'kind', p_payment.kind,
                'amount', p_payment.amount, 'method', p_payment.method,
                'channel_id', p_payment.channel_id, 'account_id', p_payment.account_id,
                'invoice_ids', p_payment.invoice_ids,
                'invoice_amounts', p_payment.invoice_amounts, 'surplus', p_payment.surplus,
                'is_provider', p_payment.is_provider,
                'corrects_payment_id', p_payment.corrects_payment_id,
                'rounding_amount', p_payment.rounding_amount,
                'suspense_id', p_payment.suspense_id,
                'metadata', p_payment.metadata,
                'paid_on', coalesce(p_payment.paid_on, v_payment.paid_on),
                -- A provider may have given another number when it completed the payment.
                'provider_reference', coalesce(
                    case when not v_payment.is_provider or v_payment.journal_id is null
                        then p_payment.provider_reference end,
                    v_payment.provider_reference)));
        perform tolsel_billing.check_standing(
            tolsel_billing.payment_by_name(v_payment), p_payment.request_key,
            v_payment.void_reason);
    end if;
    return v_payment;
end
$match_payment$;
comment on function tolsel_billing.match_payment is
$$Answers with the payment under the request key of a new one, which must have the same content and
stand; null where the key is new. A day or a reference that is not named is whatever the first call
got.
raises: UB032 request_undone, UC024 request_key_reused$$;

create or replace function tolsel_billing.check_standing(
    p_subject text, p_request_key text, p_void_reason text
)
returns void
language plpgsql
stable
as $check_standing$
begin
    if p_void_reason is not null then
        perform tolsel_core.refuse('UB032', format(
            'Key %L belongs to %s, which is void: %s', p_request_key, p_subject, p_void_reason));
    end if;
end
$check_standing$;
comment on function tolsel_billing.check_standing is
$$Checks that what a repeated request had recorded is not void (reason null): answering with that
would look like money.
raises: UB032 request_undone$$;
