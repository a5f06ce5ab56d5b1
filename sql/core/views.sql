create or replace view tolsel.error_code with (security_invoker = true) as
select e.code, e.name, e.message, e.hint from tolsel_core.error_code e;
comment on view tolsel.error_code is 'Every refusal tolsel can give.';

create or replace view tolsel.tenant with (security_invoker = true) as
select t.tenant_id, t.name, t.currency, t.opened_at from tolsel_core.tenant t;
comment on view tolsel.tenant is 'The tenants the login may read.';

create or replace view tolsel.branch with (security_invoker = true) as
select b.tenant_id, b.branch_id, b.name, b.time_zone, b.day_starts_at, b.is_main, b.opened_at
from tolsel_core.branch b;
comment on view tolsel.branch is 'Places of business, each with its zone and the start of its day.';

create or replace view tolsel.user_account with (security_invoker = true) as
select u.tenant_id, u.user_id, u.name, u.role, u.is_active, u.created_at
from tolsel_core.user_account u;
comment on view tolsel.user_account is 'People to whom acts are attributed.';

create or replace view tolsel.activity_log with (security_invoker = true) as
select a.tenant_id, a.activity_id, a.recorded_at, a.login, a.user_id, a.request_id, a.action,
    a.subject, a.detail
from tolsel_core.activity_log a;
comment on view tolsel.activity_log is 'Acts of administration, oldest first by activity_id.';

create or replace view tolsel_core.clock with (security_invoker = true) as
select coalesce((select c.set_to_at from tolsel_core.test_clock c), now()) as now_at;
comment on view tolsel_core.clock is
    'What tolsel_core.clock_at answers, for the views of readers, who may not execute it.';

create or replace view tolsel_core.business_day with (security_invoker = true) as
select b.tenant_id, min((
    -- As tolsel_core.business_date says it, which readers may not execute. Grouped, so that the
    -- zone is asked once for each tenant, however many rows are compared with the day.
    (c.now_at at time zone b.time_zone) - b.day_starts_at::interval)::date) as today
from tolsel_core.branch b, tolsel_core.clock c
where b.is_main
group by b.tenant_id;
comment on view tolsel_core.business_day is
    'Today in the main branch of each tenant: what is overdue is measured by it.';

create or replace view tolsel.event with (security_invoker = true) as
select e.tenant_id, e.event_id, e.topic, e.document, e.document_id, e.sequence_no, e.payload,
    e.request_id, e.created_at, e.expires_at, e.status, e.is_open, e.attempts, e.attempts_left,
    e.claim_id, e.claimed_by, e.claimed_at, e.claim_expires_at, e.next_attempt_at, e.delivered_at,
    e.dead_at, coalesce(e.dead_at >= e.expires_at, false) as is_expired, e.replayed_at, e.last_error
from tolsel_core.event e;
comment on view tolsel.event is 'The outbox: what happened, and how far its delivery has come.';
comment on column tolsel.event.is_expired is
    'True where it ended undelivered because its time was over.';

create or replace view tolsel_core.job_scope as
select 'database' as scope, 0::bigint as tenant_id, 0::bigint as branch_id, 'UTC' as time_zone,
    time '00:00' as day_starts_at
union all
select 'tenant', b.tenant_id, 0, b.time_zone, b.day_starts_at
from tolsel_core.branch b
where b.is_main
union all
select 'branch', b.tenant_id, b.branch_id, b.time_zone, b.day_starts_at
from tolsel_core.branch b;
comment on view tolsel_core.job_scope is
    'For whom a job of each scope runs, and whose business days it follows.';

create or replace view tolsel.job with (security_invoker = true) as
select j.job_name, j.title, j.scope, j.missed, j.every_minutes, j.item_limit, j.backoff_s,
    j.is_enabled
from tolsel_core.job j;
comment on view tolsel.job is 'What is done regularly, and its settings.';

