create or replace function tolsel.complete_top_up(
    p_payment_id bigint default null,
    p_provider_reference text default null,
    p_paid_on date default null,
    p_attempt_no integer default null,
    p_amount numeric default null,
    p_currency text default null,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_billing.payment
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $complete_top_up$
declare
    v_payment tolsel_billing.payment;
    v_reason text;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_billing.check_answer(p_provider_reference, p_paid_on);
    -- Lock: a provider that knows no number of ours is told apart by its own.
    v_payment := tolsel_wallet.lock_top_up(
        case when p_payment_id is null and p_provider_reference is not null
            then tolsel_billing.find_payment_of(p_provider_reference, p_tenant_id)
            else p_payment_id end,
        p_tenant_id);
    v_reason := tolsel_wallet.describe_mismatch(v_payment, p_amount, p_currency);
    -- Repeat: providers call back more than once.
    if v_payment.failure_reason = v_reason
        and tolsel_billing.is_reference_of(v_payment, p_provider_reference)
    then
        return v_payment;
    end if;
    -- Refuse, write and hand on: what was not asked for waits in suspense.
    if v_reason is null or v_payment.status not in ('open', 'failed', 'unknown')
        or tolsel_billing.attempt_of(v_payment, p_attempt_no, p_provider_reference)
            <= v_payment.retry_count
    then
        return tolsel_wallet.finish_top_up(tolsel_billing.settle_answer(
            v_payment, p_provider_reference, p_paid_on, p_attempt_no, p_amount));
    end if;
    return tolsel_wallet.finish_top_up(tolsel_wallet.suspend_top_up(
        v_payment, v_reason, p_provider_reference, p_paid_on, p_amount, p_currency));
end
$complete_top_up$;
comment on function tolsel.complete_top_up is
$$Books a top-up that its provider says is paid, as tolsel.complete_payment does a payment. With
another amount or currency than asked for, or for a wallet that was closed meanwhile, it fails, and
nothing comes into the wallet: the money waits in suspense, in another currency at the provider, and
that is told as top_up.mismatched. A second call with the same answers with the top-up.
raises: UB003 payment_not_found, UB020 payment_not_open, UB026 provider_reference_reused,
UB030 attempt_not_found, UB063 second_charge, UC002 tenant_not_allowed, UC007 currency_unknown,
UC008 amount_not_finite, UC009 amount_is_zero, UC010 amount_too_precise, UC011 amount_too_large,
UC014 date_not_usable, UC016 text_not_usable, UC025 amount_not_positive, UH004 day_lies_ahead,
UL007 period_closed, UL010 balance_out_of_range, UW003 top_up_not_found$$;
revoke all on function tolsel.complete_top_up from public;
grant execute on function tolsel.complete_top_up to tolsel_app, tolsel_clerk;
