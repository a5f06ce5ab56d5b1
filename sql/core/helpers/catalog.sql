-- What the migrator asks of the catalog and keeps with each release, so that verify can compare.

create or replace function tolsel_core.record_release(
    p_version text, p_code_hash text, p_migrations jsonb, p_objects jsonb,
    p_accepted text[] default '{}'
)
returns tolsel_core.release
language sql
volatile
as $record_release$
    insert into tolsel_core.release (version, code_hash, migrations, objects, accepted, guards)
    select p_version, p_code_hash, p_migrations, p_objects, p_accepted,
        jsonb_object_agg(g.kind || ' ' || g.object, g.definition)
    from tolsel_core.guard g
    returning *;
$record_release$;
comment on function tolsel_core.record_release is
    'Records what the migrator has just installed, with every guard as the catalog now holds it.';

create or replace function tolsel_core.list_guards()
returns table (kind text, object text, definition text)
language plpgsql
stable
set search_path = pg_catalog, pg_temp
set datestyle = 'ISO, YMD'
set timezone = 'UTC'
set intervalstyle = 'postgres'
set extra_float_digits = 1
set bytea_output = 'hex'
set standard_conforming_strings = on
set quote_all_identifiers = off
as $list_guards$
declare
    v_view regclass;
begin
    return query select g.kind, g.object, g.definition from tolsel_core.printed_guard g;
    -- A view that somebody drops is missed as a guard itself.
    for v_view in
        select c.oid from pg_class c
        join tolsel_core.own_schema n on n.oid = c.relnamespace
        where c.relname = 'guarded_row' and c.relkind = 'v' and c.relowner = n.nspowner
    loop
        return query execute format('select g.kind, g.object, g.definition from %s g', v_view);
    end loop;
end
$list_guards$;
comment on function tolsel_core.list_guards is
    'Lists the guards of the catalog and of registers, each definition in the same words however the
session writes names, texts and dates.';

create or replace function tolsel_core.judge_addition(p_guard text, p_definition text)
returns text
language sql
immutable
as $judge_addition$
    select case
        when p_guard ~ '^(currency|job) ' then 'none'
        -- What is shown there, is shown to each reader with his own rights.
        when p_guard ~ '^grant tolsel[. ]' and p_guard !~ ' to public$'
            and p_definition in ('SELECT', 'USAGE') then 'notice'
        when p_guard ~ ('^(schema|trigger|rule|policy|check|refusal|default right|child'
            || '|subscription|grant|account of a tenant|payment method of a tenant'
            || '|transition of a ticket) ') then 'breach'
        else 'notice'
    end;
$judge_addition$;
comment on function tolsel_core.judge_addition is
    'Says what a guard is that no release has: a breach; a notice; or none, because currencies and
jobs may be added.';

create or replace function tolsel_core.idle_parts(p_relation_oid oid)
returns text
language sql
stable
as $idle_parts$
    -- Whoever clears one of these flags leaves every definition as it was, and nothing happens any
    -- more.
    select nullif(concat_ws(', ',
        case when not c.relhastriggers and exists (
            select from pg_trigger g where g.tgrelid = c.oid) then 'triggers idle' end,
        case when c.relkind in ('r', 'p') and c.relchecks <> (
            select count(*) from pg_constraint k where k.conrelid = c.oid and k.contype = 'c')
            then 'checks idle' end,
        case when not c.relhasrules and exists (
            select from pg_rewrite r where r.ev_class = c.oid) then 'rules idle' end,
        case when not c.relhasindex and exists (
            select from pg_index x where x.indrelid = c.oid) then 'indexes idle' end), '')
    from pg_class c
    where c.oid = p_relation_oid;
$idle_parts$;
comment on function tolsel_core.idle_parts is
    'Names what a relation has and the catalog says it has not, so that the server passes it over:
triggers, checks, rules, indexes; null where there is nothing.';

create or replace function tolsel_core.list_identities()
returns table (sequence_name text, last_value bigint, greatest_key bigint)
language plpgsql
stable
as $list_identities$
declare
    -- Names go in by %I and as regclass: nothing of a caller's runs as SQL.
    -- @plpgsql_check_options: security_warnings = false
    v_identity record;
begin
    for v_identity in
        select c.oid::regclass as table_name, a.attname as column_name,
            pg_get_serial_sequence(c.oid::regclass::text, a.attname)::regclass as sequence_oid,
            exists (
                select from pg_attribute t
                where t.attrelid = c.oid and t.attname = 'tenant_id' and a.attname <> 'tenant_id'
            ) as has_tenant
        from pg_class c
        join pg_namespace n on n.oid = c.relnamespace
        join pg_attribute a on a.attrelid = c.oid and a.attidentity <> ''
        -- Nothing refers to the numbers of logs and metrics, which alone are partitioned.
        where n.nspname ~ '^tolsel_' and n.nspname <> 'tolsel_meta' and c.relkind = 'r'
            and not c.relispartition
        order by 1
    loop
        sequence_name := v_identity.sequence_oid::text;
        last_value := pg_sequence_last_value(v_identity.sequence_oid);
        -- Keys begin with the tenant: one probe of the primary key for each.
        execute format(
            case when v_identity.has_tenant then
                'select max(k.key) from tolsel_core.tenant t cross join lateral (
                    select max(x.%1$I) as key from %2$s x where x.tenant_id = t.tenant_id) k'
            else 'select max(x.%1$I) from %2$s x' end,
            v_identity.column_name, v_identity.table_name)
        into greatest_key;
        return next;
    end loop;
