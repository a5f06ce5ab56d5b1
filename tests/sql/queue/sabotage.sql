-- What an owner or a superuser could do to a queue, undone again, and what verify says to it.
\ir ../verdicts.sql
create function tap.verdict_on(p_sabotage text) returns text
language plpgsql
as $verdict_on$
declare
    v_trigger record;
    v_verdict text;
    v_quick_verdict text;
begin
    begin
        -- Every guard that can be switched off is: foreign keys and triggers, the ALWAYS ones too.
        set local session_replication_role = replica;
        for v_trigger in
            select t.tgname, t.tgrelid::regclass as tgrelid from pg_trigger t
            where t.tgrelid::regclass::text ~ '^tolsel_queue\.' and t.tgenabled = 'A'
        loop
            execute format('alter table %s disable trigger %I', v_trigger.tgrelid, v_trigger.tgname);
        end loop;
        execute p_sabotage;
        v_verdict := tap.full_verdict('^queue\.');
        -- Where no validation has been, all is new: what reads only that must find the same.
        v_quick_verdict := tap.quick_verdict('^queue\.');
        if v_quick_verdict is distinct from v_verdict then
            v_verdict := concat(v_verdict, ', of what is new: ', coalesce(v_quick_verdict, '-'));
        end if;
        raise exception using errcode = 'P9999';
    exception when sqlstate 'P9999' then
        return replace(v_verdict, 'queue.', '');
    end;
end
$verdict_on$;
