create or replace function tolsel.list_printed_balance_differences(
    p_source text, p_tenant_id bigint default tolsel.current_tenant_id()
)
returns table (
    account_id bigint, code text, effective_on date, expected numeric, printed numeric,
    difference numeric
)
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
as $list_printed_balance_differences$
    select b.account_id, b.code, b.effective_on, b.expected, b.printed, b.difference
    from tolsel.list_printed_balances(p_source, p_tenant_id) b
    where b.difference <> 0
    order by b.code, b.effective_on;
$list_printed_balance_differences$;
comment on function tolsel.list_printed_balance_differences is
$$Lists the days of tolsel.list_printed_balances on which the source printed something else than
expected.
raises: UC002 tenant_not_allowed, UC016 text_not_usable$$;
revoke all on function tolsel.list_printed_balance_differences from public;
grant execute on function tolsel.list_printed_balance_differences to tolsel_app, tolsel_read;
