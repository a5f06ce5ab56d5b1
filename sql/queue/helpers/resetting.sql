-- The closing of a day, which the job of the day and tolsel.reset_day share: what is open of the
-- day ends, all of it is archived and summed up, and the board is told, in one transaction.

create or replace function tolsel_queue.close_day(
    p_branch_id bigint, p_on date, p_is_automatic boolean, p_tenant_id bigint
)
returns tolsel_queue.reset_run
language plpgsql
volatile
as $close_day$
declare
    v_run tolsel_queue.reset_run;
    v_is_done boolean;
begin
    perform tolsel_queue.lock_day(p_branch_id, p_on, p_tenant_id);
    -- Repeat: a day of which nothing is left was closed before.
    select * into v_run from tolsel_queue.reset_run r
    where r.tenant_id = p_tenant_id and r.branch_id = p_branch_id and r.business_on = p_on
        and r.outcome = 'ok'
    order by r.reset_run_id
    limit 1;
    v_is_done := found;
    if v_is_done and not exists (
        select from tolsel_queue.ticket t
        where t.tenant_id = p_tenant_id and t.branch_id = p_branch_id and t.business_on = p_on
            and t.archived_at is null
    ) then
        return v_run;
    end if;
    -- Write: no token of the day follows, whatever the clock of a transaction says.
    update tolsel_queue.token_series s set last_on = p_on + 1, last_no = 0
    where s.tenant_id = p_tenant_id and s.branch_id = p_branch_id and s.last_on <= p_on;
    v_run := tolsel_queue.add_run(p_branch_id, p_on, p_is_automatic, null, p_tenant_id);
    perform tolsel_queue.end_tickets(v_run);
    perform tolsel_queue.archive_day(p_branch_id, p_on, p_tenant_id);
    -- Hand on:
    perform tolsel_core.emit_event(
        'queue.reset', 'queue_line', p_branch_id,
        jsonb_build_object(
            'business_on', p_on, 'reset_run_id', v_run.reset_run_id, 'message', v_run.message),
        p_tenant_id);
    return v_run;
end
$close_day$;
comment on function tolsel_queue.close_day is
$$Closes a business day of a branch that is over: all of it or nothing. A day of which nothing is
left answers with the run that closed it.
raises: UQ001 line_not_found$$;

create or replace function tolsel_queue.lock_day(
    p_branch_id bigint, p_on date, p_tenant_id bigint
)
returns void
language plpgsql
volatile
as $lock_day$
begin
    -- Joins and services in flight end first, and belong to the day; who comes later finds it
    -- closed.
    perform from tolsel_queue.counter c
    where c.tenant_id = p_tenant_id and c.branch_id = p_branch_id
    order by c.counter_id
    for no key update;
    perform tolsel_queue.lock_line(p_branch_id, p_tenant_id);
    perform from tolsel_queue.token_series s
    where s.tenant_id = p_tenant_id and s.branch_id = p_branch_id
    order by s.service_id
    for no key update;
    perform from tolsel_queue.ticket t
    where t.tenant_id = p_tenant_id and t.branch_id = p_branch_id and t.business_on = p_on
        and t.archived_at is null
    order by t.ticket_id
    for no key update;
end
$lock_day$;
comment on function tolsel_queue.lock_day is
$$Locks the counters of a branch, its line, its tokens, and the tickets of a day that are not
archived.
raises: UQ001 line_not_found$$;

create or replace function tolsel_queue.add_run(
    p_branch_id bigint, p_on date, p_is_automatic boolean, p_error text, p_tenant_id bigint
)
returns tolsel_queue.reset_run
language sql
volatile
as $add_run$
    insert into tolsel_queue.reset_run (
        tenant_id, branch_id, business_on, is_automatic, outcome, cancelled_count,
        completed_count, archived_count, error, started_at, login, user_id, request_id)
    select p_tenant_id, p_branch_id, p_on, p_is_automatic,
        case when p_error is null then 'ok' else 'failed' end,
        count(*) filter (where t.state = 'waiting'),
        count(*) filter (where t.state <> 'waiting' and t.ended_at is null),
        count(t.ticket_id), p_error, tolsel_queue.moment_after(null),
        tolsel_core.acting_login(), tolsel_core.context_user_id(p_tenant_id),
        tolsel_core.context_request_id()
    from (select) one
    left join tolsel_queue.ticket t
        on t.tenant_id = p_tenant_id and t.branch_id = p_branch_id and t.business_on = p_on
        and t.archived_at is null and p_error is null
    returning *;
$add_run$;
comment on function tolsel_queue.add_run is
    'Records the closing of a locked day and what is open of it, or what it failed with.';

create or replace function tolsel_queue.end_tickets(p_run tolsel_queue.reset_run)
returns void
language plpgsql
volatile
as $end_tickets$
declare
    -- It counts as done when the day ended, however late the job comes.
    v_end_at timestamptz := tolsel_core.branch_day_start(
        p_run.branch_id, p_run.business_on + 1, p_run.tenant_id);
    v_time_zone text := (
        select b.time_zone from tolsel_core.branch b
        where b.tenant_id = p_run.tenant_id and b.branch_id = p_run.branch_id);
    v_events tolsel_queue.ticket_event[];
