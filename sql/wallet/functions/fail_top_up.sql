create or replace function tolsel.fail_top_up(
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
as $fail_top_up$
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_billing.check_answer(
        p_provider_reference, p_paid_on => null, p_reason => p_reason,
        p_error_code => p_error_code);
    -- Lock, repeat, refuse, write and hand on:
    return tolsel_wallet.finish_top_up(tolsel_billing.fail_answer(
        tolsel_wallet.lock_top_up(p_payment_id, p_tenant_id), p_reason, p_error_code, p_attempt_no,
        p_provider_reference));
end
$fail_top_up$;
comment on function tolsel.fail_top_up is
$$Marks a top-up that its provider has refused as failed, as tolsel.fail_payment does a payment. One
that was completed before stays so: that is told as top_up.failed_late.
raises: UB020 payment_not_open, UB030 attempt_not_found, UC002 tenant_not_allowed,
UC016 text_not_usable, UW003 top_up_not_found$$;
revoke all on function tolsel.fail_top_up from public;
grant execute on function tolsel.fail_top_up to tolsel_app, tolsel_clerk;
