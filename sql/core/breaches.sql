create or replace view tolsel_core.breach_changed_guard as
select d.guard, d.difference, d.expected, d.found
from tolsel_core.guard_difference d
where d.difference <> 'extra'
    or d.guard ~ '^(trigger|rule|policy|check|refusal|default right|child|subscription) '
    or (d.guard ~ '^grant '
        and (d.guard ~ ' to public$'
            or d.found ~ 'INSERT|UPDATE|DELETE|TRUNCATE|TRIGGER|CREATE'));
comment on view tolsel_core.breach_changed_guard is
    'A guard is missing or changed, or a trigger, rule, policy or right was added. Run tolsel
migrate to put tolsel''s own back; drop what was added.';

create or replace view tolsel_core.notice_extra_object as
select d.guard, d.found
from tolsel_core.guard_difference d
where d.difference = 'extra' and not exists (
    select from tolsel_core.breach_changed_guard b where b.guard = d.guard
);
comment on view tolsel_core.notice_extra_object is
    'Something in tolsel''s schemas that tolsel did not make, such as an index or a right to read.';

create or replace view tolsel_core.breach_missing_release as
select 'no release is recorded' as fault
where not exists (select from tolsel_core.release);
comment on view tolsel_core.breach_missing_release is
    'There is no manifest to hold the guards against. Run tolsel migrate.';

create or replace view tolsel_core.breach_unprotected_table as
select c.oid::regclass::text as table_name, c.relrowsecurity as has_row_security
from pg_class c
join pg_namespace n on n.oid = c.relnamespace
join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
where n.nspname ~ '^tolsel_' and c.relkind in ('r', 'p')
    -- A partition is read through its table, whose policy holds: it has none of its own.
    and not (c.relrowsecurity
        and (c.relispartition or exists (select from pg_policy p where p.polrelid = c.oid)));
comment on view tolsel_core.breach_unprotected_table is
    'A table with tenants'' rows has no row security or no policy: a reader could see another
tenant.';

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
tenant''s.';

create or replace view tolsel_core.breach_privileged_role as
select r.rolname::text as role_name,
    concat_ws(', ', case when r.rolsuper then 'superuser' end,
        case when r.rolbypassrls then 'bypasses row security' end,
        case when r.rolreplication then 'replicates' end,
        case when r.rolcreaterole then 'creates roles' end,
        case when r.rolcanlogin then 'may log in' end,
        case when r.rolname <> 'tolsel_owner' and pg_has_role(r.oid, 'tolsel_owner', 'member')
            then 'member of tolsel_owner' end
    ) as fault
from pg_roles r
where r.rolname in ('tolsel_app', 'tolsel_read', 'tolsel_admin', 'tolsel_owner')
    and (r.rolsuper or r.rolbypassrls or r.rolreplication or r.rolcreaterole or r.rolcanlogin
        or (r.rolname <> 'tolsel_owner' and pg_has_role(r.oid, 'tolsel_owner', 'member')));
comment on view tolsel_core.breach_privileged_role is
    'A role of tolsel can pass over the rules, or somebody can log in as one. Take the attribute or
the membership away.';

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
    'A view that others may read runs with its owner''s rights and so past row security.';

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
search_path.';

create or replace view tolsel_core.breach_writable_table as
select c.oid::regclass::text as table_name, pg_get_userbyid(a.grantee)::text as role_name,
    a.privilege_type
from pg_class c
join pg_namespace n on n.oid = c.relnamespace
cross join lateral aclexplode(c.relacl) a
where n.nspname ~ '^tolsel_' and n.nspname <> 'tolsel_meta' and c.relkind in ('r', 'p')
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
select s.name::text as setting, s.setting::text as value, 'server' as scope
from pg_settings s
join (values
    ('fsync', 'off'), ('full_page_writes', 'off'), ('synchronous_commit', 'off'),
    ('session_replication_role', 'replica'), ('zero_damaged_pages', 'on'),
    ('ignore_checksum_failure', 'on')
) risky(name, setting) on risky.name = s.name and risky.setting = s.setting
union all
select split_part(o.option, '=', 1), split_part(o.option, '=', 2),
    concat_ws(' ', 'role ' || r.rolname, 'database ' || d.datname)
from pg_db_role_setting s
cross join lateral unnest(s.setconfig) o(option)
left join pg_roles r on r.oid = s.setrole
left join pg_database d on d.oid = s.setdatabase
where o.option ~ ('^(session_replication_role=replica|synchronous_commit=off|row_security=off'
        || '|plpgsql.check_asserts=(off|false|no|0)|zero_damaged_pages=on'
        || '|ignore_checksum_failure=on)')
    and coalesce(d.datname, current_database()) = current_database()
union all
select 'prepared transaction', p.gid, 'since ' || p.prepared
from pg_prepared_xacts p
where p.prepared < now() - interval '1 minute' and p.database = current_database();
comment on view tolsel_core.breach_risky_setting is
    'A setting lets acknowledged money be lost or a guard be passed over, or a forgotten prepared
transaction holds locks.';

create or replace view tolsel_core.breach_identity_headroom as
select format('%I.%I', s.schemaname, s.sequencename) as sequence_name, s.last_value, s.max_value
from pg_sequences s
join tolsel_core.own_schema n on n.nspname = s.schemaname
where s.last_value > s.max_value / 2;
comment on view tolsel_core.breach_identity_headroom is
    'A key has used half of its type. Somebody has set the sequence, or it is time to widen it.';

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
own.';

create or replace view tolsel_core.notice_test_clock as
select c.set_to_at from tolsel_core.test_clock c;
comment on view tolsel_core.notice_test_clock is
    'This database was made with a settable clock: it is for tests, not for business.';

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
where not exists (
    select from tolsel_core.job_run r
    where r.tenant_id = s.tenant_id and r.branch_id = s.branch_id and r.job_name = j.job_name
        and r.ended_at is null);
comment on view tolsel_core.breach_unplanned_job is
    'A job has no next run for the database, a tenant or a branch, and so will never run there. Run
tolsel migrate.';

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
