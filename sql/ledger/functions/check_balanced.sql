create or replace function tolsel_ledger.check_balanced(
    p_journal_ids bigint[], p_lines tolsel_ledger.line[], p_tenant_id bigint
)
returns void
language plpgsql
stable
as $check_balanced$
declare
    v_journal record;
begin
    for v_journal in
        select n.journal_no, count(l.account_id) as line_count,
            least(count(l.account_id), 1) as account_count
        from unnest(p_journal_ids) with ordinality n(journal_id, journal_no)
        left join unnest(p_lines) l on l.journal_no = n.journal_no
        where n.journal_id is not null
        group by n.journal_no
        having min(l.account_id) is not distinct from max(l.account_id)
        order by n.journal_no
    loop
        perform tolsel_core.refuse('UL002', format(
            'Journal %s has %s lines on %s accounts.', v_journal.journal_no, v_journal.line_count,
            v_journal.account_count));
    end loop;
    for v_journal in
        select l.journal_no, a.currency, sum(l.amount) as off_by, count(*) as line_count
        from unnest(p_lines) l
        join tolsel_ledger.account a on a.tenant_id = p_tenant_id and a.account_id = l.account_id
        where p_journal_ids[l.journal_no] is not null
        group by l.journal_no, a.currency
        having sum(l.amount) <> 0
        order by l.journal_no, a.currency
    loop
        perform tolsel_core.refuse('UL001',
            format('Journal %s: its %s lines in %s add up to %s.', v_journal.journal_no,
                v_journal.line_count, v_journal.currency, v_journal.off_by),
            format('Debits are above 0, credits below: %s %s is missing.', -v_journal.off_by,
                v_journal.currency));
    end loop;
end
$check_balanced$;
comment on function tolsel_ledger.check_balanced is $$Checks that each journal moves money between
two accounts or more, and adds up to zero in each currency.
raises: UL001 journal_not_balanced, UL002 too_few_lines$$;
