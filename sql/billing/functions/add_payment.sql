create or replace function tolsel_billing.add_payment(p_payment tolsel_billing.payment)
returns tolsel_billing.payment
language plpgsql
volatile
as $add_payment$
declare
    v_payment tolsel_billing.payment;
begin
    insert into tolsel_billing.payment (
        tenant_id, payment_id, customer_id, kind, status, method, channel_id, amount,
        allocated_amount, paid_on, invoice_ids, invoice_amounts, surplus, is_provider,
        provider_reference, processing_ms, opened_at, completed_at, journal_id,
        corrects_payment_id, user_id, request_key, request_id, metadata)
    overriding system value
    values (
        p_payment.tenant_id, p_payment.payment_id, p_payment.customer_id, p_payment.kind,
        p_payment.status, p_payment.method, p_payment.channel_id, p_payment.amount,
        p_payment.allocated_amount, p_payment.paid_on, p_payment.invoice_ids,
        p_payment.invoice_amounts, p_payment.surplus, p_payment.is_provider,
        p_payment.provider_reference, p_payment.processing_ms, p_payment.opened_at,
        p_payment.completed_at, p_payment.journal_id,
        p_payment.corrects_payment_id, tolsel_core.context_user_id(p_payment.tenant_id),
        p_payment.request_key, tolsel_core.context_request_id(), p_payment.metadata)
    on conflict (tenant_id, request_key) where request_key is not null do nothing
    returning * into v_payment;
    -- The key was free under the lock of this customer: another one's call has taken it meanwhile.
    if not found then
        perform tolsel_core.refuse('UC024', format('Key %L.', p_payment.request_key));
    end if;
    if v_payment.kind = 'payment' then
        -- One that is completed at once has its end too.
        insert into tolsel_billing.payment_tracking (
            tenant_id, payment_id, attempt_no, status, user_id, login, request_id)
        select v_payment.tenant_id, v_payment.payment_id, 1, s.status, v_payment.user_id,
            tolsel_core.acting_login(), v_payment.request_id
        from (values ('initiated'), (nullif(v_payment.status, 'open'))) s (status)
        where s.status is not null;
    end if;
    return v_payment;
end
$add_payment$;
comment on function tolsel_billing.add_payment is
$$Writes a new payment and the trail of its first attempt so far. The caller has locked the customer
and taken the number of the payment.
raises: UC024 request_key_reused$$;
