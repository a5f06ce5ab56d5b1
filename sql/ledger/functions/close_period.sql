create or replace function tolsel.close_period(
    p_through_on date, p_reason text, p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_ledger.period_close
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $close_period$
declare
    v_closed_through_on date;
    v_today date;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_core.check_date(p_through_on, 'The last day');
    perform tolsel_core.check_text(p_reason, 'reason', 1000);
    -- Lock: two closings, and the opening of an account, queue at the tenant.
    perform tolsel_ledger.check_isolation();
    perform tolsel_core.lock_tenant(p_tenant_id);
    v_closed_through_on := tolsel_ledger.closed_through_on(
        p_account_id => null, p_tenant_id => p_tenant_id);
    -- Refuse:
    v_today := tolsel_core.branch_date(
        p_branch_id => null, p_at => null, p_tenant_id => p_tenant_id);
    if p_through_on <= v_closed_through_on or p_through_on > v_today then
        perform tolsel_core.refuse('UL022', format(
            'Through %s; the books are closed through %s and today is %s.', p_through_on,
            coalesce(v_closed_through_on::text, 'no day'), v_today));
    end if;
    -- Write, hand on:
    return tolsel_ledger.move_close(
        p_account_id => null, p_through_on => p_through_on, p_reason => p_reason,
        p_tenant_id => p_tenant_id);
end
$close_period$;
comment on function tolsel.close_period is
$$Closes the books of the tenant through a business day: no entry may count for that day or one
before it. Waits for postings in flight; those that wait for it are refused.
raises: UC002 tenant_not_allowed, UC014 date_not_usable, UC016 text_not_usable,
UL022 period_not_closable, UL026 isolation_not_usable$$;
revoke all on function tolsel.close_period from public;
grant execute on function tolsel.close_period to tolsel_admin, tolsel_accountant;
