create or replace function tolsel.add_statement_lines(
    p_lines jsonb,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns integer
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $add_statement_lines$
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    return tolsel_bank.add_lines(p_lines, p_tenant_id);
end
$add_statement_lines$;
comment on function tolsel.add_statement_lines is
$$Hands in lines of a long statement, at most 10,000 a call, as JSON: an array of objects like those
of the key entries of tolsel.import_statement, which takes them within the same transaction. Answers
how many they are.
raises: UC002 tenant_not_allowed, UK005 statement_not_readable$$;
revoke all on function tolsel.add_statement_lines from public;
grant execute on function tolsel.add_statement_lines to tolsel_app, tolsel_accountant;
