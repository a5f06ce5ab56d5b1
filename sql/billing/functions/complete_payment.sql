create or replace function tolsel.complete_payment(
    p_payment_id bigint,
    p_provider_reference text default null,
    p_paid_on date default null,
    p_attempt_no integer default null,
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
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    if p_provider_reference is not null then
        perform tolsel_core.check_text(p_provider_reference, 'provider reference', 200);
    end if;
    if p_paid_on is not null then
        perform tolsel_core.check_date(p_paid_on, 'The day of payment');
    end if;
    -- Lock:
    v_payment := tolsel_billing.lock_payment(p_payment_id, p_tenant_id);
    v_customer := tolsel_billing.get_customer(v_payment.customer_id, p_tenant_id);
    -- Repeat: providers call back more than once.
    if v_payment.status = 'completed' and v_payment.is_provider
        and v_payment.provider_reference is not distinct from
            coalesce(p_provider_reference, v_payment.provider_reference)
        and v_payment.paid_on = coalesce(p_paid_on, v_payment.paid_on)
    then
        return v_payment;
    end if;
    -- A reference that the current attempt does not know may be its own; one of an earlier attempt
    -- is not, where the current one has another.
    v_attempt_no := tolsel_billing.attempt_of(v_payment, p_attempt_no, p_provider_reference);
    if v_payment.is_provider and v_attempt_no <= v_payment.retry_count
        and (p_attempt_no is not null or exists (
            select from tolsel_billing.payment_tracking t
            where t.tenant_id = p_tenant_id and t.payment_id = p_payment_id
                and t.attempt_no > v_attempt_no and t.provider_reference is not null))
    then
        perform tolsel_billing.record_late_answer(
            v_payment, v_attempt_no, 'complete_payment', p_provider_reference);
        return v_payment;
    end if;
    -- Refuse:
    if not v_payment.is_provider or v_payment.status not in ('open', 'failed', 'unknown') then
        perform tolsel_core.refuse('UB020', format(
            'Payment %s is %s%s.', p_payment_id, v_payment.status,
            case when not v_payment.is_provider then ', and no provider decides it' end));
    end if;
    v_payment.provider_reference := coalesce(p_provider_reference, v_payment.provider_reference);
    perform tolsel_billing.check_provider_reference(v_payment);
    -- Write: an answer after the attempt has ended is an attempt of its own.
    if v_payment.status <> 'open' then
        v_payment := tolsel_billing.open_attempt(v_payment);
    end if;
    v_payment.paid_on := p_paid_on;
    v_payment := tolsel_billing.settle_payment(v_payment, v_customer, p_is_strict => false);
    -- Hand on: what was to pay an invoice that was paid or voided meanwhile.
    if v_payment.allocated_amount < v_payment.planned_amount then
        perform tolsel_core.emit_event(
            'payment.kept_as_credit', 'payment', p_payment_id,
            jsonb_build_object(
                'customer_id', v_payment.customer_id, 'amount',
                (v_payment.planned_amount - v_payment.allocated_amount)::text,
                'currency', v_customer.currency),
            p_tenant_id);
    end if;
    return v_payment;
end
$complete_payment$;
comment on function tolsel.complete_payment is
$$Books a payment that its provider says is paid: one that is open, and also one that was given up
before. Counts for p_paid_on (default: the channel's open day). The answer is about the attempt of a
number, or with that reference of its own, else about the current one. A second call with the same
reference answers with the payment, as does one about an earlier attempt, which is kept in
tolsel.activity_log, changes nothing and, as money may have come, is told as payment.contradicted.
What was to pay an invoice that was paid or voided meanwhile becomes credit, told as
payment.kept_as_credit.
raises: UB003 payment_not_found, UB020 payment_not_open, UB026 provider_reference_reused,
UB030 attempt_not_found, UC002 tenant_not_allowed, UC014 date_not_usable, UC016 text_not_usable,
UH004 day_lies_ahead, UL007 period_closed, UL010 balance_out_of_range$$;
revoke all on function tolsel.complete_payment from public;
grant execute on function tolsel.complete_payment to tolsel_app, tolsel_clerk;
