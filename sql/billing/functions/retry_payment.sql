create or replace function tolsel.retry_payment(
    p_payment_id bigint,
    p_provider_reference text default null,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_billing.payment
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $retry_payment$
declare
    v_payment tolsel_billing.payment;
    v_customer tolsel_billing.customer;
    v_planned_amount numeric;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    if p_provider_reference is not null then
        perform tolsel_core.check_text(p_provider_reference, 'provider reference', 200);
    end if;
    -- Lock:
    v_payment := tolsel_billing.lock_payment(p_payment_id, p_tenant_id);
    v_customer := tolsel_billing.get_customer(v_payment.customer_id, p_tenant_id);
    -- Refuse:
    if v_payment.status <> 'failed' then
        perform tolsel_core.refuse('UB021', format(
            'Payment %s is %s.', p_payment_id, v_payment.status));
    end if;
    v_payment.provider_reference := coalesce(p_provider_reference, v_payment.provider_reference);
    perform tolsel_billing.check_payment(v_payment, v_customer);
    v_planned_amount := tolsel_billing.planned_amount_of(v_payment);
    if v_planned_amount < v_payment.planned_amount then
        perform tolsel_core.refuse('UB031', format(
            'Of payment %s of %s %s was to pay invoices when it was opened; %s of that is open.',
            p_payment_id, v_payment.amount, v_payment.planned_amount, v_planned_amount));
    end if;
    -- Write: a provider is asked again by the caller, who then completes or fails the payment.
    v_payment := tolsel_billing.open_attempt(v_payment, p_provider_reference);
    if v_payment.is_provider then
        return v_payment;
    end if;
    return tolsel_billing.settle_attempt(v_payment, v_customer);
end
$retry_payment$;
comment on function tolsel.retry_payment is
$$Tries a failed payment once more, as a new attempt of the same payment, and answers with it,
completed or failed. One that a provider decides is opened again, under the provider's reference for
this attempt where it has one, unless less is open of the invoices it is for than when it was
opened. tolsel.list_failed_payments says which are due.
raises: UB003 payment_not_found, UB021 payment_not_failed, UB026 provider_reference_reused,
UB031 payment_not_wanted, UB140 payment_is_top_up, UC002 tenant_not_allowed,
UC016 text_not_usable, UH002 channel_not_active, UH003 method_not_usable$$;
revoke all on function tolsel.retry_payment from public;
grant execute on function tolsel.retry_payment to tolsel_app, tolsel_clerk;
