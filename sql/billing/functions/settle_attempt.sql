create or replace function bursar_billing.settle_attempt(
    p_payment bursar_billing.payment, p_customer bursar_billing.customer
)
returns bursar_billing.payment
language plpgsql
volatile
as $settle_attempt$
declare
    v_message text;
    v_detail text;
begin
    return bursar_billing.settle_payment(p_payment, p_customer, true);
exception when others then
    -- Only bursar's own refusals are an answer; a deadlock or a full disk is none.
    if sqlstate !~ '^U' then
        raise;
    end if;
    get stacked diagnostics v_message = message_text, v_detail = pg_exception_detail;
    return bursar_billing.fail_attempt(
        p_payment, sqlstate, concat_ws(' ', v_message || '.', v_detail));
end
$settle_attempt$;
comment on function bursar_billing.settle_attempt is
    'Settles an open payment, or undoes all of that and marks the attempt as failed by what it was
refused for.';
