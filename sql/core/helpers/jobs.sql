-- Jobs: plan_jobs notes which periods are due, and skip_missed passes over those that a job need
-- not make up for. One run is claimed and worked slice by slice; each slice ends in finish_slice or
-- fail_job.

create or replace function tolsel_core.register_job(
    p_job_name text, p_function_name text, p_title text, p_scope text, p_missed text,
    p_every_minutes integer default null, p_item_limit integer default 1000
)
returns void
language sql
volatile
as $register_job$
    -- What an administrator has set stays: is_enabled, item_limit, backoff_s.
    insert into tolsel_core.job
        (job_name, function_name, title, scope, missed, every_minutes, item_limit,
        registered_item_limit)
    values (
        p_job_name, p_function_name, p_title, p_scope, p_missed, p_every_minutes, p_item_limit,
        p_item_limit)
    on conflict (job_name) do update
    set function_name = excluded.function_name, title = excluded.title, scope = excluded.scope,
        missed = excluded.missed, every_minutes = excluded.every_minutes;
$register_job$;
comment on function tolsel_core.register_job is
    'Registers a job, or gives it its new definition; it runs every business day where minutes are
null. tolsel_core.plan_jobs plans its first run.';

create or replace function tolsel_core.plan_jobs(p_tenant_id bigint default null)
returns void
language plpgsql
volatile
as $plan_jobs$
declare
    v_now timestamptz := tolsel_core.clock_at();
begin
    if p_tenant_id is null then
        -- A job goes with its function; a run that is done stays, whatever became of its job.
        delete from tolsel_core.job j where to_regproc(j.function_name) is null;
        delete from tolsel_core.job_run r
        where r.ended_at is null and not exists (
            select from tolsel_core.job j
            join tolsel_core.job_scope s on s.scope = j.scope
            where j.job_name = r.job_name
                and s.tenant_id = r.tenant_id and s.branch_id = r.branch_id);
    end if;
    -- The first period is the present one: nothing is owed from before.
    insert into tolsel_core.job_run
        (tenant_id, branch_id, job_name, from_at, to_at, attempt_at)
    select s.tenant_id, s.branch_id, j.job_name,
        coalesce(last.to_at, tolsel_core.period_start(
            j.every_minutes, s.time_zone, s.day_starts_at, v_now)),
        p.to_at, p.to_at
    from tolsel_core.job j
    join tolsel_core.job_scope s on s.scope = j.scope
    left join lateral (
        -- A job that was gone for a while goes on where it stopped.
        select r.to_at from tolsel_core.job_run r
        where r.tenant_id = s.tenant_id and r.branch_id = s.branch_id and r.job_name = j.job_name
        order by r.from_at desc
        limit 1
    ) last on true
    cross join lateral (
        select tolsel_core.period_end(
            j.every_minutes, s.time_zone, s.day_starts_at, coalesce(last.to_at, v_now)) as to_at
    ) p
    where (p_tenant_id is null or s.tenant_id = p_tenant_id)
        and not exists (
            select from tolsel_core.job_run r
            where r.tenant_id = s.tenant_id and r.branch_id = s.branch_id
                and r.job_name = j.job_name and r.ended_at is null)
    on conflict do nothing;
end
$plan_jobs$;
comment on function tolsel_core.plan_jobs is
    'Plans the next run of every job wherever none is planned: in the database, or in each tenant or
branch. For one tenant, or for all (null), as the migrator asks.';

create or replace function tolsel_core.skip_missed(
    p_run tolsel_core.job_run, p_job tolsel_core.job, p_now_at timestamptz
)
returns tolsel_core.job_run
language plpgsql
stable
as $skip_missed$
declare
    v_run tolsel_core.job_run := p_run;
    v_scope tolsel_core.job_scope;
begin
    select * into v_scope from tolsel_core.job_scope s
    where s.scope = p_job.scope and s.tenant_id = p_run.tenant_id
        and s.branch_id = p_run.branch_id;
    -- The newest period that has ended is the one before the present one.
    v_run.to_at := tolsel_core.period_start(
        p_job.every_minutes, v_scope.time_zone, v_scope.day_starts_at, p_now_at);
    if v_run.to_at > p_run.to_at then
        v_run.from_at := tolsel_core.period_start(
            p_job.every_minutes, v_scope.time_zone, v_scope.day_starts_at,
            v_run.to_at - interval '1 microsecond');
        v_run.skipped_count := p_run.skipped_count + tolsel_core.count_periods(
            p_job.every_minutes, v_scope.time_zone, v_scope.day_starts_at, p_run.from_at,
            v_run.from_at);
        v_run.progress := null;
        return v_run;
    end if;
    return p_run;
end
$skip_missed$;
comment on function tolsel_core.skip_missed is
    'Moves a run on to the newest period that has ended, unless it is there already, and counts the
periods that it skips.';

create or replace function tolsel_core.finish_slice(
    p_run tolsel_core.job_run, p_job tolsel_core.job, p_item_count integer, p_progress text,
    p_began_at timestamptz
)
returns tolsel_core.job_run
language plpgsql
volatile
as $finish_slice$
declare
    v_now timestamptz := tolsel_core.clock_at();
    v_run tolsel_core.job_run;
