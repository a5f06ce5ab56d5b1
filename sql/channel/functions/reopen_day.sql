create or replace function tolsel.reopen_day(
    p_channel_id bigint,
    p_from_on date,
    p_reason text,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns setof tolsel_channel.day_close
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $reopen_day$
declare
    v_channel tolsel_channel.payment_channel;
    v_closed_through_on date;
    v_day_close tolsel_channel.day_close;
    v_journal_id bigint;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_core.check_date(p_from_on, 'The day');
    perform tolsel_core.check_text(p_reason, 'reason', 1000);
    -- Lock: two closings of a channel queue at it.
    perform tolsel_ledger.check_isolation();
    v_channel := tolsel_channel.lock_channel(p_channel_id, p_tenant_id);
    v_closed_through_on := tolsel_ledger.closed_through_on(v_channel.account_id, p_tenant_id);
    -- Refuse:
    if (p_from_on <= v_closed_through_on) is not true then
        perform tolsel_core.refuse('UH019', format(
            'Day %s; channel %s (%s) is closed through %s.', p_from_on, p_channel_id,
            v_channel.name, coalesce(v_closed_through_on::text, 'no day')));
    end if;

    -- Write: later days were counted upon this one, so they are reopened with it.
    perform tolsel_ledger.lock_balances(
        array[v_channel.account_id, tolsel_ledger.purpose_account(
            'over_short', a.currency, p_tenant_id)], p_tenant_id)
    from tolsel_ledger.account a
    where a.tenant_id = p_tenant_id and a.account_id = v_channel.account_id;
    perform tolsel_ledger.move_close(
        v_channel.account_id,
        (select max(d.closed_on) from tolsel_channel.day_close d
         where d.tenant_id = p_tenant_id and d.channel_id = p_channel_id
             and d.reopened_at is null and d.closed_on < p_from_on),
        p_reason, p_tenant_id);
    for v_day_close in
        select * from tolsel_channel.day_close d
        where d.tenant_id = p_tenant_id and d.channel_id = p_channel_id
            and d.reopened_at is null and d.closed_on >= p_from_on
        order by d.closed_on
    loop
        v_journal_id := null;
        if v_day_close.journal_id is not null then
            v_journal_id := tolsel_ledger.post_reversal(
                v_day_close.journal_id, v_day_close.closed_on, p_reason, p_tenant_id);
        end if;
        update tolsel_channel.day_close d
        set reopened_at = tolsel_core.clock_at(), reopen_reason = p_reason,
            void_journal_id = v_journal_id
        where d.tenant_id = p_tenant_id and d.day_close_id = v_day_close.day_close_id
        returning * into v_day_close;
        -- Hand on:
        perform tolsel_core.emit_event(
            'day.reopened', 'day_close', v_day_close.day_close_id,
            jsonb_build_object('channel_id', p_channel_id, 'closed_on', v_day_close.closed_on),
            p_tenant_id);
        return next v_day_close;
    end loop;
    perform tolsel_core.record_activity(
        'reopen_day', 'channel ' || p_channel_id,
        jsonb_build_object('from_on', p_from_on, 'reason', p_reason), p_tenant_id);
end
$reopen_day$;
comment on function tolsel.reopen_day is
$$Opens a day of a channel again, with all later ones, and takes back the differences that were
posted at their closings, each on its day. Answers with the closings that no longer stand.
raises: UC002 tenant_not_allowed, UC014 date_not_usable, UC016 text_not_usable,
UH001 channel_not_found, UH019 day_not_closed, UL007 period_closed, UL026 isolation_not_usable$$;
revoke all on function tolsel.reopen_day from public;
grant execute on function tolsel.reopen_day to tolsel_admin, tolsel_supervisor;
