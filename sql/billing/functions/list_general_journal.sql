create or replace function tolsel.list_general_journal(
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns table (
    journal_id bigint, effective_on date, description text, document text, document_id bigint,
    request_id text, line_no integer, account_id bigint, amount numeric, line_on date
)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $list_general_journal$
#variable_conflict use_column
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    return query
    select j.journal_id, f.effective_on::date, j.description, d.document, d.document_id,
        j.request_id, e.line_no::integer, e.account_id, e.amount::numeric, e.effective_on::date
    from tolsel_ledger.journal j
    join tolsel_ledger.entry f
        on f.tenant_id = p_tenant_id and f.journal_id = j.journal_id and f.line_no = 1
    join tolsel_ledger.entry e on e.tenant_id = p_tenant_id and e.journal_id = j.journal_id
    left join (
        select d.journal_id, d.document, d.document_id
        from tolsel_billing.document_journal d
        where d.tenant_id = p_tenant_id
        union all
        select d.journal_id, d.document, d.document_id
        from tolsel_channel.document_journal d
        where d.tenant_id = p_tenant_id
    ) d on d.journal_id = j.journal_id
    where j.tenant_id = p_tenant_id
    order by f.effective_on, j.journal_id, e.line_no;
end
$list_general_journal$;
comment on function tolsel.list_general_journal is
$$Lists every line of every journal, the journals by the day of their first line: what an export
needs. line_on is the day that the line itself counts for.
raises: UC002 tenant_not_allowed$$;
revoke all on function tolsel.list_general_journal from public;
grant execute on function tolsel.list_general_journal to tolsel_app, tolsel_read;
