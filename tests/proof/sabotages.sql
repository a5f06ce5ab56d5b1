-- Every guard the catalog shows, and ways to take it away or to weaken it: what is done, the check
-- that must find it, and a piece of the row it must find. Run as a superuser, with a
-- role shop_app.
with own_schema as (
    select n.oid, n.nspname from pg_namespace n
    where n.nspname = 'tolsel' or (n.nspname ~ '^tolsel_' and n.nspname <> 'tolsel_meta')
),
relation as (
    select c.*, format('%I.%I', s.nspname, c.relname) as name
    from pg_class c join own_schema s on s.oid = c.relnamespace
    where not c.relispartition
),
-- Days of logs and metrics come and go: a check of their own compares them with their tables.
own_day as (
    select distinct on (d.table_name) format('tolsel_monitor.%I', d.partition_name) as name,
        d.partition_name, d.partition_oid, d.table_name
    from tolsel_monitor.list_days() d order by d.table_name, d.from_at
),
own_table as (
    select * from relation where relkind in ('r', 'p')
),
own_function as (
    select p.*, format('%I.%I', s.nspname, p.proname) as name,
        p.oid::regprocedure::text as signature
    from pg_proc p join own_schema s on s.oid = p.pronamespace
),
own_constraint as (
    select k.conname, k.contype, t.name, pg_get_constraintdef(k.oid) as definition,
        format('constraint %s.%I', t.name, k.conname) as guard
    from pg_constraint k join own_table t on t.oid = k.conrelid
    where k.contype in ('c', 'f', 'p', 'u', 'x')
),
own_column as (
    select a.*, t.name, t.oid as table_oid, format('column %s.%I', t.name, a.attname) as guard
    from own_table t
    join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
),
own_trigger as (
    select g.*, t.name, format('trigger %s.%I', t.name, g.tgname) as guard
    from pg_trigger g join own_table t on t.oid = g.tgrelid
    where not g.tgisinternal
),
own_policy as (
    select p.polname, t.name, format('policy %s.%I', t.name, p.polname) as guard,
        pg_get_expr(p.polqual, p.polrelid) as rows_shown
    from pg_policy p join own_table t on t.oid = p.polrelid
),
own_grant as (
    select 'table' as kind, r.name as object, r.name, a.privilege_type,
        pg_get_userbyid(a.grantee) as grantee
    from relation r cross join lateral aclexplode(r.relacl) a
    where a.grantee <> r.relowner and a.grantee <> 0 and r.relkind in ('r', 'p', 'v', 'm')
    union all
    select 'routine', f.signature, f.name, a.privilege_type, pg_get_userbyid(a.grantee)
    from own_function f cross join lateral aclexplode(f.proacl) a
    where a.grantee <> f.proowner and a.grantee <> 0
),
sabotage(kind, statement, finder, sign) as (
    -- Constraints: dropped, true of anything, or not asked of the rows there are.
    select 'constraint dropped',
        format('alter table %s drop constraint %I cascade', k.name, k.conname),
        'changed_guard', k.guard
    from own_constraint k
    union all
    select 'constraint weakened', format(
            'alter table %1$s drop constraint %2$I, add constraint %2$I check (true)',
            k.name, k.conname),
        'changed_guard', k.guard
    from own_constraint k where k.contype = 'c'
    union all
    select 'constraint not validated', format(
            'alter table %1$s drop constraint %2$I, add constraint %2$I %3$s not valid',
            k.name, k.conname, k.definition),
        'changed_guard', k.guard
    from own_constraint k where k.contype in ('c', 'f')
    union all
    select 'foreign key cascades', format(
            'alter table %1$s drop constraint %2$I, add constraint %2$I %3$s on delete cascade',
            k.name, k.conname, k.definition),
        'changed_guard', k.guard
    from own_constraint k where k.contype = 'f'
    union all
    select 'foreign key unguarded', format('alter table %s disable trigger all', k.name),
        'changed_guard', k.guard
    from own_constraint k where k.contype = 'f'
    union all
    select 'domain dropped', format('alter domain %s drop constraint %I', t.oid::regtype, k.conname),
        'changed_guard', format('constraint %s.%I', t.typname, k.conname)
    from pg_constraint k join pg_type t on t.oid = k.contypid
    join own_schema s on s.oid = t.typnamespace
    union all
    select 'domain of another owner', format('alter domain %s owner to shop_app', t.oid::regtype),
        'changed_guard', 'domain ' || t.typname
    from pg_type t join own_schema s on s.oid = t.typnamespace where t.typtype = 'd'
    -- Columns.
    union all
    select 'not null dropped', format('alter table %s alter %I drop not null', c.name, c.attname),
        'changed_guard', c.guard
    from own_column c
    where c.attnotnull and c.attidentity = '' and not exists (
        select from pg_index x
        where x.indrelid = c.table_oid and x.indisprimary and c.attnum = any(x.indkey))
    union all
    select 'default dropped', format('alter table %s alter %I drop default', c.name, c.attname),
        'changed_guard', c.guard
    from own_column c where c.atthasdef and c.attgenerated = ''
    union all
    select 'column no longer generated',
        format('alter table %s alter %I drop expression', c.name, c.attname),
        'changed_guard', c.guard
    from own_column c where c.attgenerated <> ''
    union all
    select 'not null not validated', format(
            'update pg_constraint set convalidated = false where oid = %s', k.oid),
        'changed_guard', format('column %s.%I', t.name, a.attname)
    from pg_constraint k
    join own_table t on t.oid = k.conrelid
    join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
    where k.contype = 'n'
    union all
    select 'default idle', format(
            'update pg_attribute set atthasdef = false where attrelid = %s and attnum = %s',
            c.table_oid, c.attnum),
        'changed_guard', c.guard
    from own_column c where c.atthasdef and c.attgenerated = ''
    union all
    select 'identity weakened',
        format('alter table %s alter %I set generated by default', c.name, c.attname),
        'changed_guard', c.guard
    from own_column c where c.attidentity = 'a'
    union all
    select 'identity dropped', format('alter table %s alter %I drop identity', c.name, c.attname),
        'changed_guard', c.guard
    from own_column c where c.attidentity = 'a'
    union all
    select 'column added', format('alter table %s add extra text', t.name),
        'extra_object', format('column %s.extra', t.name)
    from own_table t
    -- Sequences: set back, or made to come round again.
    union all
    select 'sequence set back', format('alter sequence %s restart', r.name), 'identity_behind',
        r.name
    from relation r join pg_sequences q
        on format('%I.%I', q.schemaname, q.sequencename) = r.name and q.last_value > 1
    where r.relkind = 'S'
    union all
    select 'sequence used up', format('select setval(%L, %s)', r.name, bigint '5000000000000000000'),
        'identity_headroom', r.name
    from relation r where r.relkind = 'S'
    union all
    select 'sequence cycles', format('alter sequence %s cycle', r.name), 'changed_guard',
        'sequence ' || r.name
    from relation r where r.relkind = 'S'
    -- Triggers and rules.
    union all
    select 'trigger ' || how.word, format(how.statement, g.name, g.tgname), 'changed_guard', g.guard
    from own_trigger g cross join (values
        ('dropped', 'drop trigger %2$I on %1$s'),
        ('disabled', 'alter table %1$s disable trigger %2$I'),
        ('for replicas only', 'alter table %1$s enable replica trigger %2$I')
    ) how(word, statement)
    union all
    select 'foreign key that calls nothing', format(
            'update pg_trigger set tgfoid = ''suppress_redundant_updates_trigger''::regproc'
            ' where tgconstraint = %s', k.oid),
        'changed_guard', format('constraint %s.%I', t.name, k.conname)
    from pg_constraint k join own_table t on t.oid = k.conrelid where k.contype = 'f'
    union all
    select 'trigger no longer always', format('alter table %s enable trigger %I', g.name, g.tgname),
        'changed_guard', g.guard
    from own_trigger g where g.tgenabled = 'A'
    union all
    select 'trigger added', format(
            'create trigger extra before insert on %s for each row'
            ' execute function suppress_redundant_updates_trigger()', t.name),
        'changed_guard', format('trigger %s.extra', t.name)
    from own_table t
    union all
    select 'rule added',
        format('create rule extra as on insert to %s do instead nothing', t.name),
        'changed_guard', format('rule %s.extra', t.name)
    from own_table t
    -- Row security.
    union all
    select 'row security off', format('alter table %s disable row level security', t.name),
        'changed_guard', 'row security ' || t.name
    from own_table t where t.relrowsecurity
    union all
    select 'policy dropped', format('drop policy %I on %s', p.polname, p.name), 'changed_guard',
        p.guard
    from own_policy p
    union all
    select 'policy lets all through', format('alter policy %I on %s using (true)', p.polname, p.name),
        'changed_guard', p.guard
    from own_policy p
    where p.rows_shown is distinct from 'true'
    union all
    select 'policy added', format('create policy extra on %s using (true)', t.name),
        'changed_guard', format('policy %s.extra', t.name)
    from own_table t
    -- Indexes that are no constraint's.
    union all
    select 'index dropped', 'drop index ' || r.name, 'changed_guard', 'index ' || r.name
    from relation r where r.relkind in ('i', 'I') and not exists (
        select from pg_constraint k where k.conindid = r.oid)
    union all
    select 'index with ' || f.flag || ' off', format(
            'update pg_index set %I = false where indexrelid = %s', f.flag, r.oid),
        'changed_guard', 'index ' || r.name
    from relation r
    cross join unnest(array[
        'indisvalid', 'indisready', 'indislive', 'indimmediate', 'indisunique', 'indisprimary']
    ) f(flag)
    join pg_index x on x.indexrelid = r.oid
        and (x.indisunique or f.flag <> 'indisunique')
        and (x.indisprimary or f.flag <> 'indisprimary')
    where r.relkind in ('i', 'I')
    -- Tables.
    union all
    select 'table with a child', format('create table public.child () inherits (%s)', t.name),
        'changed_guard', format('child %s < ', t.name)
    from own_table t where t.relkind = 'r'
    union all
    select 'table with options', format('alter table %s set (autovacuum_enabled = off)', t.name),
        'changed_guard', 'table ' || t.name
    from own_table t where t.relkind = 'r'
    union all
    select 'table with ' || f.flag || ' off', format(
            'update pg_class set %I = %L where oid = %s', f.flag,
            case f.flag when 'relchecks' then '0' else 'false' end, t.oid),
        'changed_guard', 'table ' || t.name
    from own_table t
    cross join unnest(array['relhastriggers', 'relchecks', 'relhasindex']) f(flag)
    where (t.relhastriggers or f.flag <> 'relhastriggers')
        and (t.relchecks > 0 or f.flag <> 'relchecks')
    union all
    select 'day with ' || f.flag || ' off', format(
            'update pg_class set %I = %L where oid = %s', f.flag,
            case f.flag when 'relchecks' then '0' else 'false' end, d.partition_oid),
        'odd_partition', d.table_name
    from own_day d
    cross join unnest(array['relhastriggers', 'relchecks', 'relhasindex']) f(flag)
    where f.flag <> 'relchecks' or exists (
        select from pg_constraint k where k.conrelid = d.partition_oid and k.contype = 'c')
    union all
    select 'day ' || how.word, format('alter table %s ', d.name)
            || replace(replace(how.statement, '<table>', d.table_name), '<day>', d.partition_name),
        'odd_partition', d.table_name
    from own_day d cross join (values
        ('renamed', 'rename to odd'),
        ('moved', 'set schema public'),
        ('of another owner', 'owner to shop_app'),
        ('that a crash empties', 'set unlogged'),
        ('without row security', 'disable row level security'),
        ('open to change', 'disable trigger <table>_before_change_append_only'),
        ('open to truncate', 'disable trigger <day>_before_truncate_append_only'),
        ('with another default', 'alter request_id set default ''x'''),
        ('with a check', 'add constraint extra check (tenant_id > 1)'),
        ('with a key', 'add constraint extra unique (recorded_at)')
    ) how(word, statement)
    union all
    select 'day ' || how.word, format(how.statement, d.name), 'odd_partition', d.table_name
    from own_day d cross join (values
        ('with a trigger', 'create trigger extra before insert on %s for each row'
            || ' execute function suppress_redundant_updates_trigger()'),
        ('with a rule', 'create rule extra as on insert to %s do instead nothing'),
        ('with a policy', 'create policy extra on %s using (true)'),
        ('open to readers', 'grant select on %s to public'),
        ('with an open column', 'grant update (request_id) on %s to shop_app')
    ) how(word, statement)
    union all
    select 'day with an index with ' || f.flag || ' off', format(
            'update pg_index set %I = false where indexrelid = %s', f.flag, x.indexrelid),
        'odd_partition', d.table_name
    from own_day d
    join pg_index x on x.indrelid = d.partition_oid
    cross join unnest(array['indisvalid', 'indisready', 'indislive', 'indimmediate']) f(flag)
    -- Views: empty, dropped, or with the rights of the owner.
    union all
    select 'view emptied', format(
            'create or replace view %s as select * from (%s) q where false', r.name,
            rtrim(pg_get_viewdef(r.oid), '; ')),
        'changed_guard', 'view ' || r.name
    from relation r where r.relkind = 'v' and r.name !~ 'guard$|guard_difference'
    union all
    select 'view past row security', format('alter view %s reset (security_invoker)', r.name),
        'changed_guard', 'view ' || r.name
    from relation r where r.relkind = 'v' and r.reloptions @> '{security_invoker=true}'
    -- Functions.
    union all
    select 'function body changed', replace(
            pg_get_functiondef(f.oid), f.prosrc, f.prosrc || E'\n-- changed\n'),
        'changed_guard', 'function ' || f.name
    from own_function f
    union all
    select 'function ' || how.word, format(how.statement, f.signature), 'changed_guard',
        'function ' || f.name
    from own_function f cross join (values
        ('searches public', 'alter routine %s set search_path = public', true),
        ('strict', 'alter function %s strict', false),
        ('of another owner', 'alter routine %s owner to shop_app', true),
        ('leakproof', 'alter function %s leakproof', false)
    ) how(word, statement, is_for_procedures)
    where f.prokind = 'f' or how.is_for_procedures
    union all
    select 'function without its settings', format('alter routine %s reset all', f.signature),
        'changed_guard', 'function ' || f.name
    from own_function f where f.proconfig is not null
    union all
    select 'function with other rights', format('alter routine %s security %s', f.signature,
            case when f.prosecdef then 'invoker' else 'definer' end),
        'changed_guard', 'function ' || f.name
    from own_function f
    union all
    select 'function of another volatility', format('alter function %s %s', f.signature,
            case when f.provolatile = 'v' then 'stable' else 'volatile' end),
        'changed_guard', 'function ' || f.name
    from own_function f where f.prokind = 'f'
    union all
    select 'function open to everybody', format('grant execute on routine %s to public', f.signature),
        'changed_guard', format('grant %s to public', f.name)
    from own_function f
    -- Rights: given beyond, or taken away.
    union all
    select 'right to write', format('grant %s on %s to %s', v.verb, t.name, r.role),
        'changed_guard', format('grant %s to %s', t.name, r.role)
    from own_table t
    cross join unnest(array['insert', 'update', 'delete', 'truncate', 'trigger']) v(verb)
    cross join unnest(array['tolsel_app', 'tolsel_read', 'shop_app', 'public']) r(role)
    union all
    select 'right to write a column', format('grant update (%I) on %s to shop_app', c.attname, c.name),
        'changed_guard', format('grant %s.%I to shop_app', c.name, c.attname)
    from own_column c
    union all
    select 'right to read', format('grant select on %s to public', r.name),
        'changed_guard', format('grant %s to public', r.name)
    from relation r where r.relkind in ('r', 'p', 'v')
    union all
    select 'right taken away',
        format('revoke %s on %s %s from %s', g.privilege_type, g.kind, g.object, g.grantee),
        'changed_guard', format('grant %s to %s', g.name, g.grantee)
    from own_grant g
    union all
    select 'right to read in private', format('grant select on %s to tolsel_admin', r.name),
        'changed_guard', format('grant %s to tolsel_admin', r.name)
    from relation r
    where r.relkind in ('r', 'p', 'v') and r.name !~ '^tolsel[.]'
    union all
    select 'right to call', format('grant execute on routine %s to shop_read', f.signature),
        'changed_guard', format('grant %s to shop_read', f.name)
    from own_function f
    union all
    select 'right to look into a schema', format('grant usage on schema %I to shop_read', s.nspname),
        'changed_guard', format('grant %s to shop_read', s.nspname)
    from own_schema s where s.nspname <> 'tolsel'
    union all
    select 'right that may be passed on', format('grant %s on %s %s to %s with grant option',
            g.privilege_type, g.kind, g.object, g.grantee),
        'changed_guard', format('grant %s to %s', g.name, g.grantee)
    from own_grant g
    union all
    select 'right in a schema', format('grant create on schema %I to %s', s.nspname, r.role),
        'changed_guard', format('grant %s to %s', s.nspname, r.role)
    from own_schema s cross join unnest(array['tolsel_app', 'public']) r(role)
    union all
    select 'default right', format(
            'alter default privileges for role tolsel_owner grant %s to public', v.verb),
        'changed_guard', 'default right tolsel_owner'
    from unnest(array['execute on functions', 'select on tables', 'usage on schemas']) v(verb)
    -- The registers.
    union all
    select 'check removed',
        format('delete from tolsel_core.check_rule where check_name = %L', r.check_name),
        'changed_guard', 'check ' || r.check_name
    from tolsel_core.check_rule r
    where r.is_own and r.check_name <> 'core.changed_guard'
    union all
    select 'check only a notice', format(
            'update tolsel_core.check_rule set severity = %L where check_name = %L',
            'notice', r.check_name),
        'changed_guard', 'check ' || r.check_name
    from tolsel_core.check_rule r
    where r.is_own and r.severity = 'breach'
    union all
    select 'check of another view', format(
            'update tolsel_core.check_rule set quick_view_name = %L where check_name = %L',
            'tolsel_core.notice_test_clock', r.check_name),
        'changed_guard', 'check ' || r.check_name
    from tolsel_core.check_rule r where r.is_own
    union all
    select 'refusal removed', format('delete from tolsel_core.error_code where code = %L', e.code),
        'changed_guard', 'refusal ' || e.code
    from tolsel_core.error_code e
    union all
    select 'release forgotten',
        'alter table tolsel_core.release disable trigger release_before_change_append_only;
            delete from tolsel_core.release;
            alter table tolsel_core.release
                enable always trigger release_before_change_append_only',
        'missing_release', 'no release'
    union all
    select 'job deleted', format('delete from tolsel_core.job where job_name = %L', j.job_name),
        'changed_guard', 'job ' || j.job_name
    from tolsel_core.job j
    union all
    select 'job that does something else', format(
            'update tolsel_core.job set function_name = %L where job_name = %L',
            'tolsel_core.job_prune_runs', j.job_name),
        'changed_guard', 'job ' || j.job_name
    from tolsel_core.job j where j.function_name <> 'tolsel_core.job_prune_runs'
    union all
    select 'job that forgets', format(
            'update tolsel_core.job set missed = %L where job_name = %L',
            case j.missed when 'each' then 'latest' else 'each' end, j.job_name),
        'changed_guard', 'job ' || j.job_name
    from tolsel_core.job j
    union all
    select 'job with other settings', format(
            'update tolsel_core.job set %s where job_name = %L', how.setting, j.job_name),
        'changed_job', j.job_name
    from tolsel_core.job j
    cross join (values ('is_enabled = false'), ('item_limit = 1'), ('backoff_s = 86400'))
        how(setting)
    union all
    select 'account of new tenants changed', format(
            'update tolsel_ledger.chart_template set type = %L where purpose = %L',
            case t.type when 'asset' then 'expense' else 'asset' end, t.purpose),
        'changed_guard', 'account of a tenant ' || t.purpose
    from tolsel_ledger.chart_template t
    union all
    select 'account of new tenants removed', format(
            'delete from tolsel_ledger.chart_template where purpose = %L', t.purpose),
        'changed_guard', 'account of a tenant ' || t.purpose
    from tolsel_ledger.chart_template t
    union all
    select 'payment method of new tenants changed', format(
            'update tolsel_channel.payment_method_template set category = %L where method = %L',
            'cash' || t.category, t.method),
        'changed_guard', 'payment method of a tenant ' || t.method
    from tolsel_channel.payment_method_template t
    union all
    select 'ticket that may do more',
        'insert into tolsel_queue.transition values (''call'', ''done'', ''called'')',
        'changed_guard', 'transition of a ticket call done called'
    union all
    select 'ticket that may do less', format(
            'delete from tolsel_queue.transition'
            ' where (action, from_state, to_state) = (%L, %L, %L)',
            r.action, r.from_state, r.to_state),
        'changed_guard', concat_ws(' ', 'transition of a ticket', r.action, r.from_state, r.to_state)
    from tolsel_queue.transition r
    union all
    select 'currency changed past its guard', format(
            'alter table tolsel_core.currency disable trigger currency_before_change_append_only;
            update tolsel_core.currency set scale = scale + 1 where currency = %L;
            alter table tolsel_core.currency
                enable always trigger currency_before_change_append_only', c.currency),
        'changed_guard', 'currency ' || c.currency
    from tolsel_core.currency c
    where not exists (select from tolsel_core.tenant t where t.currency = c.currency)
    union all
    select 'clock that can be set', 'insert into tolsel_core.test_clock (is_only_row) values (true)',
        'unwanted_test_clock', 't'
    union all
    select 'claims set back', 'select setval(''tolsel_core.event_claim_id_seq'', 7);
            insert into tolsel_core.event (
                tenant_id, topic, document, document_id, sequence_no, payload, attempts, claim_id)
            values (1, ''a.b'', ''x'', 1, 1, ''{}'', 1, 8)',
        'claim_behind', 'event_claim_id_seq'
    -- Doors beside the schemas: each runs with a superuser's rights, and shop_read may use it.
    union all
    select 'door by a view', format(
            'create view public.door as select * from %s; grant select on public.door to shop_read',
            r.name),
        'side_door', 'door'
    from relation r where r.relkind in ('r', 'p', 'v') and r.name !~ '^tolsel_monitor[.](?!retention)'
    union all
    select 'door by ' || how.word, how.statement, 'side_door', 'door'
    from (values
        ('a view of a view',
            'create view public.porch as select * from tolsel_ledger.entry;
            create view public.door as select * from public.porch;
            grant select (amount) on public.door to shop_read'),
        ('a view that names its option',
            'create view public.door with (security_invoker = off) as
                select * from tolsel_ledger.entry;
            grant select on public.door to public'),
        ('a materialized view',
            'create materialized view public.door as select * from tolsel_ledger.entry;
            grant select on public.door to shop_read'),
        ('a rule',
            'create table public.door (job_name text);
            create rule door as on insert to public.door do instead
                delete from tolsel_core.job where job_name = new.job_name;
            grant insert on public.door to shop_read'),
        ('a function',
            'create function public.door() returns bigint language sql security definer
                as ''select count(*) from tolsel_ledger.entry'''),
        ('a function of one role',
            'create function public.door() returns bigint language plpgsql security definer
                as ''begin execute $x$delete from Tolsel_Core.job$x$; return 1; end'';
            revoke all on function public.door from public;
            grant execute on function public.door to shop_read'),
        ('a function of the owner',
            'create schema annex authorization tolsel_owner;
            create function annex.door() returns bigint language sql security definer
                begin atomic select count(*) from tolsel_ledger.entry; end;
            alter function annex.door owner to tolsel_owner;
            grant execute on function annex.door to public'),
        ('a trigger',
            'create table public.door (x int);
            create trigger door before insert on public.door
                for each row execute function tolsel_core._tg_any_append_only()')
    ) how(word, statement)
    union all
    select 'schema of our names', 'create schema tolsel_annex', 'changed_guard',
        'schema tolsel_annex'
    -- Roles and settings.
    union all
    select 'role ' || how.word, format('alter role %s %s', r.role, how.word), 'privileged_role', r.role
    from (select o.role_name from tolsel_core.own_role o union all values ('shop_app'), ('shop_read')) r(role)
    cross join (values ('superuser'), ('bypassrls'), ('replication'), ('createrole')) how(word)
    union all
    select 'role may log in', format('alter role %s login', r.role), 'privileged_role', r.role
    from (select o.role_name from tolsel_core.own_role o) r(role)
    union all
    select 'role is ' || p.role_name, format('grant %s to %s', p.role_name, r.role_name), 'privileged_role',
        r.role_name
    from tolsel_core.own_role r
    join tolsel_core.own_role p on p.role_name not in (r.role_name, 'tolsel_owner')
    where r.role_name <> 'tolsel_owner'
    union all
    select 'role is ' || p.power, format('grant %s to %s', p.power, r.role), 'privileged_role', r.role
    from (
        select o.role_name from tolsel_core.own_role o where o.role_name <> 'tolsel_owner'
        union all values ('shop_app'), ('shop_admin')) r(role)
    cross join (
        select 'tolsel_owner' as power
        union all
        select p.rolname from pg_roles p
        where p.rolname in ('pg_read_all_data', 'pg_write_all_data', 'pg_maintain',
            'pg_read_server_files', 'pg_write_server_files', 'pg_execute_server_program')
    ) p
    union all
    select 'role is ' || p.power || ' by another', format(
            'create role middle noinherit; create role outer_one in role middle;
            grant %s to middle; grant outer_one to shop_app', p.power),
        'privileged_role', 'shop_app'
    from unnest(array['tolsel_owner', 'pg_write_all_data', 'postgres']) p(power)
    union all
    select 'login with powers', 'create role stranger login ' || p.power, 'powerful_login', 'stranger'
    from unnest(array['superuser', 'bypassrls', 'createrole', 'replication', 'in role tolsel_owner',
        'in role pg_read_all_data']) p(power)
    union all
    select 'login that acts for a tenant with powers', 'create role stranger login ' || p.power
            || '; select tolsel.grant_login(''stranger'', 1)',
        'privileged_role', 'stranger'
    from unnest(array['superuser', 'bypassrls', 'in role pg_read_all_data']) p(power)
    union all
    select 'login gone', 'create role stranger login; select tolsel.grant_login(''stranger'', 1);
            drop role stranger', 'lost_login', 'stranger'
    union all
    select 'login under another name',
        'alter role shop_app rename to old_app; create role shop_app login in role tolsel_app',
        'renamed_login', 'old_app'
    union all
    select 'setting that a role may set', format('grant %s on parameter %s to %s', v.verb, v.setting,
            r.role),
        'risky_setting', lower(v.setting)
    from (values ('set', 'session_replication_role'), ('all', 'Session_Replication_Role'),
        ('set', 'zero_damaged_pages'), ('alter system', 'fsync'),
        ('alter system', 'synchronous_commit'), ('alter system', 'archive_command'),
        ('set', 'session_preload_libraries')) v(verb, setting)
    cross join unnest(array['shop_app', 'tolsel_admin', 'public']) r(role)
    union all
    select 'setting in another spelling', format('alter %s set %s', o.whose, v.setting),
        'risky_setting', v.sign
    from (values
        ('Session_Replication_Role = ''REPLICA''', 'session_replication_role'),
        ('SYNCHRONOUS_COMMIT = ''Off''', 'synchronous_commit'),
        ('synchronous_commit = ''no''', 'synchronous_commit'),
        ('synchronous_commit = false', 'synchronous_commit'),
        ('synchronous_commit = 0', 'synchronous_commit'),
        ('row_security = ''f''', 'row_security'),
        ('row_security = ''nO''', 'row_security'),
        ('zero_damaged_pages = ''t''', 'zero_damaged_pages'),
        ('ignore_checksum_failure = 1', 'ignore_checksum_failure'),
        ('PLPGSQL.check_asserts = ''fal''', 'check_asserts'),
        ('plpgsql.check_asserts = 0', 'check_asserts')) v(setting, sign)
    cross join unnest(array['role shop_app', 'role all',
        format('database %I', current_database()),
        format('role shop_app in database %I', current_database())]) o(whose)
    union all
    select 'setting in another spelling', format(
            'insert into pg_db_role_setting values (0, %L::regrole, %L)', 'shop_app',
            array[v.setting]),
        'risky_setting', split_part(v.setting, '=', 1)
    from unnest(array['SESSION_REPLICATION_ROLE=Replica', 'Row_Security=OF']) v(setting)
    union all
    select 'setting of a session', 'set local ' || v.setting, 'risky_setting',
        split_part(v.setting, ' ', 1)
    from unnest(array['session_replication_role = replica', 'synchronous_commit = off',
        'zero_damaged_pages = on', 'ignore_checksum_failure = on']) v(setting)
    union all
    select 'setting of a ' || split_part(o.whose, ' ', 1),
        format('alter %s set %s', o.whose, v.setting), 'risky_setting', split_part(v.setting, ' ', 1)
    from unnest(array['session_replication_role = replica', 'synchronous_commit = off',
        'row_security = off', 'plpgsql.check_asserts = off']) v(setting)
    cross join unnest(array['role shop_app', 'role all',
        format('database %I', current_database())]) o(whose)
)
select s.kind, s.statement, s.finder, s.sign from sabotage s order by s.kind, s.statement;