end
$list_identities$;
comment on function tolsel_core.list_identities is
    'Lists the sequence of every identity column: where it stands, and the greatest key there is.';

create or replace function tolsel_core.list_orphans(p_is_full boolean)
returns table (table_name text, constraint_name text, orphan_count bigint)
language plpgsql
stable
as $list_orphans$
declare
    -- Names go in by %I and as regclass: nothing of a caller's runs as SQL.
    -- @plpgsql_check_options: security_warnings = false
    v_key record;
begin
    -- A foreign key is checked when a row is written: what was written while its triggers were off,
    -- as they are for a replica, was never checked.
    for v_key in
        select k.conname, k.conrelid::regclass as child, k.confrelid::regclass as parent,
            string_agg(format('p.%I = c.%I', f.attname, a.attname), ' and ') as matching,
            string_agg(format('c.%I is not null', a.attname), ' and ') as filled
        from pg_constraint k
        join pg_namespace n on n.oid = k.connamespace
        cross join lateral unnest(k.conkey, k.confkey) x(child_no, parent_no)
        join pg_attribute a on a.attrelid = k.conrelid and a.attnum = x.child_no
        join pg_attribute f on f.attrelid = k.confrelid and f.attnum = x.parent_no
        where k.contype = 'f' and k.conparentid = 0 and n.nspname ~ '^tolsel_'
            and has_table_privilege(k.conrelid, 'select')
            and (p_is_full or not exists (
                select from pg_trigger g
                where g.tgrelid in (k.conrelid, k.confrelid)
                    and g.tgname ~ '_before_change_append_only$')
                -- A document: its table grows from day to day.
                and not exists (
                    select from pg_attribute j
                    where j.attrelid = k.conrelid and j.attname in ('journal_id', 'request_id')))
        group by k.oid, k.conname, k.conrelid, k.confrelid
        order by 2, 1
    loop
        table_name := v_key.child::text;
        constraint_name := v_key.conname;
        execute format(
            'select count(*) from %s c where %s and not exists (select from %s p where %s)',
            v_key.child, v_key.filled, v_key.parent, v_key.matching)
        into orphan_count;
        if orphan_count > 0 then
            return next;
        end if;
    end loop;
end
$list_orphans$;
comment on function tolsel_core.list_orphans is
    'Lists the foreign keys that have rows which point at nothing, and how many. Unless it is full,
keys of documents, and those from and to append-only tables, which are long, are left out.';

create or replace function tolsel_core.repair_sequences(p_is_dry_run boolean)
returns table (check_name text, subject text, before_row jsonb, after_row jsonb, outcome text)
language plpgsql
volatile
as $repair_sequences$
#variable_conflict use_column
declare
    v_behind record;
    v_incident tolsel_core.incident;
begin
    -- All of them first: the sequence of incidents may be among them.
    for v_behind in
        with behind as materialized (
            select 'core.identity_behind' as check_name, to_jsonb(b) as before_row,
                b.sequence_name, b.greatest_key as next_to
            from tolsel_core.breach_identity_behind b
            union all
            select 'core.claim_behind', to_jsonb(b), b.sequence_name, b.greatest_claim
            from tolsel_core.breach_claim_behind b
        ),
        moved as materialized (
            select b.*, case when p_is_dry_run is false
                then setval(b.sequence_name::regclass, b.next_to) end as moved_to
            from behind b
        )
        select m.* from moved m order by m.check_name, m.sequence_name
    loop
        v_incident.check_name := v_behind.check_name;
        v_incident.severity := 'breach';
        v_incident.subject := tolsel_core.subject_of(v_behind.before_row);
        v_incident.cause := 'repair';
        v_incident.before_row := v_behind.before_row;
        check_name := v_incident.check_name;
        subject := v_incident.subject;
        before_row := v_incident.before_row;
        after_row := jsonb_build_object('last_value', v_behind.next_to);
        outcome := case when v_behind.moved_to is null then 'found' else 'repaired' end;
        if v_behind.moved_to is not null then
            perform tolsel_core.record_incident(v_incident);
            perform tolsel_core.end_incident(
                i.incident_id, 'repaired', jsonb_build_object('last_value', v_behind.next_to))
            from tolsel_core.open_incident i
            where i.check_name = v_incident.check_name and i.subject = v_incident.subject;
        end if;
        return next;
    end loop;
end
$repair_sequences$;
comment on function tolsel_core.repair_sequences is
    'Lists the sequences that would give a key or a claim out again, and unless it is a dry run
moves them on; they never go back.';