create or replace view tolsel.job_run with (security_invoker = true) as
select nullif(r.tenant_id, 0) as tenant_id, nullif(r.branch_id, 0) as branch_id, r.job_name,
    r.from_at, r.to_at, r.status, r.attempts, r.attempt_at, r.started_at, r.ended_at, r.progress,
    r.error, r.item_count, r.skipped_count, r.worked_ms
from tolsel_core.job_run r;
comment on view tolsel.job_run is
    'The runs of each job, one a period; the last one is still to come.';
comment on column tolsel.job_run.tenant_id is
    'The business it was for; null for the whole database.';
comment on column tolsel.job_run.branch_id is 'The branch it was for; null for the whole business.';

create or replace view tolsel.job_health with (security_invoker = true) as
select nullif(r.tenant_id, 0) as tenant_id, nullif(r.branch_id, 0) as branch_id, r.job_name,
    case
        when not j.is_enabled then 'off'
        when late.is_late and coalesce(r.started_at, last.ended_at, r.to_at) <= late.tolerated_at
            then 'stalled'
        when r.error is not null then 'failing'
        when r.to_at <= late.now_at then 'due'
        else 'ok'
    end as state,
    last.ended_at as last_success_at,
    greatest(0, extract(epoch from late.now_at - r.to_at))::bigint as overdue_s,
    greatest(0, floor(extract(epoch from late.now_at - r.from_at)
        / extract(epoch from r.to_at - r.from_at)))::integer as missed_count,
    r.attempts, r.attempt_at, r.error
from tolsel_core.job_run r
join tolsel_core.job j on j.job_name = r.job_name
left join lateral (
    select d.ended_at
    from tolsel_core.job_run d
    where d.tenant_id = r.tenant_id and d.branch_id = r.branch_id and d.job_name = r.job_name
        and d.from_at < r.from_at
    order by d.from_at desc
    limit 1
) last on true
cross join tolsel_core.clock
cross join lateral (
    select clock.now_at, clock.now_at - 2 * (r.to_at - r.from_at) as tolerated_at,
        r.attempt_at <= clock.now_at - 2 * (r.to_at - r.from_at) as is_late
) late
where r.ended_at is null;
comment on view tolsel.job_health is
    'How each job stands, worked out when it is read: off, ok, due, failing, or stalled when it is
late by two of its periods and nobody has tried it for as long. missed_count is how many of its
periods have ended without success.';
comment on column tolsel.job_health.tenant_id is
    'The business it is for; null for the whole database.';
comment on column tolsel.job_health.branch_id is
    'The branch it is for; null for the whole business.';
comment on column tolsel.job_health.state is
    'off, ok, due, failing, or stalled: nobody has tried it for two periods.';
comment on column tolsel.job_health.overdue_s is
    'Seconds since the run was due; 0 where it is not due yet.';
comment on column tolsel.job_health.missed_count is 'Periods that have ended without success.';
comment on column tolsel.job_health.last_success_at is
    'When the last period was done, by the business clock; null before the first.';

create or replace view tolsel.validation with (security_invoker = true) as
select v.validation_id, v.started_at, v.ended_at, v.is_full, v.check_count, v.breach_count,
    v.entry_count, v.login
from tolsel_core.validation v;
comment on view tolsel.validation is
    'Every run of the validator: of the whole history, or of what was new, and how many of its
checks found a breach. What they found is in tolsel.list_incidents.';

create or replace view tolsel_core.last_validation as
select coalesce(
    (
        select v.started_at from tolsel_core.validation v
        order by v.validation_id desc
        limit 1
    ), '-infinity'::timestamptz) as started_at;
comment on view tolsel_core.last_validation is
    'When the last validation began; -infinity where there was none.';

create or replace view tolsel_core.open_incident as
select i.incident_id, i.check_name, i.severity, i.subject
from tolsel_core.incident i
where not exists (
    select from tolsel_core.incident_end d where d.incident_id = i.incident_id
);
comment on view tolsel_core.open_incident is 'Incidents that have not ended.';

