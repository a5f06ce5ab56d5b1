create or replace function bursar_ledger.closed_through_on(p_tenant_id bigint)
returns date
language sql
stable
as $closed_through_on$
    select p.closed_through_on
    from bursar_ledger.period_close p
    where p.tenant_id = p_tenant_id
    order by p.period_close_id desc
    limit 1;
$closed_through_on$;
comment on function bursar_ledger.closed_through_on is
    'Answers the last closed day of a tenant, null where nothing is closed.';
