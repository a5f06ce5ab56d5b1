-- Which day a movement, or the void of one, counts for.

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

create or replace function tolsel_channel.choose_void_day(
    p_channel_id bigint, p_voided_on date, p_document_on date, p_tenant_id bigint
)
returns date
language plpgsql
stable
as $choose_void_day$
declare
    v_channel tolsel_channel.payment_channel;
    v_voided_on date;
begin
    if p_voided_on = p_document_on then
        return p_voided_on;
    end if;
    v_channel := tolsel_channel.get_channel(p_channel_id, p_tenant_id);
    v_voided_on := tolsel_channel.choose_day(v_channel, p_voided_on, 'The void', p_tenant_id);
    if p_voided_on is null then
        -- A document may count for tomorrow, where today was closed when it came.
        return greatest(v_voided_on, p_document_on);
    end if;
    perform tolsel_channel.check_void_day(v_voided_on, p_document_on);
    return v_voided_on;
end
$choose_void_day$;
comment on function tolsel_channel.choose_void_day is
$$Answers the business day that a void in a channel counts for: the one asked for, else the first
open one, and never one before its document, whose own day may lie ahead.
raises: UC014 date_not_usable, UH004 day_lies_ahead, UH020 void_too_early$$;

create or replace function tolsel_channel.check_void_day(p_voided_on date, p_document_on date)
returns void
language plpgsql
stable
as $check_void_day$
begin
    if p_voided_on < p_document_on then
        perform tolsel_core.refuse('UH020', format(
            'The void is %s, the document %s.', p_voided_on, p_document_on));
    end if;
end
$check_void_day$;
comment on function tolsel_channel.check_void_day is
$$Checks that a void does not count for an earlier day than its document.
raises: UH020 void_too_early$$;
