create or replace function tolsel.issue_invoices(
    p_invoices jsonb, p_tenant_id bigint default tolsel.current_tenant_id()
)
returns setof tolsel_billing.invoice
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
set jit = off
as $issue_invoices$
declare
    v_item record;
    v_customer tolsel_billing.customer;
    v_lines tolsel_billing.invoice_line[];
    v_invoice tolsel_billing.invoice;
    v_at integer;
    v_ids bigint[] := array[]::bigint[];
    -- What is new: the invoices, their items, their lines and the invoice of each.
    v_new tolsel_billing.invoice[] := array[]::tolsel_billing.invoice[];
    v_new_nos bigint[] := array[]::bigint[];
    v_new_ids bigint[];
    v_new_lines tolsel_billing.invoice_line[] := array[]::tolsel_billing.invoice_line[];
    v_line_nos integer[] := array[]::integer[];
    -- What of it adds to what customers with a limit owe.
    v_limited_ids bigint[] := array[]::bigint[];
    v_limited_amounts numeric[] := array[]::numeric[];
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_billing.check_items(
        p_invoices,
        '{customer_id,lines,due_on,issued_on,uses_credit,reference,series,metadata}'::text[]
            || '{branch_id,request_key}'::text[]);
    -- Lock: what customers owe and their credit stand still from here on.
    perform tolsel_billing.lock_customers(
        array(select (i ->> 'customer_id')::bigint from jsonb_array_elements(p_invoices) i),
        p_tenant_id);
    -- Those whose key an earlier item has come last: that one is booked by then.
    for v_item in
        select i.item_no, i.item, i.item ->> 'request_key' as request_key,
            i.item ->> 'request_key' is not null and row_number() over (
                partition by i.item ->> 'request_key' order by i.item_no) > 1 as is_twin
        from jsonb_array_elements(p_invoices) with ordinality i(item, item_no)
        order by is_twin, i.item_no
    loop
        if v_item.is_twin and v_new_ids is null then
            v_new_ids := tolsel_billing.write_invoices(
                v_new, v_new_lines, v_line_nos, p_tenant_id, v_new_nos);
        end if;
        perform tolsel_core.note_item(v_item.item_no, v_item.request_key);
        v_customer := tolsel_billing.get_customer(
            (v_item.item ->> 'customer_id')::bigint, p_tenant_id);
        v_lines := tolsel_billing.read_invoice_lines(v_item.item -> 'lines', v_customer);
        v_invoice := tolsel_billing.read_invoice_item(v_item.item, v_lines, p_tenant_id);
        -- Repeat:
        if v_item.request_key is not null then
            v_ids[v_item.item_no] :=
                (tolsel_billing.match_invoice(v_invoice, v_lines)).invoice_id;
            continue when v_ids[v_item.item_no] is not null;
        end if;
        -- Refuse: as if the items before were booked.
        v_invoice.issued_on := tolsel_billing.choose_day(
            v_customer, v_invoice.issued_on, 'The day of issue', v_invoice.branch_id);
        v_invoice.due_on := coalesce(v_invoice.due_on, v_invoice.issued_on);
        if v_customer.owed_limit is not null then
            v_at := coalesce(
                array_position(v_limited_ids, v_customer.customer_id),
                cardinality(v_limited_ids) + 1);
            v_limited_ids[v_at] := v_customer.customer_id;
            v_limited_amounts[v_at] :=
                coalesce(v_limited_amounts[v_at], 0) + v_invoice.total_amount;
        end if;
        perform tolsel_billing.check_booking(
            v_invoice, v_lines, v_customer, v_invoice.issued_on, v_invoice.due_on,
            p_owed_more => v_limited_amounts[v_at] - v_invoice.total_amount);
        v_new := v_new || v_invoice;
        v_new_nos := v_new_nos || v_item.item_no;
        for v_line_no in 1 .. cardinality(v_lines) loop
            v_new_lines := v_new_lines || v_lines[v_line_no];
            v_line_nos := v_line_nos || cardinality(v_new);
        end loop;
    end loop;
    -- Write and hand on:
    if v_new_ids is null then
        v_new_ids := tolsel_billing.write_invoices(
            v_new, v_new_lines, v_line_nos, p_tenant_id, v_new_nos);
    end if;
    for v_place in 1 .. cardinality(v_new_nos) loop
        v_ids[v_new_nos[v_place]] := v_new_ids[v_place];
    end loop;
    perform tolsel_core.note_item(null, null);
    return query
    select i.*
    from unnest(v_ids) with ordinality n(invoice_id, place)
    cross join lateral (
        select * from tolsel_billing.invoice i
        where i.tenant_id = p_tenant_id and i.invoice_id = n.invoice_id
        offset 0
    ) i
    order by n.place;
end
$issue_invoices$;
comment on function tolsel.issue_invoices is
$$Issues many invoices, all or none, with the same result as tolsel.issue_invoice for one after the
other: [{"customer_id", "lines", and optional "due_on", "issued_on", "uses_credit", "reference",
"series", "metadata", "branch_id", "request_key"}, ...], at most 10,000. Answers with one invoice
for each, in their order; one whose key was used before answers with the first invoice. A refusal
names the item.
raises: UB001 customer_not_found, UB013 more_than_may_be_owed, UB014 lines_not_readable,
UB015 total_not_positive, UB016 series_not_usable, UB017 due_before_issued, UB032 request_undone,
UB035 items_not_readable, UB062 tax_not_matching, UB064 customer_not_active,
UC002 tenant_not_allowed, UC010 amount_too_precise, UC011 amount_too_large,
UC012 request_key_not_usable, UC013 metadata_not_usable, UC016 text_not_usable,
UC018 branch_not_found, UC024 request_key_reused, UH004 day_lies_ahead, UL003 account_not_found,
UL004 currency_mismatch, UL005 insufficient_funds, UL006 account_managed, UL007 period_closed,
UL010 balance_out_of_range$$;
revoke all on function tolsel.issue_invoices from public;
grant execute on function tolsel.issue_invoices to tolsel_app, tolsel_clerk;
