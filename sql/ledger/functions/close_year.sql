create or replace function tolsel.close_year(
    p_ended_on date, p_reason text, p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_ledger.year_close
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $close_year$
declare
    v_through_on date;
    v_year_on date;
    v_today date;
    v_lines tolsel_ledger.line[];
    v_journal_id bigint;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_core.check_date(p_ended_on, 'The last day of the year');
    perform tolsel_core.check_text(p_reason, 'reason', 1000);
    -- Lock: closings queue at the tenant; no entry comes while the result is worked out.
    perform tolsel_ledger.check_isolation();
    perform tolsel_core.lock_tenant(p_tenant_id);
    perform from tolsel_ledger.balance b
    where b.tenant_id = p_tenant_id
    order by b.account_id, b.slot
    for no key update;
    v_through_on := tolsel_ledger.closed_through_on(
        p_account_id => null, p_tenant_id => p_tenant_id);
    v_year_on := (tolsel_ledger.closed_year(p_tenant_id)).ended_on;
    -- Refuse:
    v_today := tolsel_core.branch_date(
        p_branch_id => null, p_at => null, p_tenant_id => p_tenant_id);
    if p_ended_on <= v_year_on or p_ended_on > v_today then
        perform tolsel_core.refuse('UL090', format(
            'The year to %s; the last closed one ended on %s, and today is %s.', p_ended_on,
            coalesce(v_year_on::text, 'no day'), v_today));
    end if;
    -- Write: where the day is closed already, it opens for this one journal.
    v_lines := tolsel_ledger.year_lines(p_ended_on, p_tenant_id);
    if v_lines is not null then
        if p_ended_on <= v_through_on then
            perform tolsel_ledger.move_close(null, p_ended_on - 1, p_reason, p_tenant_id);
        end if;
        v_journal_id := (tolsel_ledger.post(
            array[tolsel_ledger.head_of(1, 'Result of the year to ' || p_ended_on)], v_lines,
            p_is_public => false, p_tenant_id => p_tenant_id))[1];
    end if;
    if greatest(v_through_on, p_ended_on) is distinct from tolsel_ledger.closed_through_on(
        p_account_id => null, p_tenant_id => p_tenant_id) then
        perform tolsel_ledger.move_close(
            null, greatest(v_through_on, p_ended_on), p_reason, p_tenant_id);
    end if;
    -- Hand on:
    return tolsel_ledger.record_year(
        null, v_journal_id, p_ended_on, v_through_on, p_reason, p_tenant_id);
end
$close_year$;
comment on function tolsel.close_year is
$$Closes a year by its last business day: one journal of that day takes what revenue and expenses
stand at to retained earnings, in each currency, and the books are closed through it. A profit and
loss leaves that journal out. tolsel.reopen_year undoes it.
raises: UC002 tenant_not_allowed, UC014 date_not_usable, UC016 text_not_usable,
UL005 insufficient_funds, UL026 isolation_not_usable, UL027 account_frozen,
UL090 year_not_closable$$;
revoke all on function tolsel.close_year from public;
grant execute on function tolsel.close_year to tolsel_admin, tolsel_accountant;
