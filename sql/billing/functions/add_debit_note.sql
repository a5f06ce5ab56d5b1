create or replace function tolsel_billing.add_debit_note(
    p_customer tolsel_billing.customer,
    p_amount numeric,
    p_reason text,
    p_account_id bigint,
    p_asked_on date,
    p_issued_on date,
    p_request_key text
)
returns bigint
language plpgsql
volatile
as $add_debit_note$
declare
    v_line tolsel_billing.invoice_line;
    v_invoice tolsel_billing.invoice;
    v_repeated tolsel_billing.invoice;
begin
    v_line.line_no := 1;
    v_line.account_id := p_account_id;
    v_line.amount := p_amount;
    v_line.description := p_reason;
    v_invoice := tolsel_billing.read_invoice(
        p_customer.customer_id, array[v_line], null, 'DN', '{}', p_request_key,
        p_customer.tenant_id);
    v_invoice.kind := 'debit_note';
    v_invoice.issued_on := p_asked_on;
    if p_request_key is not null then
        v_repeated := tolsel_billing.match_invoice(
            v_invoice, array[v_line], p_customer.tenant_id);
        if v_repeated.invoice_id is not null then
            return v_repeated.journal_id;
        end if;
    end if;
    v_invoice := tolsel_billing.add_invoice(v_invoice, array[v_line]);
    v_invoice := tolsel_billing.book_invoice(v_invoice, p_customer, p_issued_on, p_issued_on);
    return v_invoice.journal_id;
end
$add_debit_note$;
comment on function tolsel_billing.add_debit_note is
$$Books what an adjustment adds to what a customer owes, in the series DN, and answers with its
journal. The caller has locked the customer.
raises: UB013 more_than_may_be_owed, UC024 request_key_reused, and the refusals of
tolsel_ledger.post_lines$$;
