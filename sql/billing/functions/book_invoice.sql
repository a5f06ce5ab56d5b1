create or replace function tolsel_billing.book_invoice(
    p_invoice tolsel_billing.invoice,
    p_customer tolsel_billing.customer,
    p_issued_on date,
    p_due_on date
)
returns tolsel_billing.invoice
language plpgsql
volatile
as $book_invoice$
declare
    v_tenant_id bigint := p_invoice.tenant_id;
    v_owed numeric;
    v_number bigint;
    v_journal_id bigint;
    v_invoice tolsel_billing.invoice;
begin
    -- Refuse: what is owed stands still while the customer is locked.
    if p_due_on < p_issued_on then
        perform tolsel_core.refuse('UB017', format(
            'Issued on %s, due on %s.', p_issued_on, p_due_on));
    end if;
    select b.balance into v_owed from tolsel_ledger.balance b
    where b.tenant_id = v_tenant_id and b.account_id = p_customer.account_id and b.slot = 0;
    if v_owed + p_invoice.total_amount > p_customer.owed_limit then
        perform tolsel_core.refuse('UB013', format(
            'Customer %s (%s) owes %s %s and may owe %s; %s more is %s too much.',
            p_customer.customer_id, p_customer.name, v_owed, p_customer.currency,
            p_customer.owed_limit, p_invoice.total_amount,
            v_owed + p_invoice.total_amount - p_customer.owed_limit));
    end if;

    -- Write: the number last of what others wait for, but before the balances.
    insert into tolsel_billing.number_series as s (tenant_id, series, last_number)
    values (v_tenant_id, p_invoice.series, 1)
    on conflict (tenant_id, series) do update set last_number = s.last_number + 1
    returning last_number into v_number;
    v_journal_id := tolsel_billing.post_invoice(
        p_invoice, p_customer.account_id, p_issued_on,
        format('Invoice %s-%s', p_invoice.series, v_number));
    update tolsel_billing.invoice i
    set number = v_number, issued_on = p_issued_on, due_on = p_due_on, journal_id = v_journal_id
    where i.tenant_id = v_tenant_id and i.invoice_id = p_invoice.invoice_id;
    perform tolsel_core.emit_event(
        'invoice.issued', 'invoice', p_invoice.invoice_id,
        jsonb_build_object(
            'customer_id', p_customer.customer_id, 'amount', p_invoice.total_amount::text,
            'currency', p_customer.currency, 'due_on', p_due_on),
        v_tenant_id);
    if p_invoice.uses_credit then
        perform tolsel_billing.spend_credit(p_customer, p_invoice.invoice_id);
    end if;
    select * into v_invoice from tolsel_billing.invoice i
    where i.tenant_id = v_tenant_id and i.invoice_id = p_invoice.invoice_id;
    return v_invoice;
end
$book_invoice$;
comment on function tolsel_billing.book_invoice is
$$Numbers a draft and books it; uses the customer's credit for it where the draft says so. The
caller has locked the customer.
raises: UB013 more_than_may_be_owed, UB017 due_before_issued, and the refusals of
tolsel_ledger.post_lines$$;
