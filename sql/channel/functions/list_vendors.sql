create or replace function tolsel.list_vendors(
    p_search text default null,
    p_limit integer default 1000,
    p_on date default null,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns table (
    vendor_id bigint, name text, currency text, balance numeric, paid_ahead_amount numeric,
    overdue_amount numeric, days_overdue integer, payment_count bigint,
    average_payment_amount numeric, last_payment_on date
)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $list_vendors$
#variable_conflict use_column
declare
    v_on date;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    if p_on is not null then
        perform tolsel_core.check_date(p_on, 'The day');
    end if;
    v_on := coalesce(p_on, tolsel_core.branch_date(
        p_branch_id => null, p_at => null, p_tenant_id => p_tenant_id));
    return query
    select v.vendor_id, v.name::text, a.currency,
        coalesce(g.balance, tolsel_core.at_scale(0, a.scale)),
        coalesce(g.paid_ahead_amount, tolsel_core.at_scale(0, a.scale)),
        coalesce(
            g.days_1_30 + g.days_31_60 + g.days_61_90 + g.days_over_90,
            tolsel_core.at_scale(0, a.scale)),
        coalesce(greatest(v_on - g.oldest_due_on, 0), 0),
        coalesce(p.payment_count, 0), round(p.payment_total / p.payment_count, a.scale),
        p.last_payment_on
    from (
        select * from tolsel_channel.vendor v
        where v.tenant_id = p_tenant_id
            and (p_search is null or v.name ^@ p_search
                or v.vendor_id
                    = case when tolsel_core.is_id_text(p_search) then p_search::bigint end)
        order by v.name, v.vendor_id
        limit tolsel_core.row_limit(p_limit, 1000)
    ) v
    join tolsel_ledger.account a on a.tenant_id = p_tenant_id and a.account_id = v.account_id
    left join tolsel.list_vendor_aging(null, p_on, p_tenant_id) g on g.vendor_id = v.vendor_id
    left join (
        select p.vendor_id, count(*) as payment_count, sum(p.amount) as payment_total,
            max(p.paid_on)::date as last_payment_on
        from tolsel_channel.vendor_payment p
        where p.tenant_id = p_tenant_id and p.kind = 'payment'
            and p.paid_on <= coalesce(p_on, p.paid_on)
            and (p.voided_on is null or p.voided_on > p_on)
        group by p.vendor_id
    ) p on p.vendor_id = v.vendor_id
    order by v.name, v.vendor_id;
end
$list_vendors$;
comment on function tolsel.list_vendors is
$$Lists the vendors whose id is a text, or whose name begins with it (null: all), by name, with what
they were owed at the end of a day, what they were paid ahead, what of it was overdue, and how they
had been paid; without a day, all of it as it stands now, by today in the main branch.
raises: UC002 tenant_not_allowed, UC014 date_not_usable$$;
revoke all on function tolsel.list_vendors from public;
grant execute on function tolsel.list_vendors to tolsel_app, tolsel_read;
