create or replace function tolsel_billing.add_credit_note(
    p_customer tolsel_billing.customer,
    p_amount numeric,
    p_reason text,
    p_account_id bigint,
    p_invoice_id bigint,
    p_asked_on date,
    p_paid_on date,
    p_request_key text
)
returns bigint
language plpgsql
volatile
as $add_credit_note$
declare
    v_payment tolsel_billing.payment;
    v_repeated tolsel_billing.payment;
    v_invoice tolsel_billing.invoice;
begin
    v_payment := tolsel_billing.read_payment(
        p_customer.customer_id, p_amount, null, null, array_remove(array[p_invoice_id], null), null,
        'keep', p_asked_on, null,
        jsonb_build_object('reason', p_reason, 'account_id', p_account_id), p_request_key,
        p_customer.tenant_id);
    v_payment.kind := 'credit_note';
    if p_request_key is not null then
        v_repeated := tolsel_billing.match_payment(v_payment);
        if v_repeated.payment_id is not null then
            return v_repeated.journal_id;
        end if;
    end if;
    if p_invoice_id is not null then
        select * into v_invoice from tolsel_billing.invoice i
        where i.tenant_id = p_customer.tenant_id and i.customer_id = p_customer.customer_id
            and i.invoice_id = p_invoice_id;
        perform tolsel_billing.check_portion(v_invoice, p_invoice_id, p_amount);
    end if;
    v_payment.payment_id := nextval('tolsel_billing.payment_payment_id_seq');
    v_payment.status := 'completed';
    v_payment.paid_on := p_paid_on;
    v_payment.completed_at := tolsel_core.clock_at();
    v_payment.journal_id := tolsel_ledger.post_transfer(
        p_customer.account_id, p_account_id, p_amount, p_paid_on,
        'Credit note ' || v_payment.payment_id, p_customer.tenant_id);
    v_payment := tolsel_billing.add_payment(v_payment);
    if p_invoice_id is not null then
        perform tolsel_billing.add_allocation(v_payment, p_invoice_id, p_amount, null, null);
    end if;
    return v_payment.journal_id;
end
$add_credit_note$;
comment on function tolsel_billing.add_credit_note is
$$Books what an adjustment takes off what a customer owes, allocates it where an invoice is named,
and answers with its journal. The caller has locked the customer.
raises: UB002 invoice_not_found, UB004 invoice_not_open, UB005 more_than_open,
UC024 request_key_reused, and the refusals of tolsel_ledger.post_lines$$;
