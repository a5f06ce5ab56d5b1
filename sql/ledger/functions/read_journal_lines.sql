create or replace function tolsel_ledger.read_journal_lines(
    p_lines jsonb, p_effective_on date, p_tenant_id bigint
)
returns tolsel_ledger.line[]
language plpgsql
stable
as $read_journal_lines$
begin
    if jsonb_typeof(p_lines) is distinct from 'array' then
        perform tolsel_core.refuse('UL008', format(
            'The lines are %s.', coalesce('a JSON ' || jsonb_typeof(p_lines), 'null')));
    elsif jsonb_array_length(p_lines) > 10000 then
        perform tolsel_core.refuse('UL011', format('%s lines.', jsonb_array_length(p_lines)));
    end if;
    return tolsel_ledger.read_lines(
        jsonb_build_array(jsonb_build_object('lines', p_lines)), p_effective_on, p_tenant_id);
end
$read_journal_lines$;
comment on function tolsel_ledger.read_journal_lines is $$Reads the lines of one journal.
raises: UL008 line_not_readable, UL011 too_many_lines, and the refusals of
tolsel_ledger.read_lines$$;
