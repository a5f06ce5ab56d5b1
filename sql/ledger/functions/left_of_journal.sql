create or replace function tolsel_ledger.left_of_journal(p_journal_id bigint, p_tenant_id bigint)
returns table (account_id bigint, amount numeric, line_no smallint)
language sql
stable
as $left_of_journal$
    -- Asked journal by journal: of few, "or" and a join are planned as a walk over all.
    select e.account_id, sum(e.amount), min(e.line_no)
    from (
        select p_journal_id as journal_id
        union all
        select r.journal_id from tolsel_ledger.journal r
        where r.tenant_id = p_tenant_id and r.reverses_journal_id = p_journal_id
    ) j
    cross join lateral (
        select e.account_id, e.amount, e.line_no from tolsel_ledger.entry e
        where e.tenant_id = p_tenant_id and e.journal_id = j.journal_id
        offset 0
    ) e
    group by e.account_id;
$left_of_journal$;
comment on function tolsel_ledger.left_of_journal is
    'What is left of a journal on each of its accounts: the sum of its entries and of those that
reverse it.';
