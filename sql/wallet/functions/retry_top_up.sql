create or replace function tolsel.retry_top_up(
    p_payment_id bigint,
    p_provider_reference text default null,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_billing.payment
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $retry_top_up$
declare
    v_payment tolsel_billing.payment;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_billing.check_answer(p_provider_reference, p_paid_on => null);
    -- Lock:
    v_payment := tolsel_wallet.lock_top_up(p_payment_id, p_tenant_id);
    -- Refuse, write and hand on:
    perform tolsel_wallet.check_open(
        tolsel_wallet.wallet_of(v_payment.account_id, p_tenant_id));
    return tolsel_billing.attempt_again(v_payment, p_provider_reference);
end
$retry_top_up$;
comment on function tolsel.retry_top_up is
$$Tries a failed top-up once more, as a new attempt of the same one: it is opened again, under the
provider's reference for this attempt where it has one.
raises: UB021 payment_not_failed, UB026 provider_reference_reused, UC002 tenant_not_allowed,
UC016 text_not_usable, UH002 channel_not_active, UH003 method_not_usable, UW003 top_up_not_found,
UW011 wallet_closed$$;
revoke all on function tolsel.retry_top_up from public;
grant execute on function tolsel.retry_top_up to tolsel_app, tolsel_clerk;
