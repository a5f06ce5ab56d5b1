create or replace view tolsel.ticket_transition with (security_invoker = true) as
select r.action, r.from_state, r.to_state from tolsel_queue.transition r;
comment on view tolsel.ticket_transition is
    'What may happen to a ticket: the act, the state before, the state after.';

create or replace view tolsel.queue_priority with (security_invoker = true) as
select p.tenant_id, p.priority, p.name, p.head_start_s from tolsel_queue.priority p;
comment on view tolsel.queue_priority is
    'Priorities, and by how many seconds earlier their tickets count as having joined.';

create or replace view tolsel.queue_service with (security_invoker = true) as
select s.tenant_id, s.service_id, s.name, s.prefix, s.priority, s.is_active
from tolsel_queue.service s;
comment on view tolsel.queue_service is 'What people queue for.';

create or replace view tolsel.queue_line with (security_invoker = true) as
select l.tenant_id, l.branch_id, l.is_open, l.has_nightly_reset, l.is_second_ticket_allowed,
    l.is_place_kept, l.call_limit, l.absence_minutes, l.message_minutes,
    l.service_limit_minutes, l.last_call_no, l.opened_at
from tolsel_queue.line l;
comment on view tolsel.queue_line is 'The queues of branches and their settings.';

create or replace view tolsel.queue_counter with (security_invoker = true) as
select c.tenant_id, c.counter_id, c.branch_id, c.name, c.is_open,
    array(
        select s.service_id from tolsel_queue.counter_service s
        where s.tenant_id = c.tenant_id and s.counter_id = c.counter_id
        order by s.service_id) as service_ids,
    array(
        select p.user_id from tolsel_queue.counter_person p
        where p.tenant_id = c.tenant_id and p.counter_id = c.counter_id
        order by p.user_id) as user_ids,
    t.ticket_id, t.token, t.state, t.customer_name, t.changed_at as since_at
from tolsel_queue.counter c
left join tolsel_queue.ticket t
    on t.tenant_id = c.tenant_id and t.counter_id = c.counter_id
    and t.state in ('called', 'serving');
comment on view tolsel.queue_counter is
    'Counters with their services, to whom they were given (nobody: all may call), and who is
there: no ticket where nobody is.';
comment on column tolsel.queue_counter.service_ids is
    'The services it calls, ascending; empty: none.';
comment on column tolsel.queue_counter.user_ids is
    'The people it was given to, ascending; empty: open to all.';

create or replace view tolsel.ticket with (security_invoker = true) as
select t.tenant_id, t.ticket_id, t.branch_id, t.business_on, t.token, t.service_id, t.priority,
    t.state, t.counter_id, t.target_counter_id, t.joined_at, t.order_at, t.called_at, t.wait_ms,
    t.served_at, t.service_ms, t.is_left_open, t.returns_at, t.ended_at, t.outcome, t.call_count,
    t.has_returned, t.remarks, t.customer_name, t.email, t.phone, t.language, t.customer_id,
    t.invoice_id, t.user_id, t.request_id, t.metadata
from tolsel_queue.ticket t
where t.archived_at is null;
comment on view tolsel.ticket is
    'Tickets of days that are not closed; those of closed days are in ticket_history.';

create or replace view tolsel.ticket_history with (security_invoker = true) as
select t.tenant_id, t.ticket_id, t.branch_id, t.business_on, t.token, t.service_id, t.priority,
    t.state, t.counter_id, t.joined_at, t.called_at, t.wait_ms, t.served_at, t.service_ms,
    t.is_left_open, t.ended_at, t.outcome, t.remarks, t.customer_name, t.email, t.phone,
    t.customer_id, t.invoice_id, t.reset_run_id, t.archived_at
from tolsel_queue.ticket t
where t.archived_at is not null;
comment on view tolsel.ticket_history is
    'Tickets of days that are closed, each once: the same rows as they were, marked.';

create or replace view tolsel.ticket_event with (security_invoker = true) as
select e.tenant_id, e.ticket_id, e.event_no, e.branch_id, e.business_on, e.action, e.from_state,
    e.to_state, e.happened_at, e.hour_at, e.counter_id, e.service_id, e.to_service_id, e.order_at,
    e.call_no, e.duration_ms, e.wait_ms, e.service_ms, e.processing_duration_minutes, e.outcome,
    e.reset_run_id, e.remark, e.login, e.user_id, e.request_id
from tolsel_queue.ticket_event e;
comment on view tolsel.ticket_event is 'Everything that happened to tickets.';

create or replace view tolsel.queue_call with (security_invoker = true) as
select c.tenant_id, c.branch_id, c.call_no, c.ticket_id, c.token, c.counter_id,
    n.name as counter, c.is_repeated, c.called_at
