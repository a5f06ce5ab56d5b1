create or replace function tolsel_billing.settle_attempt(
    p_payment tolsel_billing.payment, p_customer tolsel_billing.customer
)
returns tolsel_billing.payment
language plpgsql
volatile
as $settle_attempt$
declare
    v_message text;
    v_detail text;
begin
    return tolsel_billing.settle_payment(p_payment, p_customer, true);
exception when others then
    -- Only tolsel's own refusals are an answer; a deadlock or a full disk is none.
    if sqlstate !~ '^U' then
        raise;
    end if;
    get stacked diagnostics v_message = message_text, v_detail = pg_exception_detail;
    return tolsel_billing.fail_attempt(
        p_payment, sqlstate, concat_ws(' ', v_message || '.', v_detail));
end
$settle_attempt$;
comment on function tolsel_billing.settle_attempt is
    'Settles an open payment, or undoes all of that and marks the attempt as failed by what it was
refused for.';
