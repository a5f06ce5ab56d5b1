create or replace function tolsel.void_daily_entry(
    p_daily_entry_id bigint,
    p_reason text,
    p_voided_on date default null,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_channel.daily_entry
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $void_daily_entry$
declare
    v_entry tolsel_channel.daily_entry;
    v_voided_on date;
    v_journal_id bigint;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_core.check_text(p_reason, 'reason', 1000);
    -- Lock:
    perform tolsel_channel.lock_channel(e.channel_id, p_tenant_id)
    from tolsel_channel.daily_entry e
    where e.tenant_id = p_tenant_id and e.daily_entry_id = p_daily_entry_id;
    select * into v_entry from tolsel_channel.daily_entry e
    where e.tenant_id = p_tenant_id and e.daily_entry_id = p_daily_entry_id
    for no key update;
    if not found then
        perform tolsel_core.refuse('UH010', format(
            'Entry %s.', coalesce(p_daily_entry_id::text, 'null')));
    end if;
    -- Repeat:
    if v_entry.voided_at is not null then
        perform tolsel_core.check_repeated_void(
            'Entry ' || p_daily_entry_id, v_entry.voided_at, v_entry.void_reason, p_reason);
        return v_entry;
    end if;
    -- Refuse: what went through a channel can be voided after the channel was deactivated.
    v_voided_on := tolsel_channel.choose_day(
        tolsel_channel.get_channel(v_entry.channel_id, p_tenant_id), p_voided_on, 'The void',
        p_tenant_id, p_document_on => v_entry.entered_on);
    -- Write:
    v_journal_id := tolsel_ledger.post_reversal(
        v_entry.journal_id, v_voided_on, p_reason, p_tenant_id);
    update tolsel_channel.daily_entry e
    set voided_at = tolsel_core.clock_at(), void_reason = p_reason, void_journal_id = v_journal_id
    where e.tenant_id = p_tenant_id and e.daily_entry_id = p_daily_entry_id
    returning * into v_entry;
    -- Hand on:
    perform tolsel_core.emit_event(
        'daily_entry.voided', 'daily_entry', p_daily_entry_id,
        jsonb_build_object('reason', p_reason), p_tenant_id);
    return v_entry;
end
$void_daily_entry$;
comment on function tolsel.void_daily_entry is
$$Voids a daily entry, on a day of its channel (null: today, or the first open day if that is
closed). A second call with the same reason answers with the void entry.
raises: UC002 tenant_not_allowed, UC014 date_not_usable, UC016 text_not_usable,
UH004 day_lies_ahead, UH010 daily_entry_not_found, UH012 document_void, UH020 void_too_early,
UL005 insufficient_funds, UL007 period_closed$$;
revoke all on function tolsel.void_daily_entry from public;
grant execute on function tolsel.void_daily_entry to tolsel_app, tolsel_supervisor;
