-- Calls with many items: each is read and judged as the call for one does it, with its number kept
-- for refusals; then all are written together.

create or replace function tolsel_billing.check_items(p_items jsonb, p_names text[])
returns void
language plpgsql
stable
as $check_items$
declare
    v_fault record;
begin
    if jsonb_typeof(p_items) is distinct from 'array' then
        perform tolsel_core.refuse('UB035', format(
            'The items are %s.', coalesce('a JSON ' || jsonb_typeof(p_items), 'null')));
    elsif jsonb_array_length(p_items) > 10000 then
        perform tolsel_core.refuse('UB035', format('%s items.', jsonb_array_length(p_items)));
    end if;
    select i.item_no, i.item into v_fault
    from jsonb_array_elements(p_items) with ordinality i(item, item_no)
    where (case when jsonb_typeof(i.item) = 'object' then i.item - p_names = '{}' end
        and tolsel_core.is_id_text(i.item ->> 'customer_id')
        and coalesce(tolsel_core.is_amount_text(i.item ->> 'amount'), not 'amount' = any(p_names))
        and coalesce(tolsel_core.is_amount_text(i.item ->> 'received_amount'), true)
        and coalesce(tolsel_core.is_id_text(i.item ->> 'channel_id'), true)
        and coalesce(tolsel_core.is_id_text(i.item ->> 'branch_id'), true)
        and tolsel_billing.is_number_list(i.item -> 'invoice_ids', p_is_id => true)
        and tolsel_billing.is_number_list(i.item -> 'invoice_amounts', p_is_id => false)
        and coalesce(jsonb_typeof(i.item -> 'uses_credit') in ('boolean', 'null'), true)
        and coalesce(tolsel_core.is_date_text(i.item ->> 'paid_on'), true)
        and coalesce(tolsel_core.is_date_text(i.item ->> 'issued_on'), true)
        and coalesce(tolsel_core.is_date_text(i.item ->> 'due_on'), true)
    ) is not true
    order by i.item_no
    limit 1;
    if found then
        perform tolsel_core.note_item(v_fault.item_no, v_fault.item ->> 'request_key');
        perform tolsel_core.refuse('UB035', left(v_fault.item::text, 200) || '.');
    end if;
end
$check_items$;
comment on function tolsel_billing.check_items is
$$Checks that items are at most 10,000 objects with values of these names, which can be read.
raises: UB035 items_not_readable$$;

create or replace function tolsel_billing.read_payments(p_payments jsonb, p_tenant_id bigint)
returns tolsel_billing.payment[]
language plpgsql
volatile
as $read_payments$
declare
    v_item record;
    v_payment tolsel_billing.payment;
    v_payments tolsel_billing.payment[] := array[]::tolsel_billing.payment[];
begin
    perform tolsel_billing.check_items(
        p_payments,
        '{customer_id,amount,method,channel_id,invoice_ids,invoice_amounts,surplus}'::text[]
            || '{paid_on,provider_reference,metadata,received_amount,request_key}'::text[]);
    for v_item in
        select i.item_no, r.*
        from jsonb_array_elements(p_payments) with ordinality i(item, item_no)
        cross join lateral jsonb_to_record(i.item) as r(
            customer_id bigint, amount numeric, method text, channel_id bigint,
            invoice_ids bigint[], invoice_amounts numeric[], surplus text, paid_on date,
            provider_reference text, metadata jsonb, received_amount numeric, request_key text)
        order by i.item_no
    loop
        perform tolsel_core.note_item(v_item.item_no, v_item.request_key);
        v_payment := tolsel_billing.read_payment(
            v_item.customer_id, v_item.amount, v_item.method, v_item.channel_id,
            v_item.invoice_ids, v_item.invoice_amounts, coalesce(v_item.surplus, 'refuse'),
            v_item.paid_on, v_item.provider_reference, v_item.metadata, v_item.request_key,
            p_tenant_id);
        if v_item.received_amount is not null then
            v_payment.rounding_amount := tolsel_billing.rounding_of(
                v_item.amount, v_item.received_amount);
        end if;
        v_payments := v_payments || v_payment;
    end loop;
    return v_payments;
end
$read_payments$;
comment on function tolsel_billing.read_payments is
$$Reads payments as tolsel.record_payments describes them.
raises: UB035 items_not_readable, and the refusals of tolsel_billing.read_payment$$;

create or replace function tolsel_billing.match_payments(p_payments tolsel_billing.payment[])
returns tolsel_billing.payment[]
language plpgsql
volatile
as $match_payments$
declare
    v_payments tolsel_billing.payment[] := p_payments;
    v_payment tolsel_billing.payment;
    v_item_no integer := 0;
begin
    foreach v_payment in array p_payments loop
        v_item_no := v_item_no + 1;
        continue when v_payment.request_key is null or v_payment.payment_id is not null;
        perform tolsel_core.note_item(v_item_no, v_payment.request_key);
        v_payment := tolsel_billing.match_recorded(v_payment);
        if v_payment.payment_id is not null then
            v_payments[v_item_no] := v_payment;
        end if;
    end loop;
    return v_payments;
end
$match_payments$;
comment on function tolsel_billing.match_payments is
$$Answers payments with those in their place whose key was used before, for the same.
raises: UB032 request_undone, UC024 request_key_reused$$;

