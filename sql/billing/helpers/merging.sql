-- How what is open of one customer comes to another: each open invoice is credited there and a
-- debit note here, with the day it was due and its number; credit the other way round.

create or replace function tolsel_billing.check_mergeable(
    p_from tolsel_billing.customer, p_into tolsel_billing.customer
)
returns void
language plpgsql
stable
as $check_mergeable$
declare
    v_held numeric;
begin
    if p_from.customer_id = p_into.customer_id then
        perform tolsel_core.refuse('UB118', format(
            'Customer %s into itself.', p_from.customer_id));
    elsif coalesce(p_from.merged_into_id, p_into.merged_into_id) is not null then
        perform tolsel_core.refuse('UB118', format(
            'Customer %s was merged into customer %s.',
            case when p_from.merged_into_id is null then p_into.customer_id
                else p_from.customer_id end,
            coalesce(p_from.merged_into_id, p_into.merged_into_id)));
    elsif p_from.currency <> p_into.currency then
        perform tolsel_core.refuse('UL004', format(
            'Customer %s pays in %s, customer %s in %s.', p_from.customer_id, p_from.currency,
            p_into.customer_id, p_into.currency));
    end if;
    select b.held_amount into v_held from tolsel_ledger.balance b
    where b.tenant_id = p_from.tenant_id and b.account_id = p_from.account_id and b.slot = 0;
    if v_held > 0 then
        perform tolsel_core.refuse('UB118', format(
            '%s %s of customer %s is held.', v_held, p_from.currency, p_from.customer_id));
    elsif exists (
        select from tolsel_billing.payment p
        where p.tenant_id = p_from.tenant_id and p.customer_id = p_from.customer_id
            and p.status in ('open', 'unknown'))
    then
        perform tolsel_core.refuse('UB118', format(
            'A provider has not answered for a payment of customer %s.', p_from.customer_id));
    elsif exists (
        select from tolsel_billing.invoice i
        where i.tenant_id = p_from.tenant_id and i.customer_id = p_from.customer_id
            and i.status = 'draft')
    then
        perform tolsel_core.refuse('UB118', format(
            'Customer %s has a draft.', p_from.customer_id));
    end if;
end
$check_mergeable$;
comment on function tolsel_billing.check_mergeable is
$$Checks that what is open of a customer can come to another: one of the same currency, with nothing
of it under way. The caller has locked both.
raises: UB118 customer_not_mergeable, UL004 currency_mismatch$$;

create or replace function tolsel_billing.move_invoice(
    p_invoice tolsel_billing.invoice,
    p_from tolsel_billing.customer,
    p_into tolsel_billing.customer,
    p_reason text,
    p_moved_on date
)
returns void
language plpgsql
volatile
as $move_invoice$
declare
    v_line tolsel_billing.invoice_line;
    v_note tolsel_billing.credit_note;
    v_invoice tolsel_billing.invoice;
    v_metadata jsonb := jsonb_build_object(
        'merged_customer_id', p_from.customer_id, 'merged_invoice_id', p_invoice.invoice_id);
begin
    v_line := tolsel_billing.moving_line(p_invoice.balance_amount, p_reason, p_from);
    v_note.tenant_id := p_from.tenant_id;
    v_note.branch_id := p_invoice.branch_id;
    v_note.invoice_id := p_invoice.invoice_id;
    v_note.series := 'CN';
    v_note.reason := p_reason;
    perform tolsel_billing.add_credit_note(
        v_note, array[v_line], p_from, greatest(p_moved_on, p_invoice.issued_on), v_metadata,
        p_request_key => null);
    v_invoice := tolsel_billing.read_invoice(
        p_into.customer_id, array[v_line],
        coalesce(p_invoice.reference, p_invoice.series || '-' || p_invoice.number), 'DN',
        v_metadata, p_request_key => null, p_tenant_id => p_into.tenant_id);
    v_invoice.kind := 'debit_note';
    v_invoice.branch_id := p_invoice.branch_id;
    perform tolsel_billing.book_invoice(
        tolsel_billing.add_invoice(v_invoice, array[v_line]), p_into,
        greatest(p_moved_on, p_invoice.issued_on), p_invoice.due_on);
end
$move_invoice$;
comment on function tolsel_billing.move_invoice is
$$Credits what is open of an invoice of one customer, and has another owe it, due when it was. The
caller has locked both.
raises: the refusals of tolsel_ledger.post_lines$$;

create or replace function tolsel_billing.move_credit(
    p_amount numeric,
    p_from tolsel_billing.customer,
    p_into tolsel_billing.customer,
    p_reason text,
    p_moved_on date
)
returns void
language plpgsql
volatile
as $move_credit$
declare
    v_line tolsel_billing.invoice_line;
    v_note tolsel_billing.credit_note;
    v_invoice tolsel_billing.invoice;
    v_metadata jsonb := jsonb_build_object('merged_customer_id', p_from.customer_id);
    v_branch_id bigint := tolsel_core.branch_id_of(null, p_from.tenant_id);
begin
    v_line := tolsel_billing.moving_line(p_amount, p_reason, p_from);
    v_invoice := tolsel_billing.read_invoice(
        p_from.customer_id, array[v_line], p_reference => null, p_series => 'DN',
        p_metadata => v_metadata, p_request_key => null, p_tenant_id => p_from.tenant_id);
    v_invoice.kind := 'debit_note';
    v_invoice.branch_id := v_branch_id;
    v_invoice.uses_credit := true;
    perform tolsel_billing.book_invoice(
        tolsel_billing.add_invoice(v_invoice, array[v_line]), p_from, p_moved_on, p_moved_on);
    v_note.tenant_id := p_into.tenant_id;
    v_note.branch_id := v_branch_id;
    v_note.series := 'CN';
    v_note.reason := p_reason;
    perform tolsel_billing.add_credit_note(
        v_note, array[v_line], p_into, p_moved_on, v_metadata, p_request_key => null);
end
$move_credit$;
comment on function tolsel_billing.move_credit is
$$Uses up the credit of one customer, and gives another as much. The caller has locked both.
raises: the refusals of tolsel_ledger.post_lines$$;

create or replace function tolsel_billing.moving_line(
    p_amount numeric, p_reason text, p_customer tolsel_billing.customer
)
returns tolsel_billing.invoice_line
language plpgsql
stable
as $moving_line$
declare
    v_line tolsel_billing.invoice_line;
begin
    v_line.line_no := 1;
    v_line.amount := p_amount;
    v_line.description := p_reason;
    v_line.account_id := tolsel_ledger.purpose_account(
        'opening_balance', p_customer.currency, p_customer.tenant_id);
    return v_line;
end
$moving_line$;
comment on function tolsel_billing.moving_line is
    'Answers with the line of what moves between customers: against the opening balances, where the
two halves cancel.';
