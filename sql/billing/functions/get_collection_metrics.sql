create or replace function tolsel.get_collection_metrics(
    p_from_on date,
    p_to_on date,
    p_currency text default null,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns table (
    currency text, invoiced_amount numeric, collected_amount numeric, outstanding_amount numeric,
    overdue_amount numeric, collection_rate numeric, days_sales_outstanding numeric,
    average_days_to_pay numeric
)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $get_collection_metrics$
#variable_conflict use_column
declare
    v_currency tolsel_core.currency;
    v_today date;
    v_past_on date;
    v_invoiced numeric;
    v_collected numeric;
    v_outstanding numeric;
    v_overdue numeric;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_core.check_period(p_from_on, p_to_on);
    v_past_on := tolsel_billing.choose_past_day(p_to_on, p_tenant_id);
    select c.* into v_currency
    from tolsel_core.tenant t
    join tolsel_core.currency c on c.currency = coalesce(p_currency, t.currency)
    where t.tenant_id = p_tenant_id;
    if not found then
        perform tolsel_core.refuse('UC007', format('Currency %L.', p_currency));
    end if;
    v_today := tolsel_core.branch_date(
        p_branch_id => null, p_at => null, p_tenant_id => p_tenant_id);
    -- Void documents count where they counted, and are taken off on the day of their void, so that
    -- the figure of a past period stands. A debit note against the opening balances moves what was
    -- invoiced before, elsewhere or to a customer that was merged.
    select coalesce(sum(i.total_amount) filter (where i.issued_on between p_from_on and p_to_on), 0)
            - coalesce(sum(i.total_amount)
                filter (where i.voided_on between p_from_on and p_to_on), 0)
    into v_invoiced
    from tolsel_billing.invoice i
    join tolsel_billing.customer c
        on c.tenant_id = p_tenant_id and c.customer_id = i.customer_id
        and c.currency = v_currency.currency
    where i.tenant_id = p_tenant_id
        and (i.issued_on between p_from_on and p_to_on
            or i.voided_on between p_from_on and p_to_on)
        and not (i.kind = 'debit_note'
            and tolsel_billing.is_moved_in(i, v_currency.currency));
    select coalesce(sum(m.amount), 0) into v_collected
    from (
        select p.customer_id, p.amount - coalesce(p.rounding_amount, 0) as amount
        from tolsel_billing.payment p
        where p.tenant_id = p_tenant_id and p.paid_on between p_from_on and p_to_on
            and p.kind = 'payment' and p.journal_id is not null
        union all
        select p.customer_id, coalesce(p.rounding_amount, 0) - p.amount
        from tolsel_billing.payment p
        where p.tenant_id = p_tenant_id and p.voided_on between p_from_on and p_to_on
            and p.kind = 'payment'
        union all
        select r.customer_id, -r.amount
        from tolsel_billing.refund r
        join tolsel_billing.payment p
            on p.tenant_id = p_tenant_id and p.payment_id = r.payment_id and p.kind = 'payment'
        where r.tenant_id = p_tenant_id and r.refunded_on between p_from_on and p_to_on
        union all
        select r.customer_id, r.amount
        from tolsel_billing.refund r
        join tolsel_billing.payment p
            on p.tenant_id = p_tenant_id and p.payment_id = r.payment_id and p.kind = 'payment'
        where r.tenant_id = p_tenant_id and r.voided_on between p_from_on and p_to_on
    ) m
    join tolsel_billing.customer c
        on c.tenant_id = p_tenant_id and c.customer_id = m.customer_id
        and c.currency = v_currency.currency;
    select coalesce(sum(o.amount), 0),
        coalesce(sum(o.amount) filter (where o.due_on < least(p_to_on, v_today)), 0)
    into v_outstanding, v_overdue
    from tolsel_billing.list_open_on(
        p_customer_id => null, p_past_on => v_past_on, p_tenant_id => p_tenant_id) o
    join tolsel_billing.customer c
        on c.tenant_id = p_tenant_id and c.customer_id = o.customer_id
        and c.currency = v_currency.currency
    where o.amount > 0;
    return query select v_currency.currency,
        tolsel_core.at_scale(v_invoiced, v_currency.scale),
        tolsel_core.at_scale(v_collected, v_currency.scale),
        tolsel_core.at_scale(v_outstanding, v_currency.scale),
        tolsel_core.at_scale(v_overdue, v_currency.scale),
        round(v_collected / nullif(v_invoiced, 0), 4),
        round(v_outstanding / nullif(v_invoiced, 0) * (p_to_on - p_from_on + 1), 1),
        tolsel_billing.average_days_to_pay(p_from_on, p_to_on, v_currency.currency, p_tenant_id);
end
$get_collection_metrics$;
comment on function tolsel.get_collection_metrics is
$$Answers how well customers in one currency (default: the tenant's) pay. For the period: what was
invoiced, what was collected (payments less refunds), the second as a share of the first, and the
average days from issue to the last payment of its invoices that were paid at its end, 0 where that
came first.
What was voided counts on its own day, and is taken off on the day of its void; what a merge or an
opening balance moves counts where it was invoiced, not again. As of the end of the
period: what was outstanding, what of it overdue (by today, if that is earlier), and how many days
of the period's invoicing it stands for (days sales outstanding). Null where nothing was invoiced.
raises: UC002 tenant_not_allowed, UC007 currency_unknown, UC014 date_not_usable$$;
revoke all on function tolsel.get_collection_metrics from public;
grant execute on function tolsel.get_collection_metrics to tolsel_app, tolsel_read;
