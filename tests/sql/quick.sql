-- What a validation that reads only what is new says, to hold against what verify says.
create function tap.quick_verdict(p_pattern text) returns text
language plpgsql
as $quick_verdict$
begin
    perform bursar_ledger.note_due_slots();
    return (
        select string_agg(j.check_name, ' ' order by j.check_name collate "C")
        from bursar_core.judge_checks(false) j
        where j.severity = 'breach' and cardinality(j.subjects) > 0 and j.check_name ~ p_pattern);
end
$quick_verdict$;
