create or replace function tolsel_ledger.read_heads(p_journals jsonb)
returns tolsel_ledger.head[]
language plpgsql
stable
as $read_heads$
declare
    v_heads tolsel_ledger.head[] := array[]::tolsel_ledger.head[];
    v_keys text[] := array['lines', 'description', 'effective_on', 'metadata', 'request_key'];
    v_journal record;
begin
    if jsonb_typeof(p_journals) is distinct from 'array' then
        perform tolsel_core.refuse('UL008', format(
            'The journals are %s.', coalesce('a JSON ' || jsonb_typeof(p_journals), 'null')));
    elsif jsonb_array_length(p_journals) > 10000 then
        perform tolsel_core.refuse('UL011', format('%s journals.', jsonb_array_length(p_journals)));
    end if;
    for v_journal in
        select j.no, j.item, j.item ->> 'effective_on' as effective_on
        from jsonb_array_elements(p_journals) with ordinality j(item, no)
        order by j.no
    loop
        if jsonb_typeof(v_journal.item) <> 'object'
            or v_journal.item - v_keys <> '{}'
            or jsonb_typeof(v_journal.item -> 'lines') is distinct from 'array' then
            perform tolsel_core.refuse('UL008', format(
                'Journal %s is not an object of %s, where lines is an array.',
                v_journal.no, array_to_string(v_keys, ', ')));
        elsif v_journal.effective_on is not null
            and (v_journal.effective_on ~ '^(19|2[01])[0-9]{2}-[0-9]{2}-[0-9]{2}$'
                and jsonb_path_exists(
                    v_journal.item, '$.effective_on.datetime("YYYY-MM-DD")', '{}', true)
            ) is not true
        then
            perform tolsel_core.refuse('UC014', format(
                'Journal %s: the effective date is %L.', v_journal.no,
                left(v_journal.effective_on, 100)));
        end if;
        v_heads := v_heads || row(
            v_journal.no, v_journal.item ->> 'description',
            coalesce(v_journal.item -> 'metadata', '{}'), v_journal.item ->> 'request_key',
            null, null
        )::tolsel_ledger.head;
    end loop;
    -- In the order of keys, so that no two batches wait for each other's keys in a circle.
    return array(select h from unnest(v_heads) h order by h.request_key, h.journal_no);
end
$read_heads$;
comment on function tolsel_ledger.read_heads is $$Reads the heads of [{"lines", "description",
"effective_on", "metadata", "request_key"}, ...] in the order of their keys.
raises: UC014 date_not_usable, UL008 line_not_readable, UL011 too_many_lines$$;
