-- What an owner or a superuser could do to the books, undone again, and what the checks whose names
-- match a pattern say to it. Who includes this wraps verdict_of for its own domain.

create function tap.verdict_of(
    p_sabotage text, p_pattern text, p_is_forced boolean default true,
    p_is_full boolean default true, p_is_quick boolean default true
)
returns text
language plpgsql
as $verdict_of$
declare
    v_verdict text;
    v_quick_verdict text;
begin
    begin
        if p_is_forced then
            perform tap.switch_guards_off();
        end if;
        execute p_sabotage;
        if p_is_full then
            v_verdict := tap.full_verdict(p_pattern);
        end if;
        -- Where no validation has been, all is new: what reads only that must find the same.
        if p_is_quick then
            v_quick_verdict := tap.quick_verdict(p_pattern);
        end if;
        raise exception using errcode = 'P9999';
    exception when sqlstate 'P9999' then
        return case
            when not p_is_full then v_quick_verdict
            when not p_is_quick or v_verdict is not distinct from v_quick_verdict then v_verdict
            else concat(v_verdict, ', of what is new: ', coalesce(v_quick_verdict, '-'))
        end;
    end;
end
$verdict_of$;

create function tap.switch_guards_off() returns void
language plpgsql
as $switch_guards_off$
declare
    v_trigger record;
begin
    -- Every guard that can be: foreign keys and triggers, those too that always fire.
    set local session_replication_role = replica;
    for v_trigger in
        select t.tgname, t.tgrelid::regclass as tgrelid from pg_trigger t
        where t.tgrelid::regclass::text ~ '^tolsel_(?!monitor)' and t.tgenabled = 'A'
    loop
        execute format('alter table %s disable trigger %I', v_trigger.tgrelid, v_trigger.tgname);
    end loop;
end
$switch_guards_off$;

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
    -- Nobody asks the others: their rules come back with all that is undone.
    delete from tolsel_core.check_rule r where r.severity <> 'breach' or r.check_name !~ p_pattern;
    perform tolsel_ledger.note_due_slots();
    return (
        select string_agg(j.check_name, ' ' order by j.check_name collate "C")
        from tolsel_core.judge_checks(false) j where cardinality(j.subjects) > 0);
end
$quick_verdict$;
