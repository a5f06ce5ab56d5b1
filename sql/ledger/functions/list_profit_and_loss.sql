create or replace function tolsel.list_profit_and_loss(
    p_from_on date, p_to_on date, p_tenant_id bigint default tolsel.current_tenant_id()
)
returns table (
    currency text, section text, kind text, account_id bigint, code text, name text, amount numeric
)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $list_profit_and_loss$
#variable_conflict use_column
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_core.check_period(p_from_on, p_to_on);
    return query
    select a.currency, coalesce(a.type, 'profit'),
        case when grouping(a.account_id) = 0 then 'account' else 'total' end,
        a.account_id, a.code,
        case when grouping(a.account_id) = 0 then a.name
            when a.type = 'revenue' then 'Total revenue'
            when a.type = 'expense' then 'Total expenses'
            else 'Profit' end,
        case a.type when 'expense' then sum(a.amount) else -sum(a.amount) end
    from (
        select a.currency, a.type, a.account_id, a.code, a.name, sum(e.amount) as amount
        from tolsel_ledger.account a
        join tolsel_ledger.entry e on e.tenant_id = p_tenant_id and e.account_id = a.account_id
            and e.effective_on between p_from_on and p_to_on
        where a.tenant_id = p_tenant_id and a.type in ('revenue', 'expense')
            -- What closes a year, and what reopens one, is neither earned nor spent.
            and not exists (
                select from tolsel_ledger.year_close y
                where y.tenant_id = p_tenant_id and y.journal_id = e.journal_id)
        group by a.tenant_id, a.account_id
        having sum(e.amount) <> 0
    ) a
    group by grouping sets (
        (a.currency, a.type, a.account_id, a.code, a.name), (a.currency, a.type), (a.currency))
    order by a.currency, a.type desc nulls last, grouping(a.account_id), a.code;
end
$list_profit_and_loss$;
comment on function tolsel.list_profit_and_loss is
$$Lists, in each currency, what the accounts of revenue and expense have moved by from a first to a
last business day, their totals, and the profit: revenue less expense, below 0 for a loss. What
closes a year is left out.
raises: UC002 tenant_not_allowed, UC014 date_not_usable$$;
revoke all on function tolsel.list_profit_and_loss from public;
grant execute on function tolsel.list_profit_and_loss to tolsel_app, tolsel_read;
