create or replace function bursar_ledger.lines_to_reverse(
    p_journal_id bigint, p_lines bursar_ledger.line[], p_effective_on date, p_tenant_id bigint
)
returns bursar_ledger.line[]
language plpgsql
stable
as $lines_to_reverse$
declare
    v_lines bursar_ledger.line[];
    v_fault record;
begin
    -- What is left of a journal is, by account, the sum of its entries and its reversals'. Asked
    -- journal by journal: while they are few, "or" and a join are planned as a walk over all.
    if p_lines is null then
        select array_agg(
            row(1, l.line_no, l.account_id, -l.amount, p_effective_on, null)::bursar_ledger.line
            order by l.account_id)
        into v_lines
        from (
            select e.account_id, sum(e.amount) as amount,
                row_number() over (order by min(e.line_no), e.account_id) as line_no
            from (
                select p_journal_id as journal_id
                union all
                select r.journal_id from bursar_ledger.journal r
                where r.tenant_id = p_tenant_id and r.reverses_journal_id = p_journal_id
            ) j
            cross join lateral (
                select e.account_id, e.amount, e.line_no from bursar_ledger.entry e
                where e.tenant_id = p_tenant_id and e.journal_id = j.journal_id
                offset 0
            ) e
            group by e.account_id
            having sum(e.amount) <> 0
        ) l;
        if v_lines is null then
            perform bursar_core.refuse('UL020', format(
                'Nothing of journal %s is left.', p_journal_id));
        end if;
        return v_lines;
    end if;
    for v_fault in
        select l.account_id, sum(l.amount) as asked,
            coalesce(max(left_over.amount), 0) as amount_left
        from unnest(p_lines) l
        left join (
            select e.account_id, sum(e.amount) as amount
            from (
                select p_journal_id as journal_id
                union all
                select r.journal_id from bursar_ledger.journal r
                where r.tenant_id = p_tenant_id and r.reverses_journal_id = p_journal_id
            ) j
            cross join lateral (
                select e.account_id, e.amount, e.line_no from bursar_ledger.entry e
                where e.tenant_id = p_tenant_id and e.journal_id = j.journal_id
                offset 0
            ) e
            group by e.account_id
        ) left_over on left_over.account_id = l.account_id
        group by l.account_id
        having sum(l.amount) * coalesce(max(left_over.amount), 0) >= 0
            or abs(sum(l.amount)) > abs(max(left_over.amount))
        order by l.account_id
    loop
        perform bursar_core.refuse('UL020', format(
            'Journal %s, account %s: %s is left, so that a reversal has up to %s; %s was given.',
            p_journal_id, v_fault.account_id, v_fault.amount_left, -v_fault.amount_left,
            v_fault.asked));
    end loop;
    return p_lines;
end
$lines_to_reverse$;
comment on function bursar_ledger.lines_to_reverse is
$$The lines that reverse all that is left of a journal, or the given ones, checked against what is
left.
The caller has locked the journal.
raises: UL020 more_than_left_to_reverse$$;
