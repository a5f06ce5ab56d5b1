-- What the checks of some names say of the books, and what a validation that reads only what is new
-- says, to hold against it.
create function tap.full_verdict(p_pattern text) returns text
language plpgsql
as $full_verdict$
declare
    v_rule tolsel_core.check_rule;
    v_verdict text;
    v_is_found boolean;
begin
    for v_rule in
        select * from tolsel_core.check_rule r
        where r.severity = 'breach' and r.check_name ~ p_pattern order by r.check_name collate "C"
    loop
        execute format('select exists (select v::text from %s v)', v_rule.view_name) into v_is_found;
        if v_is_found then
            v_verdict := concat_ws(' ', v_verdict, v_rule.check_name);
        end if;
    end loop;
    return v_verdict;
end
$full_verdict$;
create function tap.quick_verdict(p_pattern text) returns text
language plpgsql
as $quick_verdict$
begin
    perform tolsel_ledger.note_due_slots();
    return (
        select string_agg(j.check_name, ' ' order by j.check_name collate "C")
        from tolsel_core.judge_checks(false) j
        where j.severity = 'breach' and cardinality(j.subjects) > 0 and j.check_name ~ p_pattern);
end
$quick_verdict$;
