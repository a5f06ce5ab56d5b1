create or replace function tolsel.close_day(
    p_channel_id bigint,
    p_closed_on date,
    p_counted_amount numeric default null,
    p_note text default null,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_channel.day_close
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $close_day$
declare
    v_channel tolsel_channel.payment_channel;
    v_account tolsel_ledger.account;
    v_closed_through_on date;
    v_today date;
    v_over_short_id bigint;
    v_expected_amount numeric;
    v_journal_id bigint;
    v_period_close tolsel_ledger.period_close;
    v_day_close tolsel_channel.day_close;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_core.check_date(p_closed_on, 'The day');
    if p_note is not null then
        perform tolsel_core.check_text(p_note, 'note', 1000);
    end if;
    -- Lock: two closings of a channel queue at it.
    perform tolsel_ledger.check_isolation();
    v_channel := tolsel_channel.lock_channel(p_channel_id, p_tenant_id);
    -- Refuse:
    v_account := tolsel_ledger.get_account(v_channel.account_id, p_tenant_id);
    if p_counted_amount <> 0 then
        p_counted_amount := tolsel_core.check_amount(
            p_counted_amount, v_account.scale, 'What was counted');
    end if;
    v_closed_through_on := tolsel_ledger.closed_through_on(v_channel.account_id, p_tenant_id);
    v_today := tolsel_core.branch_date(v_channel.branch_id, null, p_tenant_id);
    if p_closed_on <= v_closed_through_on or p_closed_on > v_today then
        perform tolsel_core.refuse('UH018', format(
            'Day %s; channel %s (%s) is closed through %s and today is %s.', p_closed_on,
            p_channel_id, v_channel.name, coalesce(v_closed_through_on::text, 'no day'), v_today));
    end if;

    -- Write: the postings in flight end first and are counted; those that wait are refused. Only
    -- what was counted may need cash over and short.
    if p_counted_amount is not null then
        v_over_short_id := tolsel_ledger.purpose_account(
            'over_short', v_account.currency, p_tenant_id);
    end if;
    perform tolsel_ledger.lock_balances(
        array[v_over_short_id, v_channel.account_id], p_tenant_id);
    v_expected_amount := tolsel_ledger.balance_at(
        v_channel.account_id, p_closed_on, null, p_tenant_id);
    if p_counted_amount <> v_expected_amount then
        v_journal_id := tolsel_ledger.post_transfer(
            v_over_short_id, v_channel.account_id, p_counted_amount - v_expected_amount,
            p_closed_on, 'Counted at the close of ' || v_channel.name, p_tenant_id);
    end if;
    v_period_close := tolsel_ledger.move_close(
        v_channel.account_id, p_closed_on,
        coalesce(p_note, 'Close of ' || v_channel.name), p_tenant_id);
    insert into tolsel_channel.day_close (
        tenant_id, channel_id, closed_on, expected_amount, counted_amount, journal_id,
        period_close_id, note, user_id, login, request_id)
    values (
        p_tenant_id, p_channel_id, p_closed_on, v_expected_amount, p_counted_amount, v_journal_id,
        v_period_close.period_close_id, p_note, v_period_close.user_id, v_period_close.login,
        v_period_close.request_id)
    returning * into v_day_close;
    -- Hand on:
    perform tolsel_core.emit_event(
        'day.closed', 'day_close', v_day_close.day_close_id,
        jsonb_build_object(
            'channel_id', p_channel_id, 'closed_on', p_closed_on,
            'difference', v_day_close.difference_amount::text),
        p_tenant_id);
    return v_day_close;
end
$close_day$;
comment on function tolsel.close_day is
$$Closes a channel through a day of its branch: nothing more counts for that day or one before it.
Where what was counted (null: nobody counted) is not what the book expects, the difference is posted
on that day to cash over and short.
raises: UC002 tenant_not_allowed, UC008 amount_not_finite, UC010 amount_too_precise,
UC011 amount_too_large, UC014 date_not_usable, UC016 text_not_usable, UH001 channel_not_found,
UH018 day_not_closable, UL007 period_closed, UL026 isolation_not_usable$$;
revoke all on function tolsel.close_day from public;
grant execute on function tolsel.close_day to tolsel_app, tolsel_supervisor;
