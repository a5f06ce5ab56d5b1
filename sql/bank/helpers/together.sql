-- What rules have found is booked together where it is plain: a payment that is the whole of one
-- open invoice. All else is booked one by one, and both do the same.

create or replace function tolsel_bank.attempt_plain(
    p_plain tolsel_bank.proposal[], p_account tolsel_bank.bank_account
)
returns integer
language plpgsql
volatile
as $attempt_plain$
declare
    v_half integer := cardinality(p_plain) / 2;
begin
    return tolsel_bank.book_plain(p_plain, p_account);
exception when others then
    -- One of them cannot be booked: the halves without it are, and the few that are left then go
    -- one by one, which says what is wrong with which.
    if sqlstate not like 'U%' then
        raise;
    elsif v_half < 10 then
        return 0;
    end if;
    return tolsel_bank.attempt_plain(p_plain[:v_half], p_account)
        + tolsel_bank.attempt_plain(p_plain[v_half + 1:], p_account);
end
$attempt_plain$;
comment on function tolsel_bank.attempt_plain is
    'Books what is plain together, as much of it as can be, and answers how many.';

create or replace function tolsel_bank.book_plain(
    p_plain tolsel_bank.proposal[], p_account tolsel_bank.bank_account
)
returns integer
language plpgsql
volatile
set plan_cache_mode = force_generic_plan
set enable_seqscan = off
set jit = off
as $book_plain$
declare
    -- Much is written to tables that may have little so far: a plan, or the check of a foreign key,
    -- that reads such a table whole would read it for each row.
    v_tenant_id bigint := p_account.tenant_id;
    v_plain tolsel_bank.proposal[];
    v_whole_ids bigint[];
    v_detail_ids bigint[];
    v_match_ids bigint[];
    v_journal_ids bigint[];
    v_amounts numeric[];
    v_days date[];
begin
    -- Lock, and judge again: what was found may be paid meanwhile.
    v_whole_ids := array(
        select w.invoice_id
        from (
            select array_agg(p.customer_id) as customer_ids,
                array_agg(p.invoice_ids[1]) as invoice_ids, array_agg(d.amount) as amounts
            from unnest(p_plain) p
            cross join lateral (
                select d.amount, d.booked_on from tolsel_bank.entry_detail d
                where d.tenant_id = v_tenant_id and d.detail_id = p.detail_id
                offset 0
            ) d
        ) n
        cross join lateral tolsel_billing.list_whole_invoices(
            n.customer_ids, n.invoice_ids, n.amounts, v_tenant_id) w(invoice_id));
    if cardinality(v_whole_ids) = 0 then
        return 0;
    end if;
    v_plain := tolsel_bank.proposals_of(p_plain, v_whole_ids);
    v_detail_ids := array(select p.detail_id from unnest(v_plain) p order by p.detail_id);
    -- Write: the payments, then their matches, in the same order.
    with plain as materialized (
        select p.detail_id, p.customer_id, p.invoice_ids[1] as invoice_id, d.amount, d.booked_on
        from unnest(v_plain) p
        cross join lateral (
            select d.amount, d.booked_on from tolsel_bank.entry_detail d
            where d.tenant_id = v_tenant_id and d.detail_id = p.detail_id
            offset 0
        ) d
    ), day as materialized (
        select b.booked_on, tolsel_bank.open_day(
            p_account.channel_id, b.booked_on, v_tenant_id) as open_on
        from (select distinct n.booked_on from plain n) b
    ), told as materialized (
        select array_agg(n.customer_id order by n.detail_id) as customer_ids,
            array_agg(n.invoice_id order by n.detail_id) as invoice_ids,
            array_agg(n.amount order by n.detail_id) as amounts,
            array_agg(d.open_on order by n.detail_id) as days,
            array_agg(jsonb_build_object('bank_entry', n.detail_id) order by n.detail_id)
                as metadata
        from plain n
        join day d on d.booked_on = n.booked_on
    )
    select array_agg(s.journal_id order by s.payment_id),
        array_agg(s.amount order by s.payment_id), array_agg(s.paid_on order by s.payment_id)
    into v_journal_ids, v_amounts, v_days
    from told t
    cross join lateral tolsel_billing.settle_payments(
        p_account.channel_id, 'bank_transfer', p_account.currency, t.customer_ids, t.invoice_ids,
        t.amounts, t.days, t.metadata, v_tenant_id) s;
    v_match_ids := tolsel_bank.add_plain_matches(v_plain, p_account);
    insert into tolsel_bank.match_posting (
        tenant_id, match_id, channel_id, journal_id, amount, posted_on, is_made)
    select v_tenant_id, n.match_id, p_account.channel_id, n.journal_id, n.amount, n.posted_on, true
    from unnest(v_match_ids, v_journal_ids, v_amounts, v_days)
        n(match_id, journal_id, amount, posted_on);
    perform tolsel_bank.take_details(v_detail_ids, v_match_ids, v_tenant_id);
    return cardinality(v_match_ids);
