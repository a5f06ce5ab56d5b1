create or replace function tolsel.transfer_between_channels(
    p_from_channel_id bigint,
    p_to_channel_id bigint,
    p_amount numeric,
    p_left_on date default null,
    p_arrived_on date default null,
    p_note text default null,
    p_metadata jsonb default '{}',
    p_request_key text default null,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_channel.channel_transfer
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $transfer_between_channels$
declare
    v_metadata jsonb := coalesce(p_metadata, '{}');
    v_from tolsel_channel.payment_channel;
    v_to tolsel_channel.payment_channel;
    v_account tolsel_ledger.account;
    v_left_on date;
    v_arrived_on date;
    v_ids bigint[];
    v_transfer tolsel_channel.channel_transfer;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_core.check_request_key(p_request_key);
    perform tolsel_core.check_metadata(v_metadata);
    if p_note is not null then
        perform tolsel_core.check_text(p_note, 'note', 1000);
    end if;
    -- Lock: both channels by id, so that two transfers crosswise wait in one order.
    perform tolsel_channel.lock_channel(least(p_from_channel_id, p_to_channel_id), p_tenant_id);
    perform tolsel_channel.lock_channel(greatest(p_from_channel_id, p_to_channel_id), p_tenant_id);
    -- Repeat:
    if p_request_key is not null then
        select * into v_transfer from tolsel_channel.channel_transfer t
        where t.tenant_id = p_tenant_id and t.request_key = p_request_key;
        if found then
            perform tolsel_core.check_repeated_document(
                'transfer ' || v_transfer.channel_transfer_id, to_jsonb(v_transfer),
                jsonb_build_object(
                    'from_channel_id', p_from_channel_id, 'to_channel_id', p_to_channel_id,
                    'amount', p_amount, 'left_on', coalesce(p_left_on, v_transfer.left_on),
                    'arrived_on', coalesce(p_arrived_on, v_transfer.arrived_on), 'note', p_note,
                    'metadata', v_metadata));
            return v_transfer;
        end if;
    end if;

    -- Refuse: money may be taken out of a channel that is not active any more.
    if p_from_channel_id = p_to_channel_id then
        perform tolsel_core.refuse('UH017', format('Channel %s.', p_from_channel_id));
    end if;
    v_from := tolsel_channel.get_channel(p_from_channel_id, p_tenant_id);
    v_account := tolsel_ledger.get_account(v_from.account_id, p_tenant_id);
    p_amount := tolsel_core.check_positive_amount(p_amount, v_account.scale, 'The transfer');
    v_to := tolsel_channel.check_channel(p_to_channel_id, v_account.currency, p_tenant_id);
    v_left_on := tolsel_channel.choose_day(v_from, p_left_on, 'The leaving', p_tenant_id);
    -- What arrives on a later day is on its way until then, in the books of both channels.
    v_arrived_on := tolsel_channel.choose_day(
        v_to, p_arrived_on, 'The arrival', p_tenant_id,
        p_document_on => case when p_arrived_on between v_left_on and v_left_on + 31
            then p_arrived_on end);
    if v_from.branch_id = v_to.branch_id then
        -- One day for both, unless two are named: the first that is open in both channels.
        if p_left_on is null and p_arrived_on is null then
            v_left_on := greatest(v_left_on, v_arrived_on);
        end if;
        v_left_on := coalesce(p_left_on, least(p_arrived_on, v_left_on));
        v_arrived_on := coalesce(p_arrived_on, v_left_on);
    end if;
    -- Between zones it may arrive on the day before.
    if p_arrived_on < v_left_on - (v_from.branch_id <> v_to.branch_id)::integer then
        perform tolsel_core.refuse('UC014', format(
            'It left on %s and arrived on %s.', v_left_on, v_arrived_on));
    end if;

    -- Write:
    v_ids := tolsel_channel.post_movement(
        v_from, v_to, p_amount, v_left_on, v_arrived_on, p_note, p_tenant_id);
    insert into tolsel_channel.channel_transfer (
        tenant_id, from_channel_id, to_channel_id, amount, left_on, arrived_on, note, journal_id,
        arrival_journal_id, user_id, request_key, request_id, metadata)
    values (
        p_tenant_id, p_from_channel_id, p_to_channel_id, p_amount, v_left_on, v_arrived_on, p_note,
        v_ids[1], v_ids[2], tolsel_core.context_user_id(p_tenant_id), p_request_key,
        tolsel_core.context_request_id(), v_metadata)
    on conflict (tenant_id, request_key) where request_key is not null do nothing
    returning * into v_transfer;
    if not found then
        perform tolsel_core.refuse('UC024', format('Key %L.', p_request_key));
    end if;
    -- Hand on:
    perform tolsel_core.emit_event(
        'channel_transfer.completed', 'channel_transfer', v_transfer.channel_transfer_id,
        jsonb_build_object(
            'from_channel_id', p_from_channel_id, 'to_channel_id', p_to_channel_id,
            'amount', p_amount::text),
        p_tenant_id);
    return v_transfer;
end
$transfer_between_channels$;
comment on function tolsel.transfer_between_channels is
$$Moves money from one channel to another of the same currency. Between branches, or overnight, it
goes through cash in transit, in two journals: each on its own channel's day (null: today, or the
first open day; within a branch one day for both). It may arrive on a later day, within 31: until
that day begins, it is on its way.
raises: UB032 request_undone, UC002 tenant_not_allowed, UC008 amount_not_finite,
UC009 amount_is_zero, UC010 amount_too_precise, UC011 amount_too_large,
UC012 request_key_not_usable, UC013 metadata_not_usable, UC014 date_not_usable,
UC016 text_not_usable, UC024 request_key_reused, UC025 amount_not_positive, UH001 channel_not_found,
UH002 channel_not_active, UH004 day_lies_ahead, UH017 same_channel, UL004 currency_mismatch,
UL005 insufficient_funds, UL007 period_closed$$;
revoke all on function tolsel.transfer_between_channels from public;
grant execute on function tolsel.transfer_between_channels to tolsel_app, tolsel_supervisor;
