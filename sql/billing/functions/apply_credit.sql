create or replace function bursar.apply_credit(
    p_customer_id bigint,
    p_invoice_id bigint default null,
    p_amount numeric default null,
    p_tenant_id bigint default bursar.current_tenant_id()
)
returns numeric
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $apply_credit$
declare
    v_customer bursar_billing.customer;
    v_invoice bursar_billing.invoice;
    v_credit numeric;
begin
    perform bursar_core.enter_tenant(p_tenant_id);
    -- Lock:
    v_customer := bursar_billing.lock_customer(p_customer_id, p_tenant_id);
    -- Refuse:
    if p_amount is not null then
        perform bursar_core.check_positive_amount(p_amount, v_customer.scale, 'The amount');
    end if;
    if p_invoice_id is not null then
        select * into v_invoice from bursar_billing.invoice i
        where i.tenant_id = p_tenant_id and i.customer_id = p_customer_id
            and i.invoice_id = p_invoice_id;
        perform bursar_billing.check_portion(v_invoice, p_invoice_id, p_amount);
    end if;
    select coalesce(sum(p.unapplied_amount), 0) into v_credit from bursar_billing.payment p
    where p.tenant_id = p_tenant_id and p.customer_id = p_customer_id and p.unapplied_amount > 0;
    if v_credit < p_amount then
        perform bursar_core.refuse('UB008', format(
            'Customer %s has a credit of %s; %s were to be applied.', p_customer_id, v_credit,
            p_amount));
    end if;
    -- Write:
    return bursar_billing.spend_credit(v_customer, p_invoice_id, p_amount);
end
$apply_credit$;
comment on function bursar.apply_credit is
$$Pays an invoice, or without one all open invoices of a customer, the oldest first, from the
customer's unapplied payments, the oldest first; answers with what was applied, 0 where there was
nothing to apply. Without an amount, as much as possible.
raises: UB001 customer_not_found, UB002 invoice_not_found, UB004 invoice_not_open,
UB005 more_than_open, UB008 more_than_unapplied, UC002 tenant_not_allowed, UC008 amount_not_finite,
UC009 amount_is_zero, UC010 amount_too_precise, UC011 amount_too_large, UC025 amount_not_positive$$;
revoke all on function bursar.apply_credit from public;
grant execute on function bursar.apply_credit to bursar_app;
