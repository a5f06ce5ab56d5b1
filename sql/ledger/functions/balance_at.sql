create or replace function tolsel_ledger.balance_at(
    p_account_id bigint, p_effective_on date, p_booked_at timestamptz, p_tenant_id bigint
)
returns numeric
language plpgsql
stable
as $balance_at$
begin
    if p_booked_at is not null then
        return (
            select coalesce(sum(case
                when p_effective_on is null then (
                    select e.balance_after from tolsel_ledger.entry e
                    where e.tenant_id = p_tenant_id and e.account_id = p_account_id
                        and e.slot = b.slot and e.version = known.version)
                else (
                    select sum(e.amount) from tolsel_ledger.entry e
                    where e.tenant_id = p_tenant_id and e.account_id = p_account_id
                        and e.slot = b.slot and e.version <= known.version
                        and e.effective_on <= p_effective_on)
                end), 0)
            from tolsel_ledger.balance b
            cross join lateral tolsel_ledger.version_at(
                b.account_id, b.slot, p_booked_at, p_tenant_id) known(version)
            where b.tenant_id = p_tenant_id and b.account_id = p_account_id);
    end if;
    -- From the balance back, because days lately gone are asked for most: over the totals of days
    -- where the account keeps them, else over its entries.
    return (
        select sum(b.balance) from tolsel_ledger.balance b
        where b.tenant_id = p_tenant_id and b.account_id = p_account_id
    ) - case
        when p_effective_on is null then 0
        when (
            select a.has_daily_totals from tolsel_ledger.account a
            where a.tenant_id = p_tenant_id and a.account_id = p_account_id
        ) then (
            select coalesce(sum(t.debit_amount - t.credit_amount), 0)
            from tolsel_ledger.book_total t
            where t.tenant_id = p_tenant_id and t.account_id = p_account_id
                and t.effective_on > p_effective_on)
        else (
            select coalesce(sum(e.amount), 0) from tolsel_ledger.entry e
            where e.tenant_id = p_tenant_id and e.account_id = p_account_id
                and e.effective_on > p_effective_on)
        end;
end
$balance_at$;
comment on function tolsel_ledger.balance_at is
    'The balance of an account by the end of a day, null for any, as booked by a moment, null for
now.';
