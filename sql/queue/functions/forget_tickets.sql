create or replace function tolsel.forget_tickets(
    p_branch_id bigint,
    p_before_on date,
    p_limit integer default 1000,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns integer
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $forget_tickets$
declare
    v_count integer;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_core.check_date(p_before_on, 'The day');
    perform tolsel_queue.get_line(p_branch_id, p_tenant_id);
    -- Write: what was counted stays; who it was goes.
    update tolsel_queue.ticket t
    set customer_name = null, email = null, phone = null, metadata = '{}'
    where t.tenant_id = p_tenant_id and t.ticket_id in (
        select k.ticket_id from tolsel_queue.ticket k
        where k.tenant_id = p_tenant_id and k.branch_id = p_branch_id
            and k.business_on < p_before_on and k.archived_at is not null
            and (num_nonnulls(k.customer_name, k.email, k.phone) > 0 or k.metadata <> '{}')
        order by k.business_on, k.ticket_id
        limit greatest(coalesce(p_limit, 1000), 0));
    get diagnostics v_count = row_count;
    update tolsel_queue.notification n set recipient = null, body = null
    where n.tenant_id = p_tenant_id and n.recipient is not null and exists (
        select from tolsel_queue.ticket t
        where t.tenant_id = p_tenant_id and t.ticket_id = n.ticket_id
            and t.branch_id = p_branch_id and t.business_on < p_before_on
            and t.archived_at is not null and t.phone is null);
    if v_count > 0 then
        perform tolsel_core.record_activity(
            'forget_tickets', 'queue of branch ' || p_branch_id,
            jsonb_build_object('before_on', p_before_on, 'count', v_count), p_tenant_id);
    end if;
    return v_count;
end
$forget_tickets$;
comment on function tolsel.forget_tickets is
$$Forgets who had the archived tickets of a branch before a day, at most so many: names, numbers,
addresses and facts, and text and recipient of their messages. Answers how many it was.
raises: UC002 tenant_not_allowed, UC014 date_not_usable, UQ001 line_not_found$$;
revoke all on function tolsel.forget_tickets from public;
grant execute on function tolsel.forget_tickets to tolsel_admin, tolsel_manager;