from tolsel_queue.board_call c
join tolsel_queue.counter n on n.tenant_id = c.tenant_id and n.counter_id = c.counter_id;
comment on view tolsel.queue_call is 'What the boards showed, and show.';
comment on column tolsel.queue_call.counter is 'Name of the counter that calls.';

create or replace view tolsel.queue_hour with (security_invoker = true) as
select h.tenant_id, h.branch_id, h.business_on, h.hour_at, h.service_id, h.counter_id,
    h.joined_count, h.called_count, h.wait_ms, h.recalled_count, h.returned_count,
    h.absent_count, h.no_show_count, h.parked_count, h.transferred_count, h.served_count,
    h.nothing_count, h.unrecorded_count, h.timed_count, h.service_ms, h.cancelled_count,
    h.reset_cancelled_count, h.reset_completed_count
from tolsel_queue.hourly_stat h;
comment on view tolsel.queue_hour is
    'What happened in each hour, by service and counter; counter 0: at none.';

create or replace view tolsel.queue_day with (security_invoker = true) as
select d.tenant_id, d.branch_id, d.business_on, d.joined_count, d.called_count, d.wait_ms,
    d.recalled_count, d.returned_count, d.absent_count, d.no_show_count, d.parked_count,
    d.transferred_count, d.served_count, d.nothing_count, d.unrecorded_count, d.timed_count,
    d.service_ms, d.cancelled_count, d.reset_cancelled_count, d.reset_completed_count,
    d.longest_wait_ms, d.p90_wait_ms, d.summarized_at
from tolsel_queue.day_summary d;
comment on view tolsel.queue_day is 'What each closed day of a queue came to.';

create or replace view tolsel.queue_reset with (security_invoker = true) as
select r.tenant_id, r.reset_run_id, r.branch_id, r.business_on, r.is_automatic, r.outcome,
    r.cancelled_count, r.completed_count, r.archived_count, r.message, r.error, r.started_at,
    r.recorded_at, r.login, r.user_id, r.request_id
from tolsel_queue.reset_run r;
comment on view tolsel.queue_reset is 'How each closing of a day went, and who did it.';

create or replace view tolsel.sms_template with (security_invoker = true) as
select s.tenant_id, s.template, s.language, s.version, s.body, s.created_at, s.login, s.user_id,
    s.version = max(s.version) over (partition by s.tenant_id, s.template, s.language)
        as is_in_force
from tolsel_queue.sms_template s;
comment on view tolsel.sms_template is
    'What messages say, in all versions; the newest of a language is in force.';
comment on column tolsel.sms_template.is_in_force is
    'True for the newest version of its template and language.';

create or replace view tolsel.notification with (security_invoker = true) as
select n.tenant_id, n.notification_id, n.ticket_id, n.template, n.language, n.version,
    n.recipient, n.body, n.queued_at, n.expires_at, n.state, n.attempts, n.changed_at,
    n.provider_reference, n.error,
    n.state in ('queued', 'failed') and n.expires_at
        <= coalesce((select c.set_to_at from tolsel_core.test_clock c), now()) as is_expired
from tolsel_queue.notification n;
comment on view tolsel.notification is
    'Messages to customers and what became of them; expired: it was not sent, and is not any more.';
comment on column tolsel.notification.is_expired is
    'True where it was not sent in time, and will not be.';

create or replace view tolsel.sms_opt_out with (security_invoker = true) as
select o.tenant_id, o.phone, o.opted_out_at from tolsel_queue.opt_out o;
comment on view tolsel.sms_opt_out is 'Telephone numbers that want no messages.';

create or replace view tolsel.counter_to_cash with (security_invoker = true) as
select t.tenant_id, t.ticket_id, t.branch_id, t.business_on, t.token, t.service_id, t.counter_id,
    t.joined_at, t.called_at, t.wait_ms, t.service_ms, t.customer_id, t.invoice_id, i.number,
    i.status, i.total_amount, i.paid_amount, a.payment_id, a.amount as payment_amount, p.method,
    p.channel_id, p.paid_on
from tolsel_queue.ticket t
join tolsel_billing.invoice i on i.tenant_id = t.tenant_id and i.invoice_id = t.invoice_id
left join (
    select a.tenant_id, a.invoice_id, a.payment_id, sum(a.amount) as amount
    from tolsel_billing.allocation a
    group by a.tenant_id, a.invoice_id, a.payment_id
) a on a.tenant_id = t.tenant_id and a.invoice_id = t.invoice_id
left join tolsel_billing.payment p
    on p.tenant_id = a.tenant_id and p.payment_id = a.payment_id;