create or replace view tolsel_core.own_schema as
select n.oid, n.nspname, n.nspowner, n.nspacl
from pg_namespace n
where n.nspname = 'tolsel' or n.nspname ~ '^tolsel_';
comment on view tolsel_core.own_schema is
    'The schemas of tolsel: the door, those of the domains, and that of the migrator, tolsel_meta.';

create or replace view tolsel_core.own_role as
select r.oid, r.rolname::text as role_name, r.rolcanlogin as can_login
from pg_roles r
where r.rolname in (
    'tolsel_owner', 'tolsel_app', 'tolsel_read', 'tolsel_admin', 'tolsel_clerk',
    'tolsel_supervisor', 'tolsel_accountant', 'tolsel_manager');
comment on view tolsel_core.own_role is
    'The roles of tolsel: the owner, and one for each kind of work. Logins are members of them.';

create or replace view tolsel_core.role_reach as
with recursive reach(role_oid, power) as (
    select r.oid, p.power
    from pg_roles r
    cross join lateral (
        select o.role_name as power from tolsel_core.own_role o where o.oid = r.oid
        union all
        select r.rolname::text as power
        where r.rolname in (
            'pg_read_all_data', 'pg_write_all_data', 'pg_maintain', 'pg_read_server_files',
            'pg_write_server_files', 'pg_execute_server_program')
        union all
        select 'superuser' as power where r.rolsuper
        union all
        select 'bypassrls' as power where r.rolbypassrls
        union all
        select 'createrole' as power where r.rolcreaterole
    ) p
    union
    -- Whatever the options of the membership: who may not inherit may set the role, or grant it.
    select m.member, h.power
    from reach h
    join pg_auth_members m on m.roleid = h.role_oid
)
select h.role_oid, h.power, h.power !~ '^tolsel_(?!owner$)' as is_beyond_rules
from reach h
union all
-- Only the login itself can use this one.
select r.oid, 'replication', true from pg_roles r where r.rolreplication;
comment on view tolsel_core.role_reach is
    'What each role can come by, itself or through the roles that it is a member of, however far:
tolsel''s roles, and what lets it pass over the rules.';

create or replace view tolsel_core.powerful_role as
select r.oid as role_oid, r.rolname::text as role_name, r.rolcanlogin as can_login,
    string_agg(p.power, ', ' order by p.power) as powers,
    exists (select from tolsel_core.release l where l.login = r.rolname) as has_migrated,
    exists (select from tolsel_core.login_tenant l where l.login_role = r.oid)
        or exists (
            select from tolsel_core.role_reach o
            where o.role_oid = r.oid and not o.is_beyond_rules) as is_of_tolsel
from pg_roles r
join tolsel_core.role_reach p on p.role_oid = r.oid and p.is_beyond_rules
group by r.oid, r.rolname, r.rolcanlogin;
comment on view tolsel_core.powerful_role is
    'Roles that can pass over the rules, and by what; whether they have migrated this database, and
whether they are members of tolsel''s roles or act for a tenant.';

create or replace view tolsel_core.everyday_name as
select n.said, n.meant
from (
    values ('chargeback', 'refund | charge <-> back'), ('payout', 'refund'),
        ('discount', 'adjust | credit <-> note'),
        ('gift card', 'wallet'), ('voucher', 'wallet'), ('prepaid', 'wallet'),
        ('deposit', 'top <-> up | bank <-> cheque'), ('settlement', 'match | complete'),
        ('settle', 'allocate'), ('till', 'channel'), ('drawer', 'channel'),
        ('cash book', 'daily <-> ledger'), ('debtor', 'customer'), ('receivable', 'customer'),
        ('supplier', 'vendor'), ('creditor', 'vendor'), ('payable', 'vendor'),
        ('dunning', 'overdue | age'), ('reminder', 'overdue'), ('cancel', 'void'),
        ('delete', 'void'), ('undo', 'void | reverse'), ('reconcile', 'match | reconciliation'),
        ('reservation', 'hold'), ('authorization', 'hold'), ('subscription', 'resource | plan'),
        ('bank file', 'statement'), ('outbox', 'event'), ('webhook', 'event'),
        ('queue number', 'ticket'), ('idempotency', 'request <-> key'), ('audit', 'verify')
) n(said, meant);
comment on view tolsel_core.everyday_name is
    'What people and other systems say for what has another name here: tolsel.help knows both.';

