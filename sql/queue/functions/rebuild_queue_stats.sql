create or replace function tolsel.rebuild_queue_stats(
    p_branch_id bigint,
    p_from_on date,
    p_to_on date,
    p_is_dry_run boolean default true,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns table (
    business_on date, hour_at timestamptz, service_id bigint, counter_id bigint, figure text,
    stored_amount bigint, recounted_amount bigint
)
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $rebuild_queue_stats$
#variable_conflict use_column
declare
    v_changes tolsel_queue.stat_change[];
    v_summaries tolsel_queue.day_summary[];
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_core.check_period(p_from_on, p_to_on);
    perform tolsel_ledger.check_isolation();
    -- Lock: two of these would add the same difference twice. Nobody but calls is kept waiting.
    perform tolsel_queue.lock_line(p_branch_id, p_tenant_id);
    v_changes := array(
        select c from tolsel_queue.list_stat_changes(
            p_branch_id, p_from_on, p_to_on, p_tenant_id) c);
    v_summaries := array(
        select tolsel_queue.sum_day(
            p_branch_id, d.business_on, tolsel_core.clock_at(), p_tenant_id)
        from tolsel_queue.day_summary d
        where d.tenant_id = p_tenant_id and d.branch_id = p_branch_id
            and d.business_on between p_from_on and p_to_on);
    return query
    select c.business_on, c.hour_at, c.service_id, c.counter_id, f.figure,
        coalesce(g.amount, 0), coalesce(g.amount, 0) + f.amount
    from unnest(v_changes) c
    cross join lateral tolsel_queue.list_figures(to_jsonb(c)) f
    left join tolsel_queue.hourly_stat h
        on h.tenant_id = p_tenant_id and h.branch_id = p_branch_id
        and h.business_on = c.business_on and h.hour_at = c.hour_at
        and h.service_id = c.service_id and h.counter_id = c.counter_id
    left join lateral tolsel_queue.list_figures(to_jsonb(h)) g on g.figure = f.figure
    where f.amount <> 0
    union all
    select d.business_on, null, null, null, f.figure, g.amount, f.amount
    from unnest(v_summaries) s
    join tolsel_queue.day_summary d
        on d.tenant_id = p_tenant_id and d.branch_id = p_branch_id
        and d.business_on = s.business_on
    cross join lateral tolsel_queue.list_figures(to_jsonb(s)) f
    join lateral tolsel_queue.list_figures(to_jsonb(d)) g on g.figure = f.figure
    where f.amount <> g.amount
    order by 1, 2 nulls last, 3, 4, 5;
    -- Write:
    if p_is_dry_run is false then
        perform tolsel_queue.add_stats(v_changes);
        perform tolsel_queue.save_summary(s) from unnest(v_summaries) s;
        perform tolsel_core.record_activity(
            'rebuild_queue_stats', 'queue of branch ' || p_branch_id,
            jsonb_build_object(
                'from_on', p_from_on, 'to_on', p_to_on, 'row_count', cardinality(v_changes)),
            p_tenant_id);
    end if;
end
$rebuild_queue_stats$;
comment on function tolsel.rebuild_queue_stats is
$$Makes the statistics of hours and the summaries of days of a branch anew from what happened, and
lists each figure that was another; hour, service and counter are null for a summary, and counter
is 0 for none. In a dry run nothing is changed.
raises: UC002 tenant_not_allowed, UC014 date_not_usable, UL026 isolation_not_usable,
UQ001 line_not_found$$;
revoke all on function tolsel.rebuild_queue_stats from public;
grant execute on function tolsel.rebuild_queue_stats to tolsel_admin, tolsel_manager;