begin
    with before as (
        select * from tolsel_queue.ticket t
        where t.tenant_id = p_run.tenant_id and t.branch_id = p_run.branch_id
            and t.business_on = p_run.business_on and t.archived_at is null
            and t.ended_at is null
    ),
    after as (
        update tolsel_queue.ticket t
        set state = case t.state when 'waiting' then 'cancelled' else 'completed' end,
            returns_at = null, target_counter_id = null,
            ended_at = greatest(v_end_at, t.changed_at),
            changed_at = greatest(v_end_at, t.changed_at),
            event_no = t.event_no + 1, reset_run_id = p_run.reset_run_id,
            archived_at = p_run.started_at, remarks = 'The day was closed.'
        from before b
        where t.tenant_id = p_run.tenant_id and t.ticket_id = b.ticket_id
        returning t.ticket_id, t.event_no, t.state, t.changed_at, t.remarks
    ),
    happened as (
        insert into tolsel_queue.ticket_event (
            tenant_id, ticket_id, event_no, branch_id, business_on, action, from_state, to_state,
            happened_at, hour_at, counter_id, service_id, order_at, duration_ms, uncounts_event_no,
            reset_run_id, remark, login, user_id, request_id)
        select b.tenant_id, b.ticket_id, a.event_no, b.branch_id, b.business_on, 'reset', b.state,
            a.state, a.changed_at, date_trunc('hour', a.changed_at, v_time_zone), b.counter_id,
            b.service_id, b.order_at, tolsel_queue.ms_between(b.changed_at, a.changed_at),
            b.called_event_no, p_run.reset_run_id, a.remarks, p_run.login, p_run.user_id,
            p_run.request_id
        from before b
        join after a on a.ticket_id = b.ticket_id
        returning *
    )
    select array_agg(row(h.*)::tolsel_queue.ticket_event) into v_events from happened h;
    perform tolsel_queue.add_stats(array(
        select s from tolsel_queue.sum_events(v_events) s
        order by s.hour_at, s.service_id, s.counter_id));
end
$end_tickets$;
comment on function tolsel_queue.end_tickets is
    'Ends what is open of a locked day: who waits is cancelled, whom somebody had called is
completed, without a service.';

create or replace function tolsel_queue.archive_day(
    p_branch_id bigint, p_on date, p_tenant_id bigint
)
returns integer
language plpgsql
volatile
as $archive_day$
declare
    v_at timestamptz := tolsel_queue.moment_after(null);
    v_count integer;
begin
    update tolsel_queue.ticket t set archived_at = v_at
    where t.tenant_id = p_tenant_id and t.branch_id = p_branch_id and t.business_on = p_on
        and t.archived_at is null and t.ended_at is not null;
    get diagnostics v_count = row_count;
    perform tolsel_queue.save_summary(
        tolsel_queue.sum_day(p_branch_id, p_on, v_at, p_tenant_id));
    return v_count;
end
$archive_day$;
comment on function tolsel_queue.archive_day is
    'Archives what has ended of a locked day, keeps what the day came to, and answers how many
tickets were archived.';

create or replace function tolsel_queue.attempt_closing(
    p_branch_id bigint, p_on date, p_tenant_id bigint
)
returns tolsel_queue.reset_run
language plpgsql
volatile
as $attempt_closing$
begin
    begin
        return tolsel_queue.close_day(p_branch_id, p_on, false, p_tenant_id);
    exception when others then
        return tolsel_queue.add_run(
            p_branch_id, p_on, false, left(sqlstate || ' ' || sqlerrm, 1000), p_tenant_id);
    end;
end
$attempt_closing$;
comment on function tolsel_queue.attempt_closing is
    'Closes a day, or records why that failed: the outcome is kept either way.';

create or replace function tolsel_queue.job_reset_day(p_task tolsel_core.job_task)
returns tolsel_core.job_slice
language plpgsql
volatile
as $job_reset_day$
declare
    v_line tolsel_queue.line;
    v_on date;
    v_count integer := 0;
begin
    select * into v_line from tolsel_queue.line l
    where l.tenant_id = p_task.tenant_id and l.branch_id = p_task.branch_id;
    if not found then
        return (0, null::text);
    end if;
    -- Earlier days have something open where the branch had opted out then, or does now: it is
    -- closed, or stays, and what has ended of it is archived.
    for v_on in
        select t.business_on from tolsel_queue.ticket t
        where t.tenant_id = p_task.tenant_id and t.branch_id = p_task.branch_id
            and t.business_on <= p_task.day_on and t.archived_at is null
        union
        select p_task.day_on
        order by 1
    loop
        if v_line.has_nightly_reset then
            v_count := v_count + (tolsel_queue.close_day(
                p_task.branch_id, v_on, true, p_task.tenant_id)).archived_count;
        else
            perform tolsel_queue.lock_day(p_task.branch_id, v_on, p_task.tenant_id);
            v_count := v_count
                + tolsel_queue.archive_day(p_task.branch_id, v_on, p_task.tenant_id);
        end if;
    end loop;
    return (v_count, null::text);
end
$job_reset_day$;
comment on function tolsel_queue.job_reset_day is
    'Closes the day of a branch that has just ended. Where the branch opted out, what has ended is
archived and summed up, and what is open stays.';
