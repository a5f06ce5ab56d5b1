create or replace function tolsel.open_payment(
    p_customer_id bigint,
    p_amount numeric,
    p_method text,
    p_channel_id bigint default null,
    p_invoice_ids bigint[] default null,
    p_invoice_amounts numeric[] default null,
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
as $open_payment$
declare
    v_customer tolsel_billing.customer;
    v_payment tolsel_billing.payment;
    v_repeated tolsel_billing.payment;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    v_payment := tolsel_billing.read_payment(
        p_customer_id, p_amount, p_method, p_channel_id, p_invoice_ids, p_invoice_amounts,
        p_surplus => 'keep', p_paid_on => null, p_provider_reference => p_provider_reference,
        p_metadata => p_metadata, p_request_key => p_request_key, p_tenant_id => p_tenant_id);
    v_payment.is_provider := true;
    v_payment.has_unique_reference := true;
    -- Lock:
    v_customer := tolsel_billing.lock_customer(p_customer_id, p_tenant_id);
    -- Repeat:
    if p_request_key is not null then
        v_repeated := tolsel_billing.match_payment(v_payment);
        if v_repeated.payment_id is not null then
            return v_repeated;
        end if;
    end if;
    -- Refuse: a provider is not asked for what is not open.
    perform tolsel_billing.check_payment(v_payment, v_customer);
    v_payment.planned_amount := tolsel_billing.planned_amount_of(v_payment, p_is_strict => true);
    perform tolsel_billing.check_asked(v_payment, v_payment.planned_amount, v_customer);
    -- Write:
    return tolsel_billing.open_attempt(v_payment);
end
$open_payment$;
comment on function tolsel.open_payment is
$$Begins a payment that a provider decides: commit it, ask the provider, then call
tolsel.complete_payment or tolsel.fail_payment. Nothing is booked yet. Arguments as for
tolsel.record_payment; once the provider has the money, what cannot be allocated any more becomes
the customer's credit.
raises: UB001 customer_not_found, UB002 invoice_not_found, UB004 invoice_not_open,
UB005 more_than_open, UB019 portions_not_usable, UB026 provider_reference_reused,
UB032 request_undone, UB064 customer_not_active,
UC002 tenant_not_allowed, UC008 amount_not_finite, UC009 amount_is_zero, UC010 amount_too_precise,
UC011 amount_too_large, UC012 request_key_not_usable, UC013 metadata_not_usable,
UC016 text_not_usable, UC024 request_key_reused, UC025 amount_not_positive,
UH001 channel_not_found, UH002 channel_not_active, UH003 method_not_usable,
UL004 currency_mismatch$$;
revoke all on function tolsel.open_payment from public;
grant execute on function tolsel.open_payment to tolsel_app, tolsel_clerk;