create or replace view tolsel_core.printed_guard as
with own_schema as (
    select s.oid, s.nspname, s.nspowner, s.nspacl
    from tolsel_core.own_schema s where s.nspname <> 'tolsel_meta'
),
own_relation as (
    select c.oid, c.relname, c.relkind, c.relowner, c.relacl, c.relpersistence, c.reloptions,
        c.relrowsecurity, c.relforcerowsecurity, format('%I.%I', s.nspname, c.relname) as object
    from pg_class c join own_schema s on s.oid = c.relnamespace
    -- Partitions of these come and go: tolsel_monitor.breach_odd_partition looks after them.
    where not (c.relispartition and exists (
        select from pg_inherits i
        join pg_class p on p.oid = i.inhparent
        join own_schema o on o.oid = p.relnamespace
        where i.inhrelid = c.oid))
),
own_function as (
    select p.oid, p.proowner, p.provolatile, p.prosecdef, p.proisstrict, p.proleakproof,
        p.proparallel, p.proconfig, p.prosupport, p.prosrc, p.probin, p.prolang, p.proacl,
        format('%I.%I', s.nspname, p.proname) as object
    from pg_proc p join own_schema s on s.oid = p.pronamespace
)
select 'schema' as kind, s.nspname::text as object, pg_get_userbyid(s.nspowner)::text as definition
from own_schema s
union all
-- What others will be able to do with objects that are yet to be made.
select 'default right', concat_ws(' ', pg_get_userbyid(d.defaclrole), s.nspname, d.defaclobjtype),
    array_to_string(array(select a::text from unnest(d.defaclacl) a order by 1), ',')
from pg_default_acl d
left join own_schema s on s.oid = d.defaclnamespace
where s.oid is not null or pg_get_userbyid(d.defaclrole) = 'tolsel_owner'
union all
select 'sequence', c.object, concat_ws(' ', pg_get_userbyid(c.relowner), q.seqtypid::regtype,
    q.seqstart, q.seqincrement, q.seqmin, q.seqmax, q.seqcache, 'cycle ' || q.seqcycle)
from pg_sequence q join own_relation c on c.oid = q.seqrelid
union all
-- Rows of a child count as those of the table, and escape its keys and statement triggers.
select 'child', i.inhparent::regclass::text || ' < ' || i.inhrelid::regclass, c.relkind::text
from pg_inherits i
join pg_class p on p.oid = i.inhparent
join pg_class c on c.oid = i.inhrelid
left join own_relation own_parent on own_parent.oid = p.oid
left join own_relation own_child on own_child.oid = c.oid
where (own_parent.oid is not null and p.relkind = 'r')
    or (own_parent.oid is null and own_child.oid is not null)
union all
select 'subscription', c.object || ' from ' || u.subname, 'enabled ' || u.subenabled
from pg_subscription_rel l
join pg_subscription u on u.oid = l.srsubid
join own_relation c on c.oid = l.srrelid
union all
select 'domain', t.typname::text,
    concat_ws(' ', pg_get_userbyid(t.typowner), format_type(t.typbasetype, t.typtypmod),
        'collation ' || t.typcollation::regcollation, case when t.typnotnull then 'not null' end,
        nullif('input ' || t.typinput::text, 'input domain_in'),
        'default ' || t.typdefault)
