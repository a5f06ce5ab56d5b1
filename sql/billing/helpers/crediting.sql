-- How a credit note comes about: numbered and booked like an invoice, it then pays like a payment,
-- whose number it has.

create or replace function tolsel_billing.add_credit_note(
    p_note tolsel_billing.credit_note,
    p_lines tolsel_billing.invoice_line[],
    p_customer tolsel_billing.customer,
    p_issued_on date,
    p_metadata jsonb,
    p_request_key text
)
returns tolsel_billing.payment
language plpgsql
volatile
as $add_credit_note$
declare
    v_tenant_id bigint := p_customer.tenant_id;
    v_note tolsel_billing.credit_note := p_note;
    v_payment tolsel_billing.payment;
    v_open_amount numeric;
begin
    v_payment := tolsel_billing.read_payment(
        p_customer.customer_id, (select sum(l.amount::numeric) from unnest(p_lines) l),
        p_method => null, p_channel_id => null,
        p_invoice_ids => array_remove(array[p_note.invoice_id], null), p_invoice_amounts => null,
        p_surplus => 'keep', p_paid_on => p_issued_on, p_provider_reference => null,
        p_metadata => p_metadata, p_request_key => p_request_key, p_tenant_id => v_tenant_id);
    v_payment.kind := 'credit_note';
    v_payment.payment_id := nextval('tolsel_billing.payment_payment_id_seq');
    v_payment.status := 'completed';
    v_payment.allocated_amount := tolsel_core.at_scale(0, p_customer.scale);
    v_payment.completed_at := tolsel_core.clock_at();
    v_note.number := tolsel_billing.take_number(v_note.series, v_tenant_id);
    v_payment.journal_id := tolsel_billing.post_document(
        p_lines, p_customer, -1, p_issued_on,
        format('Credit note %s-%s', v_note.series, v_note.number));
    v_payment := tolsel_billing.add_payment(v_payment);
    insert into tolsel_billing.credit_note (
        tenant_id, credit_note_id, customer_id, branch_id, invoice_id, series, number, reference,
        reason)
    values (
        v_tenant_id, v_payment.payment_id, v_payment.customer_id, v_note.branch_id,
        v_note.invoice_id, v_note.series, v_note.number, v_note.reference, v_note.reason);
    insert into tolsel_billing.credit_note_line (
        tenant_id, credit_note_id, line_no, account_id, amount, quantity, description, tax_rate,
        base_amount, metadata)
    select v_tenant_id, v_payment.payment_id, l.line_no, l.account_id, l.amount, l.quantity,
        l.description, l.tax_rate, l.base_amount, coalesce(l.metadata, '{}')
    from unnest(p_lines) l;
    perform tolsel_core.emit_event(
        'credit_note.issued', 'credit_note', v_payment.payment_id,
        jsonb_build_object(
            'customer_id', p_customer.customer_id, 'invoice_id', v_note.invoice_id,
            'credit_note_number', v_note.series || '-' || v_note.number,
            'amount', v_payment.amount::text, 'currency', p_customer.currency,
            'reason', v_note.reason),
        v_tenant_id);
    -- What it credits and is still owed is paid by it; the rest is the customer's credit.
    select i.balance_amount into v_open_amount from tolsel_billing.invoice i
    where i.tenant_id = v_tenant_id and i.invoice_id = v_note.invoice_id;
    if v_open_amount > 0 then
        perform tolsel_billing.add_allocation(
            v_payment, v_note.invoice_id, least(v_open_amount, v_payment.amount),
            p_allocated_on => null);
    end if;
    return v_payment;
end
$add_credit_note$;
comment on function tolsel_billing.add_credit_note is
$$Numbers and books a credit note, and lets it pay what is open of the invoice that it credits. The
caller has locked the customer and judged the note.
raises: UC024 request_key_reused, and the refusals of tolsel_ledger.post_lines$$;

create or replace function tolsel_billing.check_credited_invoice(
    p_invoice_id bigint, p_amount numeric, p_customer tolsel_billing.customer
)
returns void
language plpgsql
stable
as $check_credited_invoice$
declare
    v_invoice tolsel_billing.invoice;
    v_credited_amount numeric;
begin
    select * into v_invoice from tolsel_billing.invoice i
    where i.tenant_id = p_customer.tenant_id and i.customer_id = p_customer.customer_id
        and i.invoice_id = p_invoice_id;
    if not found then
        perform tolsel_core.refuse('UB002', format('Invoice %s.', p_invoice_id));
    elsif v_invoice.status in ('draft', 'void') then
        perform tolsel_core.refuse('UB004', format(
            'Invoice %s is %s.', p_invoice_id, v_invoice.status));
    end if;
    v_credited_amount := (
        select coalesce(sum(p.amount::numeric), 0)
        from tolsel_billing.credit_note n
        join tolsel_billing.payment p
            on p.tenant_id = n.tenant_id and p.payment_id = n.credit_note_id
        where n.tenant_id = p_customer.tenant_id and n.invoice_id = p_invoice_id
            and p.voided_at is null);
    if v_credited_amount + p_amount > v_invoice.total_amount then
        perform tolsel_core.refuse('UB060', format(
            'Of invoice %s over %s %s is credited; %s more is %s too much.', p_invoice_id,
            v_invoice.total_amount, v_credited_amount, p_amount,
            v_credited_amount + p_amount - v_invoice.total_amount));
    end if;
end
$check_credited_invoice$;
comment on function tolsel_billing.check_credited_invoice is
$$Checks that a customer has an invoice that was issued, and that no more of it is credited than it
had. The caller has locked the customer.
raises: UB002 invoice_not_found, UB004 invoice_not_open, UB060 more_than_invoiced$$;

