create or replace function tolsel.fail_payment(
    p_payment_id bigint,
    p_reason text,
    p_error_code text default null,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_billing.payment
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $fail_payment$
declare
    v_payment tolsel_billing.payment;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_core.check_text(p_reason, 'reason', 1000);
    if p_error_code is not null then
        perform tolsel_core.check_text(p_error_code, 'error code', 100);
    end if;
    -- Lock:
    v_payment := tolsel_billing.lock_payment(p_payment_id, p_tenant_id);
    -- Repeat: providers call back more than once.
    if v_payment.status = 'failed' and v_payment.is_provider
        and v_payment.failure_reason = p_reason
    then
        return v_payment;
    end if;
    -- Refuse:
    if not v_payment.is_provider or v_payment.status not in ('open', 'unknown') then
        perform tolsel_core.refuse('UB020', format(
            'Payment %s is %s%s.', p_payment_id, v_payment.status,
            case when not v_payment.is_provider then ', and no provider decides it' end));
    end if;
    -- Write: an answer after the attempt has ended is an attempt of its own.
    if v_payment.status <> 'open' then
        v_payment := tolsel_billing.open_attempt(v_payment);
    end if;
    return tolsel_billing.fail_attempt(v_payment, p_error_code, p_reason);
end
$fail_payment$;
comment on function tolsel.fail_payment is
$$Marks a payment that its provider has refused as failed, and says when to try again. A second call
with the same reason answers with the payment.
raises: UB003 payment_not_found, UB020 payment_not_open, UC002 tenant_not_allowed,
UC016 text_not_usable$$;
revoke all on function tolsel.fail_payment from public;
grant execute on function tolsel.fail_payment to tolsel_app;
