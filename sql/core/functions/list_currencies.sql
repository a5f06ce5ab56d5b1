create or replace function tolsel.list_currencies()
returns setof tolsel_core.currency
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
as $list_currencies$
    select c.* from tolsel_core.currency c order by c.currency;
$list_currencies$;
comment on function tolsel.list_currencies is
    'Lists the currencies that tolsel knows, each with its number of decimals.';
revoke all on function tolsel.list_currencies from public;
grant execute on function tolsel.list_currencies
    to tolsel_app, tolsel_read, tolsel_clerk, tolsel_supervisor, tolsel_accountant, tolsel_manager;
