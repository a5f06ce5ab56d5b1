create or replace function tolsel.complete_payment(
    p_payment_id bigint default null,
    p_provider_reference text default null,
    p_paid_on date default null,
    p_attempt_no integer default null,
    p_amount numeric default null,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_billing.payment
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $complete_payment$
declare
    v_payment tolsel_billing.payment;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_billing.check_answer(p_provider_reference, p_paid_on);
    -- Lock: a provider that knows no number of ours is told apart by its own.
    v_payment := tolsel_billing.lock_payment(
        case when p_payment_id is null and p_provider_reference is not null
            then tolsel_billing.find_payment_of(p_provider_reference, p_tenant_id)
            else p_payment_id end,
        p_tenant_id);
    -- Repeat, refuse, write and hand on:
    return tolsel_billing.settle_answer(
        v_payment, p_provider_reference, p_paid_on, p_attempt_no, p_amount);
end
$complete_payment$;
comment on function tolsel.complete_payment is
$$Books a payment that its provider says is paid: one that is open, and also one that was given up
before; without its number, the one of which an attempt has the provider's reference. It has the
amount that was captured, where that is named; a second reference is kept beside the first. Counts
for p_paid_on (default: the channel's open day). The answer is about the attempt of a
number, or with that reference of its own, else about the current one. A second call with the same
reference answers with the payment, as does one about an earlier attempt, which is kept in
tolsel.activity_log, changes nothing and, as money may have come, is told as payment.contradicted.
What was to pay an invoice that was paid or voided meanwhile becomes credit, told as
payment.kept_as_credit.
raises: UB003 payment_not_found, UB020 payment_not_open, UB026 provider_reference_reused,
UB030 attempt_not_found, UB063 second_charge, UB140 payment_is_top_up, UC002 tenant_not_allowed,
UC008 amount_not_finite, UC009 amount_is_zero, UC010 amount_too_precise, UC011 amount_too_large,
UC014 date_not_usable, UC016 text_not_usable, UC025 amount_not_positive, UH004 day_lies_ahead,
UL007 period_closed, UL010 balance_out_of_range$$;
revoke all on function tolsel.complete_payment from public;
grant execute on function tolsel.complete_payment to tolsel_app, tolsel_clerk;
