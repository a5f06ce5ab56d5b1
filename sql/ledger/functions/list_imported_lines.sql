create or replace function tolsel.list_imported_lines(
    p_source text,
    p_account_ids bigint[],
    p_from_on date,
    p_to_on date,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns table (
    journal_id bigint, code text, effective_on date, amount numeric, description text, line_id text,
    request_key text
)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $list_imported_lines$
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_core.check_text(p_source, 'source', 100);
    -- The first line of a journal is the imported one.
    return query
    select j.journal_id, a.code::text, e.effective_on::date, (a.sign * e.amount)::numeric,
        j.description,
        j.metadata ->> 'line_id', j.request_key::text
    from tolsel_ledger.account a
    join tolsel_ledger.entry e
        on e.tenant_id = p_tenant_id and e.account_id = a.account_id and e.line_no = 1
        and e.effective_on between p_from_on and p_to_on
    join tolsel_ledger.journal j
        on j.tenant_id = p_tenant_id and j.journal_id = e.journal_id
        and j.request_key >= 'import:' || p_source || ':'
        and j.request_key < 'import:' || p_source || ';'
        and j.metadata ->> 'source' = p_source
    where a.tenant_id = p_tenant_id and a.account_id = any(p_account_ids)
    order by a.code, e.effective_on, j.journal_id;
end
$list_imported_lines$;
comment on function tolsel.list_imported_lines is
$$Lists what was imported of a source between two days, for accounts of it: each line as it was
printed, so that one that comes again is known. Amounts rise as the account does.
raises: UC002 tenant_not_allowed, UC016 text_not_usable$$;
revoke all on function tolsel.list_imported_lines from public;
grant execute on function tolsel.list_imported_lines to tolsel_app, tolsel_read;
