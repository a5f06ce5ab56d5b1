create or replace view tolsel_queue.breach_wrong_transition as
select e.tenant_id, e.branch_id, e.business_on as effective_on, e.ticket_id, e.event_no, e.action,
    e.from_state, e.to_state, e.previous_state, e.previous_no
from (
    select e.tenant_id, e.branch_id, e.business_on, e.ticket_id, e.event_no, e.action,
        e.from_state, e.to_state, e.happened_at,
        lag(e.to_state) over by_number as previous_state,
        lag(e.event_no) over by_number as previous_no,
        lag(e.happened_at) over by_number as previous_at
    from tolsel_queue.ticket_event e
    window by_number as (
        partition by e.tenant_id, e.branch_id, e.business_on, e.ticket_id order by e.event_no)
) e
left join tolsel_queue.transition r
    on r.action = e.action and r.from_state = e.from_state and r.to_state = e.to_state
where r.action is null
    or e.from_state <> coalesce(e.previous_state::text, 'new')
    or e.event_no <> coalesce(e.previous_no, 0) + 1
    or e.happened_at < e.previous_at;
comment on view tolsel_queue.breach_wrong_transition is
    'Something happened to a ticket that may not, or does not follow what happened before.';

create or replace view tolsel_queue.breach_wrong_ticket as
select t.tenant_id, t.branch_id, t.business_on as effective_on, t.ticket_id, t.token, t.state,
    e.to_state, t.event_no
from tolsel_queue.ticket t
left join tolsel_queue.ticket_event e
    on e.tenant_id = t.tenant_id and e.ticket_id = t.ticket_id and e.event_no = t.event_no
left join tolsel_queue.ticket_event j
    on j.tenant_id = t.tenant_id and j.ticket_id = t.ticket_id and j.event_no = 1
left join tolsel_queue.ticket_event c
    on c.tenant_id = t.tenant_id and c.ticket_id = t.ticket_id
    and c.event_no = t.called_event_no
-- Column by column: a comparison of rows is printed otherwise after a dump is restored.
where e.to_state is distinct from t.state
    or e.happened_at is distinct from t.changed_at
    or e.branch_id is distinct from t.branch_id
    or e.business_on is distinct from t.business_on
    or j.happened_at is distinct from t.joined_at
    or c.happened_at is distinct from t.called_at
    or c.wait_ms is distinct from t.wait_ms
    or exists (
        select from tolsel_queue.ticket_event l
        where l.tenant_id = t.tenant_id and l.ticket_id = t.ticket_id
            and l.event_no > t.event_no);
comment on view tolsel_queue.breach_wrong_ticket is
    'A ticket does not stand where the last that happened to it has put it.';

create or replace view tolsel_queue.breach_wrong_hour as
select d.tenant_id, d.branch_id, d.business_on as effective_on, c.hour_at, c.service_id,
    c.counter_id, to_jsonb(c) as missing
from (
    select e.tenant_id, e.branch_id, e.business_on from tolsel_queue.ticket_event e
    union
    select h.tenant_id, h.branch_id, h.business_on from tolsel_queue.hourly_stat h
) d
cross join lateral tolsel_queue.list_stat_changes(
    d.branch_id, d.business_on, d.business_on, d.tenant_id) c;
comment on view tolsel_queue.breach_wrong_hour is
    'The statistics of an hour are not what its events come to; tolsel.rebuild_queue_stats mends
them.';

create or replace view tolsel_queue.breach_wrong_summary as
select d.tenant_id, d.branch_id, d.business_on as effective_on, s.joined_count
from (
    select r.tenant_id, r.branch_id, r.business_on from tolsel_queue.reset_run r
    where r.outcome = 'ok'
    union
    select s.tenant_id, s.branch_id, s.business_on from tolsel_queue.day_summary s
    where not exists (
        select from tolsel_queue.ticket t
        where t.tenant_id = s.tenant_id and t.branch_id = s.branch_id
            and t.business_on = s.business_on and t.archived_at is null)
) d
left join tolsel_queue.day_summary s
    on s.tenant_id = d.tenant_id and s.branch_id = d.branch_id
    and s.business_on = d.business_on
where to_jsonb(s) is distinct from to_jsonb(tolsel_queue.sum_day(
    d.branch_id, d.business_on, s.summarized_at, d.tenant_id));
comment on view tolsel_queue.breach_wrong_summary is
    'The summary of a closed day is missing, or is not what its events and tickets come to;
tolsel.rebuild_queue_stats mends it.';

create or replace view tolsel_queue.breach_token_gap as
select t.tenant_id, t.branch_id, t.business_on as effective_on, t.prefix, count(*) as ticket_count,
    min(t.token_no) as first_no, max(t.token_no) as last_no
from tolsel_queue.ticket t
group by t.tenant_id, t.branch_id, t.business_on, t.prefix
having min(t.token_no) <> 1 or max(t.token_no) <> count(*);
comment on view tolsel_queue.breach_token_gap is
    'The tokens of a day are not numbered 1, 2, 3, ... for each prefix: a ticket is gone.';

create or replace view tolsel_queue.breach_open_closed_day as
select t.tenant_id, t.branch_id, t.business_on as effective_on, t.ticket_id, t.token, t.state
from tolsel_queue.ticket t
where t.archived_at is null and exists (
    select from tolsel_queue.reset_run r
    where r.tenant_id = t.tenant_id and r.branch_id = t.branch_id
        and r.business_on = t.business_on and r.outcome = 'ok');
comment on view tolsel_queue.breach_open_closed_day is
    'A day was closed, and a ticket of it is not archived.';

create or replace view tolsel_queue.breach_wrong_call as
select l.tenant_id, l.branch_id, l.last_call_no, c.call_count, c.last_no, c.event_count
from tolsel_queue.line l
cross join lateral (
    select count(*) as call_count, coalesce(max(c.call_no), 0) as last_no,
        count(e.call_no) as event_count
    from tolsel_queue.board_call c
    left join lateral (
        select e.call_no from tolsel_queue.ticket_event e
        where e.tenant_id = c.tenant_id and e.ticket_id = c.ticket_id
            and e.call_no = c.call_no and e.counter_id = c.counter_id
    ) e on true
    where c.tenant_id = l.tenant_id and c.branch_id = l.branch_id
) c
where c.call_count is distinct from l.last_call_no
    or c.last_no is distinct from l.last_call_no
    or c.event_count is distinct from l.last_call_no;
comment on view tolsel_queue.breach_wrong_call is
    'The calls on a board are not numbered without gaps up to the last, or one has no event.';
