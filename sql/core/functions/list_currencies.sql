create or replace function bursar.list_currencies()
returns setof bursar_core.currency
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
as $list_currencies$
    select c.* from bursar_core.currency c order by c.currency;
$list_currencies$;
comment on function bursar.list_currencies is
    'Lists the currencies that bursar knows, each with its number of decimals.';
revoke all on function bursar.list_currencies from public;
grant execute on function bursar.list_currencies to bursar_app, bursar_read;
