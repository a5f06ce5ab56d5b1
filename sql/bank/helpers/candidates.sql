-- What the book has that a payment may be: postings that are there already, and open invoices.

create or replace function tolsel_bank.list_open_postings(
    p_account tolsel_bank.bank_account, p_from_on date, p_to_on date
)
returns table (journal_id bigint, amount numeric, posted_on date, reference_keys text[])
language sql
stable
as $list_open_postings$
    -- Most postings are matched: those are left out before anything else is asked of them.
    with unmatched as materialized (
        select e.journal_id, sum(e.amount) as amount, min(e.effective_on) as posted_on
        from tolsel_channel.payment_channel c
        join tolsel_ledger.entry e
            on e.tenant_id = p_account.tenant_id and e.account_id = c.account_id
            and e.effective_on between p_from_on and p_to_on
        where c.tenant_id = p_account.tenant_id and c.channel_id = p_account.channel_id
            and not exists (
                select from tolsel_bank.match_posting m
                where m.tenant_id = p_account.tenant_id and m.channel_id = p_account.channel_id
                    and m.journal_id = e.journal_id and m.undone_at is null)
        group by e.journal_id
        having sum(e.amount) <> 0
    )
    select u.journal_id, u.amount, u.posted_on,
        array_remove(array[
            tolsel_bank.key_of(p.provider_reference), tolsel_bank.key_of(v.reference),
            (select max(n.account_number) from tolsel_bank.account_number n
             where n.tenant_id = p_account.tenant_id
                and n.channel_id = case when t.from_channel_id = p_account.channel_id
                    then t.to_channel_id else t.from_channel_id end)], null)
    from unmatched u
    join tolsel_ledger.journal j
        on j.tenant_id = p_account.tenant_id and j.journal_id = u.journal_id
    left join tolsel_billing.payment p
        on p.tenant_id = p_account.tenant_id and p.journal_id = u.journal_id
    left join tolsel_channel.vendor_payment v
        on v.tenant_id = p_account.tenant_id and v.journal_id = u.journal_id
    left join lateral (
        select t.from_channel_id, t.to_channel_id from tolsel_channel.channel_transfer t
        where t.tenant_id = p_account.tenant_id and t.journal_id = u.journal_id
        union all
        select t.from_channel_id, t.to_channel_id from tolsel_channel.channel_transfer t
        where t.tenant_id = p_account.tenant_id and t.arrival_journal_id = u.journal_id
    ) t on true
    -- A posting and its reversal that the bank never saw are nothing.
    where not exists (
            select from tolsel_ledger.journal r
            where r.tenant_id = p_account.tenant_id and r.reverses_journal_id = u.journal_id
                and not exists (
                    select from tolsel_bank.match_posting m
                    where m.tenant_id = p_account.tenant_id
                        and m.channel_id = p_account.channel_id
                        and m.journal_id = r.journal_id and m.undone_at is null))
        and (j.reverses_journal_id is null or exists (
            select from tolsel_bank.match_posting m
            where m.tenant_id = p_account.tenant_id and m.channel_id = p_account.channel_id
                and m.journal_id = j.reverses_journal_id and m.undone_at is null));
$list_open_postings$;
comment on function tolsel_bank.list_open_postings is
    'Lists what the book of a channel has between two days and no match is about, with the
references its documents give.';

