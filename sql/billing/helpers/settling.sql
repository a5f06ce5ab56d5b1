-- Many payments at once, each the whole of one open invoice, as banks tell of them: the same as
-- tolsel_billing.settle_payment for one after the other, with one statement a table.

create or replace function tolsel_billing.list_whole_invoices(
    p_customer_ids bigint[], p_invoice_ids bigint[], p_amounts numeric[], p_tenant_id bigint
)
returns setof bigint
language plpgsql
volatile
as $list_whole_invoices$
begin
    -- Lock: customer by customer, in their order; what they have open stands still from here on.
    perform from tolsel_billing.customer c
    where c.tenant_id = p_tenant_id and c.customer_id = any(p_customer_ids)
    order by c.customer_id
    for no key update;
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
    -- Lists are joined with tables row by row (offset 0): nothing is known of how long they are,
    -- and for each row of a table that seems short a list would be gone through.
    v_channel tolsel_channel.payment_channel;
    v_now timestamptz := tolsel_core.clock_at();
    v_user_id bigint := tolsel_core.context_user_id(p_tenant_id);
    v_request_id text := tolsel_core.context_request_id();
    v_ids bigint[];
    v_days date[];
    v_journal_ids bigint[];
begin
    -- Refuse: what is the same of all of them, once.
    perform tolsel_channel.check_method(p_method, p_tenant_id);
    v_channel := tolsel_channel.check_channel(p_channel_id, p_currency, p_tenant_id);
    -- Write: the ledger first, which locks the balances and may refuse too.
    v_ids := array(
        select nextval('tolsel_billing.payment_payment_id_seq') from unnest(p_invoice_ids));
    with day as materialized (
        select a.asked_on, tolsel_channel.choose_day(
            v_channel, a.asked_on, 'The day of payment', p_tenant_id) as paid_on
        from (select distinct u.asked_on from unnest(p_days) u(asked_on)) a
    )
    select array_agg(d.paid_on order by n.place) into v_days
    from unnest(p_days) with ordinality n(asked_on, place)
    join day d on d.asked_on = n.asked_on;
    v_journal_ids := tolsel_billing.post_payments(
        v_channel, v_ids, p_customer_ids, p_amounts, v_days, p_tenant_id);
    insert into tolsel_billing.payment (
        tenant_id, payment_id, customer_id, kind, status, method, channel_id, amount,
        allocated_amount, paid_on, invoice_ids, surplus, is_provider, processing_ms, opened_at,
        completed_at, journal_id, user_id, request_id, metadata)
    overriding system value
    select p_tenant_id, n.payment_id, n.customer_id, 'payment', 'completed', p_method,
        p_channel_id, n.amount, n.amount, n.paid_on, array[n.invoice_id], 'keep', false,
        round(1000 * extract(epoch from clock_timestamp() - now())), v_now, v_now,
        n.journal_id, v_user_id, v_request_id, n.metadata
    from unnest(
            v_ids, v_journal_ids, p_customer_ids, p_invoice_ids, p_amounts, v_days, p_metadata)
        n(payment_id, journal_id, customer_id, invoice_id, amount, paid_on, metadata)
    order by n.payment_id;
    insert into tolsel_billing.payment_tracking (
        tenant_id, payment_id, attempt_no, status, user_id, login, request_id)
    select p_tenant_id, n.payment_id, 1, s.status, v_user_id, tolsel_core.acting_login(),
        v_request_id
    from unnest(v_ids) n(payment_id)
    cross join (values ('initiated'), ('completed')) s(status)
    order by n.payment_id;
    insert into tolsel_billing.allocation (
        tenant_id, payment_id, invoice_id, customer_id, amount, allocated_on, is_initial, user_id,
        request_id)
    select p_tenant_id, n.payment_id, n.invoice_id, n.customer_id, n.amount,
        greatest(n.paid_on, i.issued_on), true, v_user_id, v_request_id
    from unnest(v_ids, p_invoice_ids, p_customer_ids, p_amounts, v_days)
        n(payment_id, invoice_id, customer_id, amount, paid_on)
    cross join lateral (
        select i.issued_on from tolsel_billing.invoice i
        where i.tenant_id = p_tenant_id and i.invoice_id = n.invoice_id
        offset 0
    ) i
    order by n.payment_id;
    with paid as materialized (
        select n.customer_id, count(*) as payments, sum(n.amount) as amount,
            max(n.paid_on) as paid_on
        from unnest(p_customer_ids, p_amounts, v_days) n(customer_id, amount, paid_on)
        group by n.customer_id
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
                'customer_id', n.customer_id, 'amount', n.amount::text, 'currency', p_currency,
                'method', p_method, 'channel_id', p_channel_id)
            from unnest(p_customer_ids, p_amounts) with ordinality n(customer_id, amount, place)
            order by n.place),
        p_tenant_id);
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
tolsel_billing.list_whole_invoices has said with the customers locked: the same as
tolsel_billing.settle_payment for each. Answers with them in their order.
raises: the refusals of tolsel_channel.check_method, tolsel_channel.check_channel,
tolsel_channel.choose_day and tolsel_ledger.post_lines$$;

create or replace function tolsel_billing.post_payments(
    p_channel tolsel_channel.payment_channel,
    p_payment_ids bigint[],
    p_customer_ids bigint[],
    p_amounts numeric[],
    p_days date[],
    p_tenant_id bigint
)
returns bigint[]
language plpgsql
volatile
as $post_payments$
begin
    -- Lists are joined with tables row by row (offset 0): nothing is known of how long they are,
    -- and for each row of a table that seems short a list would be gone through.
    return tolsel_ledger.post(
        array(
            select tolsel_ledger.head_of(n.place::integer, 'Payment ' || n.payment_id)
            from unnest(p_payment_ids) with ordinality n(payment_id, place)
            order by n.place),
        array(
            select row(n.place, l.line_no, l.account_id, l.amount, n.paid_on, null)
                ::tolsel_ledger.line
            from unnest(p_customer_ids, p_amounts, p_days)
                with ordinality n(customer_id, amount, paid_on, place)
            cross join lateral (
                select c.account_id from tolsel_billing.customer c
                where c.tenant_id = p_tenant_id and c.customer_id = n.customer_id
                offset 0
            ) c
            cross join lateral (
                values (1, c.account_id, -n.amount), (2, p_channel.account_id, n.amount)
            ) l(line_no, account_id, amount)),
        p_is_public => false, p_tenant_id => p_tenant_id);
end
$post_payments$;
comment on function tolsel_billing.post_payments is
$$Posts payments into a channel, from each customer's account to the channel's, and answers with
their journals in the same order.
raises: the refusals of tolsel_ledger.post_lines$$;
