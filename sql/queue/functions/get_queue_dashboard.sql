create or replace function tolsel.get_queue_dashboard(
    p_branch_id bigint,
    p_from_on date,
    p_to_on date,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns table (
    joined_count bigint, completed_count bigint, cancelled_count bigint, no_show_count bigint,
    reset_count bigint, average_wait_s numeric, p90_wait_s numeric, longest_wait_s numeric,
    average_service_s numeric, day_count bigint, ok_reset_count bigint,
    failed_reset_count bigint, reset_success_percent numeric
)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $get_queue_dashboard$
#variable_conflict use_column
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_core.check_period(p_from_on, p_to_on);
    perform tolsel_queue.get_line(p_branch_id, p_tenant_id);
    return query
    select s.joined_count, s.completed_count, s.cancelled_count, s.no_show_count, s.reset_count,
        round(s.wait_ms / 1000.0 / nullif(s.called_count, 0), 3), round(w.p90_ms / 1000.0, 3),
        round(w.longest_ms / 1000.0, 3),
        round(s.service_ms / 1000.0 / nullif(s.timed_count, 0), 3), s.day_count,
        r.ok_count, r.failed_count,
        round(100.0 * r.ok_count / nullif(r.ok_count + r.failed_count, 0), 1)
    from (
        select coalesce(sum(h.joined_count), 0) as joined_count,
            coalesce(sum(h.served_count + h.nothing_count + h.unrecorded_count), 0)
                as completed_count,
            coalesce(sum(h.cancelled_count), 0) as cancelled_count,
            coalesce(sum(h.no_show_count), 0) as no_show_count,
            coalesce(sum(h.reset_cancelled_count + h.reset_completed_count), 0) as reset_count,
            sum(h.called_count) as called_count, sum(h.wait_ms) as wait_ms,
            sum(h.service_ms) as service_ms, sum(h.timed_count) as timed_count,
            count(distinct h.business_on) filter (where h.joined_count > 0) as day_count
        from tolsel_queue.hourly_stat h
        where h.tenant_id = p_tenant_id and h.branch_id = p_branch_id
            and h.business_on between p_from_on and p_to_on
    ) s
    cross join (
        select percentile_disc(0.9) within group (order by t.wait_ms) as p90_ms,
            max(t.wait_ms) as longest_ms
        from tolsel_queue.ticket t
        where t.tenant_id = p_tenant_id and t.branch_id = p_branch_id
            and t.business_on between p_from_on and p_to_on
            and t.called_at is not null and t.reset_run_id is null
    ) w
    cross join tolsel_queue.count_resets(p_branch_id, p_from_on, p_to_on, p_tenant_id) r;
end
$get_queue_dashboard$;
comment on function tolsel.get_queue_dashboard is
$$Answers what happened at a branch from a first to a last business day: how many joined and how
they ended, the waits and services that count, in seconds (null: there was none), and how the
closings of days went.
raises: UC002 tenant_not_allowed, UC014 date_not_usable, UQ001 line_not_found$$;
revoke all on function tolsel.get_queue_dashboard from public;
grant execute on function tolsel.get_queue_dashboard to tolsel_app, tolsel_read, tolsel_clerk;
