-- What a provider's answer does to a payment, or to a top-up: the public functions lock it, and
-- call these. A new attempt begins the same for both.

create or replace function tolsel_billing.check_answer(
    p_provider_reference text,
    p_paid_on date,
    p_reason text default '-',
    p_error_code text default null
)
returns void
language plpgsql
stable
as $check_answer$
begin
    perform tolsel_core.check_text(p_reason, 'reason', 1000);
    if p_error_code is not null then
        perform tolsel_core.check_text(p_error_code, 'error code', 100);
    end if;
    if p_provider_reference is not null then
        perform tolsel_core.check_text(p_provider_reference, 'provider reference', 200);
    end if;
    if p_paid_on is not null then
        perform tolsel_core.check_date(p_paid_on, 'The day of payment');
    end if;
end
$check_answer$;
comment on function tolsel_billing.check_answer is
$$Checks the form of what a provider is said to have answered.
raises: UC014 date_not_usable, UC016 text_not_usable$$;

create or replace function tolsel_billing.settle_answer(
    p_payment tolsel_billing.payment,
    p_provider_reference text,
    p_paid_on date,
    p_attempt_no integer,
    p_amount numeric
)
returns tolsel_billing.payment
language plpgsql
volatile
as $settle_answer$
declare
    v_payment tolsel_billing.payment := p_payment;
    v_customer tolsel_billing.customer;
    v_attempt_no integer;
    v_second_reference text;
    v_kept_amount numeric;
begin
    v_customer := tolsel_billing.get_customer(v_payment.customer_id, v_payment.tenant_id);
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
            where t.tenant_id = v_payment.tenant_id and t.payment_id = v_payment.payment_id
                and t.attempt_no > v_attempt_no and t.provider_reference is not null))
    then
        perform tolsel_billing.record_late_answer(
            v_payment, v_attempt_no, 'complete_payment', p_provider_reference);
        return v_payment;
    end if;
    -- Refuse:
    if p_amount is not null then
        p_amount := tolsel_core.check_positive_amount(p_amount, v_customer.scale, 'The amount');
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
            v_payment.tenant_id);
    end if;
    return v_payment;
end
$settle_answer$;
comment on function tolsel_billing.settle_answer is
$$Books a payment that its provider says is paid, or writes down what it says of an earlier attempt.
The caller has locked the payment, and of a top-up the wallet before it.
raises: UB020 payment_not_open, UB026 provider_reference_reused, UB030 attempt_not_found,
UB063 second_charge, UC008 amount_not_finite, UC009 amount_is_zero, UC010 amount_too_precise,
UC011 amount_too_large, UC025 amount_not_positive, and the refusals of
tolsel_billing.settle_payment$$;

create or replace function tolsel_billing.fail_answer(
    p_payment tolsel_billing.payment,
    p_reason text,
    p_error_code text,
    p_attempt_no integer,
    p_provider_reference text
)
returns tolsel_billing.payment
language plpgsql
volatile
as $fail_answer$
declare
    v_payment tolsel_billing.payment := p_payment;
    v_attempt_no integer;
    v_is_named boolean := num_nonnulls(p_attempt_no, p_provider_reference) > 0;
begin
    v_attempt_no := tolsel_billing.attempt_of(v_payment, p_attempt_no, p_provider_reference);
    -- Repeat: providers call back more than once.
    if v_payment.status = 'failed' and v_payment.is_provider
        and v_payment.failure_reason = p_reason and v_attempt_no > v_payment.retry_count
    then
        return v_payment;
    end if;
    -- An attempt has one end: what is said of it afterwards is written down and changes nothing.
    if v_payment.is_provider and (
        v_attempt_no <= v_payment.retry_count
        or (v_is_named and v_payment.status not in ('open', 'unknown')))
    then
        perform tolsel_billing.record_late_answer(
            v_payment, v_attempt_no, 'fail_payment', p_provider_reference, p_reason);
        return v_payment;
    end if;
    -- Refuse:
    if not v_payment.is_provider or v_payment.status not in ('open', 'unknown') then
        perform tolsel_core.refuse('UB020', format(
            'Payment %s is %s%s.', v_payment.payment_id, v_payment.status,
            case when not v_payment.is_provider then ', and no provider decides it' end));
    end if;
    -- Write: an answer after the attempt has ended is an attempt of its own.
    if v_payment.status <> 'open' then
        v_payment := tolsel_billing.open_attempt(v_payment);
    end if;
    return tolsel_billing.fail_attempt(v_payment, p_error_code, p_reason);
