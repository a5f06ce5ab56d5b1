-- S70: what is known of runs does not grow for ever, and what is left has no gap.
\ir jobs.sql
select plan(6);
select job('trial.note', 'branch', 'each'), job('trial.fail', 'tenant', 'each', 1440) \g /dev/null
select tolsel.set_clock('2027-12-01 12:00Z') \g /dev/null
call tolsel.run_due_jobs(5000);
select tolsel_core.register_job('core.prune_runs', 'tolsel_core.job_prune_runs', 'Prunes.', 'database', 'latest',
    p_item_limit => 100), tolsel_core.plan_jobs() \g /dev/null
create function tap.kept() returns text language sql set role = none
    return (select string_agg(n::text, ' ' order by n)
        from (select count(*) as n from tolsel_core.job_run where ended_at is not null and job_name <> 'core.prune_runs'
            group by tenant_id, branch_id, job_name) x);
select is(kept(), '615 615 615 615', 'twenty months of days');
select tolsel.set_clock('2027-12-02 00:00Z') \g /dev/null
select is(run_all(), 5 + 4::bigint, 'pruned in slices, while the day goes on');
select is(kept(), '500 500 501 501', 'five hundred periods are kept, to the day of UTC');
select is((select item_count from tolsel_core.job_run where job_name = 'core.prune_runs' and status = 'done'),
    462::bigint, 'the run says how many went');
select is_empty($$select check_name, sample from tolsel.verify() where status = 'breach'$$, 'without a gap');
select results_eq($$select count(*), min(state) from tolsel.list_jobs()$$, $$values (5::bigint, 'ok')$$,
    'and no job was forgotten');
select * from finish();
