create or replace function tolsel.list_aging(
    p_customer_id bigint default null,
    p_on date default null,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns table (
    customer_id bigint, name text, currency text, current_amount numeric, days_1_30 numeric,
    days_31_60 numeric, days_61_90 numeric, days_over_90 numeric, credit_amount numeric,
    balance numeric, oldest_due_on date, last_payment_on date
)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $list_aging$
#variable_conflict use_column
declare
    v_on date;
    v_past_on date;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    if p_customer_id is not null then
        perform tolsel_billing.get_customer(p_customer_id, p_tenant_id);
    end if;
    if p_on is not null then
        perform tolsel_core.check_date(p_on, 'The day');
    end if;
    v_on := coalesce(p_on, tolsel_core.branch_date(
        p_branch_id => null, p_at => null, p_tenant_id => p_tenant_id));
    v_past_on := tolsel_billing.choose_past_day(p_on, p_tenant_id);
    return query
    select c.customer_id, c.name::text, c.currency,
        coalesce(o.current_amount, n.nothing), coalesce(o.days_1_30, n.nothing),
        coalesce(o.days_31_60, n.nothing), coalesce(o.days_61_90, n.nothing),
        coalesce(o.days_over_90, n.nothing),
        coalesce(p.credit_amount, n.nothing) + coalesce(o.overpaid_amount, n.nothing),
        b.balance - coalesce((
            select sum(e.amount) from tolsel_ledger.entry e
            where e.tenant_id = p_tenant_id and e.account_id = c.account_id
                and e.effective_on > v_past_on), 0),
        o.oldest_due_on,
        case when v_past_on is null then c.last_payment_on::date
            else (
                select p.paid_on::date from tolsel_billing.payment p
                where p.tenant_id = p_tenant_id and p.customer_id = c.customer_id
                    and p.paid_on <= v_past_on and p.journal_id is not null
                    and p.kind = 'payment' and coalesce(p.voided_on > v_past_on, true)
                order by p.paid_on desc limit 1) end
    from (
        select i.customer_id,
            sum(d.current_amount) as current_amount,
            sum(d.days_1_30) as days_1_30, sum(d.days_31_60) as days_31_60,
            sum(d.days_61_90) as days_61_90, sum(d.days_over_90) as days_over_90,
            sum(d.overpaid_amount) as overpaid_amount,
            min(i.due_on) filter (where i.amount > 0) as oldest_due_on
        from tolsel_billing.list_open_on(p_customer_id, v_past_on, p_tenant_id) i
        cross join lateral tolsel_core.aged_amounts(i.amount, i.due_on, v_on) d
        group by i.customer_id
    ) o
    full join (
        select p.customer_id, sum(p.amount) as credit_amount
        from tolsel_billing.list_credit_on(p_customer_id, v_past_on, p_tenant_id) p
        group by p.customer_id
    ) p on p.customer_id = o.customer_id
    join tolsel_billing.customer c
        on c.tenant_id = p_tenant_id and c.customer_id = coalesce(o.customer_id, p.customer_id)
    cross join lateral tolsel_core.at_scale(0, c.scale) n(nothing)
    join tolsel_ledger.balance b
        on b.tenant_id = p_tenant_id and b.account_id = c.account_id and b.slot = 0
    order by c.currency, o.oldest_due_on, c.name, c.customer_id;
end
$list_aging$;
comment on function tolsel.list_aging is
$$Lists the customers (or the one given) that had open invoices or credit at the end of a day: what
was open, by the days it was overdue, and the credit; the open less the credit is the balance of
that day. Without a day: all that is open now, by today in the main branch. An invoice that is paid
twice on that day, because a payment recorded later counts for an earlier day, is credit. Those who
have waited longest come first.
raises: UB001 customer_not_found, UC002 tenant_not_allowed, UC014 date_not_usable$$;
revoke all on function tolsel.list_aging from public;
grant execute on function tolsel.list_aging to tolsel_app, tolsel_read;
