create or replace view tolsel_core.breach_changed_guard as
select d.guard, d.difference, d.expected, d.found
from tolsel_core.guard_difference d
where d.is_breach;
comment on view tolsel_core.breach_changed_guard is
    'A guard is missing or changed, or a trigger, rule, policy or right was added. Run tolsel
migrate to put tolsel''s own back; drop what was added.';

create or replace view tolsel_core.notice_extra_object as
select d.guard, d.found
from tolsel_core.guard_difference d
where not d.is_breach;
comment on view tolsel_core.notice_extra_object is
    'Something in tolsel''s schemas that tolsel did not make, such as an index.';

create or replace view tolsel_core.breach_missing_release as
select 'no release is recorded' as fault
where not exists (select from tolsel_core.release);
comment on view tolsel_core.breach_missing_release is
    'There is no manifest to hold the guards against. Run tolsel migrate.';

create or replace view tolsel_core.breach_unprotected_table as
select c.oid::regclass::text as table_name
from pg_class c
join tolsel_core.own_schema n on n.oid = c.relnamespace
where c.relkind in ('r', 'p') and not c.relrowsecurity;
comment on view tolsel_core.breach_unprotected_table is
    'A table has no row security: a reader could see another tenant, and a login that may write all
data could write it. Run tolsel migrate.';

create or replace view tolsel_core.breach_tenantless_foreign_key as
select k.conrelid::regclass::text as table_name, k.conname::text as constraint_name
from pg_constraint k
join pg_namespace n on n.oid = k.connamespace
join pg_attribute own on own.attrelid = k.conrelid and own.attname = 'tenant_id'
join pg_attribute other on other.attrelid = k.confrelid and other.attname = 'tenant_id'
where k.contype = 'f' and n.nspname ~ '^tolsel_'
    and not (own.attnum = any(k.conkey) and other.attnum = any(k.confkey));
comment on view tolsel_core.breach_tenantless_foreign_key is
    'A foreign key between tenants'' tables leaves out the tenant: a row could point at another
tenant''s. Drop it, or make it with tenant_id.';

create or replace view tolsel_core.breach_privileged_role as
select p.role_name, p.powers
from tolsel_core.powerful_role p
where p.is_of_tolsel and p.role_name <> 'tolsel_owner' and not p.has_migrated
union all
select o.role_name, concat_ws(', ', case when o.can_login then 'login' end, (
    select string_agg(p.power, ', ' order by p.power) from tolsel_core.role_reach p
    where p.role_oid = o.oid and p.is_beyond_rules and p.power <> 'tolsel_owner'))
from tolsel_core.own_role o
where o.can_login or (o.role_name = 'tolsel_owner' and exists (
    select from tolsel_core.role_reach p
    where p.role_oid = o.oid and p.is_beyond_rules and p.power <> 'tolsel_owner'))
union all
-- Each kind of work is granted by itself: nobody gets another with it.
select o.role_name, string_agg('member of ' || g.rolname, ', ' order by g.rolname)
from tolsel_core.own_role o
join pg_auth_members m on m.member = o.oid
join pg_roles g on g.oid = m.roleid
where o.role_name <> 'tolsel_owner'
group by o.role_name;
comment on view tolsel_core.breach_privileged_role is
    'A login that acts for a tenant, or a role of tolsel, can pass over the rules, or somebody can
log in as a role of tolsel, or one of those is a member of another. Take the attribute or the
membership away, or let the application connect as another login. Logins that have run tolsel
migrate are known and left out.';

create or replace view tolsel_core.notice_powerful_login as
select p.role_name, p.powers
from tolsel_core.powerful_role p
where p.can_login and not p.is_of_tolsel and not p.has_migrated
    -- The superuser that every server begins with.
    and p.role_oid <> 10;
comment on view tolsel_core.notice_powerful_login is
    'A login that tolsel does not know can pass over the rules: it can read or write what it likes,
and verify finds only what that leaves behind.';

create or replace view tolsel_core.breach_lost_login as
select l.tenant_id, l.login as login_name, l.login_role::oid as role_id
from tolsel_core.login_tenant l
where not exists (select from pg_roles r where r.oid = l.login_role);
comment on view tolsel_core.breach_lost_login is
    'A role that may act for a tenant is gone from the server. Take what is left of its right back:
tolsel.revoke_login. A new role of that name has none.';

