-- S54 J1: a slice is done whole or not at all, and a run that fails keeps its error and waits.
\ir jobs.sql
select plan(33);
select job('trial.fail', 'database', 'each', 60), job('trial.note', 'database', 'each', 60) \g /dev/null
set role shop_admin;
select is((tolsel.run_claimed_job(null)).job_run_id, null, 'nothing claimed, nothing run');
select is((tolsel.run_claimed_job((run_of('trial.note')).job_run_id)).job_run_id, null,
    'nor a period that has not ended');
select tolsel.set_clock('2026-03-26 13:00Z') \g /dev/null
select is((tolsel.run_claimed_job((run_of('trial.note')).job_run_id)).job_run_id, null, 'nor one that nobody claimed');

set trial.code = 'UC019';
select results_eq(
    $$select job_name, status, error, attempts, attempt_at, item_count, ended_at
        from tolsel.run_claimed_job(tolsel.claim_next_job())$$,
    $$values ('trial.fail', 'failed', 'UC019 out of order', 1, timestamptz '2026-03-26 13:01Z', 0::bigint,
            null::timestamptz)$$,
    'a refusal is kept as the error of the run');
reset role;
select is_empty('select from trial.done', 'what it wrote is undone');
set role shop_admin;
select is((tolsel.run_next_job()).job_name, 'trial.note', 'another job runs all the same');
select is(run_all(), 0::bigint, 'and the failed one waits');
select tolsel.set_clock('2026-03-26 13:01Z') \g /dev/null
set trial.code = 'XX001';
select results_eq($$select error, attempts, attempt_at from tolsel.run_next_job()$$,
    $$values ('XX001 out of order', 2, timestamptz '2026-03-26 13:03Z')$$,
    'any fault is kept, and waits twice as long');
select tolsel.set_clock('2026-03-26 13:03Z') \g /dev/null
set trial.code = 'P0004';
select results_eq($$select error, attempts, attempt_at from tolsel.run_next_job()$$,
    $$values ('P0004 out of order', 3, timestamptz '2026-03-26 13:07Z')$$, 'a broken assertion too');
reset role;
select results_eq($$select state, attempts, error from tolsel.list_jobs() where job_name = 'trial.fail'$$,
    $$values ('failing', 3, 'P0004 out of order')$$, 'the health of the job tells');
select results_eq($$select status, sample from tolsel.verify() where check_name = 'core.job_in_trouble'$$,
    $$values ('notice',
            'job_name trial.fail, tenant_id null, branch_id null, state failing, overdue_s 180, attempts 3, error '
            'P0004 out of order')$$, 'and so does the validator');
set role shop_admin;
select tolsel.set_clock('2026-03-26 13:07Z') \g /dev/null
set trial.code = '';
select results_eq($$select status, error, attempts, ended_at from tolsel.run_next_job()$$,
    $$values ('done', null::text, 4, timestamptz '2026-03-26 13:07Z')$$, 'when the fault is gone it is done');
select is((run_of('trial.fail')).attempts, 0, 'and the next period begins anew');

-- A deadlock or a failed serialization is nobody's fault.
select tolsel.set_clock('2026-03-26 14:00Z') \g /dev/null
set trial.code = '40P01';
select is((tolsel.run_next_job()).job_name, 'trial.note', 'first the other');
create function pg_temp.attempt() returns text language sql as $$select r.attempts || to_char(r.attempt_at, ' HH24:MI')
    from tolsel.run_next_job() r$$;
select results_eq($$select pg_temp.attempt() from generate_series(1, 4)$$,
    $$values ('1 14:00'), ('2 14:00'), ('3 14:00'), ('4 14:08')$$,
    'it is tried again at once, three times');
set trial.code = '';

-- Slices.
reset role;
select job('trial.slice', 'database', 'each', 60), tolsel.set_clock('2026-03-26 15:00Z'),
    tolsel.set_job('trial.fail', false), tolsel.set_job('trial.note', false) \g /dev/null
truncate trial.done;
set role shop_admin;
select results_eq($$select status, item_count, progress, attempts from tolsel.run_next_job()$$,
    $$values ('planned', 2::bigint, '2', 0)$$, 'a slice is done');
