create or replace function tolsel.validate_books(p_is_full boolean default false)
returns tolsel_core.validation
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set work_mem = '64MB'
set jit = off
as $validate_books$
begin
    return tolsel_ledger.validate(coalesce(p_is_full, false));
end
$validate_books$;
comment on function tolsel.validate_books is
    'Runs the validator by hand: all balances and all new entries, or with true the whole history.
What it finds is kept: tolsel.list_incidents. Postings do not wait for it.';
revoke all on function tolsel.validate_books from public;
grant execute on function tolsel.validate_books to tolsel_admin;
