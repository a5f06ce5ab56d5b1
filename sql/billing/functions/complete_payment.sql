create or replace function tolsel.complete_payment(
    p_payment_id bigint,
    p_provider_reference text default null,
    p_paid_on date default null,
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
    return tolsel_billing.settle_payment(v_payment, v_customer, p_is_strict => false);
end
$complete_payment$;
comment on function tolsel.complete_payment is
$$Books a payment that its provider says is paid: one that is open, and also one that was given up
before. Counts for p_paid_on (default: the channel's open day). A second call with the same
reference answers with the payment.
raises: UB003 payment_not_found, UB020 payment_not_open, UB026 provider_reference_reused,
UC002 tenant_not_allowed, UC014 date_not_usable, UC016 text_not_usable,
UH004 day_lies_ahead, UL007 period_closed, UL010 balance_out_of_range$$;
revoke all on function tolsel.complete_payment from public;
grant execute on function tolsel.complete_payment to tolsel_app;