create or replace function tolsel_bank.find_postings(
    p_account tolsel_bank.bank_account, p_after_detail_id bigint, p_limit integer
)
returns setof tolsel_bank.proposal
language sql
stable
as $find_postings$
    with detail as materialized (
        select d.detail_id, d.amount, d.booked_on, d as detail,
            d.reference_keys || tolsel_bank.key_of(d.counterparty_account) as all_keys
        from tolsel_bank.open_details(
            p_account.channel_id, p_after_detail_id, p_limit, p_account.tenant_id) d
    ), posting as materialized (
        select o.* from tolsel_bank.list_open_postings(
            p_account, (select min(d.booked_on) from detail d) - 60,
            (select max(d.booked_on) from detail d) + 60) o
    ), hit as (
        select d.detail_id, p.journal_id, r.rule_id, r.is_automatic, p.posted_on, d.booked_on,
            p.reference_keys && d.all_keys as is_named,
            count(*) over (partition by r.rule_id, d.detail_id) as postings,
            count(*) over (partition by r.rule_id, p.journal_id) as details
        from detail d
        join posting p on p.amount = d.amount
        join tolsel_bank.rule r
            on r.tenant_id = p_account.tenant_id and r.kind = 'posting' and r.is_active
            and abs(p.posted_on - d.booked_on) <= r.days
            and tolsel_bank.fits_rule(r, d.detail)
    ), named as (
        select h.*, count(*) over (partition by h.rule_id, h.detail_id) as named_postings,
            count(*) over (partition by h.rule_id, h.journal_id) as named_details
        from hit h
        where h.is_named
    )
    select n.detail_id, n.rule_id, 'posting', format(
            'the book has it on %s under the same reference', n.posted_on),
        n.named_postings = 1 and n.named_details = 1, n.is_automatic, null::bigint,
        null::bigint[], 0::numeric, 0::numeric, array[n.journal_id], null::bigint, null::bigint,
        null::bigint, null::bigint
    from named n
    union all
    select h.detail_id, h.rule_id, 'posting', format(
            'the book has the same amount on %s, and no other of it within days', h.posted_on),
        false, false, null, null, 0, 0, array[h.journal_id], null, null, null, null
    from hit h
    where not h.is_named and h.postings = 1 and h.details = 1;
$find_postings$;
comment on function tolsel_bank.find_postings is
    'Finds what the book has already: exact where the amount and a reference are the same, and no
other posting or payment has them.';

create or replace function tolsel_bank.find_invoices(
    p_account tolsel_bank.bank_account, p_after_detail_id bigint, p_limit integer
)
returns setof tolsel_bank.proposal
language sql
stable
as $find_invoices$
    -- Nothing is known of how long the lists are, so no list is joined with another: what is wanted
    -- of a payment goes along with it, and tables are looked into by index (offset 0).
    with wanted as materialized (
        -- A number is a series with digits behind it.
        select d as detail, d.detail_id, k.key, s.series,
            case when s.series is not null
                then substr(k.key, 1 + char_length(tolsel_bank.key_of(s.series)))::bigint
            end as number
        from tolsel_bank.open_details(
            p_account.channel_id, p_after_detail_id, p_limit, p_account.tenant_id) d
        cross join lateral unnest(d.reference_keys) k(key)
        left join tolsel_billing.number_series s
            on s.tenant_id = p_account.tenant_id
            and starts_with(k.key, tolsel_bank.key_of(s.series))
            and substr(k.key, 1 + char_length(tolsel_bank.key_of(s.series)))
                ~ '^[1-9][0-9]{0,17}$'
        where d.amount > 0
    ), hit as (
        select distinct on (w.detail_id, i.invoice_id) w.detail_id, w.detail, i.invoice_id,
            i.customer_id, i.balance_amount, i.total_amount, i.due_on,
            i.series || '-' || i.number as name
        from wanted w
        cross join lateral (
            (select i.* from tolsel_billing.invoice i
             where i.tenant_id = p_account.tenant_id and i.series = w.series
                and i.number = w.number
             offset 0)
            union all
            (select i.* from tolsel_billing.invoice i
             where i.tenant_id = p_account.tenant_id
                and tolsel_bank.key_of(i.reference) = w.key and i.reference is not null
                and i.status in ('open', 'partial')
             offset 0)
        ) i
        cross join lateral (
            select c.currency from tolsel_billing.customer c
            where c.tenant_id = p_account.tenant_id and c.customer_id = i.customer_id
            offset 0
        ) c
        where i.status in ('open', 'partial') and c.currency = p_account.currency
    ), named as (
        select (array_agg(h.detail))[1] as detail, min(h.customer_id) as customer_id,
            max(h.customer_id) as other_customer_id, sum(h.balance_amount) as balance,
            array_agg(h.invoice_id order by h.due_on, h.invoice_id) as invoice_ids,
            string_agg(h.name, ', ' order by h.due_on, h.invoice_id) as names,
            min(h.due_on) as due_on, max(h.total_amount) as total
        from hit h
        group by h.detail_id
    ), missing as (
        select n.*, (n.detail).detail_id, n.balance - (n.detail).amount as left_over,
            (n.detail).charge_amount > 0 and (n.detail).is_charge_included is not false
                and (n.detail).charge_amount = n.balance - (n.detail).amount
                and p_account.charge_account_id is not null as is_told,
            n.balance > (n.detail).amount
                and n.balance - (n.detail).amount <= p_account.charge_limit as is_charge,
            n.balance > (n.detail).amount and cardinality(n.invoice_ids) = 1
                and (n.detail).booked_on <= n.due_on
                and n.balance - (n.detail).amount
                    <= n.total * p_account.discount_percent / 100 as is_discount
        from named n
        where n.customer_id = n.other_customer_id
    )
    select m.detail_id, r.rule_id, 'invoice', format(
            '%s %s named; %s', m.names,
            case cardinality(m.invoice_ids) when 1 then 'is' else 'are' end,
            case when m.left_over = 0 then 'the amount is what is open'
                when m.is_told then format('the bank tells the charge of %s', m.left_over)
                when m.is_discount then format('a discount of %s is within the bound', m.left_over)
                when m.is_charge then format('a charge of %s is within the bound', m.left_over)
                when m.left_over > 0 then format('%s stays open', m.left_over)
                else format('%s is too much, and becomes credit', -m.left_over) end),
        m.left_over = 0 or m.is_told or m.is_discount or m.is_charge, r.is_automatic,
        m.customer_id, m.invoice_ids,
        case when m.is_told or (m.is_charge and not m.is_discount) then m.left_over else 0 end,
        case when m.is_discount and not m.is_told then m.left_over else 0 end,
        null::bigint[], null::bigint, null::bigint, null::bigint, null::bigint
    from missing m
    join tolsel_bank.rule r
        on r.tenant_id = p_account.tenant_id and r.kind = 'invoice' and r.is_active
        and tolsel_bank.fits_rule(r, m.detail);
