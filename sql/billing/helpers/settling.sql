-- Many payments at once: the same as tolsel_billing.settle_payment for one after the other, with
-- one statement a table. Lists are joined with tables row by row (offset 0): nothing is known of
-- how long they are, and for each row of a table that seems short a list would be gone through.

create or replace function tolsel_billing.list_whole_invoices(
    p_customer_ids bigint[], p_invoice_ids bigint[], p_amounts numeric[], p_tenant_id bigint
)
returns setof bigint
language plpgsql
volatile
as $list_whole_invoices$
begin
    perform tolsel_billing.lock_customers(p_customer_ids, p_tenant_id);
    return query
    select i.invoice_id
    from unnest(p_customer_ids, p_invoice_ids, p_amounts) a(customer_id, invoice_id, amount)
    cross join lateral (
        select i.invoice_id from tolsel_billing.invoice i
        where i.tenant_id = p_tenant_id and i.invoice_id = a.invoice_id
            and i.customer_id = a.customer_id and i.balance_amount = a.amount
            and (i.status in ('open', 'partial')) is true
        offset 0
    ) i;
end
$list_whole_invoices$;
comment on function tolsel_billing.list_whole_invoices is
    'Locks customers, and lists those of their invoices of which exactly the amount given is open.';

create or replace function tolsel_billing.settle_payments(
    p_channel_id bigint,
    p_method text,
    p_currency text,
    p_customer_ids bigint[],
    p_invoice_ids bigint[],
    p_amounts numeric[],
    p_days date[],
    p_metadata jsonb[],
    p_tenant_id bigint
)
returns setof tolsel_billing.payment
language plpgsql
volatile
as $settle_payments$
declare
    v_channel tolsel_channel.payment_channel;
    v_payment tolsel_billing.payment;
    v_payments tolsel_billing.payment[] := array[]::tolsel_billing.payment[];
    v_portions tolsel_billing.portion[] := array[]::tolsel_billing.portion[];
    v_told record;
    v_ids bigint[];
begin
    -- Refuse: what is the same of all of them, once.
    perform tolsel_channel.check_method(p_method, p_tenant_id);
    v_channel := tolsel_channel.check_channel(p_channel_id, p_currency, p_tenant_id);
    v_payment := tolsel_billing.read_payment(
        p_customer_ids[1], p_amounts[1], p_method, p_channel_id, p_invoice_ids => null,
        p_invoice_amounts => null, p_surplus => 'keep', p_paid_on => null,
        p_provider_reference => null, p_metadata => null, p_request_key => null,
        p_tenant_id => p_tenant_id);
    for v_told in
        with day as materialized (
            select a.asked_on, tolsel_channel.choose_day(
                v_channel, a.asked_on, 'The day of payment', p_tenant_id) as paid_on
            from (select distinct u.asked_on from unnest(p_days) u(asked_on)) a
        )
        select n.customer_id, n.invoice_id, n.amount, n.metadata, d.paid_on, i.issued_on
        from unnest(p_customer_ids, p_invoice_ids, p_amounts, p_days, p_metadata)
            with ordinality n(customer_id, invoice_id, amount, asked_on, metadata, place)
        cross join lateral (
            select i.issued_on from tolsel_billing.invoice i
            where i.tenant_id = p_tenant_id and i.invoice_id = n.invoice_id
            offset 0
        ) i
        join day d on d.asked_on = n.asked_on
        order by n.place
    loop
        v_payment.customer_id := v_told.customer_id;
        v_payment.amount := v_told.amount;
        v_payment.invoice_ids := array[v_told.invoice_id];
        v_payment.paid_on := v_told.paid_on;
        v_payment.metadata := v_told.metadata;
        v_payments := v_payments || v_payment;
        v_portions := v_portions || row(
            cardinality(v_payments), v_told.invoice_id, v_told.amount, v_told.issued_on)
            ::tolsel_billing.portion;
    end loop;
    -- Write and hand on:
    v_ids := tolsel_billing.write_payments(
        v_payments, v_portions,
        array_fill(v_channel.account_id, array[cardinality(v_payments)]), p_tenant_id);
    return query
    select p.*
    from unnest(v_ids) u(payment_id)
    cross join lateral (
        select * from tolsel_billing.payment p
        where p.tenant_id = p_tenant_id and p.payment_id = u.payment_id
        offset 0
    ) p;
