create or replace function tolsel.void_channel_transfer(
    p_channel_transfer_id bigint,
    p_reason text,
    p_voided_on date default null,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_channel.channel_transfer
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $void_channel_transfer$
declare
    v_transfer tolsel_channel.channel_transfer;
    v_left_on date;
    v_arrived_on date;
    v_ids bigint[];
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_core.check_text(p_reason, 'reason', 1000);
    -- Lock: both channels by id, then the transfer.
    perform tolsel_channel.lock_channel(least(t.from_channel_id, t.to_channel_id), p_tenant_id),
        tolsel_channel.lock_channel(greatest(t.from_channel_id, t.to_channel_id), p_tenant_id)
    from tolsel_channel.channel_transfer t
    where t.tenant_id = p_tenant_id and t.channel_transfer_id = p_channel_transfer_id;
    select * into v_transfer from tolsel_channel.channel_transfer t
    where t.tenant_id = p_tenant_id and t.channel_transfer_id = p_channel_transfer_id
    for no key update;
    if not found then
        perform tolsel_core.refuse('UH011', format(
            'Transfer %s.', coalesce(p_channel_transfer_id::text, 'null')));
    end if;
    -- Repeat:
    if v_transfer.voided_at is not null then
        perform tolsel_core.check_repeated_void(
            'Transfer ' || p_channel_transfer_id, v_transfer.voided_at, v_transfer.void_reason,
            p_reason);
        return v_transfer;
    end if;
    -- Refuse: what went through a channel can be voided after the channel was deactivated.
    v_left_on := tolsel_channel.choose_day(
        tolsel_channel.get_channel(v_transfer.from_channel_id, p_tenant_id), p_voided_on,
        'The void', p_tenant_id, p_document_on => v_transfer.left_on);
    v_arrived_on := tolsel_channel.choose_day(
        tolsel_channel.get_channel(v_transfer.to_channel_id, p_tenant_id), p_voided_on,
        'The void', p_tenant_id, p_document_on => v_transfer.arrived_on);
    -- Write:
    if v_transfer.arrival_journal_id is null then
        v_ids[1] := tolsel_ledger.post_reversal(
            v_transfer.journal_id, greatest(v_left_on, v_arrived_on), p_reason, p_tenant_id);
    else
        v_ids := tolsel_ledger.post(
            array[
                tolsel_ledger.head_of(1, p_reason, v_transfer.journal_id),
                tolsel_ledger.head_of(2, p_reason, v_transfer.arrival_journal_id)],
            tolsel_ledger.join_lines(
                tolsel_ledger.lines_to_reverse(
                    v_transfer.journal_id, null, v_left_on, p_tenant_id),
                tolsel_ledger.lines_to_reverse(
                    v_transfer.arrival_journal_id, null, v_arrived_on, p_tenant_id)),
            p_is_public => false, p_tenant_id => p_tenant_id);
    end if;
    update tolsel_channel.channel_transfer t
    set voided_at = tolsel_core.clock_at(), void_reason = p_reason, void_journal_id = v_ids[1],
        arrival_void_journal_id = v_ids[2]
    where t.tenant_id = p_tenant_id and t.channel_transfer_id = p_channel_transfer_id
    returning * into v_transfer;
    -- Hand on:
    perform tolsel_core.emit_event(
        'channel_transfer.voided', 'channel_transfer', p_channel_transfer_id,
        jsonb_build_object('reason', p_reason), p_tenant_id);
    return v_transfer;
end
$void_channel_transfer$;
comment on function tolsel.void_channel_transfer is
$$Voids a transfer: the money is back where it left, each side on a day of its channel (null: today,
or the first open day if that is closed). A second call with the same reason answers with the void
transfer.
raises: UC002 tenant_not_allowed, UC014 date_not_usable, UC016 text_not_usable,
UH004 day_lies_ahead, UH011 channel_transfer_not_found, UH012 document_void,
UH020 void_too_early, UL005 insufficient_funds, UL007 period_closed$$;
revoke all on function tolsel.void_channel_transfer from public;
grant execute on function tolsel.void_channel_transfer to tolsel_app, tolsel_supervisor;
