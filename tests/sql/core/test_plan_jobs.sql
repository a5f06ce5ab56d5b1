-- J2: whoever a job runs for has a next run, from the moment on in which either was there first.
\ir jobs.sql
select plan(11);
create function tap.planned(p_job text) returns text language sql set role = none
    return (select string_agg(concat_ws('.', r.tenant_id, r.branch_id) || to_char(r.from_at, ' MM-DD HH24:MI'), ', '
            order by r.tenant_id, r.branch_id)
        from tolsel_core.job_run r where r.job_name = p_job and r.ended_at is null);
select job('trial.note', 'branch', 'each'), job('trial.slice', 'tenant', 'each') \g /dev/null
select is(planned('trial.note'), '1.1 03-25 23:00, 2.2 03-25 18:30', 'the first period is the one that runs now');
select is(planned('trial.slice'), '1.0 03-25 23:00, 2.0 03-25 18:30', 'a tenant has the days of its main branch');
select tolsel_core.plan_jobs(), tolsel_core.plan_jobs(1) \g /dev/null
select is((select count(*) from tolsel_core.job_run), 4::bigint, 'planning again plans nothing');
set role shop_admin;
select tolsel.open_branch('Harbour', 'America/Santiago') \g /dev/null
select is(planned('trial.note'), '1.1 03-25 23:00, 1.3 03-26 03:00, 2.2 03-25 18:30',
    'a new branch is planned at once');
select tolsel.open_tenant('New', 'EUR', 'UTC', '06:00') \g /dev/null
select is(planned('trial.slice'), '1.0 03-25 23:00, 2.0 03-25 18:30, 3.0 03-26 06:00', 'and so is a new tenant');
reset role;
-- A release changes for whom a job runs.
select job('trial.slice', 'database', 'each') \g /dev/null
select is(planned('trial.slice'), '0.0 03-26 00:00', 'only those it runs for have a plan');
-- A release takes a job away, and a later one brings it back.
select tolsel.set_clock('2026-03-28 12:00Z') \g /dev/null
call tolsel.run_due_jobs();
select is(planned('trial.slice'), '0.0 03-28 00:00', 'it has done two days');
delete from tolsel_core.job where job_name = 'trial.slice';
select tolsel_core.plan_jobs() \g /dev/null
select is(planned('trial.slice'), null, 'without its job there is no plan');
select tolsel.set_clock('2026-04-02 12:00Z'), job('trial.slice', 'database', 'each') \g /dev/null
select is(planned('trial.slice'), '0.0 03-28 00:00', 'when it is back it goes on where it stood');
select throws_ok($$select job('trial', 'database', 'each')$$, '23514', null, 'a job runs a function of a named schema');
select is_empty($$select check_name, sample from tolsel.verify() where status = 'breach'$$, 'the history has no gap');
select * from finish();
