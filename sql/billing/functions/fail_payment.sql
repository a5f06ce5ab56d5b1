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
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_billing.check_answer(
        p_provider_reference, p_paid_on => null, p_reason => p_reason,
        p_error_code => p_error_code);
    -- Lock:
    v_payment := tolsel_billing.lock_payment(p_payment_id, p_tenant_id);
    -- Repeat, refuse, write and hand on:
    return tolsel_billing.fail_answer(
        v_payment, p_reason, p_error_code, p_attempt_no, p_provider_reference);
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