end
$settle_payments$;
comment on function tolsel_billing.settle_payments is
$$Books payments into one channel, each of which pays the whole of one open invoice, as
tolsel_billing.list_whole_invoices has said with the customers locked. Answers with them in their
order.
raises: the refusals of tolsel_channel.check_method, tolsel_channel.check_channel,
tolsel_channel.choose_day and tolsel_ledger.post_lines$$;

create or replace function tolsel_billing.write_payments(
    p_payments tolsel_billing.payment[],
    p_portions tolsel_billing.portion[],
    p_place_ids bigint[],
    p_tenant_id bigint,
    p_item_nos bigint[] default null
)
returns bigint[]
language plpgsql
volatile
as $write_payments$
declare
    v_payments tolsel_billing.payment[] := p_payments;
    v_payment tolsel_billing.payment;
    v_portion tolsel_billing.portion;
    v_ids bigint[];
    v_journal_ids bigint[];
begin
    -- Write: the ledger first, which locks the balances and may refuse too.
    v_ids := array(
        select nextval('tolsel_billing.payment_payment_id_seq')
        from generate_series(1, cardinality(p_payments)));
    v_journal_ids := tolsel_billing.post_payments(
        p_payments, v_ids, p_place_ids, p_tenant_id, p_item_nos);
    foreach v_portion in array p_portions loop
        v_payment := v_payments[v_portion.payment_no];
        v_payment.allocated_amount := v_payment.allocated_amount + v_portion.amount;
        v_payments[v_portion.payment_no] := v_payment;
    end loop;
    perform tolsel_billing.add_payments(
        v_payments, v_ids, v_journal_ids, p_tenant_id, p_item_nos);
    insert into tolsel_billing.allocation (
        tenant_id, payment_id, invoice_id, customer_id, amount, allocated_on, is_initial, user_id,
        request_id)
    select p_tenant_id, v_ids[l.payment_no], l.invoice_id,
        (p_payments[l.payment_no]).customer_id, tolsel_core.at_scale(l.amount, c.scale),
        greatest((p_payments[l.payment_no]).paid_on, l.issued_on), true,
        tolsel_core.context_user_id(p_tenant_id), tolsel_core.context_request_id()
    from unnest(p_portions) with ordinality
        l(payment_no, invoice_id, amount, issued_on, place)
    cross join lateral (
        select c.scale from tolsel_billing.customer c
        where c.tenant_id = p_tenant_id
            and c.customer_id = (p_payments[l.payment_no]).customer_id
        offset 0
    ) c
    order by l.place;
    with paid as materialized (
        select p.customer_id, count(*) as payments, sum(p.amount::numeric) as amount,
            max(p.paid_on) as paid_on
        from unnest(p_payments) p
        group by p.customer_id
    )
    update tolsel_billing.customer c
    set payment_count = c.payment_count + n.payments,
        payment_total = c.payment_total + n.amount,
        last_payment_on = greatest(c.last_payment_on, n.paid_on)
    from paid n
    where c.tenant_id = p_tenant_id and c.customer_id = n.customer_id;
    -- Hand on:
    perform tolsel_core.emit_first_events(
        'payment.completed', 'payment', v_ids, array(
            select jsonb_build_object(
                'customer_id', p.customer_id,
                'amount', tolsel_core.at_scale(p.amount, c.scale)::text, 'currency', c.currency,
                'method', p.method, 'channel_id', p.channel_id)
            from unnest(p_payments) with ordinality p
            cross join lateral (
                select c.currency, c.scale from tolsel_billing.customer c
                where c.tenant_id = p_tenant_id and c.customer_id = p.customer_id
                offset 0
            ) c
            order by p.ordinality),
        p_tenant_id);
    return v_ids;
end
$write_payments$;
comment on function tolsel_billing.write_payments is
$$Books payments that are judged and divided, each into the account of its place, and answers with
their ids: the same as tolsel_billing.settle_payment for each. The caller has locked the customers,
and says which item of its call each one is, where it has such.
raises: UC024 request_key_reused, and the refusals of tolsel_ledger.post_lines$$;

create or replace function tolsel_billing.add_payments(
    p_payments tolsel_billing.payment[],
    p_ids bigint[],
    p_journal_ids bigint[],
    p_tenant_id bigint,
    p_item_nos bigint[]
)
returns void
language plpgsql
volatile
as $add_payments$
declare
    v_count integer;
