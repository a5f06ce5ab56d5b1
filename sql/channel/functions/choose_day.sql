create or replace function tolsel_channel.choose_day(
    p_channel tolsel_channel.payment_channel, p_on date, p_subject text, p_tenant_id bigint
)
returns date
language plpgsql
stable
as $choose_day$
declare
    v_first_open_on date;
begin
    -- After an early closing, today's next payment belongs to tomorrow. The ledger judges the day
    -- again, with the balance locked.
    select greatest(
        tolsel_core.branch_date(p_channel.branch_id, null, p_tenant_id),
        case when b.frozen_incident_id is null then b.closed_through_on + 1 end)
    into v_first_open_on
    from tolsel_ledger.balance b
    where b.tenant_id = p_tenant_id and b.account_id = p_channel.account_id and b.slot = 0;
    if p_on is null then
        return v_first_open_on;
    end if;
    perform tolsel_core.check_date(p_on, p_subject);
    if p_on > v_first_open_on then
        perform tolsel_core.refuse('UH004', format(
            '%s is %s; in channel %s today is %s.', p_subject, p_on, p_channel.channel_id,
            v_first_open_on));
    end if;
    return p_on;
end
$choose_day$;
comment on function tolsel_channel.choose_day is
$$Answers the business day that a movement of a channel counts for: the one asked for, which may not
lie ahead, else its branch's today, or the next day where today is closed already.
raises: UC014 date_not_usable, UH004 day_lies_ahead$$;