begin
    update tolsel_core.job_run r
    set item_count = r.item_count + coalesce(p_item_count, 0),
        progress = p_progress,
        error = null,
        -- The next slice queues behind what is due by now.
        attempts = case when p_progress is null then r.attempts else 0 end,
        attempt_at = v_now,
        ended_at = case when p_progress is null then v_now end,
        worked_ms = r.worked_ms + tolsel_core.count_ms(p_began_at)
    where r.job_run_id = p_run.job_run_id and r.ended_at is null
    returning * into v_run;
    if v_run.ended_at is not null then
        -- The next period begins where this one ended; where it is due already, it queues as well.
        insert into tolsel_core.job_run
            (tenant_id, branch_id, job_name, from_at, to_at, attempt_at)
        select v_run.tenant_id, v_run.branch_id, v_run.job_name, v_run.to_at, p.to_at,
            greatest(p.to_at, v_now)
        from tolsel_core.job_scope s
        cross join lateral (select tolsel_core.period_end(
            p_job.every_minutes, s.time_zone, s.day_starts_at, v_run.to_at) as to_at) p
        where s.scope = p_job.scope and s.tenant_id = v_run.tenant_id
            and s.branch_id = v_run.branch_id;
    end if;
    return v_run;
end
$finish_slice$;
comment on function tolsel_core.finish_slice is
    'Records what a slice has done. With the last one the run has ended, and the next is planned.';

create or replace function tolsel_core.fail_job(
    p_run tolsel_core.job_run, p_sqlstate text, p_message text, p_began_at timestamptz
)
returns tolsel_core.job_run
language plpgsql
volatile
as $fail_job$
declare
    v_run tolsel_core.job_run;
begin
    -- A run that lost against another writer is tried again at once, but three times only: two runs
    -- could make each other fail for ever.
    update tolsel_core.job_run r
    set error = p_sqlstate || ' ' || p_message,
        attempt_at = case
            when p_sqlstate in ('40001', '40P01') and r.attempts <= 3 then tolsel_core.clock_at()
            else r.attempt_at end,
        worked_ms = r.worked_ms + tolsel_core.count_ms(p_began_at)
    where r.job_run_id = p_run.job_run_id and r.ended_at is null
    returning * into v_run;
    return v_run;
end
$fail_job$;
comment on function tolsel_core.fail_job is
    'Records why a run has failed; it is tried again when its next attempt is due.';

create or replace function tolsel_core.describe_holder(p_context text)
returns text
language plpgsql
volatile
as $describe_holder$
declare
    -- @plpgsql_check_options: security_warnings = false
    -- As in: while locking tuple (0,1) in relation "release". Of a server that says so
    -- in another language, nobody is named.
    v_row text[] := regexp_match(p_context, '[(]([0-9]+,[0-9]+)[)][^"(]*"([^"]+)"');
    v_table regclass;
    v_xmax xid;
    v_pids integer[];
begin
    if v_row is null then
        v_pids := array(
            select l.pid from pg_locks l
            join pg_class c on c.oid = l.relation
            where l.granted and l.database = (
                    select d.oid from pg_database d where d.datname = current_database())
                and starts_with(c.relnamespace::regnamespace::text, 'tolsel_')
                and l.mode in (
                    'ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock'));
    end if;
    for v_table in
        select c.oid from pg_class c
        where c.relname = v_row[2] and c.relkind = 'r'
            and starts_with(c.relnamespace::regnamespace::text, 'tolsel_')
    loop
        execute format('select t.xmax from %s t where t.ctid = $1', v_table)
        into v_xmax using ('(' || v_row[1] || ')')::tid;
        v_pids := v_pids || array(
            select l.pid from pg_locks l
            where l.locktype = 'transactionid' and l.granted
                and l.transactionid = any(v_xmax || tolsel_core.list_lockers(v_xmax)));
    end loop;
    return (
        select string_agg(
            format('process %s of %s (%s) holds it', a.pid, a.usename, a.application_name), ', '
            order by a.pid)
        from pg_stat_activity a
        where a.pid = any(v_pids) and a.pid <> pg_backend_pid());
end
$describe_holder$;
comment on function tolsel_core.describe_holder is
    'Answers who holds what a statement has waited for in vain, from the context of its error: a
row, or else a table of tolsel; null where nobody has it any more.';

create or replace function tolsel_core.list_lockers(p_xmax xid)
returns xid[]
language plpgsql
volatile
as $list_lockers$
begin
    return array(select m.xid from pg_get_multixact_members(p_xmax) m);
exception when internal_error or invalid_parameter_value then
    return array[]::xid[];
end
$list_lockers$;
comment on function tolsel_core.list_lockers is
    'Answers the transactions that have locked a row together, where its xmax names such a list.';

create or replace function tolsel_core.job_prune_runs(p_task tolsel_core.job_task)
returns tolsel_core.job_slice
language plpgsql
volatile
as $job_prune_runs$
declare
    v_count integer;
begin
    -- By their periods and not by when they ran: what is left has no gap, whatever the clock did.
    delete from tolsel_core.job_run r
    where (r.tenant_id, r.branch_id, r.job_name, r.from_at) in (
        select d.tenant_id, d.branch_id, d.job_name, d.from_at
        from tolsel_core.job_run d
        left join tolsel_core.job j on j.job_name = d.job_name
        where d.ended_at is not null
            and d.to_at < p_task.to_at
                - make_interval(mins => 500 * coalesce(j.every_minutes, 1440))
        limit p_task.item_limit);
    get diagnostics v_count = row_count;
    return (v_count, case when v_count = p_task.item_limit then 'more' end);
end
$job_prune_runs$;
comment on function tolsel_core.job_prune_runs is
    'Deletes the runs that are done, except those of the last 500 periods of each job.';
