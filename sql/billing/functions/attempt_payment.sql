create or replace function tolsel.attempt_payment(
    p_customer_id bigint,
    p_amount numeric,
    p_method text,
    p_channel_id bigint default null,
    p_invoice_ids bigint[] default null,
    p_invoice_amounts numeric[] default null,
    p_surplus text default 'refuse',
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
as $attempt_payment$
declare
    v_customer tolsel_billing.customer;
    v_payment tolsel_billing.payment;
    v_repeated tolsel_billing.payment;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    v_payment := tolsel_billing.read_payment(
        p_customer_id, p_amount, p_method, p_channel_id, p_invoice_ids, p_invoice_amounts,
        p_surplus, p_paid_on, p_provider_reference, p_metadata, p_request_key, p_tenant_id);
    -- Lock:
    v_customer := tolsel_billing.lock_customer(p_customer_id, p_tenant_id);
    -- Repeat: it answers with the payment, failed or not.
    if p_request_key is not null then
        v_repeated := tolsel_billing.match_payment(v_payment);
        if v_repeated.payment_id is not null then
            return v_repeated;
        end if;
    end if;
    -- Refuse: only what could not be written down.
    perform tolsel_billing.check_payment(v_payment, v_customer);
    -- Write: what else is wrong with it is refused into the trail.
    v_payment := tolsel_billing.open_attempt(v_payment);
    return tolsel_billing.settle_attempt(v_payment, v_customer);
end
$attempt_payment$;
comment on function tolsel.attempt_payment is
$$Records a payment as tolsel.record_payment does, but keeps a refusal instead of raising it:
answers with the payment, completed or failed, and tolsel.payment_tracking has its trail. A failed
one can be tried again with tolsel.retry_payment. Only what cannot be written down at all is raised:
an unknown customer, channel or method, or a number that is no amount.
raises: UB001 customer_not_found, UB018 surplus_unknown, UB019 portions_not_usable,
UB026 provider_reference_reused, UB032 request_undone, UC002 tenant_not_allowed,
UC008 amount_not_finite,
UC009 amount_is_zero, UC010 amount_too_precise, UC011 amount_too_large,
UC012 request_key_not_usable, UC013 metadata_not_usable, UC014 date_not_usable,
UC016 text_not_usable, UC024 request_key_reused, UC025 amount_not_positive,
UH001 channel_not_found, UH002 channel_not_active, UH003 method_not_usable,
UL004 currency_mismatch$$;
revoke all on function tolsel.attempt_payment from public;
grant execute on function tolsel.attempt_payment to tolsel_app, tolsel_clerk;