create or replace function tolsel_billing.match_credit_note(
    p_note tolsel_billing.credit_note,
    p_lines tolsel_billing.invoice_line[],
    p_issued_on date,
    p_metadata jsonb,
    p_request_key text
)
returns tolsel_billing.credit_note
language plpgsql
stable
as $match_credit_note$
declare
    v_payment tolsel_billing.payment;
    v_note tolsel_billing.credit_note;
begin
    select * into v_payment from tolsel_billing.payment p
    where p.tenant_id = p_note.tenant_id and p.request_key = p_request_key;
    if not found then
        return null;
    end if;
    select * into v_note from tolsel_billing.credit_note n
    where n.tenant_id = p_note.tenant_id and n.credit_note_id = v_payment.payment_id;
    perform tolsel_core.check_repeated(
        format('%s %s', replace(v_payment.kind, '_', ' '), v_payment.payment_id),
        to_jsonb(v_payment) || coalesce(to_jsonb(v_note), '{}') || jsonb_build_object(
            'issued_on', v_payment.paid_on,
            'lines', tolsel_billing.lines_as_json(tolsel_billing.lines_of_credit_note(
                v_payment.payment_id, p_note.tenant_id))),
        jsonb_build_object(
            'kind', 'credit_note', 'customer_id', p_note.customer_id,
            'branch_id', p_note.branch_id, 'invoice_id', p_note.invoice_id, 'series', p_note.series,
            'reference', p_note.reference, 'reason', p_note.reason, 'metadata', p_metadata,
            'issued_on', coalesce(p_issued_on, v_payment.paid_on),
            'lines', tolsel_billing.lines_as_json(p_lines)));
    perform tolsel_core.check_standing(
        format('credit note %s-%s', v_note.series, v_note.number), p_request_key,
        v_payment.void_reason);
    return v_note;
end
$match_credit_note$;
comment on function tolsel_billing.match_credit_note is
$$Answers with the credit note under a request key, which must have the same content and stand;
null where the key is new. A day that is not named is whatever the first call got.
raises: UB032 request_undone, UC024 request_key_reused$$;

create or replace function tolsel_billing.lines_of_credit_note(
    p_credit_note_id bigint, p_tenant_id bigint
)
returns tolsel_billing.invoice_line[]
language sql
stable
as $lines_of_credit_note$
    select array(
        select row(
            l.tenant_id, l.credit_note_id, l.line_no, l.account_id, l.amount, l.quantity,
            l.description, l.tax_rate, l.base_amount, l.metadata)::tolsel_billing.invoice_line
        from tolsel_billing.credit_note_line l
        where l.tenant_id = p_tenant_id and l.credit_note_id = p_credit_note_id
        order by l.line_no);
$lines_of_credit_note$;
comment on function tolsel_billing.lines_of_credit_note is
    'Answers with the lines of a credit note in the form of those of an invoice.';

create or replace function tolsel_billing.match_adjustment(
    p_customer tolsel_billing.customer,
    p_amount numeric,
    p_reason text,
    p_account_id bigint,
    p_invoice_id bigint,
    p_branch_id bigint,
    p_adjusted_on date,
    p_request_key text
)
returns bigint
language plpgsql
stable
as $match_adjustment$
declare
    v_note record;
begin
    -- Under the key of what adds there may be what takes off, or the other way round.
    select n.* into v_note
    from (
        select i.request_key, i.kind, i.invoice_id as document_id, i.journal_id, i.customer_id,
            i.total_amount as amount, l.description as reason, l.account_id,
            null::bigint as invoice_id, i.branch_id, i.issued_on as adjusted_on, i.void_reason
        from tolsel_billing.invoice i
        join tolsel_billing.invoice_line l
            on l.tenant_id = i.tenant_id and l.invoice_id = i.invoice_id and l.line_no = 1
        where i.tenant_id = p_customer.tenant_id and i.request_key = p_request_key
            and (p_amount > 0 or i.kind = 'debit_note')
        union all
        select p.request_key, p.kind, p.payment_id, p.journal_id, p.customer_id, -p.amount,
            n.reason, l.account_id, n.invoice_id, n.branch_id, p.paid_on, p.void_reason
        from tolsel_billing.payment p
        left join tolsel_billing.credit_note n
            on n.tenant_id = p.tenant_id and n.credit_note_id = p.payment_id
        left join tolsel_billing.credit_note_line l
            on l.tenant_id = p.tenant_id and l.credit_note_id = p.payment_id and l.line_no = 1
        where p.tenant_id = p_customer.tenant_id and p.request_key = p_request_key
            and (p_amount < 0 or p.kind = 'credit_note')
    ) n;
    if found then
        perform tolsel_core.check_repeated(
            format('%s %s', replace(v_note.kind, '_', ' '), v_note.document_id), to_jsonb(v_note),
            jsonb_build_object(
                'kind', case when p_amount > 0 then 'debit_note' else 'credit_note' end,
                'customer_id', p_customer.customer_id, 'amount', p_amount, 'reason', p_reason,
                'account_id', p_account_id, 'invoice_id', p_invoice_id,
                'branch_id', p_branch_id,
                'adjusted_on', coalesce(p_adjusted_on, v_note.adjusted_on)));
        perform tolsel_core.check_standing(
            format('%s %s', replace(v_note.kind, '_', ' '), v_note.document_id), p_request_key,
            v_note.void_reason);
    end if;
    return v_note.journal_id;
end
$match_adjustment$;
comment on function tolsel_billing.match_adjustment is
$$Answers with the journal of the adjustment under a request key, which must have the same content
and stand; null where the key is new. A day that is not named is whatever the first call got.
raises: UB032 request_undone, UC024 request_key_reused$$;
