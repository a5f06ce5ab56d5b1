create or replace function tolsel.list_vendor_aging(
    p_vendor_id bigint default null,
    p_on date default null,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns table (
    vendor_id bigint, name text, currency text, current_amount numeric, days_1_30 numeric,
    days_31_60 numeric, days_61_90 numeric, days_over_90 numeric, paid_ahead_amount numeric,
    balance numeric, oldest_due_on date
)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $list_vendor_aging$
#variable_conflict use_column
declare
    v_on date;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    if p_vendor_id is not null then
        perform tolsel_channel.get_vendor(p_vendor_id, p_tenant_id);
    end if;
    if p_on is not null then
        perform tolsel_core.check_date(p_on, 'The day');
    end if;
    v_on := coalesce(p_on, tolsel_core.branch_date(
        p_branch_id => null, p_at => null, p_tenant_id => p_tenant_id));
    return query
    select v.vendor_id, v.name::text, a.currency,
        coalesce(o.current_amount, n.nothing), coalesce(o.days_1_30, n.nothing),
        coalesce(o.days_31_60, n.nothing), coalesce(o.days_61_90, n.nothing),
        coalesce(o.days_over_90, n.nothing),
        coalesce(p.amount, n.nothing) + coalesce(o.overpaid_amount, n.nothing),
        coalesce(o.amount, n.nothing) - coalesce(p.amount, n.nothing), o.oldest_due_on
    from (
        select b.vendor_id, sum(b.amount) as amount,
            sum(d.current_amount) as current_amount,
            sum(d.days_1_30) as days_1_30, sum(d.days_31_60) as days_31_60,
            sum(d.days_61_90) as days_61_90, sum(d.days_over_90) as days_over_90,
            sum(d.overpaid_amount) as overpaid_amount,
            min(b.due_on) filter (where b.amount > 0) as oldest_due_on
        from tolsel_channel.list_bills_on(p_vendor_id, p_on, p_tenant_id) b
        cross join lateral tolsel_core.aged_amounts(b.amount, b.due_on, v_on) d
        group by b.vendor_id
    ) o
    full join (
        select p.vendor_id, sum(p.amount) as amount
        from tolsel_channel.list_paid_ahead_on(p_vendor_id, p_on, p_tenant_id) p
        group by p.vendor_id
    ) p on p.vendor_id = o.vendor_id
    join tolsel_channel.vendor v
        on v.tenant_id = p_tenant_id and v.vendor_id = coalesce(o.vendor_id, p.vendor_id)
    join tolsel_ledger.account a on a.tenant_id = p_tenant_id and a.account_id = v.account_id
    cross join lateral tolsel_core.at_scale(0, a.scale) n(nothing)
    order by a.currency, o.oldest_due_on, v.name, v.vendor_id;
end
$list_vendor_aging$;
comment on function tolsel.list_vendor_aging is
$$Lists the vendors (or the one given) that had open bills, or were paid ahead, at the end of a day:
what was open, by the days it was overdue, and what was paid ahead or credited; the open less that
is the balance of that day. Without a day: all that is open now, by today in the main branch. A bill
that is paid twice on that day, because a payment recorded later counts for an earlier day, was paid
ahead.
raises: UC002 tenant_not_allowed, UC014 date_not_usable, UH007 vendor_not_found$$;
revoke all on function tolsel.list_vendor_aging from public;
grant execute on function tolsel.list_vendor_aging to tolsel_app, tolsel_read;
