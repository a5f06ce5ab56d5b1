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
    -- The first period is the one that runs now: nothing is owed from before.
    insert into tolsel_core.job_run
        (tenant_id, branch_id, job_name, from_at, to_at, attempt_at)
    select s.tenant_id, s.branch_id, j.job_name,
        coalesce(last.to_at, tolsel_core.period_start(
            j.every_minutes, s.time_zone, s.day_starts_at, v_now)),
        p.to_at, p.to_at
    from tolsel_core.job j
    join tolsel_core.job_scope s on s.scope = j.scope
    left join lateral (
        -- Planned anew after its job was away: it goes on where it stood.
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
    'Gives every job its next run in the database, or in each tenant or branch, where it has none;
for one tenant, or for all after migrating.';