from pg_type t join own_schema s on s.oid = t.typnamespace
where t.typtype = 'd'
union all
select
    case c.relkind when 'v' then 'view' when 'm' then 'materialized view' else 'table' end,
    c.object,
    concat_ws(' ', pg_get_userbyid(c.relowner), 'kind ' || c.relkind::text,
        'persistence ' || c.relpersistence::text, array_to_string(c.reloptions, ','),
        case when c.relkind in ('v', 'm') then md5(pg_get_viewdef(c.oid)) end,
        tolsel_core.idle_parts(c.oid))
from own_relation c
where c.relkind in ('r', 'p', 'v', 'm', 'f')
union all
select 'row security', c.object,
    concat_ws(' ', 'enabled ' || c.relrowsecurity, 'forced ' || c.relforcerowsecurity)
from own_relation c
where c.relkind in ('r', 'p')
union all
select 'column', c.object || '.' || quote_ident(a.attname),
    concat_ws(' ', format_type(a.atttypid, a.atttypmod),
        'collation ' || nullif(a.attcollation, 0)::regcollation,
        case when a.attnotnull then 'not null' end,
        case when exists (
            select from pg_constraint k
            where k.conrelid = c.oid and k.contype = 'n' and k.conkey = array[a.attnum]
                and not k.convalidated) then 'not valid' end,
        case when a.attgenerated <> '' then 'generated' end,
        case when a.attidentity <> '' then 'identity ' || a.attidentity::text end,
        'default ' || pg_get_expr(d.adbin, d.adrelid))
from own_relation c
join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
left join pg_attrdef d on a.atthasdef and d.adrelid = a.attrelid and d.adnum = a.attnum
where c.relkind in ('r', 'p', 'c')
union all
select 'constraint', coalesce(c.object, t.typname) || '.' || quote_ident(k.conname),
    -- A foreign key is as good as its internal triggers, and what they fire on: after DISABLE
    -- TRIGGER ALL convalidated is still true.
    concat_ws(' ', pg_get_constraintdef(k.oid), case when not k.convalidated then 'not valid' end,
        (select 'triggers '
            || string_agg(
                concat_ws(' ', p.proname, g.tgtype, g.tgenabled), ', ' order by p.proname)
         from pg_trigger g join pg_proc p on p.oid = g.tgfoid
         where g.tgconstraint = k.oid and g.tgisinternal))
from pg_constraint k
join own_schema s on s.oid = k.connamespace
left join own_relation c on c.oid = k.conrelid
left join pg_type t on t.oid = k.contypid
where k.contype not in ('n', 't') and coalesce(c.oid, t.oid) is not null
union all
select 'index', i.object,
    concat_ws(' ', pg_get_indexdef(x.indexrelid), case when not x.indisvalid then 'not valid' end,
        case when not x.indisready then 'not ready' end,
        case when not x.indislive then 'not live' end,
        case when not x.indimmediate then 'deferred' end,
        case when x.indisprimary then 'primary' end)
from pg_index x join own_relation i on i.oid = x.indexrelid
union all
select 'trigger', c.object || '.' || quote_ident(g.tgname),
    pg_get_triggerdef(g.oid) || ' enabled ' || g.tgenabled::text
from pg_trigger g join own_relation c on c.oid = g.tgrelid
where not g.tgisinternal
union all
select 'rule', c.object || '.' || quote_ident(r.rulename),
    pg_get_ruledef(r.oid) || ' enabled ' || r.ev_enabled::text
from pg_rewrite r join own_relation c on c.oid = r.ev_class
where r.rulename <> '_RETURN'
union all
select 'policy', c.object || '.' || quote_ident(p.polname),
    concat_ws(' ', p.polcmd::text, case when p.polpermissive then 'permissive' end,
        (select string_agg(pg_get_userbyid(o.role_oid), ',') from unnest(p.polroles) o(role_oid)),
        'using ' || pg_get_expr(p.polqual, p.polrelid),
        'check ' || pg_get_expr(p.polwithcheck, p.polrelid))
