create or replace function tolsel_ledger.sum_days(
    p_balance tolsel_ledger.balance, p_after_version bigint
)
returns setof tolsel_ledger.daily_total
language sql
stable
as $sum_days$
    select e.tenant_id, e.account_id, e.effective_on, e.slot, count(*)::integer,
        sum(greatest(e.amount, 0)), sum(greatest(-e.amount, 0))
    from tolsel_ledger.entry e
    where e.tenant_id = p_balance.tenant_id and e.account_id = p_balance.account_id
        and e.slot = p_balance.slot
        and e.version > p_after_version and e.version <= p_balance.version
    group by e.tenant_id, e.account_id, e.effective_on, e.slot
    order by e.effective_on;
$sum_days$;
comment on function tolsel_ledger.sum_days is
    'Adds up by day the entries that a balance has taken in since a version.';
