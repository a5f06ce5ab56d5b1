create or replace function tolsel.list_method_totals(
    p_on date,
    p_branch_id bigint default null,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns table (
    method text, name text, currency text, payment_count bigint, paid_amount numeric,
    refund_count bigint, refunded_amount numeric, void_count bigint, voided_amount numeric,
    net_amount numeric
)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $list_method_totals$
#variable_conflict use_column
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_core.check_date(p_on, 'The day');
    if p_branch_id is not null then
        perform tolsel_core.branch_date(p_branch_id, null, p_tenant_id);
    end if;
    return query
    select m.method, p.name, m.currency,
        count(*) filter (where m.document = 'payment' and not m.is_void),
        coalesce(
            sum(m.amount) filter (where m.document = 'payment' and not m.is_void),
            0 * sum(m.amount)),
        count(*) filter (where m.document = 'refund' and not m.is_void),
        coalesce(-sum(m.amount) filter (where m.document = 'refund'), 0 * sum(m.amount)),
        count(*) filter (where m.document = 'payment' and m.is_void),
        coalesce(
            -sum(m.amount) filter (where m.document = 'payment' and m.is_void), 0 * sum(m.amount)),
        sum(m.amount)
    from tolsel_billing.customer_money m
    join tolsel_channel.payment_method p on p.tenant_id = p_tenant_id and p.method = m.method
    where m.tenant_id = p_tenant_id and m.effective_on = p_on
        and (p_branch_id is null or m.branch_id = p_branch_id)
    group by m.method, p.name, m.currency
    order by m.currency, m.method;
end
$list_method_totals$;
comment on function tolsel.list_method_totals is
$$Lists what customers paid on a day by each method, from the books of a branch's channels, or of
all channels and of undeposited funds: payments, less refunds, less payments voided on that day,
whenever they were made. Of the amount of refunds those voided on that day are taken off.
raises: UC002 tenant_not_allowed, UC014 date_not_usable, UC018 branch_not_found$$;
revoke all on function tolsel.list_method_totals from public;
grant execute on function tolsel.list_method_totals to tolsel_app, tolsel_read;
