create or replace function bursar.void_channel_transfer(
    p_channel_transfer_id bigint,
    p_reason text,
    p_voided_on date default null,
    p_tenant_id bigint default bursar.current_tenant_id()
)
returns bursar_channel.channel_transfer
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $void_channel_transfer$
declare
    v_transfer bursar_channel.channel_transfer;
    v_left_on date;
    v_arrived_on date;
    v_ids bigint[];
begin
    perform bursar_core.enter_tenant(p_tenant_id);
    perform bursar_core.check_text(p_reason, 'reason', 1000);
    -- Lock: both channels by id, then the transfer.
    perform bursar_channel.lock_channel(least(t.from_channel_id, t.to_channel_id), p_tenant_id),
        bursar_channel.lock_channel(greatest(t.from_channel_id, t.to_channel_id), p_tenant_id)
    from bursar_channel.channel_transfer t
    where t.tenant_id = p_tenant_id and t.channel_transfer_id = p_channel_transfer_id;
    select * into v_transfer from bursar_channel.channel_transfer t
    where t.tenant_id = p_tenant_id and t.channel_transfer_id = p_channel_transfer_id
    for no key update;
    if not found then
        perform bursar_core.refuse('UH011', format(
            'Transfer %s.', coalesce(p_channel_transfer_id::text, 'null')));
    end if;
    -- Repeat:
    if v_transfer.voided_at is not null then
        perform bursar_channel.match_void(
            v_transfer.void_reason, p_reason, format('Transfer %s', p_channel_transfer_id));
        return v_transfer;
    end if;
    -- Refuse: what went through a channel can be voided after the channel was deactivated.
    v_left_on := bursar_channel.choose_void_day(
        v_transfer.from_channel_id, p_voided_on, v_transfer.left_on, p_tenant_id);
    v_arrived_on := bursar_channel.choose_void_day(
        v_transfer.to_channel_id, p_voided_on, v_transfer.arrived_on, p_tenant_id);
    -- Write:
    if v_transfer.arrival_journal_id is null then
        v_ids[1] := bursar_ledger.post_reversal(
            v_transfer.journal_id, greatest(v_left_on, v_arrived_on), p_reason, p_tenant_id);
    else
        v_ids := bursar_ledger.post(
            array[
                row(1, p_reason, '{}', null, v_transfer.journal_id, null)::bursar_ledger.head,
                row(2, p_reason, '{}', null, v_transfer.arrival_journal_id, null)
                    ::bursar_ledger.head],
            bursar_ledger.join_lines(
                bursar_ledger.lines_to_reverse(
                    v_transfer.journal_id, null, v_left_on, p_tenant_id),
                bursar_ledger.lines_to_reverse(
                    v_transfer.arrival_journal_id, null, v_arrived_on, p_tenant_id)),
            false, p_tenant_id);
    end if;
    update bursar_channel.channel_transfer t
    set voided_at = now(), void_reason = p_reason, void_journal_id = v_ids[1],
        arrival_void_journal_id = v_ids[2]
    where t.tenant_id = p_tenant_id and t.channel_transfer_id = p_channel_transfer_id
    returning * into v_transfer;
    -- Hand on:
    perform bursar_core.emit_event(
        'channel_transfer.voided', 'channel_transfer', p_channel_transfer_id,
        jsonb_build_object('reason', p_reason), p_tenant_id);
    return v_transfer;
end
$void_channel_transfer$;
comment on function bursar.void_channel_transfer is
$$Voids a transfer: the money is back where it left, each side on a day of its channel (null:
today, or tomorrow where today is closed). Repeated with the same reason, it answers with the
void transfer.
raises: UC002 tenant_not_allowed, UC014 date_not_usable, UC016 text_not_usable,
UH004 day_lies_ahead, UH011 channel_transfer_not_found, UH012 document_void,
UH020 void_too_early, UL007 period_closed$$;
revoke all on function bursar.void_channel_transfer from public;
grant execute on function bursar.void_channel_transfer to bursar_app;
