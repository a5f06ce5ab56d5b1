-- Many invoices at once: each is read and judged as the call for one does it, then all are written
-- with one statement a table.

create or replace function tolsel_billing.read_invoice_item(
    p_item jsonb, p_lines tolsel_billing.invoice_line[], p_tenant_id bigint
)
returns tolsel_billing.invoice
language plpgsql
stable
as $read_invoice_item$
declare
    v_invoice tolsel_billing.invoice;
begin
    v_invoice := tolsel_billing.read_invoice(
        (p_item ->> 'customer_id')::bigint, p_lines, p_item ->> 'reference',
        coalesce(p_item ->> 'series', 'INV'), nullif(p_item -> 'metadata', 'null'),
        p_item ->> 'request_key', p_tenant_id);
    v_invoice.branch_id := tolsel_core.branch_id_of(
        (p_item ->> 'branch_id')::bigint, p_tenant_id);
    v_invoice.uses_credit := coalesce((p_item ->> 'uses_credit')::boolean, false);
    v_invoice.issued_on := (p_item ->> 'issued_on')::date;
    v_invoice.due_on := (p_item ->> 'due_on')::date;
    return v_invoice;
end
$read_invoice_item$;
comment on function tolsel_billing.read_invoice_item is
$$Reads an invoice as tolsel.issue_invoices describes it, whose lines were read.
raises: UC018 branch_not_found, and the refusals of tolsel_billing.read_invoice$$;

create or replace function tolsel_billing.write_invoices(
    p_invoices tolsel_billing.invoice[],
    p_lines tolsel_billing.invoice_line[],
    p_line_nos integer[],
    p_tenant_id bigint,
    p_item_nos bigint[]
)
returns bigint[]
language plpgsql
volatile
as $write_invoices$
declare
    v_ids bigint[];
    v_numbers bigint[];
    v_journal_ids bigint[];
begin
    -- Write: others wait for the numbers, so they are taken late, right before the balances.
    v_ids := array(
        select nextval('tolsel_billing.invoice_invoice_id_seq')
        from generate_series(1, cardinality(p_invoices)));
    v_numbers := tolsel_billing.take_numbers(
        array(select i.series from unnest(p_invoices) i), p_tenant_id);
    v_journal_ids := tolsel_billing.post_documents(
        p_lines, p_line_nos,
        array(
            select c.account_id
            from unnest(p_invoices) with ordinality i
            cross join lateral (
                select c.account_id from tolsel_billing.customer c
                where c.tenant_id = p_tenant_id and c.customer_id = i.customer_id
                offset 0
            ) c
            order by i.ordinality),
        1, array(select i.issued_on::date from unnest(p_invoices) i),
        array(
            select format('Invoice %s-%s', i.series, v_numbers[i.ordinality])
            from unnest(p_invoices) with ordinality i
            order by i.ordinality),
        p_tenant_id, p_item_nos, array(select i.request_key::text from unnest(p_invoices) i));
    perform tolsel_billing.add_invoices(
        p_invoices, v_ids, v_numbers, v_journal_ids, p_tenant_id, p_item_nos);
    insert into tolsel_billing.invoice_line (
        tenant_id, invoice_id, line_no, account_id, amount, quantity, description, tax_rate,
        base_amount, metadata)
    select p_tenant_id, v_ids[p_line_nos[l.ordinality]], l.line_no, l.account_id, l.amount,
        l.quantity, l.description, l.tax_rate, l.base_amount, l.metadata
    from unnest(p_lines) with ordinality l
    order by l.ordinality;
    perform tolsel_billing.move_series(
        array(select i.series from unnest(p_invoices) i), v_numbers, p_tenant_id);
    -- Hand on:
    perform tolsel_billing.emit_issued(p_invoices, v_ids, p_tenant_id);
    perform tolsel_core.note_item(p_item_nos[i.ordinality], i.request_key),
        tolsel_billing.spend_credit(
            tolsel_billing.get_customer(i.customer_id, p_tenant_id), v_ids[i.ordinality],
            p_allocated_on => null)
    from (
        select * from unnest(p_invoices) with ordinality i
        where i.uses_credit
        order by i.ordinality
    ) i;
    return v_ids;
