create or replace function tolsel.reverse_allocation(
    p_allocation_id bigint,
    p_amount numeric default null,
    p_request_key text default null,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_billing.allocation
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $reverse_allocation$
declare
    v_original tolsel_billing.allocation;
    v_payment tolsel_billing.payment;
    v_customer tolsel_billing.customer;
    v_left numeric;
    v_allocation tolsel_billing.allocation;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_core.check_request_key(p_request_key);
    select * into v_original from tolsel_billing.allocation a
    where a.tenant_id = p_tenant_id and a.allocation_id = p_allocation_id;
    if not found then
        perform tolsel_core.refuse('UB022', format(
            'Allocation %s.', coalesce(p_allocation_id::text, 'null')));
    end if;
    -- Lock: an allocation never changes; what is left of it is read in a later statement.
    v_payment := tolsel_billing.lock_payment(
        v_original.payment_id, p_tenant_id, p_kind => null);
    v_customer := tolsel_billing.get_customer(v_payment.customer_id, p_tenant_id);
    -- Repeat:
    if p_request_key is not null then
        select * into v_allocation from tolsel_billing.allocation a
        where a.tenant_id = p_tenant_id and a.request_key = p_request_key;
        if found then
            perform tolsel_core.check_repeated(
                'allocation ' || v_allocation.allocation_id, to_jsonb(v_allocation),
                jsonb_build_object(
                    'reverses_allocation_id', p_allocation_id,
                    'amount', coalesce(-p_amount, v_allocation.amount)));
            return v_allocation;
        end if;
    end if;
    -- Refuse:
    if p_amount is not null then
        p_amount := tolsel_core.check_positive_amount(p_amount, v_customer.scale, 'The amount');
    end if;
    v_left := tolsel_billing.left_of_allocation(p_allocation_id, p_tenant_id);
    if v_left = 0 or p_amount > v_left or v_original.reverses_allocation_id is not null then
        perform tolsel_core.refuse('UB023', format(
            'Of allocation %s %s of %s is left%s.', p_allocation_id, v_left, v_original.amount,
            case when v_original.reverses_allocation_id is not null
                then '; it is a reversal itself' else '' end));
    end if;
    -- Write:
    return tolsel_billing.add_allocation(
        v_payment, v_original.invoice_id, -coalesce(p_amount, v_left),
        tolsel_billing.choose_day(v_customer, p_asked_on => null, p_subject => 'The day'),
        p_reverses_allocation_id => p_allocation_id, p_request_key => p_request_key);
end
$reverse_allocation$;
comment on function tolsel.reverse_allocation is
$$Takes back an allocation, or part of it: the invoice is owed again, and the money is credit again,
to be allocated elsewhere.
raises: UB022 allocation_not_found, UB023 more_than_allocated, UC002 tenant_not_allowed,
UC008 amount_not_finite, UC009 amount_is_zero, UC010 amount_too_precise, UC011 amount_too_large,
UC012 request_key_not_usable, UC024 request_key_reused, UC025 amount_not_positive$$;
revoke all on function tolsel.reverse_allocation from public;
grant execute on function tolsel.reverse_allocation to tolsel_app, tolsel_supervisor;