select results_eq($$select status, item_count, progress from tolsel.run_next_job()$$,
    $$values ('planned', 4::bigint, '4')$$, 'the next goes on');
select results_eq($$select status, item_count, progress from tolsel.run_next_job()$$,
    $$values ('done', 6::bigint, null::text)$$, 'with the last the run has ended');
reset role;
select results_eq('select progress from trial.done', $$values (null::text), ('2'), ('4')$$,
    'each began where the one before had stopped');
select tolsel.set_job('trial.slice', p_item_limit => 3), tolsel.set_clock('2026-03-26 16:00Z') \g /dev/null
select is(run_all(), 2::bigint, 'larger slices, fewer of them');

-- What only a commit would refuse fails the run, not the session that runs it.
create table trial.parent (id int primary key);
create table trial.child (id int references trial.parent deferrable initially deferred);
create function trial.orphan(p_task tolsel_core.job_task) returns tolsel_core.job_slice language plpgsql as $orphan$
begin
    insert into trial.child values (1);
    return (1, null::text);
end
$orphan$;
alter table trial.child owner to tolsel_owner; alter table trial.parent owner to tolsel_owner;
    alter function trial.orphan owner to tolsel_owner;
select tolsel.set_job('trial.slice', false), job('trial.orphan', 'database', 'latest', 60),
    tolsel.set_clock('2026-03-26 17:00Z') \g /dev/null
select alike((tolsel.run_next_job()).error, '23503 %', 'a deferred constraint is judged with the run');
drop function trial.orphan;
select tolsel.set_clock('2026-03-26 17:01Z') \g /dev/null
select alike((tolsel.run_next_job()).error, '42883 %trial.orphan%',
    'a function that is gone is an error like any other');
select tolsel_core.plan_jobs() \g /dev/null
select is_empty($$select from tolsel_core.job where job_name = 'trial.orphan'$$,
    'with the next migration its job goes as well');

-- What is done stays as it is.
select count(*) as n from trial.done \gset
select is_empty($$select from tolsel_core.job_run r, tolsel.run_claimed_job(r.job_run_id) again
        where r.status = 'done' and again.job_run_id is not null$$,
    'a run that is done is not run again');
select is((select count(*) from trial.done), :n::bigint, 'and its function is not called');
select throws_ok($$update tolsel_core.job_run set item_count = 0 where status = 'done'$$, 'UC015', null,
    'a run that is done is history');
select throws_ok($$insert into tolsel_core.job_run (tenant_id, branch_id, job_name, from_at, to_at, attempt_at)
    select 0, 0, job_name, from_at, to_at, to_at from tolsel_core.job_run where status = 'done' limit 1$$, '23505',
        null, 'no period is run twice');
select throws_ok($$insert into tolsel_core.job_run (tenant_id, branch_id, job_name, from_at, to_at, attempt_at)
    select 0, 0, job_name, to_at, to_at + interval '1 hour', to_at from tolsel_core.job_run
        where job_name = 'trial.slice' and status = 'planned'$$, '23505', null,
    'and a job has one run to come');
select is_empty($$select check_name, sample from tolsel.verify() where status = 'breach'$$, 'the history has no gap');
-- A job that is switched off between the claim and the run.
select tolsel.set_job('trial.slice', true), tolsel.set_clock('2026-03-27 12:00Z') \g /dev/null
select tolsel.claim_next_job() as claimed \gset
select isnt(:claimed::bigint, null, 'a run is claimed');
select tolsel.set_job('trial.slice', false) \g /dev/null
select is_empty(format('select from tolsel.run_claimed_job(%s) r where r.job_run_id is not null', :claimed),
    'and is not run where its job was switched off meanwhile');
set role shop_app;
select throws_ok('select tolsel.run_claimed_job(1)', '42501', null, 'an app runs no jobs');
select is((select count(*) from pg_proc where proname = 'register_job'
        and has_function_privilege('shop_app', oid, 'execute')), 0::bigint, 'and registers none');
select * from finish();
