create or replace function tolsel.reconcile_month(
    p_wallet_id bigint,
    p_month_on date,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns table (
    month_on date, hours_amount numeric, charged_amount numeric, statement_amount numeric,
    invoice_amount numeric, is_equal boolean, is_final boolean
)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $reconcile_month$
#variable_conflict use_column
declare
    v_month_on date := tolsel_wallet.start_of_month(p_month_on);
    v_wallet tolsel_wallet.wallet;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_core.check_date(p_month_on, 'The month');
    v_wallet := tolsel_wallet.get_wallet(p_wallet_id, p_tenant_id);
    return query
    select v_month_on, u.amount, t.usage_amount - t.returned_amount,
        m.usage_amount - m.returned_amount, i.amount,
        (u.amount = t.usage_amount - t.returned_amount
            and u.amount = coalesce(m.usage_amount - m.returned_amount, u.amount)
            and u.amount = coalesce(i.amount, u.amount)),
        m.wallet_id is not null and tolsel_core.clock_at()
            >= (v_month_on + interval '1 month') at time zone 'UTC' + make_interval(
                days => (tolsel_wallet.get_usage_setting(p_tenant_id)).late_days)
    from tolsel_wallet.sum_month(v_wallet, v_month_on) t
    cross join (
        select tolsel_core.at_scale(coalesce(sum(l.amount), 0), v_wallet.scale) as amount
        from tolsel_wallet.list_month_usage(v_wallet, v_month_on) l
    ) u
    left join tolsel_wallet.month_statement m
        on m.tenant_id = p_tenant_id and m.wallet_id = p_wallet_id and m.month_on = v_month_on
    left join lateral (
        select sum(l.amount) as amount from tolsel_billing.invoice_line l
        where l.tenant_id = p_tenant_id and l.invoice_id = m.invoice_id
            and l.metadata ? 'resource_id'
    ) i on true;
end
$reconcile_month$;
comment on function tolsel.reconcile_month is
$$Answers whether the hours of a wallet that count for a UTC month, named by a day of it, are what
was charged, what its statement says (null: it is not closed), and what the lines of its invoice say
(null: there is none), each less what was given back; and whether nothing can be told late any more.
raises: UC002 tenant_not_allowed, UC014 date_not_usable, UW001 wallet_not_found$$;
revoke all on function tolsel.reconcile_month from public;
grant execute on function tolsel.reconcile_month to tolsel_app, tolsel_read, tolsel_clerk;
