-- What payments could be matched with: each rule asks about all of them at once. Of what is found
-- for one, the exact comes first, then the rule of the lesser priority.

create or replace function tolsel_bank.open_details(
    p_channel_id bigint, p_after_detail_id bigint, p_limit integer, p_tenant_id bigint
)
returns setof tolsel_bank.entry_detail
language sql
stable
as $open_details$
    select d.* from tolsel_bank.entry_detail d
    where d.tenant_id = p_tenant_id and d.channel_id = p_channel_id and d.match_id is null
        and d.detail_id > p_after_detail_id and d.amount <> 0
    order by d.detail_id
    limit p_limit;
$open_details$;
comment on function tolsel_bank.open_details is
    'Lists the payments of a channel that are not matched, so many behind one of them.';

create or replace function tolsel_bank.fits_rule(
    p_rule tolsel_bank.rule, p_detail tolsel_bank.entry_detail
)
returns boolean
language sql
immutable
parallel safe
as $fits_rule$
    select (p_rule.counterparty is null
            or strpos(lower(p_detail.counterparty), lower(p_rule.counterparty)) > 0)
        and (p_rule.counterparty_account is null
            or tolsel_bank.key_of(p_detail.counterparty_account) = p_rule.counterparty_account)
        and (p_rule.text_pattern is null
            or strpos(lower(p_detail.text), lower(p_rule.text_pattern)) > 0)
        and (p_rule.min_amount is null or p_detail.amount >= p_rule.min_amount)
        and (p_rule.max_amount is null or p_detail.amount <= p_rule.max_amount);
$fits_rule$;
comment on function tolsel_bank.fits_rule is
    'Says whether a payment is what the conditions of a rule describe; null is no.';

create or replace function tolsel_bank.find_proposals(
    p_account tolsel_bank.bank_account, p_after_detail_id bigint, p_limit integer
)
returns setof tolsel_bank.proposal
language sql
stable
set enable_nestloop = off
set enable_mergejoin = off
set jit = off
as $find_proposals$
    -- How many payments are open, and how many of what they name, nothing is known of beforehand:
    -- pair by pair, many would never end.
    select distinct on (p.detail_id) p.*
    from (
        select * from tolsel_bank.find_postings(p_account, p_after_detail_id, p_limit)
        union all
        select * from tolsel_bank.find_invoices(p_account, p_after_detail_id, p_limit)
        union all
        select * from tolsel_bank.find_customers(p_account, p_after_detail_id, p_limit)
        union all
        select * from tolsel_bank.find_bills(p_account, p_after_detail_id, p_limit)
        union all
        select * from tolsel_bank.find_others(p_account, p_after_detail_id, p_limit)
    ) p
    join tolsel_bank.rule r
        on r.tenant_id = p_account.tenant_id and r.rule_id = p.rule_id
    order by p.detail_id, p.is_exact desc, r.priority, r.rule_id;
$find_proposals$;
comment on function tolsel_bank.find_proposals is
    'Lists the best match for each open payment of an account, of those that any rule finds.';

create or replace function tolsel_bank.find_bills(
    p_account tolsel_bank.bank_account, p_after_detail_id bigint, p_limit integer
)
returns setof tolsel_bank.proposal
language sql
stable
as $find_bills$
    select h.detail_id, h.rule_id, 'vendor_bill', format(
            'bill %s of %s is named, and open with this amount', h.bill_number, h.vendor_name),
        true, h.is_automatic, null::bigint, null::bigint[], 0::numeric, 0::numeric,
        null::bigint[], h.vendor_bill_id, null::bigint, null::bigint, null::bigint
    from (
        select d.detail_id, r.rule_id, r.is_automatic, b.vendor_bill_id, b.bill_number,
            v.name as vendor_name, count(*) over (partition by r.rule_id, d.detail_id) as bills
        from tolsel_bank.open_details(
            p_account.channel_id, p_after_detail_id, p_limit, p_account.tenant_id) d
        join tolsel_bank.rule r
            on r.tenant_id = p_account.tenant_id and r.kind = 'vendor_bill' and r.is_active
            and tolsel_bank.fits_rule(r, d)
        join tolsel_channel.vendor_bill b
            on b.tenant_id = p_account.tenant_id and b.status in ('open', 'partial')
            and b.balance_amount = -d.amount
            and (r.vendor_id is null or b.vendor_id = r.vendor_id)
            and tolsel_bank.key_of(b.bill_number) = any(d.reference_keys)
        join tolsel_channel.vendor v
            on v.tenant_id = p_account.tenant_id and v.vendor_id = b.vendor_id
        join tolsel_ledger.account a
            on a.tenant_id = p_account.tenant_id and a.account_id = v.account_id
            and a.currency = p_account.currency
    ) h
    where h.bills = 1;
