create or replace function bursar.retry_payment(
    p_payment_id bigint, p_tenant_id bigint default bursar.current_tenant_id()
)
returns bursar_billing.payment
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $retry_payment$
declare
    v_payment bursar_billing.payment;
    v_customer bursar_billing.customer;
begin
    perform bursar_core.enter_tenant(p_tenant_id);
    -- Lock:
    v_payment := bursar_billing.lock_payment(p_payment_id, p_tenant_id);
    v_customer := bursar_billing.get_customer(v_payment.customer_id, p_tenant_id);
    -- Refuse:
    if v_payment.status <> 'failed' then
        perform bursar_core.refuse('UB021', format(
            'Payment %s is %s.', p_payment_id, v_payment.status));
    end if;
    perform bursar_billing.check_payment(v_payment, v_customer);
    -- Write: a provider is asked again by the caller, who then completes or fails the payment.
    v_payment := bursar_billing.open_attempt(v_payment);
    if v_payment.is_provider then
        return v_payment;
    end if;
    return bursar_billing.settle_attempt(v_payment, v_customer);
end
$retry_payment$;
comment on function bursar.retry_payment is
$$Tries a failed payment once more, as a new attempt of the same payment, and answers with it,
completed or failed. One that a provider decides is opened again. bursar.list_failed_payments says
which are due.
raises: UB003 payment_not_found, UB021 payment_not_failed, UB026 provider_reference_reused,
UC002 tenant_not_allowed, UH002 channel_not_active, UH003 method_not_usable$$;
revoke all on function bursar.retry_payment from public;
grant execute on function bursar.retry_payment to bursar_app;
