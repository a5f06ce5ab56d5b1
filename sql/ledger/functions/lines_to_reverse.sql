create or replace function tolsel_ledger.lines_to_reverse(
    p_journal_id bigint, p_lines tolsel_ledger.line[], p_effective_on date, p_tenant_id bigint
)
returns tolsel_ledger.line[]
language plpgsql
stable
as $lines_to_reverse$
declare
    v_lines tolsel_ledger.line[];
    v_fault record;
begin
    if p_lines is null then
        select array_agg(
            row(1, l.line_no, l.account_id, -l.amount, p_effective_on, null)::tolsel_ledger.line
            order by l.account_id)
        into v_lines
        from (
            select o.account_id, o.amount,
                row_number() over (order by o.line_no, o.account_id) as line_no
            from tolsel_ledger.left_of_journal(p_journal_id, p_tenant_id) o
            where o.amount <> 0
        ) l;
        if v_lines is null then
            perform tolsel_core.refuse('UL020', format(
                'Nothing of journal %s is left.', p_journal_id));
        end if;
        return v_lines;
    end if;
    for v_fault in
        select l.account_id, sum(l.amount) as asked,
            coalesce(max(o.amount), 0) as amount_left
        from unnest(p_lines) l
        left join tolsel_ledger.left_of_journal(p_journal_id, p_tenant_id) o
            on o.account_id = l.account_id
        group by l.account_id
        having sum(l.amount) * coalesce(max(o.amount), 0) >= 0
            or abs(sum(l.amount)) > abs(max(o.amount))
        order by l.account_id
    loop
        perform tolsel_core.refuse('UL020', format(
            'Journal %s, account %s: %s is left, so that a reversal has up to %s; %s was given.',
            p_journal_id, v_fault.account_id, v_fault.amount_left, -v_fault.amount_left,
            v_fault.asked));
    end loop;
    return p_lines;
end
$lines_to_reverse$;
comment on function tolsel_ledger.lines_to_reverse is
$$The lines that reverse all that is left of a journal, or the given ones, checked against what is
left.
The caller has locked the journal.
raises: UL020 more_than_left_to_reverse$$;
