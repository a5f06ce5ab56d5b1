create or replace function tolsel.allocate_payment(
    p_payment_id bigint,
    p_invoice_id bigint,
    p_amount numeric default null,
    p_request_key text default null,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_billing.allocation
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $allocate_payment$
declare
    v_payment tolsel_billing.payment;
    v_customer tolsel_billing.customer;
    v_invoice tolsel_billing.invoice;
    v_amount numeric;
    v_allocation tolsel_billing.allocation;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_core.check_request_key(p_request_key);
    -- Lock:
    v_payment := tolsel_billing.lock_payment(p_payment_id, p_tenant_id);
    v_customer := tolsel_billing.get_customer(v_payment.customer_id, p_tenant_id);
    -- Repeat:
    if p_request_key is not null then
        select * into v_allocation from tolsel_billing.allocation a
        where a.tenant_id = p_tenant_id and a.request_key = p_request_key;
        if found then
            perform tolsel_core.check_repeated(
                'allocation ' || v_allocation.allocation_id, to_jsonb(v_allocation),
                jsonb_build_object(
                    'payment_id', p_payment_id, 'invoice_id', p_invoice_id,
                    'amount', coalesce(p_amount, v_allocation.amount),
                    'reverses_allocation_id', null));
            return v_allocation;
        end if;
    end if;
    -- Refuse:
    if p_amount is not null then
        perform tolsel_core.check_positive_amount(p_amount, v_customer.scale, 'The amount');
    end if;
    select * into v_invoice from tolsel_billing.invoice i
    where i.tenant_id = p_tenant_id and i.customer_id = v_payment.customer_id
        and i.invoice_id = p_invoice_id;
    perform tolsel_billing.check_portion(v_invoice, p_invoice_id, p_amount);
    if v_payment.status <> 'completed' then
        perform tolsel_core.refuse('UB007', format(
            'Payment %s is %s.', p_payment_id, v_payment.status));
    end if;
    v_amount := coalesce(
        p_amount, least(v_invoice.balance_amount, v_payment.unapplied_amount));
    if v_amount > v_payment.unapplied_amount or v_payment.unapplied_amount = 0 then
        perform tolsel_core.refuse('UB008', format(
            'Of payment %s %s of %s is unapplied; %s were to be allocated.', p_payment_id,
            v_payment.unapplied_amount, v_payment.amount, v_amount));
    end if;
    -- Write:
    return tolsel_billing.add_allocation(
        v_payment, p_invoice_id, v_amount,
        tolsel_billing.choose_day(v_customer, p_asked_on => null, p_subject => 'The day'),
        p_request_key => p_request_key);
end
$allocate_payment$;
comment on function tolsel.allocate_payment is
$$Applies what is unapplied of a payment, or part of it, to an open invoice of the same customer;
without an amount, as much as possible.
raises: UB002 invoice_not_found, UB003 payment_not_found, UB004 invoice_not_open,
UB005 more_than_open, UB007 payment_not_completed, UB008 more_than_unapplied,
UC002 tenant_not_allowed, UC008 amount_not_finite, UC009 amount_is_zero, UC010 amount_too_precise,
UC011 amount_too_large, UC012 request_key_not_usable, UC024 request_key_reused,
UC025 amount_not_positive$$;
revoke all on function tolsel.allocate_payment from public;
grant execute on function tolsel.allocate_payment to tolsel_app, tolsel_clerk;
