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
