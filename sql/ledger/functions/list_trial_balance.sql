create or replace function tolsel.list_trial_balance(
    p_on date default null, p_tenant_id bigint default tolsel.current_tenant_id()
)
returns table (
    account_id bigint, code text, name text, type text, currency text, debit numeric, credit numeric
)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $list_trial_balance$
#variable_conflict use_column
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    if p_on is not null then
        perform tolsel_core.check_date(p_on, 'The day');
    end if;
    return query
    select a.account_id, a.code, a.name, a.type, a.currency,
        greatest(t.balance, 0 * t.balance), greatest(-t.balance, 0 * t.balance)
    from (
        select b.account_id, sum(b.balance) - coalesce(sum(e.amount), 0) as balance
        from (
            select b.account_id, sum(b.balance) as balance
            from tolsel_ledger.balance b
            where b.tenant_id = p_tenant_id
            group by b.account_id
        ) b
        left join (
            select e.account_id, sum(e.amount) as amount
            from tolsel_ledger.entry e
            where e.tenant_id = p_tenant_id and e.effective_on > p_on
            group by e.account_id
        ) e on e.account_id = b.account_id
        group by b.account_id
    ) t
    join tolsel_ledger.account a on a.tenant_id = p_tenant_id and a.account_id = t.account_id
    where t.balance <> 0
    order by a.currency, a.code, a.account_id;
end
$list_trial_balance$;
comment on function tolsel.list_trial_balance is
$$Lists every account that is not at zero at the end of a business day (default: now): in each
currency the debits and the credits add up to the same.
raises: UC002 tenant_not_allowed, UC014 date_not_usable$$;
revoke all on function tolsel.list_trial_balance from public;
grant execute on function tolsel.list_trial_balance to tolsel_app, tolsel_read;
