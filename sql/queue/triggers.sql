create or replace function tolsel_queue._tg_tenant_priorities()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $_tg_tenant_priorities$
begin
    if tolsel_core.is_copying() then
        return null;
    end if;
    insert into tolsel_queue.priority (tenant_id, priority, name, head_start_s) values
        (new.tenant_id, 'regular', 'Regular', 0),
        (new.tenant_id, 'senior', 'Senior citizen', 600),
        (new.tenant_id, 'pregnant', 'Pregnant', 600),
        (new.tenant_id, 'disabled', 'Person with a disability', 600);
    return null;
end
$_tg_tenant_priorities$;
comment on function tolsel_queue._tg_tenant_priorities is
    'Gives a new tenant the priorities that queues usually have.';

create trigger tenant_after_insert_priorities
after insert on tolsel_core.tenant
for each row execute function tolsel_queue._tg_tenant_priorities();
alter table tolsel_core.tenant enable always trigger tenant_after_insert_priorities;

create or replace function tolsel_queue._tg_ticket_event_stats()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $_tg_ticket_event_stats$
declare
    v_events tolsel_queue.ticket_event[] := array(
        select row(e.*)::tolsel_queue.ticket_event from new_events e);
begin
    if tolsel_core.is_copying() then
        return null;
    end if;
    -- Nearly always it is one, which needs no query to be added up.
    if cardinality(v_events) = 1 and v_events[1].uncounts_event_no is null then
        perform tolsel_queue.add_stats(array[tolsel_queue.count_event(v_events[1])]);
    else
        perform tolsel_queue.add_stats(array(
            select s from tolsel_queue.sum_events(v_events) s
            order by s.hour_at, s.service_id, s.counter_id));
    end if;
    return null;
end
$_tg_ticket_event_stats$;
comment on function tolsel_queue._tg_ticket_event_stats is
    'Adds new events to the statistics of their hours, in the statement that writes them.';

create trigger ticket_event_after_insert_stats
after insert on tolsel_queue.ticket_event
referencing new table as new_events
for each statement execute function tolsel_queue._tg_ticket_event_stats();
alter table tolsel_queue.ticket_event enable always trigger ticket_event_after_insert_stats;

select tolsel_core.guard_history('tolsel_queue.ticket_event');
select tolsel_core.guard_history('tolsel_queue.board_call');
select tolsel_core.guard_history('tolsel_queue.reset_run');
select tolsel_core.guard_history('tolsel_queue.sms_template');
select tolsel_core.guard_rows('tolsel_queue.ticket');
select tolsel_core.guard_rows('tolsel_queue.notification');
select tolsel_core.guard_rows('tolsel_queue.hourly_stat');
select tolsel_core.guard_rows('tolsel_queue.day_summary');
select tolsel_core.guard_rows('tolsel_queue.line');
select tolsel_core.guard_rows('tolsel_queue.token_series');
select tolsel_core.guard_rows('tolsel_queue.counter');
select tolsel_core.guard_rows('tolsel_queue.service');
select tolsel_core.guard_rows('tolsel_queue.priority');

-- Where a ticket stands changes, and who it was is forgotten; which ticket it is stays.
create trigger ticket_before_update_append_only
before update of tenant_id, ticket_id, branch_id, business_on, prefix, token_no, joined_at
on tolsel_queue.ticket
for each row execute function tolsel_core._tg_any_append_only();
alter table tolsel_queue.ticket enable always trigger ticket_before_update_append_only;