end
$write_invoices$;
comment on function tolsel_billing.write_invoices is
$$Numbers and books invoices that are judged, and answers with their ids: the same as
tolsel_billing.add_invoice and tolsel_billing.book_invoice for each. Each line has the number of its
invoice among them. The caller has locked the customers, and says which item of its call each one
is.
raises: UC024 request_key_reused, and the refusals of tolsel_ledger.post_lines$$;

create or replace function tolsel_billing.add_invoices(
    p_invoices tolsel_billing.invoice[],
    p_ids bigint[],
    p_numbers bigint[],
    p_journal_ids bigint[],
    p_tenant_id bigint,
    p_item_nos bigint[]
)
returns void
language plpgsql
volatile
as $add_invoices$
declare
    v_count integer;
begin
    -- In the order of keys, so that no two calls wait for each other's keys in a circle.
    insert into tolsel_billing.invoice (
        tenant_id, invoice_id, customer_id, branch_id, kind, series, number, reference,
        uses_credit, issued_on, due_on, total_amount, paid_amount, credited_amount, journal_id,
        user_id, request_key, request_id, metadata)
    overriding system value
    select p_tenant_id, p_ids[i.ordinality], i.customer_id, i.branch_id, i.kind, i.series,
        p_numbers[i.ordinality], i.reference, i.uses_credit, i.issued_on, i.due_on,
        i.total_amount, 0 * i.total_amount, 0 * i.total_amount, p_journal_ids[i.ordinality],
        tolsel_core.context_user_id(p_tenant_id), i.request_key,
        tolsel_core.context_request_id(), i.metadata
    from unnest(p_invoices) with ordinality i
    order by i.request_key, i.ordinality
    on conflict (tenant_id, request_key) where request_key is not null do nothing;
    get diagnostics v_count = row_count;
    -- The key was free a moment ago: a call for another customer has taken it meanwhile.
    if v_count < cardinality(p_invoices) then
        perform tolsel_core.note_item(p_item_nos[i.ordinality], i.request_key),
            tolsel_core.refuse('UC024', format('Key %L.', i.request_key))
        from unnest(p_invoices) with ordinality i
        where not exists (
            select from tolsel_billing.invoice o
            where o.tenant_id = p_tenant_id and o.invoice_id = p_ids[i.ordinality]);
    end if;
end
$add_invoices$;
comment on function tolsel_billing.add_invoices is
$$Writes invoices that are numbered and booked.
raises: UC024 request_key_reused$$;

create or replace function tolsel_billing.emit_issued(
    p_invoices tolsel_billing.invoice[], p_ids bigint[], p_tenant_id bigint
)
returns void
language plpgsql
volatile
as $emit_issued$
begin
    perform tolsel_core.emit_first_events(
        'invoice.issued', 'invoice', p_ids, array(
            select jsonb_build_object(
                'customer_id', i.customer_id, 'amount', i.total_amount::text,
                'currency', c.currency, 'due_on', i.due_on)
            from unnest(p_invoices) with ordinality i
            cross join lateral (
                select c.currency from tolsel_billing.customer c
                where c.tenant_id = p_tenant_id and c.customer_id = i.customer_id
                offset 0
            ) c
            order by i.ordinality),
        p_tenant_id);
    -- Of what costs nothing nothing is open.
    perform tolsel_billing.emit_paid(p_ids[i.ordinality], i.customer_id, i.issued_on, p_tenant_id)
    from (
        select * from unnest(p_invoices) with ordinality i
        where i.total_amount = 0
        order by i.ordinality
    ) i;
end
$emit_issued$;
comment on function tolsel_billing.emit_issued is
    'Tells that invoices were issued, and of those of 0 that they are paid.';
