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
-- Judged afterwards: with a trigger before it, each update would work out all that is generated.
create trigger ticket_after_update_append_only
after update of tenant_id, ticket_id, branch_id, business_on, prefix, token_no, joined_at
on tolsel_queue.ticket
for each row execute function tolsel_core._tg_any_append_only();
alter table tolsel_queue.ticket enable always trigger ticket_after_update_append_only;