end
$book_plain$;
comment on function tolsel_bank.book_plain is
$$Books payments that each are the whole of one open invoice, those that still are, all at once, and
answers how many. The caller has locked the bank account.
raises: the refusals of tolsel_billing.settle_payments$$;

create or replace function tolsel_bank.plain_of(
    p_proposals tolsel_bank.proposal[], p_tenant_id bigint, p_today date
)
returns tolsel_bank.proposal[]
language sql
stable
as $plain_of$
    -- An invoice that several name is for the first of them, also where that one is not plain.
    select array(
        select n.proposal
        from (
            select p as proposal, row_number() over (
                partition by i.invoice_id order by p.detail_id) as place
            from unnest(p_proposals) p
            cross join lateral unnest(p.invoice_ids) i(invoice_id)
            where p.kind in ('invoice', 'customer')
        ) n
        cross join lateral (
            select d.booked_on from tolsel_bank.entry_detail d
            where d.tenant_id = p_tenant_id and d.detail_id = (n.proposal).detail_id
            offset 0
        ) d
        where d.booked_on <= p_today and n.place = 1 and cardinality((n.proposal).invoice_ids) = 1
            and (n.proposal).charge_amount = 0 and (n.proposal).discount_amount = 0
        order by (n.proposal).detail_id);
$plain_of$;
comment on function tolsel_bank.plain_of is
    'Lists, of what rules have found, the payments of one invoice with nothing missing, each invoice
once.';

create or replace function tolsel_bank.proposals_of(
    p_proposals tolsel_bank.proposal[], p_invoice_ids bigint[]
)
returns tolsel_bank.proposal[]
language sql
stable
set enable_nestloop = off
as $proposals_of$
    -- Nothing is known of how long the lists are: pair by pair, long ones would never end.
    select array(
        select p
        from unnest(p_proposals) p
        join unnest(p_invoice_ids) i(invoice_id) on i.invoice_id = p.invoice_ids[1]
        order by p.detail_id);
$proposals_of$;
comment on function tolsel_bank.proposals_of is
    'Lists, of what rules have found, what pays the invoices given.';

create or replace function tolsel_bank.add_plain_matches(
    p_proposals tolsel_bank.proposal[], p_account tolsel_bank.bank_account
)
returns bigint[]
language plpgsql
volatile
as $add_plain_matches$
declare
    v_match_ids bigint[];
begin
    with made as (
        insert into tolsel_bank.match (
            tenant_id, channel_id, kind, rule_id, reason, amount, detail_ids, user_id, login,
            request_id)
        select p_account.tenant_id, p_account.channel_id, 'invoice', p.rule_id, p.reason, d.amount,
            array[p.detail_id], tolsel_core.context_user_id(p_account.tenant_id),
            tolsel_core.acting_login(), tolsel_core.context_request_id()
        from unnest(p_proposals) p
        cross join lateral (
            select d.amount, d.booked_on from tolsel_bank.entry_detail d
            where d.tenant_id = p_account.tenant_id and d.detail_id = p.detail_id
            offset 0
        ) d
        order by p.detail_id
        returning match_id, detail_ids[1] as detail_id, amount
    ), told as (
        select array_agg(m.match_id order by m.detail_id) as match_ids,
            array_agg(jsonb_build_object(
                'channel_id', p_account.channel_id, 'kind', 'invoice', 'amount', m.amount::text)
                order by m.detail_id) as payloads
        from made m
    )
    select t.match_ids into v_match_ids
    from told t
    cross join lateral tolsel_core.emit_first_events(
        'bank_match.made', 'bank_match', t.match_ids, t.payloads, p_account.tenant_id);
    return v_match_ids;
end
$add_plain_matches$;
comment on function tolsel_bank.add_plain_matches is
    'Writes the matches of payments that are one invoice each, and answers with them in order.';

create or replace function tolsel_bank.take_details(
    p_detail_ids bigint[], p_match_ids bigint[], p_tenant_id bigint
)
returns void
language sql
volatile
set enable_nestloop = off
as $take_details$
    update tolsel_bank.entry_detail d set match_id = n.match_id, refusal = null
    from unnest(p_detail_ids, p_match_ids) n(detail_id, match_id)
    where d.tenant_id = p_tenant_id and d.detail_id = n.detail_id
        and d.detail_id between p_detail_ids[1] and p_detail_ids[cardinality(p_detail_ids)];
$take_details$;
comment on function tolsel_bank.take_details is
    'Writes on payments, in ascending order, which match each has.';

create or replace function tolsel_bank.today_of(p_account tolsel_bank.bank_account)
returns date
language sql
stable
as $today_of$
    select tolsel_core.branch_date(c.branch_id, null, p_account.tenant_id)
    from tolsel_channel.payment_channel c
    where c.tenant_id = p_account.tenant_id and c.channel_id = p_account.channel_id;
$today_of$;
comment on function tolsel_bank.today_of is
    'Answers the business day of the branch that the channel of a bank account belongs to.';
