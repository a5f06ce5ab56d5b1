create or replace function tolsel.list_balance_sheet(
    p_on date, p_tenant_id bigint default tolsel.current_tenant_id()
)
returns table (
    currency text, section text, kind text, account_id bigint, code text, name text, amount numeric
)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $list_balance_sheet$
#variable_conflict use_column
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_core.check_date(p_on, 'The day');
    return query
    select l.currency, coalesce(l.section, 'liability and equity'),
        case when grouping(l.name) = 1 then 'total'
            when l.account_id is null then 'result'
            else 'account' end,
        l.account_id, l.code,
        case when grouping(l.name) = 0 then l.name
            when l.section = 'asset' then 'Total assets'
            when l.section = 'liability' then 'Total liabilities'
            when l.section = 'equity' then 'Total equity'
            else 'Total liabilities and equity' end,
        case when l.is_asset then sum(l.amount) else -sum(l.amount) end
    from (
        select b.currency, t.section = 'asset' as is_asset, t.section,
            case when not t.is_result then coalesce(p.account_id, b.account_id) end as account_id,
            case when not t.is_result then coalesce(p.code, b.code) end as code,
            case when t.is_result then 'Profit'
                when t.section = b.type then coalesce(p.name, b.name)
                when t.section = 'asset' then p.name || ' (debit balances)'
                else p.name || ' (credit balances)' end as name,
            b.debit - b.credit as amount
        from tolsel.list_trial_balance(p_on, p_tenant_id) b
        join tolsel_ledger.account a
            on a.tenant_id = p_tenant_id and a.account_id = b.account_id
        -- A customer or a drawer is no line of its own.
        left join tolsel_ledger.account p
            on p.tenant_id = p_tenant_id and p.account_id = a.parent_account_id
            and p.type = a.type and a.is_managed
        cross join lateral (
            select b.type in ('revenue', 'expense') as is_result,
                case when b.type in ('revenue', 'expense') then 'equity'
                    -- What one has paid ahead is not taken off what others owe.
                    when p.type = 'asset' and b.credit > 0 then 'liability'
                    when p.type = 'liability' and b.debit > 0 then 'asset'
                    else b.type end as section
        ) t
    ) l
    group by grouping sets (
        (l.currency, l.is_asset, l.section, l.account_id, l.code, l.name),
        (l.currency, l.is_asset, l.section), (l.currency, l.is_asset))
    having l.section is not null or not l.is_asset
    order by l.currency, l.is_asset desc, l.section desc nulls last, grouping(l.name), l.code;
end
$list_balance_sheet$;
comment on function tolsel.list_balance_sheet is
$$Lists, in each currency, what the accounts of assets, liabilities and equity stand at by the end
of a business day, and their totals; customers, vendors and channels are part of the account above
them. Those customers that have paid ahead are together a liability, as is a bank account that is
overdrawn, and vendors that were paid ahead an asset. What revenue and expenses stand at, the
profit that is not in an account of equity yet, is a line of equity, so that assets = liabilities
+ equity.
raises: UC002 tenant_not_allowed, UC014 date_not_usable$$;
revoke all on function tolsel.list_balance_sheet from public;
grant execute on function tolsel.list_balance_sheet to tolsel_app, tolsel_read;
