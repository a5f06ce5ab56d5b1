-- What the documents of tenant 1 have left in the books, with numbers in the place of ids, so that
-- two ways to the same books can be compared.
create function tap.books()
returns jsonb
language sql
set role = none
set search_path = pg_catalog, pg_temp
as $books$
    with journal as (
        select *, row_number() over (order by journal_id) as no
        from tolsel_ledger.journal where tenant_id = 1
    ), payment as (
        select *, row_number() over (order by payment_id) as no
        from tolsel_billing.payment where tenant_id = 1
    ), invoice as (
        select *, row_number() over (order by invoice_id) as no
        from tolsel_billing.invoice where tenant_id = 1
    )
    select jsonb_build_object(
        'journal', (select jsonb_agg(jsonb_build_array(j.no, j.metadata, j.request_key, j.login,
                regexp_replace(j.description, 'Payment .*', 'Payment')) order by j.no) from journal j),
        'entry', (select jsonb_agg(jsonb_build_array(j.no, e.line_no, e.account_id, e.slot, e.version, e.amount,
                e.balance_after, e.effective_on) order by j.no, e.line_no)
            from tolsel_ledger.entry e join journal j using (tenant_id, journal_id)),
        'balance', (select jsonb_agg(jsonb_build_array(b.account_id, b.slot, b.balance, b.version)
                order by b.account_id, b.slot) from tolsel_ledger.balance b where b.tenant_id = 1),
        'day', (select jsonb_agg(to_jsonb(d) order by d.account_id, d.effective_on, d.slot)
            from tolsel_ledger.daily_total d where d.tenant_id = 1),
        'customer', (select jsonb_agg(to_jsonb(c) - 'opened_at' order by c.customer_id)
            from tolsel_billing.customer c where c.tenant_id = 1),
        'series', (select jsonb_agg(to_jsonb(s) order by s.series)
            from tolsel_billing.number_series s where s.tenant_id = 1),
        'invoice', (select jsonb_agg(to_jsonb(i) - '{invoice_id,recorded_at}'::text[]
                || jsonb_build_object('journal_id', (select j.no from journal j where j.journal_id = i.journal_id))
                order by i.no) from invoice i),
        'line', (select jsonb_agg(to_jsonb(l) || jsonb_build_object('invoice_id', i.no) order by i.no, l.line_no)
            from tolsel_billing.invoice_line l join invoice i using (tenant_id, invoice_id)),
        'payment', (select jsonb_agg(to_jsonb(p) - '{payment_id,opened_at,completed_at,processing_ms}'::text[]
                || jsonb_build_object(
                    'journal_id', (select j.no from journal j where j.journal_id = p.journal_id),
                    'invoice_ids', (select jsonb_agg(i.no order by u.place)
                        from unnest(p.invoice_ids) with ordinality u(id, place) join invoice i on i.invoice_id = u.id))
                order by p.no) from payment p),
        'tracking', (select jsonb_agg(to_jsonb(t) - 'recorded_at'
                || jsonb_build_object('payment_id', p.no) order by p.no, t.attempt_no, t.is_last)
            from tolsel_billing.payment_tracking t join payment p using (tenant_id, payment_id)),
        'allocation', (select jsonb_agg(to_jsonb(a) - '{allocation_id,paid_at}'::text[]
                || jsonb_build_object('payment_id', p.no, 'invoice_id', i.no) order by a.allocation_id)
            from tolsel_billing.allocation a
            join payment p using (tenant_id, payment_id) join invoice i using (tenant_id, invoice_id)),
        'event', (select jsonb_agg(jsonb_build_array(e.document, d.no, e.sequence_no, e.topic, e.payload
                || case when e.payload ? 'payment_id' then jsonb_build_object('payment_id', (
                    select p.no from payment p where p.payment_id = (e.payload ->> 'payment_id')::bigint))
                    else '{}' end)
                order by e.document, d.no, e.sequence_no)
            from tolsel_core.event e
            cross join lateral (select coalesce(
                case e.document when 'payment' then (select p.no from payment p where p.payment_id = e.document_id)
                    when 'invoice' then (select i.no from invoice i where i.invoice_id = e.document_id) end,
                e.document_id) as no) d
            where e.tenant_id = 1));
$books$;
-- Which parts of two books differ.
create function tap.differences(p_one jsonb, p_other jsonb) returns text language sql
    return (select string_agg(o.key, ', ') from jsonb_each(p_one) o where o.value is distinct from p_other -> o.key);
-- As many calls, one by one in their order.
create function tap.pay_singly(p_items jsonb) returns void language sql
begin atomic
    select tolsel.record_payment(
        r.customer_id, r.amount, r.method, r.channel_id, r.invoice_ids, r.invoice_amounts,
        coalesce(r.surplus, 'refuse'), r.paid_on, r.provider_reference, r.metadata, r.received_amount, r.request_key)
    from jsonb_array_elements(p_items) with ordinality i(item, no)
    cross join lateral jsonb_to_record(i.item) as r(
        customer_id bigint, amount numeric, method text, channel_id bigint, invoice_ids bigint[],
        invoice_amounts numeric[], surplus text, paid_on date, provider_reference text, metadata jsonb,
        received_amount numeric, request_key text)
    order by i.no;
end;
create function tap.issue_singly(p_items jsonb) returns void language sql
begin atomic
    select tolsel.issue_invoice(
        r.customer_id, r.lines, r.due_on, r.issued_on, r.uses_credit, r.reference, coalesce(r.series, 'INV'),
        r.metadata, r.branch_id, r.request_key)
    from jsonb_array_elements(p_items) with ordinality i(item, no)
    cross join lateral jsonb_to_record(i.item) as r(
        customer_id bigint, lines jsonb, due_on date, issued_on date, uses_credit boolean, reference text,
        series text, metadata jsonb, branch_id bigint, request_key text)
    order by i.no;
end;