create or replace function tolsel_billing.settle_items(
    p_payments tolsel_billing.payment[], p_item_nos bigint[], p_tenant_id bigint
)
returns bigint[]
language plpgsql
volatile
as $settle_items$
declare
    v_payments tolsel_billing.payment[] := p_payments;
    v_payment tolsel_billing.payment;
    v_payment_no integer := 0;
    v_customer tolsel_billing.customer;
    v_channel tolsel_channel.payment_channel;
    v_place_ids bigint[] := array[]::bigint[];
    v_portions tolsel_billing.portion[];
    v_order bigint[];
begin
    -- Refuse: each by itself, then customer by customer what it is for.
    foreach v_payment in array p_payments loop
        v_payment_no := v_payment_no + 1;
        perform tolsel_core.note_item(p_item_nos[v_payment_no], v_payment.request_key);
        v_customer := tolsel_billing.get_customer(v_payment.customer_id, p_tenant_id);
        if v_payment.rounding_amount is not null then
            v_payment.rounding_account_id := tolsel_billing.check_rounding(
                v_payment, v_customer.currency);
        end if;
        v_channel := tolsel_billing.check_payment(v_payment, v_customer);
        v_place_ids := v_place_ids || coalesce(
            v_channel.account_id,
            tolsel_ledger.purpose_account(
                'undeposited_funds', v_customer.currency, p_tenant_id));
        v_payment.paid_on := tolsel_channel.choose_day(
            v_channel, v_payment.paid_on, 'The day of payment', p_tenant_id,
            p_account_id => v_customer.account_id);
        v_payments[v_payment_no] := v_payment;
    end loop;
    perform tolsel_billing.check_items_references(v_payments, p_item_nos);
    v_order := array(
        select p.ordinality from unnest(v_payments) with ordinality p
        order by p.customer_id, p.ordinality);
    v_portions := tolsel_billing.plan_portions(
        array(select v_payments[n] from unnest(v_order) n), p_is_strict => true,
        p_item_nos => array(select p_item_nos[n] from unnest(v_order) n));
    v_portions := array(
        select row(v_order[l.payment_no], l.invoice_id, l.amount, l.issued_on)
            ::tolsel_billing.portion
        from unnest(v_portions) with ordinality
            l(payment_no, invoice_id, amount, issued_on, place)
        order by v_order[l.payment_no], l.place);
    -- Write and hand on:
    perform tolsel_core.note_item(null, null);
    return tolsel_billing.write_payments(
        v_payments, v_portions, v_place_ids, p_tenant_id, p_item_nos);
end
$settle_items$;
comment on function tolsel_billing.settle_items is
$$Judges and books new payments, which are these items of a call, as if one after the other, and
answers with their ids. The caller has locked the customers.
raises: the refusals of tolsel_billing.settle_payment$$;

create or replace function tolsel_billing.check_items_references(
    p_payments tolsel_billing.payment[], p_item_nos bigint[]
)
returns void
language plpgsql
volatile
as $check_items_references$
declare
    v_fault record;
begin
    select n.no, n.first_no, n.method, n.provider_reference, n.request_key into v_fault
    from (
        select p.ordinality as no, p.method, p.provider_reference, p.request_key,
            min(p.ordinality) over (partition by p.method, p.provider_reference) as first_no
        from unnest(p_payments) with ordinality p
        where p.has_unique_reference
    ) n
    where n.no > n.first_no
    order by n.no
    limit 1;
    if found then
        perform tolsel_core.note_item(p_item_nos[v_fault.no], v_fault.request_key);
        perform tolsel_core.refuse('UB026', format(
            '%s %L belongs to item %s.', v_fault.method, v_fault.provider_reference,
            p_item_nos[v_fault.first_no]));
    end if;
end
$check_items_references$;
comment on function tolsel_billing.check_items_references is
$$Checks that no two payments of a call have the same number of a provider who vouches for it.
raises: UB026 provider_reference_reused$$;

create or replace function tolsel_billing.post_items(
    p_heads tolsel_ledger.head[],
    p_lines tolsel_ledger.line[],
    p_item_nos bigint[],
    p_keys text[],
    p_tenant_id bigint
)
returns bigint[]
language plpgsql
volatile
as $post_items$
declare
    v_detail text;
    v_hint text;
    v_no integer;
begin
    return tolsel_ledger.post(
        p_heads, p_lines, p_is_public => false, p_tenant_id => p_tenant_id);
exception when others then
    -- The ledger has named the journal by its number.
    get stacked diagnostics v_detail = pg_exception_detail, v_hint = pg_exception_hint;
    v_no := substring(v_detail from '^Journal ([0-9]+)')::integer;
    if sqlstate !~ '^U' or p_item_nos[v_no] is null then
        raise;
    end if;
    perform tolsel_core.note_item(p_item_nos[v_no], p_keys[v_no]);
    perform tolsel_core.refuse(sqlstate, v_detail, v_hint);
    return null;
end
$post_items$;
comment on function tolsel_billing.post_items is
$$Posts the journals of several documents, and says which item of a call it is that the ledger
refuses, where there are such.
raises: the refusals of tolsel_ledger.post_lines$$;
