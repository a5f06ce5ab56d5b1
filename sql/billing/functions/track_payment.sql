create or replace function tolsel_billing.track_payment(
    p_payment tolsel_billing.payment, p_status text, p_error_code text, p_message text
)
returns void
language plpgsql
volatile
as $track_payment$
begin
    insert into tolsel_billing.payment_tracking (
        tenant_id, payment_id, attempt_no, status, error_code, message, user_id, login, request_id)
    values (
        p_payment.tenant_id, p_payment.payment_id, p_payment.retry_count + 1, p_status,
        p_error_code, p_message, tolsel_core.context_user_id(p_payment.tenant_id),
        tolsel_core.acting_login(), tolsel_core.context_request_id());
end
$track_payment$;
comment on function tolsel_billing.track_payment is
    'Writes the beginning or the end of the present attempt of a payment into its trail.';
