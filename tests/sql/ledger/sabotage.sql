-- What an owner or a superuser could do to the books, undone again, and what verify says to it.
\ir ../verdicts.sql
create function tap.verdict_on(p_sabotage text, p_is_forced boolean default true) returns text
language plpgsql
as $verdict_on$
declare
    v_trigger record;
    v_verdict text;
begin
    begin
        if p_is_forced then
            -- Every guard that can be switched off is: foreign keys and triggers, the ALWAYS ones too.
            set local session_replication_role = replica;
            for v_trigger in
                select t.tgname, t.tgrelid::regclass as tgrelid from pg_trigger t
                where t.tgrelid::regclass::text like 'tolsel_ledger.%' and t.tgenabled = 'A'
            loop
                execute format('alter table %s disable trigger %I', v_trigger.tgrelid, v_trigger.tgname);
            end loop;
        end if;
        execute p_sabotage;
        v_verdict := tap.full_verdict('^ledger\.');
        raise exception using errcode = 'P9999';
    exception when sqlstate 'P9999' then
        return replace(v_verdict, 'ledger.', '');
    end;
end
$verdict_on$;