$find_invoices$;
comment on function tolsel_bank.find_invoices is
    'Finds the open invoices that a payment names by number or reference: exact where the amount is
what is open of them all, or less by what may be missing.';

create or replace function tolsel_bank.find_customers(
    p_account tolsel_bank.bank_account, p_after_detail_id bigint, p_limit integer
)
returns setof tolsel_bank.proposal
language sql
stable
as $find_customers$
    with detail as materialized (
        select d.detail_id, d.amount, d.counterparty, r.rule_id, r.is_automatic, r.customer_id
        from tolsel_bank.open_details(
            p_account.channel_id, p_after_detail_id, p_limit, p_account.tenant_id) d
        join tolsel_bank.rule r
            on r.tenant_id = p_account.tenant_id and r.kind = 'customer' and r.is_active
            and tolsel_bank.fits_rule(r, d)
        where d.amount > 0
    ), payer as materialized (
        -- By name, or by rule: each is a join of its own, as either of the two would be none.
        select d.*, c.customer_id as payer_id
        from detail d
        join tolsel_billing.customer c
            on c.tenant_id = p_account.tenant_id and c.name = d.counterparty
            and c.currency = p_account.currency
        where d.customer_id is null
        union all
        select d.*, c.customer_id
        from detail d
        join tolsel_billing.customer c
            on c.tenant_id = p_account.tenant_id and c.customer_id = d.customer_id
            and c.currency = p_account.currency
    )
    select h.detail_id, h.rule_id, 'customer', format(
            '%s pays, and %s alone is open with this amount', h.counterparty, h.name),
        true, h.is_automatic, h.payer_id, array[h.invoice_id], 0::numeric, 0::numeric,
        null::bigint[], null::bigint, null::bigint, null::bigint, null::bigint
    from (
        select p.*, i.invoice_id, i.series || '-' || i.number as name,
            count(*) over (partition by p.rule_id, p.detail_id) as invoices
        from payer p
        join tolsel_billing.invoice i
            on i.tenant_id = p_account.tenant_id and i.customer_id = p.payer_id
            and i.balance_amount = p.amount and i.status in ('open', 'partial')
    ) h
    where h.invoices = 1;
$find_customers$;
comment on function tolsel_bank.find_customers is
    'Finds the one open invoice of who pays, by name or by rule, that has the amount paid.';