end
$fail_answer$;
comment on function tolsel_billing.fail_answer is
$$Marks a payment that its provider has refused as failed, or writes down what it says of an attempt
that has ended. The caller has locked the payment, and of a top-up the wallet before it.
raises: UB020 payment_not_open, UB030 attempt_not_found$$;

create or replace function tolsel_billing.is_askable(
    p_payment tolsel_billing.payment, p_planned_amount numeric, p_is_active boolean
)
returns boolean
language sql
immutable
as $is_askable$
    select not p_payment.is_provider or p_payment.kind <> 'payment' or p_planned_amount > 0
        or p_is_active;
$is_askable$;
comment on function tolsel_billing.is_askable is
    'Says whether a provider may be asked for a payment, of which an amount is planned for invoices:
of a customer that is not active, has been merged or forgotten, for what it owes alone.';

create or replace function tolsel_billing.check_asked(
    p_payment tolsel_billing.payment, p_planned_amount numeric, p_customer tolsel_billing.customer
)
returns void
language plpgsql
stable
as $check_asked$
begin
    if not tolsel_billing.is_askable(p_payment, p_planned_amount, p_customer.is_active) then
        perform tolsel_core.refuse('UB064', format(
            'Customer %s (%s).', p_customer.customer_id, p_customer.name));
    end if;
end
$check_asked$;
comment on function tolsel_billing.check_asked is
$$Checks that a provider may be asked for a payment, by tolsel_billing.is_askable.
raises: UB064 customer_not_active$$;

create or replace function tolsel_billing.attempt_again(
    p_payment tolsel_billing.payment, p_provider_reference text
)
returns tolsel_billing.payment
language plpgsql
volatile
as $attempt_again$
declare
    v_payment tolsel_billing.payment := p_payment;
    v_customer tolsel_billing.customer;
    v_planned_amount numeric;
begin
    v_customer := tolsel_billing.get_customer(v_payment.customer_id, v_payment.tenant_id);
    -- Refuse:
    if v_payment.status <> 'failed' then
        perform tolsel_core.refuse('UB021', format(
            'Payment %s is %s.', v_payment.payment_id, v_payment.status));
    end if;
    v_payment.provider_reference := coalesce(p_provider_reference, v_payment.provider_reference);
    perform tolsel_billing.check_payment(v_payment, v_customer);
    v_planned_amount := tolsel_billing.planned_amount_of(v_payment);
    if v_planned_amount < v_payment.planned_amount then
        perform tolsel_core.refuse('UB031', format(
            'Of payment %s of %s %s was to pay invoices when it was opened; %s of that is open.',
            v_payment.payment_id, v_payment.amount, v_payment.planned_amount, v_planned_amount));
    end if;
    perform tolsel_billing.check_asked(v_payment, v_planned_amount, v_customer);
    -- Write: a provider is asked again by the caller, who then completes or fails the payment.
    v_payment := tolsel_billing.open_attempt(v_payment, p_provider_reference);
    if v_payment.is_provider then
        return v_payment;
    end if;
    return tolsel_billing.settle_attempt(v_payment, v_customer);
end
$attempt_again$;
comment on function tolsel_billing.attempt_again is
$$Begins one more attempt of a payment that failed, and books it where no provider decides it. The
caller has locked the payment, and of a top-up the wallet before it.
raises: UB021 payment_not_failed, UB026 provider_reference_reused, UB031 payment_not_wanted,
UB064 customer_not_active, UH002 channel_not_active, UH003 method_not_usable$$;
