create or replace function tolsel.set_job(
    p_job_name text,
    p_is_enabled boolean default null,
    p_item_limit integer default null,
    p_backoff_s integer default null
)
returns tolsel_core.job
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $set_job$
declare
    v_job tolsel_core.job;
begin
    perform tolsel_core.check_session();
    -- Refuse:
    if p_item_limit not between 1 and 1000000 or p_backoff_s not between 1 and 86400 then
        perform tolsel_core.refuse('UC034', format(
            '%s items a slice, %s seconds before another attempt.', coalesce(p_item_limit, 0),
            coalesce(p_backoff_s, 0)));
    end if;
    -- Write:
    update tolsel_core.job j
    set is_enabled = coalesce(p_is_enabled, j.is_enabled),
        item_limit = coalesce(p_item_limit, j.item_limit),
        backoff_s = coalesce(p_backoff_s, j.backoff_s)
    where j.job_name = p_job_name
    returning * into v_job;
    if not found then
        perform tolsel_core.refuse('UC033', format('Job %L.', left(p_job_name, 200)));
    end if;
    -- Hand on:
    perform tolsel_core.record_operation('set_job', 'job ' || v_job.job_name, to_jsonb(v_job));
    return v_job;
end
$set_job$;
comment on function tolsel.set_job is
$$Switches a job on or off, or sets how many items a slice has and how many seconds pass before a
failed one is tried again; null leaves a setting as it is. Switched on again, a job that wants each
period catches up on those it missed.
raises: UC033 job_not_found, UC034 job_setting_not_usable$$;
revoke all on function tolsel.set_job from public;
grant execute on function tolsel.set_job to tolsel_admin;