begin
    -- In the order of keys, so that no two calls wait for each other's keys in a circle.
    insert into tolsel_billing.payment (
        tenant_id, payment_id, customer_id, kind, status, method, channel_id, amount,
        allocated_amount, refunded_amount, paid_on, invoice_ids, invoice_amounts, surplus,
        is_provider,
        has_unique_reference, provider_reference, processing_ms, opened_at, completed_at,
        journal_id, rounding_amount, rounding_account_id, user_id, request_key, request_id,
        metadata)
    overriding system value
    select p_tenant_id, p_ids[p.ordinality], p.customer_id, p.kind, 'completed', p.method,
        p.channel_id, tolsel_core.at_scale(p.amount, c.scale),
        tolsel_core.at_scale(p.allocated_amount, c.scale), tolsel_core.at_scale(0, c.scale),
        p.paid_on, p.invoice_ids, p.invoice_amounts,
        p.surplus, p.is_provider, p.has_unique_reference, p.provider_reference,
        round(1000 * extract(epoch from clock_timestamp() - now())), p.opened_at, p.opened_at,
        p_journal_ids[p.ordinality], p.rounding_amount, p.rounding_account_id,
        tolsel_core.context_user_id(p_tenant_id), p.request_key,
        tolsel_core.context_request_id(), p.metadata
    from unnest(p_payments) with ordinality p
    cross join lateral (
        select c.scale from tolsel_billing.customer c
        where c.tenant_id = p_tenant_id and c.customer_id = p.customer_id
        offset 0
    ) c
    order by p.request_key, p.ordinality
    on conflict (tenant_id, request_key) where request_key is not null do nothing;
    get diagnostics v_count = row_count;
    -- The key was free a moment ago: a call for another customer has taken it meanwhile.
    if v_count < cardinality(p_payments) then
        perform tolsel_core.note_item(p_item_nos[p.ordinality], p.request_key),
            tolsel_core.refuse('UC024', format('Key %L.', p.request_key))
        from unnest(p_payments) with ordinality p
        where not exists (
            select from tolsel_billing.payment q
            where q.tenant_id = p_tenant_id and q.payment_id = p_ids[p.ordinality]);
    end if;
    insert into tolsel_billing.payment_tracking (
        tenant_id, payment_id, attempt_no, status, user_id, login, request_id)
    select p_tenant_id, n.payment_id, 1, s.status, tolsel_core.context_user_id(p_tenant_id),
        tolsel_core.acting_login(), tolsel_core.context_request_id()
    from unnest(p_ids) n(payment_id)
    cross join (values ('initiated'), ('completed')) s(status)
    order by n.payment_id;
end
$add_payments$;
comment on function tolsel_billing.add_payments is
$$Writes payments that are booked, and the trail of each: what tolsel_billing.add_payment does for
one.
raises: UC024 request_key_reused$$;

create or replace function tolsel_billing.post_payments(
    p_payments tolsel_billing.payment[],
    p_ids bigint[],
    p_place_ids bigint[],
    p_tenant_id bigint,
    p_item_nos bigint[]
)
returns bigint[]
language plpgsql
volatile
as $post_payments$
begin
    return tolsel_billing.post_items(
        array(
            select tolsel_ledger.head_of(n.place::integer, 'Payment ' || n.payment_id)
            from unnest(p_ids) with ordinality n(payment_id, place)
            order by n.place),
        array(
            select row(p.ordinality, l.line_no, l.account_id, l.amount, p.paid_on, null)
                ::tolsel_ledger.line
            from unnest(p_payments) with ordinality p
            cross join lateral (
                select c.account_id from tolsel_billing.customer c
                where c.tenant_id = p_tenant_id and c.customer_id = p.customer_id
                offset 0
            ) c
            cross join lateral (
                values (1, c.account_id, -p.amount::numeric),
                    (2, p_place_ids[p.ordinality], p.amount - coalesce(p.rounding_amount, 0)),
                    (3, p.rounding_account_id, p.rounding_amount::numeric)
            ) l(line_no, account_id, amount)
            where l.amount is not null),
        p_item_nos, array(select p.request_key::text from unnest(p_payments) p), p_tenant_id);
end
$post_payments$;
comment on function tolsel_billing.post_payments is
$$Posts payments, each from its customer's account to the account of its place, and answers with
their journals in the same order. Where cash was rounded, the difference is on its account.
raises: the refusals of tolsel_ledger.post_lines$$;