create or replace view tolsel_core.notice_renamed_login as
select l.tenant_id, l.login as login_name, r.rolname::text as role_name
from tolsel_core.login_tenant l
join pg_roles r on r.oid = l.login_role
where r.rolname <> l.login;
comment on view tolsel_core.notice_renamed_login is
    'A role that may act for a tenant goes by another name than when that was granted. If it is as
it should be, tolsel.grant_login writes the new name down.';

create or replace view tolsel_core.breach_leaking_view as
select c.oid::regclass::text as view_name
from pg_class c
join tolsel_core.own_schema n on n.oid = c.relnamespace
cross join lateral aclexplode(c.relacl) a
where a.grantee <> c.relowner and a.privilege_type = 'SELECT'
    and (c.relkind = 'm'
        or (c.relkind = 'v'
            and not coalesce(c.reloptions @> array['security_invoker=true'], false)));
comment on view tolsel_core.breach_leaking_view is
    'A view that others may read runs with its owner''s rights and so past row security. Run
tolsel migrate, or make the view security_invoker.';

create or replace view tolsel_core.breach_open_function as
select p.oid::regprocedure::text as function_name,
    case when a.grantee is null then 'search_path is not pinned' else 'public may execute it' end
        as fault
from pg_proc p
join tolsel_core.own_schema n on n.oid = p.pronamespace
left join lateral aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a on a.grantee = 0
where a.grantee = 0
    or (p.prosecdef and not coalesce(
        p.proconfig @> array['search_path=pg_catalog, pg_temp'], false));
comment on view tolsel_core.breach_open_function is
    'A function is open to everybody, or runs with its owner''s rights in its caller''s
search_path. Run tolsel migrate, or revoke and set what is missing.';

create or replace view tolsel_core.breach_side_door as
with recursive powerful as (
    -- Who makes roles can come by these, but does not have them.
    select p.role_oid from tolsel_core.role_reach p
    where p.is_beyond_rules and p.power <> 'createrole'
),
own as (
    select c.oid from pg_class c join tolsel_core.own_schema n on n.oid = c.relnamespace
),
-- What reads or writes our tables by a rule: views are rules too, and views of views.
reading(rule_oid, relation_oid) as (
    select r.oid, r.ev_class
    from own o
    join pg_depend d on d.refclassid = 'pg_class'::regclass and d.refobjid = o.oid
        and d.classid = 'pg_rewrite'::regclass
    join pg_rewrite r on r.oid = d.objid
    where not exists (select from own o where o.oid = r.ev_class)
    union
    select r.oid, r.ev_class
    from reading v
    join pg_depend d on d.refclassid = 'pg_class'::regclass and d.refobjid = v.relation_oid
        and d.classid = 'pg_rewrite'::regclass
    join pg_rewrite r on r.oid = d.objid
    where r.ev_class <> v.relation_oid
),
door as (
    select
        case c.relkind when 'v' then 'view' when 'm' then 'materialized view' else 'rule' end
            as kind,
        c.oid::regclass::text as object_name, c.relowner as owner_oid,
        array(
            select a.grantee from aclexplode(coalesce(c.relacl, acldefault('r', c.relowner))) a
            union all
            select a.grantee from pg_attribute t cross join lateral aclexplode(t.attacl) a
            where t.attrelid = c.oid) as grantees
    from reading v
    join pg_rewrite r on r.oid = v.rule_oid
    join pg_class c on c.oid = r.ev_class
    where c.relkind <> 'v' or r.rulename <> '_RETURN'
        or not exists (
            select from pg_options_to_table(c.reloptions) o
            where o.option_name = 'security_invoker' and o.option_value::boolean)
    union
    select 'function' as kind, p.oid::regprocedure::text as object_name, p.proowner as owner_oid,
        array(
            select a.grantee from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a)
            as grantees
    from pg_proc p
    where p.prosecdef
        and p.pronamespace <> 'pg_catalog'::regnamespace
        and not exists (select from tolsel_core.own_schema n where n.oid = p.pronamespace)
        -- What runs a text that it puts together may name whatever it likes.
        and (p.prosrc ~* '(tolsel|\mexecute\M)'
            or pg_get_userbyid(p.proowner) = 'tolsel_owner'
            or exists (
                select from pg_depend d join own o on o.oid = d.refobjid
                where d.classid = 'pg_proc'::regclass and d.objid = p.oid
                    and d.refclassid = 'pg_class'::regclass))
)
select distinct d.kind as door_name, d.object_name, pg_get_userbyid(d.owner_oid)::text as owner_name
from door d
where d.owner_oid in (select p.role_oid from powerful p)
    and exists (
        select from unnest(d.grantees) g(role_oid)
        where g.role_oid <> d.owner_oid
            and not exists (select from powerful p where p.role_oid = g.role_oid))
