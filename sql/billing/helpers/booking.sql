-- How an invoice or a debit note gets into the books: its number, its lines, its journal.

create or replace function tolsel_billing.book_invoice(
    p_invoice tolsel_billing.invoice,
    p_customer tolsel_billing.customer,
    p_issued_on date,
    p_due_on date,
    p_is_limited boolean default true,
    p_new_lines tolsel_billing.invoice_line[] default null
)
returns tolsel_billing.invoice
language plpgsql
volatile
as $book_invoice$
declare
    v_tenant_id bigint := p_invoice.tenant_id;
    v_lines tolsel_billing.invoice_line[] := p_new_lines;
    v_number bigint;
    v_invoice tolsel_billing.invoice := p_invoice;
begin
    if v_lines is null then
        v_lines := array(
            select l from tolsel_billing.invoice_line l
            where l.tenant_id = v_tenant_id and l.invoice_id = p_invoice.invoice_id);
    end if;
    -- Refuse: what is owed stands still while the customer is locked.
    perform tolsel_billing.check_booking(
        p_invoice, v_lines, p_customer, p_issued_on, p_due_on, p_is_limited);
    -- Write: others wait for the number, so it is taken late, right before the balances.
    v_number := tolsel_billing.take_number(p_invoice.series, v_tenant_id);
    v_invoice.journal_id := tolsel_billing.post_document(
        v_lines, p_customer, 1, p_issued_on, format('Invoice %s-%s', p_invoice.series, v_number));
    if p_new_lines is null then
        update tolsel_billing.invoice i
        set number = v_number, issued_on = p_issued_on, due_on = p_due_on,
            journal_id = v_invoice.journal_id
        where i.tenant_id = v_tenant_id and i.invoice_id = p_invoice.invoice_id
        returning * into v_invoice;
    else
        v_invoice.number := v_number;
        v_invoice.issued_on := p_issued_on;
        v_invoice.due_on := p_due_on;
        v_invoice := tolsel_billing.add_invoice(v_invoice, p_new_lines);
    end if;
    -- Hand on:
    perform tolsel_core.emit_event(
        'invoice.issued', 'invoice', v_invoice.invoice_id,
        jsonb_build_object(
            'customer_id', p_customer.customer_id, 'amount', v_invoice.total_amount::text,
            'currency', p_customer.currency, 'due_on', p_due_on),
        v_tenant_id);
    if v_invoice.total_amount = 0 then
        perform tolsel_billing.emit_paid(
            v_invoice.invoice_id, p_customer.customer_id, p_issued_on, v_tenant_id);
    end if;
    if v_invoice.uses_credit then
        perform tolsel_billing.spend_credit(
            p_customer, v_invoice.invoice_id, p_allocated_on => null);
        select * into v_invoice from tolsel_billing.invoice i
        where i.tenant_id = v_tenant_id and i.invoice_id = v_invoice.invoice_id;
    end if;
    return v_invoice;
end
$book_invoice$;
comment on function tolsel_billing.book_invoice is
$$Numbers a draft and books it, or a new invoice with its lines, which is then written once; uses
the customer's credit for it where it says so. What is used already is booked however much the
customer owes: it is not limited. The caller has locked the customer.
raises: UB013 more_than_may_be_owed, UB017 due_before_issued, UB064 customer_not_active, and the
refusals of tolsel_ledger.post_lines$$;

create or replace function tolsel_billing.emit_paid(
    p_invoice_id bigint, p_customer_id bigint, p_issued_on date, p_tenant_id bigint
)
returns void
language plpgsql
volatile
as $emit_paid$
begin
    perform tolsel_core.emit_event(
        'invoice.paid', 'invoice', p_invoice_id,
        jsonb_build_object(
            'customer_id', p_customer_id, 'payment_id', null, 'credit_note_id', null,
            'amount', '0', 'balance', '0', 'allocated_on', p_issued_on),
        p_tenant_id);
end
$emit_paid$;
comment on function tolsel_billing.emit_paid is
    'Tells that an invoice of 0, of which nothing is open, is paid.';

create or replace function tolsel_billing.check_booking(
    p_invoice tolsel_billing.invoice,
    p_lines tolsel_billing.invoice_line[],
    p_customer tolsel_billing.customer,
    p_issued_on date,
    p_due_on date,
    p_is_limited boolean default true,
    p_owed_more numeric default 0
)
returns void
language plpgsql
stable
as $check_booking$
declare
    v_owed numeric;
begin
    if not p_customer.is_active then
        perform tolsel_core.refuse('UB064', format(
            'Customer %s (%s).', p_customer.customer_id, p_customer.name));
    end if;
    -- What is taken over from another customer may have been due before.
    if p_due_on < p_issued_on and p_invoice.kind <> 'debit_note' then
        perform tolsel_core.refuse('UB017', format(
            'Issued on %s, due on %s.', p_issued_on, p_due_on));
    end if;
    if p_is_limited and p_customer.owed_limit is not null then
        select b.balance + p_owed_more into v_owed from tolsel_ledger.balance b
        where b.tenant_id = p_invoice.tenant_id and b.account_id = p_customer.account_id
            and b.slot = 0;
        -- What was owed in another system is moved in as it is.
        if v_owed + p_invoice.total_amount > p_customer.owed_limit
            and not tolsel_billing.are_moved_in(
                p_lines, p_customer.currency, p_invoice.tenant_id)
        then
            perform tolsel_core.refuse('UB013', format(
                'Customer %s (%s) owes %s %s and may owe %s; %s more is %s too much.',
                p_customer.customer_id, p_customer.name, v_owed, p_customer.currency,
                p_customer.owed_limit, p_invoice.total_amount,
                v_owed + p_invoice.total_amount - p_customer.owed_limit));
        end if;
    end if;
