create or replace function tolsel.open_branch(
    p_name text,
    p_time_zone text,
    p_day_starts_at time default '00:00',
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_core.branch
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $open_branch$
declare
    v_branch tolsel_core.branch;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_core.check_text(p_name, 'name', 200);
    -- Write: where nothing is written, the name is taken.
    insert into tolsel_core.branch (tenant_id, name, time_zone, day_starts_at, opened_at)
    values (
        p_tenant_id, p_name, p_time_zone, coalesce(p_day_starts_at, '00:00'),
        tolsel_core.clock_at())
    on conflict do nothing
    returning * into v_branch;
    if not found then
        perform tolsel_core.refuse('UC019', format('Branch %L.', p_name));
    end if;
    -- Hand on:
    perform tolsel_core.plan_jobs(p_tenant_id);
    perform tolsel_core.record_activity(
        'open_branch', 'branch ' || v_branch.branch_id, to_jsonb(v_branch), p_tenant_id);
    return v_branch;
end
$open_branch$;
comment on function tolsel.open_branch is
$$Opens a further place of business, with its own zone and its own start of the day.
raises: UC002 tenant_not_allowed, UC006 time_zone_unknown, UC016 text_not_usable,
UC017 day_start_not_usable, UC019 name_taken$$;
revoke all on function tolsel.open_branch from public;
grant execute on function tolsel.open_branch to tolsel_admin, tolsel_manager;
