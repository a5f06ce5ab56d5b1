create or replace function tolsel.list_person_stats(
    p_branch_id bigint,
    p_from_on date,
    p_to_on date,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns table (
    user_id bigint, name text, called_count bigint, completed_count bigint, served_count bigint,
    nothing_count bigint, unrecorded_count bigint, no_show_count bigint, service_s numeric,
    average_service_s numeric
)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $list_person_stats$
#variable_conflict use_column
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_core.check_period(p_from_on, p_to_on);
    perform tolsel_queue.get_line(p_branch_id, p_tenant_id);
    return query
    select e.user_id, max(u.name)::text, count(*) filter (where e.action = 'call'),
        sum(c.served_count + c.nothing_count + c.unrecorded_count)::bigint,
        sum(c.served_count)::bigint, sum(c.nothing_count)::bigint,
        sum(c.unrecorded_count)::bigint, sum(c.no_show_count)::bigint,
        round(sum(c.service_ms) / 1000.0, 3),
        round(sum(c.service_ms) / 1000.0 / nullif(sum(c.timed_count), 0), 3)
    from tolsel_queue.ticket_event e
    cross join lateral tolsel_queue.count_event(e) c
    left join tolsel_core.user_account u
        on u.tenant_id = p_tenant_id and u.user_id = e.user_id
    where e.tenant_id = p_tenant_id and e.branch_id = p_branch_id
        and e.business_on between p_from_on and p_to_on
        and e.action in ('call', 'complete', 'no_show')
    group by e.user_id
    order by e.user_id;
end
$list_person_stats$;
comment on function tolsel.list_person_stats is
$$Lists what each person has done at the counters of a branch from a first to a last business day:
whom he called and completed, and how long those were at counters; null: nobody was named.
raises: UC002 tenant_not_allowed, UC014 date_not_usable, UQ001 line_not_found$$;
revoke all on function tolsel.list_person_stats from public;
grant execute on function tolsel.list_person_stats to tolsel_app, tolsel_read;
