-- What days come to, by their events, and how their closings went.

create or replace function tolsel_queue.sum_day(
    p_branch_id bigint, p_on date, p_at timestamptz, p_tenant_id bigint
)
returns tolsel_queue.day_summary
language plpgsql
stable
as $sum_day$
declare
    v_summary tolsel_queue.day_summary;
begin
    select p_tenant_id, p_branch_id, p_on,
        coalesce(sum(s.joined_count), 0), coalesce(sum(s.called_count), 0),
        coalesce(sum(s.wait_ms), 0), coalesce(sum(s.recalled_count), 0),
        coalesce(sum(s.returned_count), 0), coalesce(sum(s.absent_count), 0),
        coalesce(sum(s.no_show_count), 0), coalesce(sum(s.parked_count), 0),
        coalesce(sum(s.transferred_count), 0), coalesce(sum(s.served_count), 0),
        coalesce(sum(s.nothing_count), 0), coalesce(sum(s.unrecorded_count), 0),
        coalesce(sum(s.timed_count), 0), coalesce(sum(s.service_ms), 0),
        coalesce(sum(s.cancelled_count), 0), coalesce(sum(s.reset_cancelled_count), 0),
        coalesce(sum(s.reset_completed_count), 0), 0, 0, p_at
    into v_summary
    from tolsel_queue.sum_events(array(
        select e from tolsel_queue.ticket_event e
        where e.tenant_id = p_tenant_id and e.branch_id = p_branch_id
            and e.business_on = p_on)) s;
    select coalesce(max(t.wait_ms), 0),
        coalesce(percentile_disc(0.9) within group (order by t.wait_ms), 0)
    into v_summary.longest_wait_ms, v_summary.p90_wait_ms
    from tolsel_queue.ticket t
    where t.tenant_id = p_tenant_id and t.branch_id = p_branch_id and t.business_on = p_on
        and t.called_at is not null and t.reset_run_id is null;
    return v_summary;
end
$sum_day$;
comment on function tolsel_queue.sum_day is
    'Answers what a day of a branch came to, by its events, and by the waits of its tickets.';

create or replace function tolsel_queue.save_summary(p_summary tolsel_queue.day_summary)
returns void
language sql
volatile
as $save_summary$
    insert into tolsel_queue.day_summary select p_summary.*
    on conflict (tenant_id, branch_id, business_on) do update
    set joined_count = excluded.joined_count, called_count = excluded.called_count, wait_ms =
        excluded.wait_ms, recalled_count = excluded.recalled_count, returned_count =
        excluded.returned_count, absent_count = excluded.absent_count, no_show_count =
        excluded.no_show_count, parked_count = excluded.parked_count, transferred_count =
        excluded.transferred_count, served_count = excluded.served_count, nothing_count =
        excluded.nothing_count, unrecorded_count = excluded.unrecorded_count, timed_count =
        excluded.timed_count, service_ms = excluded.service_ms, cancelled_count =
        excluded.cancelled_count, reset_cancelled_count = excluded.reset_cancelled_count,
        reset_completed_count = excluded.reset_completed_count,
        longest_wait_ms = excluded.longest_wait_ms, p90_wait_ms = excluded.p90_wait_ms,
        summarized_at = excluded.summarized_at;
$save_summary$;
comment on function tolsel_queue.save_summary is
    'Keeps what a day came to, in the place of what was kept before.';

create or replace function tolsel_queue.list_figures(p_row jsonb)
returns table (figure text, amount bigint)
language sql
immutable
as $list_figures$
    select f.key, f.value::bigint
    from jsonb_each_text(p_row) f
    where f.key ~ '_(count|ms)$';
$list_figures$;
comment on function tolsel_queue.list_figures is
    'Lists the figures of a row of statistics: its columns that count or add up.';

create or replace function tolsel_queue.count_resets(
    p_branch_id bigint, p_from_on date, p_to_on date, p_tenant_id bigint
)
returns table (ok_count bigint, failed_count bigint)
language sql
stable
as $count_resets$
    -- What a job tries in vain is undone with all it wrote, and so is what it could say of it: the
    -- attempts of its run were committed before.
    select count(*) filter (where r.outcome = 'ok'),
        count(*) filter (where r.outcome = 'failed') + coalesce((
            select sum(j.attempts - case when j.ended_at is null then 0 else 1 end)
            from tolsel_core.job_run j
            where j.tenant_id = p_tenant_id and j.branch_id = p_branch_id
                and j.job_name = 'queue.reset_days' and j.attempts > 0
                and tolsel_core.branch_date(p_branch_id, j.from_at, p_tenant_id)
                    between p_from_on and p_to_on), 0)::bigint
    from tolsel_queue.reset_run r
    where r.tenant_id = p_tenant_id and r.branch_id = p_branch_id
        and r.business_on between p_from_on and p_to_on;
$count_resets$;
comment on function tolsel_queue.count_resets is
    'Answers how many closings of days succeeded, and how many attempts at it failed.';
