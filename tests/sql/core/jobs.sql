-- What the tests of jobs begin with: Thursday noon, and jobs that write down for whom they ran.
create schema trial authorization tolsel_owner;
grant usage on schema tap to tolsel_owner;
set role tolsel_owner;
create table trial.done (job_name text, tenant_id bigint, branch_id bigint, from_at timestamptz, to_at timestamptz,
    day_on date, progress text);
create function trial.note(p_task tolsel_core.job_task) returns tolsel_core.job_slice language plpgsql as $note$
begin
    insert into trial.done select p_task.job_name, p_task.tenant_id, p_task.branch_id, p_task.from_at, p_task.to_at,
    p_task.day_on, p_task.progress;
    return (1, null::text);
end
$note$;
-- Three slices of two items.
create function trial.slice(p_task tolsel_core.job_task) returns tolsel_core.job_slice language plpgsql as $slice$
begin
    perform trial.note(p_task);
    return (p_task.item_limit, nullif(coalesce(p_task.progress::integer, 0) + p_task.item_limit, 6)::text);
end
$slice$;
-- Writes, and fails with the code that its setting says.
create function trial.fail(p_task tolsel_core.job_task) returns tolsel_core.job_slice language plpgsql as $fail$
begin
    perform trial.note(p_task);
    if coalesce(current_setting('trial.code', true), '') <> '' then
        raise exception using errcode = current_setting('trial.code'), message = 'out of order';
    end if;
    return (1, null::text);
end
$fail$;
reset role;
create function tap.job(p_function text, p_scope text, p_missed text, p_every_minutes integer default null,
    p_item_limit integer default 2)
returns void language sql set role = none set search_path = pg_catalog, pg_temp begin atomic
    select tolsel_core.register_job(p_function, p_function, 'A trial.', p_scope, p_missed, p_every_minutes,
        p_item_limit);
    select tolsel_core.plan_jobs();
end;
-- Runs all that is due, each slice in this one statement.
create function tap.run_all() returns bigint language plpgsql as $run_all$
declare
    v_count bigint := 0;
begin
    while v_count < 1000 and (tolsel.run_next_job()).job_run_id is not null loop
        v_count := v_count + 1;
    end loop;
    return v_count;
end
$run_all$;
create function tap.days(p_branch_id bigint) returns text language sql set role = none
    return (select string_agg(to_char(d.day_on, 'MM-DD'), ' ' order by d.day_on) from trial.done d
        where d.branch_id = p_branch_id);
create function tap.main() returns bigint language sql set role = none
    return (select b.branch_id from tolsel_core.branch b where b.tenant_id = 1 and b.is_main);
create function tap.run_of(p_job text) returns tolsel_core.job_run language sql set role = none
    return (select r from tolsel_core.job_run r where r.job_name = p_job and r.tenant_id in (0, 1)
        and r.ended_at is null order by r.branch_id limit 1);
\o /dev/null
select tolsel_core.arrange_test_clock(true), tolsel.set_clock('2026-03-26 12:00Z');
delete from tolsel_core.job_run;
delete from tolsel_core.job;
-- These are all the jobs of this database.
select tolsel_core.record_release('test', 'test', '{}', '{}');
\o
