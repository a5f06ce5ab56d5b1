-- What no validation has judged yet: days of which something is open or that were closed since.
-- "offset 0" has a check asked about each by index.

create or replace view tolsel_queue.quick_wrong_transition as
select c.*
from tolsel_queue.recent_day d
cross join lateral (
    select b.* from tolsel_queue.breach_wrong_transition b
    where b.tenant_id = d.tenant_id and b.branch_id = d.branch_id
        and b.effective_on = d.business_on
    offset 0
) c;
comment on view tolsel_queue.quick_wrong_transition is
    'What happened to tickets of recent days and may not.';

create or replace view tolsel_queue.quick_wrong_ticket as
select c.*
from tolsel_queue.recent_day d
cross join lateral (
    select b.* from tolsel_queue.breach_wrong_ticket b
    where b.tenant_id = d.tenant_id and b.branch_id = d.branch_id
        and b.effective_on = d.business_on
    offset 0
) c;
comment on view tolsel_queue.quick_wrong_ticket is
    'Tickets of recent days that do not stand where their last event has put them.';

create or replace view tolsel_queue.quick_wrong_hour as
select d.tenant_id, d.branch_id, d.business_on as effective_on, c.hour_at, c.service_id,
    c.counter_id, to_jsonb(c) as missing
from tolsel_queue.recent_day d
cross join lateral tolsel_queue.list_stat_changes(
    d.branch_id, d.business_on, d.business_on, d.tenant_id) c;
comment on view tolsel_queue.quick_wrong_hour is
    'Hours of recent days whose statistics are not what their events come to.';

create or replace view tolsel_queue.quick_wrong_summary as
select c.*
from tolsel_queue.recent_day d
cross join lateral (
    select b.* from tolsel_queue.breach_wrong_summary b
    where b.tenant_id = d.tenant_id and b.branch_id = d.branch_id
        and b.effective_on = d.business_on
    offset 0
) c;
comment on view tolsel_queue.quick_wrong_summary is
    'Summaries of recent days that are missing or wrong.';

create or replace view tolsel_queue.quick_token_gap as
select c.*
from tolsel_queue.recent_day d
cross join lateral (
    select b.* from tolsel_queue.breach_token_gap b
    where b.tenant_id = d.tenant_id and b.branch_id = d.branch_id
        and b.effective_on = d.business_on
    offset 0
) c;
comment on view tolsel_queue.quick_token_gap is 'Recent days of which a ticket is gone.';

create or replace view tolsel_queue.quick_wrong_call as
select l.tenant_id, l.branch_id, l.last_call_no, c.last_no
from tolsel_queue.line l
cross join lateral (
    select coalesce(max(c.call_no), 0) as last_no
    from tolsel_queue.board_call c
    where c.tenant_id = l.tenant_id and c.branch_id = l.branch_id
) c
where c.last_no is distinct from l.last_call_no;
comment on view tolsel_queue.quick_wrong_call is
    'Boards whose last call is not the last that was numbered.';
