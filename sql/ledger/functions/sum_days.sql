create or replace function bursar_ledger.sum_days(p_entries bursar_ledger.entry[])
returns setof bursar_ledger.daily_total
language sql
stable
as $sum_days$
    select e.tenant_id, e.account_id, e.effective_on, e.slot, count(*)::integer,
        sum(greatest(e.amount, 0)), sum(greatest(-e.amount, 0))
    from unnest(p_entries) e
    join bursar_ledger.account a on a.tenant_id = e.tenant_id and a.account_id = e.account_id
    where a.has_daily_totals
    group by e.tenant_id, e.account_id, e.effective_on, e.slot
    order by e.account_id, e.effective_on, e.slot;
$sum_days$;
comment on function bursar_ledger.sum_days is
    'Adds entries up by account, day and slot, for the accounts that keep daily totals.';
