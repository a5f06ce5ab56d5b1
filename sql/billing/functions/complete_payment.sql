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
    v_customer tolsel_billing.customer;
    v_attempt_no integer;
    v_second_reference text;
    v_kept_amount numeric;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    if p_provider_reference is not null then
        perform tolsel_core.check_text(p_provider_reference, 'provider reference', 200);
    end if;
    if p_paid_on is not null then
        perform tolsel_core.check_date(p_paid_on, 'The day of payment');
    end if;
    -- Lock: a provider that knows no number of ours is told apart by its own.
    v_payment := tolsel_billing.lock_payment(
        case when p_payment_id is null and p_provider_reference is not null
            then tolsel_billing.find_payment_of(p_provider_reference, p_tenant_id)
            else p_payment_id end,
        p_tenant_id);
    v_customer := tolsel_billing.get_customer(v_payment.customer_id, p_tenant_id);
    -- Repeat: providers call back more than once.
    if v_payment.status = 'completed' and v_payment.is_provider
        and tolsel_billing.is_reference_of(v_payment, p_provider_reference)
        and v_payment.paid_on = coalesce(p_paid_on, v_payment.paid_on)
        and v_payment.amount = coalesce(p_amount, v_payment.amount)
    then
        return v_payment;
    end if;
    -- A reference that the current attempt does not know may be its own; one of an earlier attempt
    -- is not, where the current one has another.
    v_attempt_no := tolsel_billing.attempt_of(v_payment, p_attempt_no, p_provider_reference);
    if v_payment.is_provider and v_attempt_no <= v_payment.retry_count
        and (p_attempt_no is not null or exists (
            select from tolsel_billing.payment_tracking t
            where t.tenant_id = p_tenant_id and t.payment_id = v_payment.payment_id
                and t.attempt_no > v_attempt_no and t.provider_reference is not null))
    then
        perform tolsel_billing.record_late_answer(
            v_payment, v_attempt_no, 'complete_payment', p_provider_reference);
        return v_payment;
    end if;
    -- Refuse:
    if p_amount is not null then
        perform tolsel_core.check_positive_amount(p_amount, v_customer.scale, 'The amount');
    end if;
    perform tolsel_billing.check_second_charge(v_payment, p_provider_reference);
    if not v_payment.is_provider or v_payment.status not in ('open', 'failed', 'unknown') then
        perform tolsel_core.refuse('UB020', format(
            'Payment %s is %s%s.', v_payment.payment_id, v_payment.status,
            case when not v_payment.is_provider then ', and no provider decides it' end));
    end if;
    -- A second number stands beside the first; that of an attempt that failed may be another
    -- payment's by now.
    if v_payment.status = 'failed' or v_payment.provider_reference is null then
        v_payment.provider_reference :=
            coalesce(p_provider_reference, v_payment.provider_reference);
    else
        v_payment.second_reference := nullif(p_provider_reference, v_payment.provider_reference);
    end if;
    perform tolsel_billing.check_provider_reference(v_payment);
    -- Write: an answer after the attempt has ended is an attempt of its own.
    if v_payment.status <> 'open' then
        v_second_reference := v_payment.second_reference;
        v_payment := tolsel_billing.open_attempt(v_payment);
        v_payment.second_reference := v_second_reference;
    end if;
    v_payment.paid_on := p_paid_on;
    v_payment.asked_amount := nullif(v_payment.amount, coalesce(p_amount, v_payment.amount));
    v_payment.amount := coalesce(p_amount, v_payment.amount);
    v_payment := tolsel_billing.settle_payment(v_payment, v_customer, p_is_strict => false);
    -- Hand on: what was to pay an invoice that was paid or voided meanwhile.
    v_kept_amount := least(v_payment.planned_amount, v_payment.amount)
        - v_payment.allocated_amount;
    if v_kept_amount > 0 then
        perform tolsel_core.emit_event(
            'payment.kept_as_credit', 'payment', v_payment.payment_id,
            jsonb_build_object(
                'customer_id', v_payment.customer_id, 'amount', v_kept_amount::text,
                'currency', v_customer.currency),
            p_tenant_id);
    end if;
    return v_payment;
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