comment on view tolsel.counter_to_cash is
    'From the counter to the cash: each ticket with its invoice, and a row for each payment of it.';
comment on column tolsel.counter_to_cash.payment_amount is
    'What of the payment was used for this invoice.';

create or replace view tolsel.metric with (security_invoker = true) as
select null::bigint as tenant_id, 'validation_age_seconds' as name,
    jsonb_build_object('scope', k.scope) as labels,
    coalesce(extract(epoch from now() - v.ended_at), 'Infinity') as value
from (values ('all', true), ('new', false)) k(scope, is_full)
left join lateral (
    select v.ended_at from tolsel_core.validation v
    where v.is_full or not k.is_full
    order by v.validation_id desc
    limit 1
) v on true
union all
select null, 'validation_breaches', '{}', v.breach_count
from (
    select v.breach_count from tolsel_core.validation v
    order by v.validation_id desc
    limit 1
) v
union all
select h.tenant_id, 'jobs', jsonb_build_object('tenant', h.tenant_id, 'state', h.state), count(*)
from tolsel.job_health h
group by h.tenant_id, h.state
union all
select t.tenant_id, m.name, jsonb_build_object('tenant', t.tenant_id), m.value
from tolsel_core.tenant t
cross join tolsel_core.clock k
cross join lateral (
    select count(*) as open_count, min(e.created_at) as first_at
    from tolsel_core.event e
    where e.tenant_id = t.tenant_id and e.is_open
) e
cross join lateral (
    select count(*) as open_count, min(p.opened_at) as first_at
    from tolsel_billing.payment p
    where p.tenant_id = t.tenant_id and p.status = 'open'
) p
cross join lateral (
    select count(*) as due_count
    from tolsel_billing.payment p
    where p.tenant_id = t.tenant_id and p.status = 'failed' and p.next_retry_at <= k.now_at
) f
cross join lateral (
    values ('events_open', e.open_count::numeric),
        ('oldest_event_seconds', extract(epoch from now() - e.first_at)),
        ('payments_open', p.open_count),
        ('oldest_payment_seconds', extract(epoch from k.now_at - p.first_at)),
        ('payments_to_retry', f.due_count)
) m(name, value)
where m.value is not null
union all
select c.tenant_id, 'channel_balance',
    jsonb_build_object(
        'tenant', c.tenant_id, 'channel', c.name, 'kind', c.kind, 'currency', c.currency),
    c.balance
from tolsel.payment_channel c
where c.is_active
union all
select t.tenant_id, m.name, jsonb_build_object('tenant', t.tenant_id, 'branch', b.name), m.value
from (
    select t.tenant_id, t.branch_id, count(*) as waiting_count, min(t.joined_at) as first_at
    from tolsel_queue.ticket t
    where t.state = 'waiting'
    group by t.tenant_id, t.branch_id
) t
join tolsel_core.branch b on b.tenant_id = t.tenant_id and b.branch_id = t.branch_id
cross join tolsel_core.clock k
cross join lateral (
    values ('tickets_waiting', t.waiting_count::numeric),
        ('longest_wait_seconds', extract(epoch from k.now_at - t.first_at))
) m(name, value);
comment on view tolsel.metric is
    'What to watch, as it is now: figures with a name and labels, for tenants the login may read and
for the whole database (tenant_id null). Each is found by an index, so that it may be asked for
every minute.';
comment on column tolsel.metric.tenant_id is 'The business; null for the whole database.';
comment on column tolsel.metric.name is
    'What is measured, with its unit where that is not a number of things or an amount.';
comment on column tolsel.metric.labels is 'Of what: tenant, channel, state and so on.';
comment on column tolsel.metric.value is
    'The figure; Infinity is the age of a validation that never was.';

-- What a validation that reads only what is new looks at.

create or replace view tolsel_queue.recent_day as
select t.tenant_id, t.branch_id, t.business_on
from tolsel_queue.ticket t
where t.archived_at is null
union
select r.tenant_id, r.branch_id, r.business_on
from tolsel_queue.reset_run r
where r.recorded_at >= coalesce(
    (select max(v.started_at) from tolsel_core.validation v), timestamptz '-infinity');
comment on view tolsel_queue.recent_day is
    'Business days of which tickets are open, or that were closed since the last validation.';

create or replace view tolsel_queue.guarded_row as
select 'transition of a ticket' as kind,
    concat_ws(' ', r.action, r.from_state, r.to_state) as object, r.to_state as definition
from tolsel_queue.transition r;
comment on view tolsel_queue.guarded_row is
    'The rows of registers that guard something: what may happen to a ticket in which state.';
