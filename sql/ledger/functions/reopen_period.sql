create or replace function tolsel.reopen_period(
    p_through_on date, p_reason text, p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_ledger.period_close
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $reopen_period$
declare
    v_closed_through_on date;
    v_year_on date;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    if p_through_on is not null then
        perform tolsel_core.check_date(p_through_on, 'The last day that stays closed');
    end if;
    perform tolsel_core.check_text(p_reason, 'reason', 1000);
    -- Lock: two closings, and the opening of an account, queue at the tenant.
    perform tolsel_ledger.check_isolation();
    perform tolsel_core.lock_tenant(p_tenant_id);
    v_closed_through_on := tolsel_ledger.closed_through_on(
        p_account_id => null, p_tenant_id => p_tenant_id);
    -- Refuse:
    if v_closed_through_on is null or p_through_on >= v_closed_through_on then
        perform tolsel_core.refuse('UL023', format(
            'Through %s; the books are closed through %s.', p_through_on,
            coalesce(v_closed_through_on::text, 'no day')));
    end if;
    v_year_on := (tolsel_ledger.closed_year(p_tenant_id)).ended_on;
    if coalesce(p_through_on, '-infinity') < v_year_on then
        perform tolsel_core.refuse('UL092', format(
            'Through %s; the year to %s is closed.', coalesce(p_through_on::text, 'no day'),
            v_year_on));
    end if;
    -- Write, hand on:
    return tolsel_ledger.move_close(
        p_account_id => null, p_through_on => p_through_on, p_reason => p_reason,
        p_tenant_id => p_tenant_id);
end
$reopen_period$;
comment on function tolsel.reopen_period is
$$Opens the books again: closed stays only what lies on or before p_through_on, null for nothing.
Who did it, when and why is kept in tolsel.period_close.
raises: UC002 tenant_not_allowed, UC014 date_not_usable, UC016 text_not_usable,
UL023 period_not_closed, UL026 isolation_not_usable, UL092 year_closed$$;
revoke all on function tolsel.reopen_period from public;
grant execute on function tolsel.reopen_period to tolsel_admin, tolsel_accountant;
