create or replace function tolsel_ledger.closed_through_on(p_account_id bigint, p_tenant_id bigint)
returns date
language plpgsql
stable
as $closed_through_on$
begin
    -- Two questions, for "is not distinct from" finds no index.
    if p_account_id is null then
        return (
            select p.closed_through_on
            from tolsel_ledger.period_close p
            where p.tenant_id = p_tenant_id and p.account_id is null
            order by p.period_close_id desc
            limit 1);
    end if;
    return (
        select p.closed_through_on
        from tolsel_ledger.period_close p
        where p.tenant_id = p_tenant_id and p.account_id = p_account_id
        order by p.period_close_id desc
        limit 1);
end
$closed_through_on$;
comment on function tolsel_ledger.closed_through_on is
    'Answers the last day closed for one account by itself, for null all books of the tenant; null
where nothing is closed.';