union all
select 'trigger' as door_name, g.tgrelid::regclass || ' ' || g.tgname as object_name,
    pg_get_userbyid(p.proowner)::text as owner_name
from pg_trigger g
join pg_proc p on p.oid = g.tgfoid
join tolsel_core.own_schema n on n.oid = p.pronamespace
where not exists (select from own o where o.oid = g.tgrelid)
union all
-- Names of functions and operators are looked for there: what fits better runs inside tolsel's own.
select 'right to create' as door_name, 'schema pg_catalog' as object_name,
    case a.grantee when 0 then 'public' else pg_get_userbyid(a.grantee)::text end as owner_name
from pg_namespace n
cross join lateral aclexplode(n.nspacl) a
where n.nspname = 'pg_catalog' and a.privilege_type = 'CREATE' and a.grantee <> n.nspowner
union all
select f.kind as door_name, f.name as object_name, pg_get_userbyid(f.owner_oid)::text as owner_name
from (
    select 'function' as kind, p.oid, p.oid::regprocedure::text as name, p.proowner as owner_oid,
        'pg_proc'::regclass as catalog_oid
    from pg_proc p where p.pronamespace = 'pg_catalog'::regnamespace
    union all
    select 'operator' as kind, o.oid, o.oid::regoperator::text as name, o.oprowner as owner_oid,
        'pg_operator'::regclass as catalog_oid
    from pg_operator o where o.oprnamespace = 'pg_catalog'::regnamespace
) f
where f.oid >= 16384 and not exists (
    select from pg_depend d
    where d.classid = f.catalog_oid and d.objid = f.oid and d.deptype = 'e')
union all
select 'language' as door_name, l.lanname::text as object_name,
    pg_get_userbyid(l.lanowner)::text as owner_name
from pg_language l
where l.lanname in ('c', 'internal') and l.lanpltrusted;
comment on view tolsel_core.breach_side_door is
    'A view, rule or function outside tolsel''s schemas reads or writes its tables with the rights
of the owner, or of a role that may pass over the rules, and others may use it; or a trigger there
calls tolsel''s own; or somebody may add to pg_catalog or has, or may write functions in a language
that nothing holds. Drop what was added, take the right to use it away, make the view
security_invoker, or give it an owner without such rights. Functions are known by their owner, or by
the name tolsel or the word execute in their text.';

create or replace view tolsel_core.breach_writable_table as
select c.oid::regclass::text as table_name, pg_get_userbyid(a.grantee)::text as role_name,
    a.privilege_type
from pg_class c
join tolsel_core.own_schema n on n.oid = c.relnamespace
cross join lateral aclexplode(c.relacl) a
where c.relkind in ('r', 'p')
    and a.grantee <> c.relowner and a.privilege_type <> 'SELECT';
comment on view tolsel_core.breach_writable_table is
    'A role other than the owner may write a table past its functions. Revoke the right.';

create or replace view tolsel_core.breach_unlogged_table as
select c.oid::regclass::text as table_name
from pg_class c
join tolsel_core.own_schema n on n.oid = c.relnamespace
where c.relkind in ('r', 'p', 'i', 'S') and c.relpersistence <> 'p';
comment on view tolsel_core.breach_unlogged_table is
    'A table would be empty after a crash. Run alter table ... set logged.';

create or replace view tolsel_core.breach_risky_setting as
with stated as (
    select s.name, s.setting as value, 'server' as scope from pg_settings s
    union all
    select split_part(o.option, '=', 1), substr(o.option, strpos(o.option, '=') + 1),
        concat_ws(' ', 'role ' || coalesce(r.rolname, 'all'), 'database ' || d.datname)
    from pg_db_role_setting s
    cross join lateral unnest(s.setconfig) o(option)
    left join pg_roles r on r.oid = s.setrole
    left join pg_database d on d.oid = s.setdatabase
    where coalesce(d.datname, current_database()) = current_database()
    union all
    select f.name, f.value, 'file ' || f.source_file from tolsel_core.list_file_settings() f
)
select s.name as setting, s.value, s.scope
from stated s
where tolsel_core.is_risky_setting(s.name, s.value)
union all
-- Those that only a superuser sets: a role that may set them may pass over what they guard. Some
-- let whoever sets them load a library or run a program.
select lower(p.parname), a.privilege_type,
    'granted to ' || case a.grantee when 0 then 'public' else pg_get_userbyid(a.grantee) end