$find_bills$;
comment on function tolsel_bank.find_bills is
    'Finds the bill that a payment to a vendor names, where it is open with that amount.';

create or replace function tolsel_bank.find_others(
    p_account tolsel_bank.bank_account, p_after_detail_id bigint, p_limit integer
)
returns setof tolsel_bank.proposal
language sql
stable
as $find_others$
    with detail as materialized (
        select d as detail, r as rule, n.channel_id as other_channel_id
        from tolsel_bank.open_details(
            p_account.channel_id, p_after_detail_id, p_limit, p_account.tenant_id) d
        join tolsel_bank.rule r
            on r.tenant_id = p_account.tenant_id and r.kind in ('transfer', 'return', 'account')
            and r.is_active and tolsel_bank.fits_rule(r, d)
        left join tolsel_bank.account_number n
            on n.tenant_id = p_account.tenant_id and n.currency = p_account.currency
            and n.account_number = tolsel_bank.key_of(d.counterparty_account)
            and n.channel_id <> p_account.channel_id
    ), taken_back as materialized (
        -- The payment itself, or with it what the bank says it took for the return.
        select (d.detail).detail_id, (d.detail).reference_keys, (d.rule).rule_id,
            (d.rule).is_automatic, -(d.detail).amount - c.amount as amount,
            c.amount as charge_amount, tolsel_bank.key_of((d.detail).end_to_end) as end_to_end
        from detail d
        cross join lateral (
            select 0::numeric
            union all
            select (d.detail).charge_amount
            where (d.detail).charge_amount > 0 and (d.detail).is_charge_included is not false
        ) c(amount)
        where (d.rule).kind = 'return' and (d.detail).amount < 0
    ), returned as (
        select b.*, p.paid_on,
            count(*) over (partition by b.detail_id, b.rule_id) as payments
        from (
            -- The payment has this reference, or the payment of the bank that it was matched with.
            select t.detail_id, t.rule_id, t.is_automatic, t.charge_amount, p.payment_id
            from taken_back t
            join tolsel_billing.payment p
                on p.tenant_id = p_account.tenant_id and p.amount = t.amount
                and tolsel_bank.key_of(p.provider_reference) = any(t.reference_keys)
            union
            select t.detail_id, t.rule_id, t.is_automatic, t.charge_amount, p.payment_id
            from taken_back t
            join tolsel_bank.entry_detail o
                on o.tenant_id = p_account.tenant_id and o.channel_id = p_account.channel_id
                and o.amount = t.amount and o.match_id is not null
                and tolsel_bank.key_of(o.end_to_end) = t.end_to_end
            join tolsel_bank.match_posting m
                on m.tenant_id = p_account.tenant_id and m.match_id = o.match_id
            join tolsel_billing.payment p
                on p.tenant_id = p_account.tenant_id and p.journal_id = m.journal_id
                and p.amount = t.amount
        ) b
        join tolsel_billing.payment p
            on p.tenant_id = p_account.tenant_id and p.payment_id = b.payment_id
            and p.channel_id = p_account.channel_id and p.status = 'completed'
    )
    select (d.detail).detail_id, (d.rule).rule_id, 'transfer',
        'the other account is one of ours', true, (d.rule).is_automatic, null::bigint,
        null::bigint[], 0::numeric, 0::numeric, null::bigint[], null::bigint, d.other_channel_id,
        null::bigint, null::bigint
    from detail d
    where (d.rule).kind = 'transfer' and d.other_channel_id is not null
    union all
    select r.detail_id, r.rule_id, 'return', format(
            'payment %s of %s has this reference and amount, and is taken back', r.payment_id,
            r.paid_on)
            || case when r.charge_amount > 0
                then format('; the bank tells the charge of %s', r.charge_amount) else '' end,
        r.charge_amount <= p_account.charge_limit, r.is_automatic, null, null, r.charge_amount, 0,
        null, null, null, r.payment_id, null
    from returned r
    where r.payments = 1
    union all
    select (d.detail).detail_id, (d.rule).rule_id, 'account', 'rule ' || (d.rule).name, true,
        (d.rule).is_automatic, null, null, 0, 0, null, null, null, null, (d.rule).account_id
    from detail d
    where (d.rule).kind = 'account';
$find_others$;
comment on function tolsel_bank.find_others is
    'Finds transfers between own accounts, payments that a bank has returned, and what a rule of the
tenant books to an account.';
