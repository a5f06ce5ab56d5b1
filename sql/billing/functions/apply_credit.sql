create or replace function tolsel.apply_credit(
    p_customer_id bigint,
    p_invoice_id bigint default null,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns numeric
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $apply_credit$
declare
    v_customer tolsel_billing.customer;
    v_invoice tolsel_billing.invoice;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    -- Lock:
    v_customer := tolsel_billing.lock_customer(p_customer_id, p_tenant_id);
    -- Refuse:
    if p_invoice_id is not null then
        select * into v_invoice from tolsel_billing.invoice i
        where i.tenant_id = p_tenant_id and i.customer_id = p_customer_id
            and i.invoice_id = p_invoice_id;
        perform tolsel_billing.check_portion(v_invoice, p_invoice_id);
    end if;
    -- Write:
    return tolsel_billing.spend_credit(
        v_customer, p_invoice_id,
        tolsel_billing.choose_day(v_customer, p_asked_on => null, p_subject => 'The day'));
end
$apply_credit$;
comment on function tolsel.apply_credit is
$$Pays an invoice, or without one all open invoices of a customer, the oldest first, from the
customer's unapplied payments, the oldest first, as far as they go; answers with what was applied,
0 where there is nothing to apply: it needs no request key. A part of a payment is applied with
tolsel.allocate_payment.
raises: UB001 customer_not_found, UB002 invoice_not_found, UB004 invoice_not_open,
UC002 tenant_not_allowed$$;
revoke all on function tolsel.apply_credit from public;
grant execute on function tolsel.apply_credit to tolsel_app, tolsel_clerk;