end
$check_booking$;
comment on function tolsel_billing.check_booking is
$$Checks that an invoice of these lines may be booked for these days. Unless it is not limited, the
customer may owe no more by it than its limit, with what earlier items of the call add to that. The
caller has locked the customer.
raises: UB013 more_than_may_be_owed, UB017 due_before_issued, UB064 customer_not_active$$;

create or replace function tolsel_billing.is_moved_in(
    p_invoice tolsel_billing.invoice, p_currency text
)
returns boolean
language sql
stable
as $is_moved_in$
    select tolsel_billing.are_moved_in(
        array(
            select l from tolsel_billing.invoice_line l
            where l.tenant_id = p_invoice.tenant_id and l.invoice_id = p_invoice.invoice_id),
        p_currency, p_invoice.tenant_id);
$is_moved_in$;
comment on function tolsel_billing.is_moved_in is
    'Answers whether all of an invoice is booked against the opening balances: it was owed before.';

create or replace function tolsel_billing.are_moved_in(
    p_lines tolsel_billing.invoice_line[], p_currency text, p_tenant_id bigint
)
returns boolean
language sql
stable
as $are_moved_in$
    select bool_and(l.account_id = tolsel_ledger.purpose_account(
        'opening_balance', p_currency, p_tenant_id))
    from unnest(p_lines) l;
$are_moved_in$;
comment on function tolsel_billing.are_moved_in is
    'Answers whether all lines of an invoice are booked against the opening balances.';

create or replace function tolsel_billing.add_invoice(
    p_invoice tolsel_billing.invoice, p_lines tolsel_billing.invoice_line[]
)
returns tolsel_billing.invoice
language plpgsql
volatile
set plan_cache_mode = force_generic_plan
as $add_invoice$
declare
    v_invoice tolsel_billing.invoice;
begin
    insert into tolsel_billing.invoice (
        tenant_id, customer_id, branch_id, kind, series, number, reference, uses_credit, issued_on,
        due_on, total_amount, paid_amount, credited_amount, journal_id, user_id, request_key,
        request_id, metadata)
    values (
        p_invoice.tenant_id, p_invoice.customer_id, p_invoice.branch_id, p_invoice.kind,
        p_invoice.series, p_invoice.number, p_invoice.reference, p_invoice.uses_credit,
        p_invoice.issued_on, p_invoice.due_on, p_invoice.total_amount,
        tolsel_core.at_scale(0, scale(p_invoice.total_amount)),
        tolsel_core.at_scale(0, scale(p_invoice.total_amount)), p_invoice.journal_id,
        tolsel_core.context_user_id(p_invoice.tenant_id), p_invoice.request_key,
        tolsel_core.context_request_id(), p_invoice.metadata)
    on conflict (tenant_id, request_key) where request_key is not null do nothing
    returning * into v_invoice;
    -- The key was free a moment ago: a call for another customer has taken it meanwhile.
    if not found then
        perform tolsel_core.refuse('UC024', format('Key %L.', p_invoice.request_key));
    end if;
    insert into tolsel_billing.invoice_line (
        tenant_id, invoice_id, line_no, account_id, amount, quantity, description, tax_rate,
        base_amount, metadata)
    select v_invoice.tenant_id, v_invoice.invoice_id, l.line_no, l.account_id, l.amount, l.quantity,
        l.description, l.tax_rate, l.base_amount, coalesce(l.metadata, '{}')
    from unnest(p_lines) l;
    return v_invoice;
end
$add_invoice$;
comment on function tolsel_billing.add_invoice is
$$Writes a draft, or an invoice that is booked, and its lines. The caller has locked the customer.
raises: UC024 request_key_reused$$;

create or replace function tolsel_billing.add_debit_note(
    p_customer tolsel_billing.customer,
    p_amount numeric,
    p_reason text,
    p_account_id bigint,
    p_branch_id bigint,
    p_issued_on date,
    p_request_key text,
    p_series text default 'DN'
)
returns bigint
language plpgsql
volatile
as $add_debit_note$
declare
    v_line tolsel_billing.invoice_line;
    v_invoice tolsel_billing.invoice;
begin
    v_line.line_no := 1;
    v_line.account_id := p_account_id;
    v_line.amount := p_amount;
    v_line.description := p_reason;
    v_invoice := tolsel_billing.read_invoice(
        p_customer.customer_id, array[v_line], p_reference => null, p_series => p_series,
        p_metadata => null, p_request_key => p_request_key, p_tenant_id => p_customer.tenant_id);
    v_invoice.kind := 'debit_note';
    v_invoice.branch_id := p_branch_id;
    v_invoice := tolsel_billing.book_invoice(
        v_invoice, p_customer, p_issued_on, p_issued_on, p_new_lines => array[v_line]);
    return v_invoice.journal_id;
end
$add_debit_note$;
comment on function tolsel_billing.add_debit_note is
$$Books what an adjustment adds to what a customer owes, and answers with its
journal. The caller has locked the customer.
raises: UB013 more_than_may_be_owed, UC024 request_key_reused, and the refusals of
tolsel_ledger.post_lines$$;