from pg_parameter_acl p
cross join lateral aclexplode(p.paracl) a
where (tolsel_core.is_risky_setting(p.parname, 'off')
        or tolsel_core.is_risky_setting(p.parname, 'on')
        or tolsel_core.is_risky_setting(p.parname, 'replica')
        or lower(p.parname) ~ '(_preload_libraries|^dynamic_library_path|_command|_library)$')
    and not exists (select from pg_roles r where r.oid = a.grantee and r.rolsuper)
union all
select 'prepared transaction', p.gid, 'since ' || p.prepared
from pg_prepared_xacts p
where p.prepared < now() - interval '1 minute' and p.database = current_database();
comment on view tolsel_core.breach_risky_setting is
    'A setting lets acknowledged money be lost or a guard be passed over, or a forgotten prepared
transaction holds locks. Set it right where it says, reload the server and connect anew; end the
transaction.';

create or replace view tolsel_core.breach_identity_headroom as
select format('%I.%I', s.schemaname, s.sequencename) as sequence_name, s.last_value, s.max_value
from pg_sequences s
join tolsel_core.own_schema n on n.nspname = s.schemaname
where s.last_value > s.max_value / 2;
comment on view tolsel_core.breach_identity_headroom is
    'A key has used half of its type: somebody has set the sequence, or it is time to widen it. Set
the sequence behind the greatest key of the table.';

create or replace view tolsel_core.breach_broken_reference as
select o.table_name, o.constraint_name, o.orphan_count
from tolsel_core.list_orphans(p_is_full => true) o;
comment on view tolsel_core.breach_broken_reference is
    'Rows of a table point at nothing: they, or what they point at, were written past the foreign
key.';

create or replace view tolsel_core.breach_identity_behind as
select i.sequence_name, i.last_value, i.greatest_key
from tolsel_core.list_identities() i
where i.greatest_key > coalesce(i.last_value, 0);
comment on view tolsel_core.breach_identity_behind is
    'A key would be given out again: somebody has set the sequence back, or written a key of their
own. Run tolsel repair.';

create or replace view tolsel_core.breach_unwanted_test_clock as
select c.is_only_row, c.set_to_at
from tolsel_core.test_clock c
where not exists (
    select from tolsel_meta.setting s where s.name = 'test_clock' and s.value = 'true');
comment on view tolsel_core.breach_unwanted_test_clock is
    'The clock can be set, in a database that was not made for tests: somebody has written into
tolsel_core.test_clock. Delete the row; what was booked meanwhile has the day of that clock.';

create or replace view tolsel_core.notice_test_clock as
select c.set_to_at from tolsel_core.test_clock c;
comment on view tolsel_core.notice_test_clock is
    'This database was made with a settable clock: it is for tests, not for business.';

create or replace view tolsel_core.breach_claim_behind as
select 'tolsel_core.event_claim_id_seq' as sequence_name, s.last_value, g.greatest_claim
from pg_sequences s
cross join lateral (select max(e.claim_id) as greatest_claim from tolsel_core.event e) g
where s.schemaname = 'tolsel_core' and s.sequencename = 'event_claim_id_seq'
    and g.greatest_claim > coalesce(s.last_value, 0);
comment on view tolsel_core.breach_claim_behind is
    'The number of a claim would be given out again, and two consumers could not be told apart:
somebody has set the sequence back. Run tolsel repair.';

create or replace view tolsel_core.breach_event_gap as
select n.tenant_id, n.document, n.document_id, n.sequence_no, n.previous_no
from (
    select e.tenant_id, e.document, e.document_id, e.sequence_no,
        lag(e.sequence_no) over (
            partition by e.tenant_id, e.document, e.document_id order by e.sequence_no
        ) as previous_no
    from tolsel_core.event e
) n
where n.sequence_no <> n.previous_no + 1;
comment on view tolsel_core.breach_event_gap is
    'An event is missing between two of its document: somebody deleted it past the guard.';

create or replace view tolsel_core.breach_event_out_of_order as
select e.tenant_id, e.document, e.document_id, e.event_id, l.event_id as later_event_id
from tolsel_core.event e
join tolsel_core.event l
    on l.tenant_id = e.tenant_id and l.document = e.document and l.document_id = e.document_id
    and l.sequence_no > e.sequence_no
