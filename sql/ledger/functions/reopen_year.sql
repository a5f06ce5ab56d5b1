create or replace function tolsel.reopen_year(
    p_ended_on date, p_reason text, p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_ledger.year_close
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $reopen_year$
declare
    v_year tolsel_ledger.year_close;
    v_through_on date;
    v_journal_id bigint;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_core.check_date(p_ended_on, 'The last day of the year');
    perform tolsel_core.check_text(p_reason, 'reason', 1000);
    -- Lock: closings queue at the tenant.
    perform tolsel_ledger.check_isolation();
    perform tolsel_core.lock_tenant(p_tenant_id);
    v_year := tolsel_ledger.closed_year(p_tenant_id);
    v_through_on := tolsel_ledger.closed_through_on(
        p_account_id => null, p_tenant_id => p_tenant_id);
    -- Refuse:
    if v_year.ended_on is distinct from p_ended_on then
        perform tolsel_core.refuse('UL091', format(
            'The year to %s; the last closed one ended on %s.', p_ended_on,
            coalesce(v_year.ended_on::text, 'no day')));
    end if;
    -- Write: what was closed before stays closed, but not the last day of the year.
    perform tolsel_ledger.move_close(
        null,
        case when v_year.previous_through_on is not null
            then least(v_year.previous_through_on, p_ended_on - 1) end,
        p_reason, p_tenant_id);
    if v_year.journal_id is not null then
        v_journal_id := tolsel_ledger.post_reversal(
            v_year.journal_id, p_ended_on, p_reason, p_tenant_id);
    end if;
    -- Hand on:
    return tolsel_ledger.record_year(
        v_year.year_close_id, v_journal_id, p_ended_on, v_through_on, p_reason, p_tenant_id);
end
$reopen_year$;
comment on function tolsel.reopen_year is
$$Opens the last closed year again: its closing journal is reversed on its own day, and the books
are open as they were before, its last day in any case. Who did it, when and why is kept in
tolsel.year_close.
raises: UC002 tenant_not_allowed, UC014 date_not_usable, UC016 text_not_usable,
UL026 isolation_not_usable, UL027 account_frozen, UL091 year_not_closed$$;
revoke all on function tolsel.reopen_year from public;
grant execute on function tolsel.reopen_year to tolsel_admin, tolsel_accountant;
