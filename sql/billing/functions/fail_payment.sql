create or replace function tolsel.fail_payment(
    p_payment_id bigint,
    p_reason text,
    p_error_code text default null,
    p_attempt_no integer default null,
    p_provider_reference text default null,
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
    v_attempt_no integer;
    v_is_named boolean := num_nonnulls(p_attempt_no, p_provider_reference) > 0;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_core.check_text(p_reason, 'reason', 1000);
    if p_error_code is not null then
        perform tolsel_core.check_text(p_error_code, 'error code', 100);
    end if;
    if p_provider_reference is not null then
        perform tolsel_core.check_text(p_provider_reference, 'provider reference', 200);
    end if;
    -- Lock:
    v_payment := tolsel_billing.lock_payment(p_payment_id, p_tenant_id);
    v_attempt_no := tolsel_billing.attempt_of(v_payment, p_attempt_no, p_provider_reference);
    -- Repeat: providers call back more than once.
    if v_payment.status = 'failed' and v_payment.is_provider
        and v_payment.failure_reason = p_reason and v_attempt_no > v_payment.retry_count
    then
        return v_payment;
    end if;
    -- An attempt has one end: what is said of it afterwards is written down and changes nothing.
    if v_payment.is_provider and (
        v_attempt_no <= v_payment.retry_count
        or (v_is_named and v_payment.status not in ('open', 'unknown')))
    then
        perform tolsel_billing.record_late_answer(
            v_payment, v_attempt_no, 'fail_payment', p_provider_reference, p_reason);
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
$$Marks a payment that its provider has refused as failed, and says when to try again. The answer is
about the attempt of a number, or with a provider's reference of its own, else about the current
one. What is said of an attempt that has ended already is kept in tolsel.activity_log and changes
nothing: the call answers with the payment, as does a second call with the same reason.
raises: UB003 payment_not_found, UB020 payment_not_open, UB030 attempt_not_found,
UB140 payment_is_top_up, UC002 tenant_not_allowed, UC016 text_not_usable$$;
revoke all on function tolsel.fail_payment from public;
grant execute on function tolsel.fail_payment to tolsel_app, tolsel_clerk;
