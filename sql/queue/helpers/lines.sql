-- The line of a branch: all that calls, parks, transfers or closes a day locks its row, after the
-- counter that acts and before any ticket. Joins lock a series of tokens alone. Times are taken
-- after the locks.

create or replace function tolsel_queue.moment_after(p_at timestamptz)
returns timestamptz
language plpgsql
volatile
as $moment_after$
begin
    -- Not the beginning of the transaction: who has waited for the line would else be called before
    -- he joined. A clock that was set back stands still for a ticket.
    return greatest(
        coalesce((select c.set_to_at from tolsel_core.test_clock c), clock_timestamp()), p_at);
end
$moment_after$;
comment on function tolsel_queue.moment_after is
    'Answers the present moment, or the test clock of a test database, and never one before another;
null for none.';

create or replace function tolsel_queue.get_line(p_branch_id bigint, p_tenant_id bigint)
returns tolsel_queue.line
language plpgsql
stable
as $get_line$
declare
    v_line tolsel_queue.line;
begin
    select * into v_line from tolsel_queue.line l
    where l.tenant_id = p_tenant_id and l.branch_id = p_branch_id;
    if not found then
        perform tolsel_core.refuse('UQ001', format(
            'Branch %s.', coalesce(p_branch_id::text, 'null')));
    end if;
    return v_line;
end
$get_line$;
comment on function tolsel_queue.get_line is
$$Answers with the queue of a branch.
raises: UQ001 line_not_found$$;

create or replace function tolsel_queue.lock_line(p_branch_id bigint, p_tenant_id bigint)
returns tolsel_queue.line
language plpgsql
volatile
as $lock_line$
declare
    v_line tolsel_queue.line;
begin
    select * into v_line from tolsel_queue.line l
    where l.tenant_id = p_tenant_id and l.branch_id = p_branch_id
    for no key update;
    if not found then
        perform tolsel_core.refuse('UQ001', format(
            'Branch %s.', coalesce(p_branch_id::text, 'null')));
    end if;
    return v_line;
end
$lock_line$;
comment on function tolsel_queue.lock_line is
$$Locks the queue of a branch, after its counters and before any ticket of it, and answers with it.
raises: UQ001 line_not_found$$;

create or replace function tolsel_queue.check_open_line(p_line tolsel_queue.line)
returns void
language plpgsql
stable
as $check_open_line$
begin
    if not p_line.is_open then
        perform tolsel_core.refuse('UQ002', format('Branch %s.', p_line.branch_id));
    end if;
end
$check_open_line$;
comment on function tolsel_queue.check_open_line is
$$Checks that people join and are called at a branch.
raises: UQ002 line_closed$$;

create or replace function tolsel_queue.oldest_day(p_line tolsel_queue.line, p_at timestamptz)
returns date
language plpgsql
stable
as $oldest_day$
begin
    -- Where days are reset, those who still waited when the last one ended are gone, whether the
    -- reset was done yet or not.
    if p_line.has_nightly_reset then
        return tolsel_core.branch_date(p_line.branch_id, p_at, p_line.tenant_id);
    end if;
    return date '1900-01-01';
end
$oldest_day$;
comment on function tolsel_queue.oldest_day is
    'Answers the first business day whose tickets are still called at a moment.';

create or replace function tolsel_queue.lock_series(
    p_branch_id bigint, p_service_id bigint, p_tenant_id bigint
)
returns tolsel_queue.token_series
language plpgsql
volatile
as $lock_series$
declare
    v_series tolsel_queue.token_series;
begin
    select * into v_series from tolsel_queue.token_series s
    where s.tenant_id = p_tenant_id and s.branch_id = p_branch_id and s.service_id = p_service_id
    for no key update;
    if found then
        return v_series;
    end if;
    -- Under the line, so that no reset of a day misses a series that begins in it.
    perform tolsel_queue.lock_line(p_branch_id, p_tenant_id);
    perform tolsel_queue.get_service(p_service_id, p_tenant_id);
    insert into tolsel_queue.token_series (tenant_id, branch_id, service_id, last_on)
    values (
        p_tenant_id, p_branch_id, p_service_id,
        tolsel_core.branch_date(p_branch_id, tolsel_queue.moment_after(null), p_tenant_id))
    on conflict do nothing;
    select * into v_series from tolsel_queue.token_series s
    where s.tenant_id = p_tenant_id and s.branch_id = p_branch_id and s.service_id = p_service_id
    for no key update;
    return v_series;
end
$lock_series$;
comment on function tolsel_queue.lock_series is
$$Locks the tokens of a service at a branch, where joins queue; begins them for a new service.
raises: UQ001 line_not_found, UQ003 service_not_found$$;
