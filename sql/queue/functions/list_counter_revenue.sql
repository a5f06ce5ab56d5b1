create or replace function tolsel.list_counter_revenue(
    p_branch_id bigint,
    p_from_on date,
    p_to_on date,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns table (
    counter_id bigint, counter text, currency text, ticket_count bigint, invoice_count bigint,
    invoiced_amount numeric, paid_amount numeric, service_hours numeric,
    revenue_per_hour_amount numeric, average_wait_s numeric, wait_spend_correlation numeric
)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $list_counter_revenue$
#variable_conflict use_column
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_core.check_period(p_from_on, p_to_on);
    perform tolsel_queue.get_line(p_branch_id, p_tenant_id);
    return query
    select c.counter_id, c.name::text, m.currency, h.ticket_count, m.invoice_count,
        m.invoiced_amount, m.paid_amount, round(h.service_ms / 3600000.0, 3),
        round(m.paid_amount / (h.service_ms / 3600000.0), 2), round(m.wait_ms / 1000.0, 3),
        m.correlation
    from tolsel_queue.counter c
    join lateral (
        select sum(s.service_ms) as service_ms,
            sum(s.served_count + s.nothing_count + s.unrecorded_count)::bigint as ticket_count
        from tolsel_queue.hourly_stat s
        where s.tenant_id = p_tenant_id and s.branch_id = p_branch_id
            and s.business_on between p_from_on and p_to_on and s.counter_id = c.counter_id
    ) h on h.ticket_count > 0
    left join (
        select t.counter_id, u.currency, count(*) as invoice_count,
            sum(i.total_amount::numeric) as invoiced_amount,
            sum(i.paid_amount::numeric) as paid_amount, avg(t.wait_ms) as wait_ms,
            round(corr(t.wait_ms, i.total_amount)::numeric, 3) as correlation
        from tolsel_queue.ticket t
        join tolsel_billing.invoice i
            on i.tenant_id = p_tenant_id and i.invoice_id = t.invoice_id
        join tolsel_billing.customer u
            on u.tenant_id = p_tenant_id and u.customer_id = i.customer_id
        where t.tenant_id = p_tenant_id and t.branch_id = p_branch_id
            and t.business_on between p_from_on and p_to_on and t.state = 'completed'
            and t.reset_run_id is null and i.voided_at is null
        group by t.counter_id, u.currency
    ) m on m.counter_id = c.counter_id
    where c.tenant_id = p_tenant_id and c.branch_id = p_branch_id
    order by c.counter_id, m.currency;
end
$list_counter_revenue$;
comment on function tolsel.list_counter_revenue is
$$Lists what the counters of a branch brought in from a first to a last business day: tickets,
their invoices, what is paid of those for each hour of service, and whether those who waited longer
spent more (correlation of wait and invoice, from -1 to 1).
raises: UC002 tenant_not_allowed, UC014 date_not_usable, UQ001 line_not_found$$;
revoke all on function tolsel.list_counter_revenue from public;
grant execute on function tolsel.list_counter_revenue to tolsel_app, tolsel_read;
