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
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_billing.check_answer(p_provider_reference, p_paid_on => null);
    -- Lock:
    v_payment := tolsel_billing.lock_payment(p_payment_id, p_tenant_id);
    -- Refuse, write and hand on:
    return tolsel_billing.attempt_again(v_payment, p_provider_reference);
end
$retry_payment$;
comment on function tolsel.retry_payment is
$$Tries a failed payment once more, as a new attempt of the same payment, and answers with it,
completed or failed. One that a provider decides is opened again, under the provider's reference for
this attempt where it has one, unless less is open of the invoices it is for than when it was
opened. tolsel.list_failed_payments says which are due.
raises: UB003 payment_not_found, UB021 payment_not_failed, UB026 provider_reference_reused,
UB031 payment_not_wanted, UB064 customer_not_active, UB140 payment_is_top_up,
UC002 tenant_not_allowed, UC016 text_not_usable, UH002 channel_not_active,
UH003 method_not_usable$$;
revoke all on function tolsel.retry_payment from public;
grant execute on function tolsel.retry_payment to tolsel_app, tolsel_clerk;