where e.is_open and e.replayed_at is null and l.attempts > 0;
comment on view tolsel_core.breach_event_out_of_order is
    'An event was handed out before an earlier one of its document was delivered or given up.';

create or replace view tolsel_core.notice_dead_event as
select e.tenant_id, e.event_id, e.topic, e.document, e.document_id, e.dead_at, e.last_error
from tolsel_core.event e
where e.dead_at is not null and (e.dead_at >= e.expires_at) is not true;
comment on view tolsel_core.notice_dead_event is
    'A dead letter: 12 attempts to deliver it failed. See to its consumer, then tolsel events
replay.';

create or replace view tolsel_core.notice_waiting_event as
select e.tenant_id, e.topic, count(*) as event_count, min(e.created_at) as oldest_at
from tolsel_core.event e
where e.is_open and e.created_at < now() - interval '1 day'
group by e.tenant_id, e.topic;
comment on view tolsel_core.notice_waiting_event is
    'Events have waited for more than a day. See whether a consumer runs that claims their topic.';

create or replace view tolsel_core.breach_job_history as
select r.tenant_id, r.branch_id, r.job_name, r.from_at, r.previous_to_at,
    case when r.from_at < r.previous_to_at then 'run twice' else 'never run' end as fault
from (
    select d.*, lag(d.to_at) over (
        partition by d.tenant_id, d.branch_id, d.job_name order by d.from_at) as previous_to_at
    from tolsel_core.job_run d
) r
where r.from_at < r.previous_to_at or (r.from_at > r.previous_to_at and r.skipped_count = 0);
comment on view tolsel_core.breach_job_history is
    'Between two runs of a job some time was covered twice, or not at all: rows were written or
deleted past the jobs.';

create or replace view tolsel_core.breach_unplanned_job as
select j.job_name, s.tenant_id, s.branch_id
from tolsel_core.job j
join tolsel_core.job_scope s on s.scope = j.scope
cross join tolsel_core.clock
where not exists (
    select from tolsel_core.job_run r
    where r.tenant_id = s.tenant_id and r.branch_id = s.branch_id and r.job_name = j.job_name
        and r.ended_at is null
        -- A run that has failed is tried again within a day.
        and r.attempt_at <= greatest(r.to_at, r.started_at, clock.now_at) + interval '2 days');
comment on view tolsel_core.breach_unplanned_job is
    'A job has no next run for the database, a tenant or a branch, or one that was put off for days,
and so will not run there. Run tolsel migrate, or set attempt_at of the run in
tolsel_core.job_run.';

create or replace view tolsel_core.breach_changed_job as
select j.job_name, j.is_enabled, j.item_limit, j.backoff_s, a.detail as recorded
from tolsel_core.job j
left join lateral (
    select l.detail
    from tolsel_core.activity_log l
    where l.tenant_id = 0 and l.subject = 'job ' || j.job_name
        and l.action = 'set_job'
    order by l.activity_id desc
    limit 1
) a on true
where j.is_enabled <> coalesce((a.detail ->> 'is_enabled')::boolean, true)
    or j.item_limit <> coalesce((a.detail ->> 'item_limit')::integer, j.registered_item_limit)
    or j.backoff_s <> coalesce((a.detail ->> 'backoff_s')::integer, 60);
comment on view tolsel_core.breach_changed_job is
    'A job was switched off, or given other settings, past tolsel.set_job. Call that with what it
should have.';

create or replace view tolsel_core.notice_job_off as
select j.job_name
from tolsel_core.job j
where not j.is_enabled;
comment on view tolsel_core.notice_job_off is
    'A job is switched off: nothing of what it does is done. tolsel.set_job switches it on.';

create or replace view tolsel_core.notice_job_in_trouble as
select h.job_name, h.tenant_id, h.branch_id, h.state, h.overdue_s, h.attempts, h.error
from tolsel.job_health h
where h.state in ('failing', 'stalled');
comment on view tolsel_core.notice_job_in_trouble is
    'A job fails, or nobody runs the jobs: tolsel jobs install, or keep tolsel worker running.';

create or replace view tolsel_core.notice_clock_set_back as
select r.tenant_id, r.branch_id, r.job_name, max(r.to_at) as done_through_at
from tolsel_core.job_run r
where r.ended_at is not null and r.to_at > tolsel_core.clock_at()
group by r.tenant_id, r.branch_id, r.job_name;
comment on view tolsel_core.notice_clock_set_back is
    'A job has done a period that has not ended by the clock: the clock was set back. Nothing is run
twice; the job goes on when the clock has caught up.';
