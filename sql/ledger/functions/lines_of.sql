create or replace function tolsel_ledger.lines_of(
    p_journal_id bigint, p_effective_on date, p_tenant_id bigint
)
returns tolsel_ledger.line[]
language sql
stable
as $lines_of$
    select array_agg(
        row(1, e.line_no, e.account_id, e.amount, p_effective_on, null)::tolsel_ledger.line
        order by e.line_no)
    from tolsel_ledger.entry e
    where e.tenant_id = p_tenant_id and e.journal_id = p_journal_id;
$lines_of$;
comment on function tolsel_ledger.lines_of is
    'The lines of a journal as they would be posted again, on another day where one is given.';
