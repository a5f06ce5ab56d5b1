create or replace function tolsel.record_daily_entry(
    p_channel_id bigint,
    p_direction text,
    p_amount numeric,
    p_account_id bigint,
    p_reason text,
    p_entered_on date default null,
    p_metadata jsonb default '{}',
    p_request_key text default null,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_channel.daily_entry
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $record_daily_entry$
declare
    v_metadata jsonb := coalesce(p_metadata, '{}');
    v_channel tolsel_channel.payment_channel;
    v_account tolsel_ledger.account;
    v_entered_on date;
    v_journal_id bigint;
    v_entry tolsel_channel.daily_entry;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_core.check_text(p_reason, 'reason', 1000);
    perform tolsel_core.check_request_key(p_request_key);
    perform tolsel_core.check_metadata(v_metadata);
    -- Lock:
    perform tolsel_channel.lock_channel(p_channel_id, p_tenant_id);
    -- Repeat:
    if p_request_key is not null then
        select * into v_entry from tolsel_channel.daily_entry e
        where e.tenant_id = p_tenant_id and e.request_key = p_request_key;
        if found then
            perform tolsel_core.check_repeated_document(
                'entry ' || v_entry.daily_entry_id, to_jsonb(v_entry), jsonb_build_object(
                    'channel_id', p_channel_id, 'direction', p_direction, 'amount', p_amount,
                    'account_id', p_account_id, 'reason', p_reason,
                    'entered_on', coalesce(p_entered_on, v_entry.entered_on),
                    'metadata', v_metadata));
            return v_entry;
        end if;
    end if;

    -- Refuse:
    v_channel := tolsel_channel.check_channel(
        p_channel_id, p_currency => null, p_tenant_id => p_tenant_id);
    v_account := tolsel_ledger.get_account(v_channel.account_id, p_tenant_id);
    p_amount := tolsel_core.check_positive_amount(p_amount, v_account.scale, 'The entry');
    if (p_direction in ('in', 'out')) is not true then
        perform tolsel_core.refuse('UH016', format('Direction %L.', p_direction));
    end if;
    perform tolsel_channel.check_counter_account(p_account_id, v_account.currency, p_tenant_id);
    v_entered_on := tolsel_channel.choose_day(v_channel, p_entered_on, 'The entry', p_tenant_id);

    -- Write:
    v_journal_id := tolsel_ledger.post_transfer(
        p_account_id, v_channel.account_id,
        case p_direction when 'in' then p_amount else -p_amount end, v_entered_on, p_reason,
        p_tenant_id);
    insert into tolsel_channel.daily_entry (
        tenant_id, channel_id, direction, account_id, amount, entered_on, reason, journal_id,
        user_id, login, request_key, request_id, metadata)
    values (
        p_tenant_id, p_channel_id, p_direction, p_account_id, p_amount, v_entered_on, p_reason,
        v_journal_id, tolsel_core.context_user_id(p_tenant_id), tolsel_core.acting_login(),
        p_request_key, tolsel_core.context_request_id(), v_metadata)
    on conflict (tenant_id, request_key) where request_key is not null do nothing
    returning * into v_entry;
    if not found then
        perform tolsel_core.refuse('UC024', format('Key %L.', p_request_key));
    end if;
    -- Hand on:
    perform tolsel_core.emit_event(
        'daily_entry.recorded', 'daily_entry', v_entry.daily_entry_id,
        jsonb_build_object(
            'channel_id', p_channel_id, 'direction', p_direction, 'amount', p_amount::text),
        p_tenant_id);
    return v_entry;
end
$record_daily_entry$;
comment on function tolsel.record_daily_entry is
$$Records money put into or taken out of a channel by hand, from or to an account that no domain
manages, on a day of the channel (null: today, or the first open day if that is closed).
raises: UB032 request_undone, UC002 tenant_not_allowed, UC008 amount_not_finite,
UC009 amount_is_zero, UC010 amount_too_precise, UC011 amount_too_large,
UC012 request_key_not_usable, UC013 metadata_not_usable, UC014 date_not_usable,
UC016 text_not_usable, UC024 request_key_reused, UC025 amount_not_positive, UH001 channel_not_found,
UH002 channel_not_active, UH004 day_lies_ahead, UH016 direction_unknown, UL003 account_not_found,
UL004 currency_mismatch, UL005 insufficient_funds, UL006 account_managed, UL007 period_closed$$;
revoke all on function tolsel.record_daily_entry from public;
grant execute on function tolsel.record_daily_entry to tolsel_app, tolsel_supervisor;
