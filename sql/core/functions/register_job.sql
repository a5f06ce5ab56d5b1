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
        (job_name, function_name, title, scope, missed, every_minutes, item_limit)
    values
        (p_job_name, p_function_name, p_title, p_scope, p_missed, p_every_minutes, p_item_limit)
    on conflict (job_name) do update
    set function_name = excluded.function_name, title = excluded.title, scope = excluded.scope,
        missed = excluded.missed, every_minutes = excluded.every_minutes;
$register_job$;
comment on function tolsel_core.register_job is
    'Registers a job, or brings it to its new definition; every business day where minutes are null.
tolsel_core.plan_jobs gives it its first run.';
