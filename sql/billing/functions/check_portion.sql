create or replace function tolsel_billing.check_portion(
    p_invoice tolsel_billing.invoice, p_invoice_id bigint, p_amount numeric
)
returns void
language plpgsql
stable
as $check_portion$
begin
    if p_invoice.invoice_id is null then
        perform tolsel_core.refuse('UB002', format(
            'Invoice %s.', coalesce(p_invoice_id::text, 'null')));
    elsif p_invoice.status not in ('open', 'partial') then
        perform tolsel_core.refuse('UB004', format(
            'Invoice %s is %s.', p_invoice.invoice_id, p_invoice.status));
    elsif p_amount > p_invoice.balance_amount then
        perform tolsel_core.refuse('UB005', format(
            'Of invoice %s %s of %s is open; %s were to be paid.', p_invoice.invoice_id,
            p_invoice.balance_amount, p_invoice.total_amount, p_amount));
    end if;
end
$check_portion$;
comment on function tolsel_billing.check_portion is
$$Checks that an invoice of the customer, null where there is none, has an amount open (null: any).
raises: UB002 invoice_not_found, UB004 invoice_not_open, UB005 more_than_open$$;
