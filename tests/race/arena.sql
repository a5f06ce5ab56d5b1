-- What the template of the races has besides its books: the way back to every row and sequence.
create schema race;

-- No call changes the schema: one that does is refused. What a test itself changes is counted.
create sequence race.change_count;
create function race.note_change() returns event_trigger language plpgsql as $note_change$
begin
    if not exists (select from pg_roles where rolname = session_user and rolsuper) then
        raise 'a call changes the schema: %', tg_tag;
    end if;
    perform nextval('race.change_count');
end
$note_change$;

-- Everything of the schema that a test may change.
create function race.schema_now() returns text language sql as $schema_now$
    select md5(string_agg(found::text, E'\n' order by found::text collate "C"))
    from (
        select row(n.nspname, n.nspacl) from pg_namespace n where n.nspname !~ '^pg_(toast_)?temp'
        union all
        select row(c.oid, c.relname, c.relkind, c.relchecks, c.relrowsecurity, c.relacl)
        from pg_class c where c.oid >= 16384 and c.relnamespace <> 'pg_toast'::regnamespace
            and c.relpersistence = 'p'
        union all
        select row(p.proname, p.prosrc, p.prosecdef, p.proconfig, p.proacl)
        from pg_proc p where p.oid >= 16384
        union all
        select row(k.conname, k.convalidated, pg_get_constraintdef(k.oid))
        from pg_constraint k where k.oid >= 16384
        union all
        select row(t.tgname, t.tgrelid, t.tgenabled, t.tgfoid) from pg_trigger t where not t.tgisinternal
        union all
        select row(e.evtname, e.evtenabled) from pg_event_trigger e
    ) everything (found)
$schema_now$;

do $make$
declare
    v_table regclass;
    v_columns text;
    v_trigger record;
    v_check record;
    v_sequence regclass;
    v_value bigint;
    v_is_called boolean;
    v_put_back text := '';
    v_breaches text := '';
begin
    for v_table, v_columns in
        select a.attrelid::regclass, string_agg(quote_ident(a.attname), ', ' order by a.attnum)
        from pg_class c
        join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
        where c.relkind = 'r' and c.relnamespace::regnamespace::text ~ '^tolsel_(?!meta$)'
            and not c.relispartition and a.attgenerated = ''
        group by a.attrelid
    loop
        execute format('create table race.%I as select %s from %s', v_table, v_columns, v_table);
        v_put_back := v_put_back || format($put_back$
            if exists (select from %1$s t where t.xmin::text::bigint > p_mark)
                or (select count(*) from %1$s) <> (select count(*) from race.%2$I)
            then
                delete from %1$s;
                insert into %1$s (%3$s) overriding system value select * from race.%2$I;
            end if;$put_back$, v_table, v_table, v_columns);
    end loop;
    -- The days of logs keep the guards by which a check tells them.
    for v_table in select c.oid::regclass from pg_class c where c.relkind = 'p' and c.oid >= 16384 loop
        execute format('select count(*) from %s', v_table) into v_value;
        v_put_back := v_put_back || format(
            'if (select count(*) from %s) <> %s then return null; end if;', v_table, v_value);
    end loop;
    for v_sequence in
        select c.oid from pg_class c
        where c.relkind = 'S' and c.relnamespace::regnamespace::text ~ '^tolsel_(?!meta$)'
    loop
        execute format('select last_value, is_called from %s', v_sequence)
        into v_value, v_is_called;
        v_put_back := v_put_back || format(
            'perform setval(%L, %s, %L);', v_sequence, v_value, v_is_called);
    end loop;
    -- Answers the transaction that has written what there is, as what is newer a race has written;
    -- null where it cannot put back.
    execute format(
        'create function race.put_back(p_mark bigint) returns bigint language plpgsql as $put_back$
        begin %s return pg_current_xact_id()::text; end $put_back$', v_put_back);

    for v_check in execute current_setting('race.checks') loop
        v_breaches := v_breaches || format(
            'return query select %L::text, v::text from %s v;', v_check.check_name, v_check.view_name);
    end loop;
    execute format(
        'create function race.breaches() returns table (check_name text, found text)
        language plpgsql as $breaches$ begin %s end $breaches$', v_breaches);

    -- Triggers that a replica would fire, too, fire here for everybody but him who puts back.
    for v_trigger in
        select t.tgname, t.tgrelid::regclass as tgrelid from pg_trigger t
        where t.tgenabled = 'A' and not t.tgisinternal
            and t.tgrelid::regclass::text ~ '^tolsel_(?!monitor)'
    loop
        execute format('alter table %s enable trigger %I', v_trigger.tgrelid, v_trigger.tgname);
    end loop;
end
$make$;
create event trigger fixed_schema on ddl_command_start execute function race.note_change();
