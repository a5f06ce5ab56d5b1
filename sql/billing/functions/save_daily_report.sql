create or replace function tolsel.save_daily_report(
    p_branch_id bigint,
    p_reported_on date,
    p_counted_amount numeric default null,
    p_note text default null,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_billing.daily_report
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $save_daily_report$
declare
    v_currency tolsel_core.currency;
    v_report tolsel_billing.daily_report;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_billing.check_report_key(p_branch_id, p_reported_on, p_tenant_id);
    -- Refuse:
    select c.* into v_currency
    from tolsel_core.tenant t join tolsel_core.currency c on c.currency = t.currency
    where t.tenant_id = p_tenant_id;
    if p_counted_amount <> 0 then
        p_counted_amount := tolsel_core.check_amount(
            p_counted_amount, v_currency.scale, 'What was counted');
    end if;
    if p_note is not null then
        perform tolsel_core.check_text(p_note, 'note', 4000);
    end if;
    perform tolsel_core.choose_day(
        p_reported_on, 'The day of the report', p_tenant_id, p_branch_id);
    -- Write:
    v_report := tolsel_billing.sum_report(
        p_branch_id, p_reported_on, v_currency.currency, p_tenant_id);
    insert into tolsel_billing.daily_report as d (
        tenant_id, branch_id, reported_on, channel_totals, method_totals, income_amount,
        expense_amount, counted_amount, note, saved_at, user_id, login)
    values (
        p_tenant_id, p_branch_id, p_reported_on, v_report.channel_totals, v_report.method_totals,
        v_report.income_amount, v_report.expense_amount,
        coalesce(p_counted_amount, v_report.counted_amount), p_note, tolsel_core.clock_at(),
        tolsel_core.context_user_id(p_tenant_id), tolsel_core.acting_login())
    on conflict (tenant_id, branch_id, reported_on) do update
    set channel_totals = excluded.channel_totals, method_totals = excluded.method_totals,
        income_amount = excluded.income_amount, expense_amount = excluded.expense_amount,
        counted_amount = excluded.counted_amount, note = excluded.note,
        saved_at = excluded.saved_at, user_id = excluded.user_id, login = excluded.login
    returning * into v_report;
    return v_report;
end
$save_daily_report$;
comment on function tolsel.save_daily_report is
$$Saves the report of a branch's day, in place of the one before: what the books say now of each
channel and method, what was counted (default: what the closings of the day's channels say), and a
note.
raises: UC002 tenant_not_allowed, UC008 amount_not_finite, UC010 amount_too_precise,
UC011 amount_too_large, UC014 date_not_usable, UC016 text_not_usable, UC018 branch_not_found,
UH004 day_lies_ahead$$;
revoke all on function tolsel.save_daily_report from public;
grant execute on function tolsel.save_daily_report to tolsel_app, tolsel_supervisor;