from pg_policy p join own_relation c on c.oid = p.polrelid
union all
select 'function', f.object,
    concat_ws(' ', pg_get_userbyid(f.proowner), pg_get_function_arguments(f.oid),
        'returns ' || pg_get_function_result(f.oid), f.provolatile::text,
        case when f.prosecdef then 'definer' end, case when f.proisstrict then 'strict' end,
        case when f.proleakproof then 'leakproof' end, 'parallel ' || f.proparallel::text,
        l.lanname, nullif('support ' || f.prosupport::text, 'support -'),
        array_to_string(f.proconfig, ','), md5(concat(f.prosrc, f.probin)))
from own_function f join pg_language l on l.oid = f.prolang
union all
select 'grant',
    x.object || ' to ' || case x.grantee when 0 then 'public' else pg_get_userbyid(x.grantee) end,
    string_agg(
        x.privilege_type || case when x.is_grantable then '*' else '' end, ','
        order by x.privilege_type, x.is_grantable)
from (
    select s.nspname::text as object, s.nspowner as owner, a.grantee, a.privilege_type,
        a.is_grantable
    from own_schema s, aclexplode(coalesce(s.nspacl, acldefault('n', s.nspowner))) a
    union all
    select c.object, c.relowner, a.grantee, a.privilege_type, a.is_grantable
    from own_relation c,
        aclexplode(coalesce(c.relacl, acldefault(
            case c.relkind when 'S' then 's' else 'r' end::"char", c.relowner))) a
    where c.relkind in ('r', 'p', 'v', 'm', 'f', 'S')
    union all
    select c.object || '.' || quote_ident(t.attname), c.relowner, a.grantee, a.privilege_type,
        a.is_grantable
    from own_relation c join pg_attribute t on t.attrelid = c.oid, aclexplode(t.attacl) a
    union all
    select f.object, f.proowner, a.grantee, a.privilege_type, a.is_grantable
    from own_function f, aclexplode(coalesce(f.proacl, acldefault('f', f.proowner))) a
) x
where x.grantee <> x.owner
group by 1, 2;
comment on view tolsel_core.printed_guard is
    'Everything in the catalog that holds a promise, with its definition as the session prints it.';

create or replace view tolsel_core.guarded_row as
select 'check' as kind, r.check_name as object,
    concat_ws(' ', r.severity, r.view_name, r.quick_view_name) as definition
from tolsel_core.check_rule r
where r.is_own
union all
select 'refusal', e.code, e.name
from tolsel_core.error_code e
union all
select 'currency', c.currency, c.scale || ' ' || c.name
from tolsel_core.currency c
union all
select 'job', j.job_name,
    concat_ws(' ', j.function_name, j.scope, j.missed, coalesce(j.every_minutes::text, 'day'))
from tolsel_core.job j;
comment on view tolsel_core.guarded_row is
    'The rows of registers that guard something, as guards: each domain has a view of this name.';

create or replace view tolsel_core.guard as
select g.kind, g.object, g.definition from tolsel_core.list_guards() g;
comment on view tolsel_core.guard is
    'Everything that holds a promise, in the catalog and in registers, read live: kind, object,
definition.';

create or replace view tolsel_core.guard_difference as
with expected as (
    select m.key, m.value
    from tolsel_core.release r, jsonb_each_text(r.guards) m
    where r.release_id = (select max(last.release_id) from tolsel_core.release last)
),
found as (
    select g.kind || ' ' || g.object as key, g.definition as value from tolsel_core.guard g
)
select
    key as guard,
    case
        when found.value is null then 'missing'
        when expected.value is null then 'extra'
        else 'changed'
    end as difference,
    expected.value as expected,
    found.value as found,
    expected.value is not null
        or tolsel_core.judge_addition(key, found.value) = 'breach' as is_breach
from expected full join found using (key)
where expected.value is distinct from found.value
    and (expected.value is not null or tolsel_core.judge_addition(key, found.value) <> 'none');
comment on view tolsel_core.guard_difference is
    'Where the catalog differs from the manifest of the last release: missing, changed or extra.';
