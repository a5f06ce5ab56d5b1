create or replace function tolsel_billing.check_provider_reference(
    p_payment tolsel_billing.payment
)
returns void
language plpgsql
stable
as $check_provider_reference$
declare
    v_other_id bigint;
begin
    if p_payment.provider_reference is null then
        return;
    end if;
    select p.payment_id into v_other_id from tolsel_billing.payment p
    where p.tenant_id = p_payment.tenant_id and p.method = p_payment.method
        and p.provider_reference = p_payment.provider_reference
        and p.status in ('open', 'unknown', 'completed')
        and p.payment_id is distinct from p_payment.payment_id;
    if found then
        perform tolsel_core.refuse('UB026', format(
            '%s %L belongs to payment %s.', p_payment.method, p_payment.provider_reference,
            v_other_id));
    end if;
end
$check_provider_reference$;
comment on function tolsel_billing.check_provider_reference is
$$Checks that no other payment by the same method has the provider's number of this one.
raises: UB026 provider_reference_reused$$;
