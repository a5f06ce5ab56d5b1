create or replace function tolsel.seal_entries(p_limit integer default 100000)
returns bigint
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set work_mem = '64MB'
set jit = off
as $seal_entries$
begin
    perform tolsel_core.check_session();
    return tolsel_ledger.seal(coalesce(p_limit, 100000));
end
$seal_entries$;
comment on function tolsel.seal_entries is
    'Seals about p_limit entries that have no seal, and answers how many it sealed. Call it until it
answers 0.';
revoke all on function tolsel.seal_entries from public;
grant execute on function tolsel.seal_entries to tolsel_admin;
