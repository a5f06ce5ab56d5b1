-- The report of a day: what it says is counted from the books when it is saved.

create or replace function tolsel_billing.check_report_key(
    p_branch_id bigint, p_reported_on date, p_tenant_id bigint
)
returns void
language plpgsql
stable
as $check_report_key$
begin
    perform tolsel_core.check_date(p_reported_on, 'The day of the report');
    perform from tolsel_core.branch b
    where b.tenant_id = p_tenant_id and b.branch_id = p_branch_id;
    if not found then
        perform tolsel_core.refuse('UC018', format(
            'Branch %s.', coalesce(p_branch_id::text, 'null')));
    end if;
end
$check_report_key$;
comment on function tolsel_billing.check_report_key is
$$Checks that a report names a branch of the tenant and a real day.
raises: UC014 date_not_usable, UC018 branch_not_found$$;

create or replace function tolsel_billing.sum_report(
    p_branch_id bigint, p_on date, p_currency text, p_tenant_id bigint
)
returns tolsel_billing.daily_report
language plpgsql
stable
as $sum_report$
declare
    v_report tolsel_billing.daily_report;
    v_scale integer := (
        select c.scale from tolsel_core.currency c where c.currency = p_currency);
begin
    select coalesce(jsonb_object_agg(c.name, jsonb_build_object(
            'opening', c.opening_balance, 'in', c.in_amount, 'out', c.out_amount,
            'closing', c.closing_balance, 'currency', c.currency)), '{}'),
        sum(c.counted_amount) filter (where c.currency = p_currency)
    into v_report.channel_totals, v_report.counted_amount
    from tolsel.list_channel_totals(p_on, p_branch_id, p_tenant_id) c;
    select coalesce(jsonb_object_agg(m.method, jsonb_build_object(
            'count', m.payment_count, 'amount', m.paid_amount - m.voided_amount,
            'refunded', m.refunded_amount)), '{}'),
        tolsel_core.at_scale(coalesce(sum(m.net_amount), 0), v_scale)
    into v_report.method_totals, v_report.income_amount
    from tolsel.list_method_totals(p_on, p_branch_id, p_tenant_id) m
    where m.currency = p_currency;
    select tolsel_core.at_scale(coalesce(-sum(e.amount), 0), v_scale)
    into v_report.expense_amount
    from tolsel_channel.payment_channel c
    join tolsel_ledger.account a
        on a.tenant_id = p_tenant_id and a.account_id = c.account_id and a.currency = p_currency
    join tolsel_ledger.entry e
        on e.tenant_id = p_tenant_id and e.account_id = c.account_id and e.effective_on = p_on
    join tolsel_ledger.journal j
        on j.tenant_id = p_tenant_id and j.journal_id = e.journal_id
    left join tolsel_channel.vendor_payment p
        on p.tenant_id = p_tenant_id
        and p.journal_id = coalesce(j.reverses_journal_id, j.journal_id)
    left join tolsel_channel.vendor_refund r
        on r.tenant_id = p_tenant_id
        and r.journal_id = coalesce(j.reverses_journal_id, j.journal_id)
    left join tolsel_channel.daily_entry d
        on d.tenant_id = p_tenant_id and d.direction = 'out'
        and d.journal_id = coalesce(j.reverses_journal_id, j.journal_id)
    where c.tenant_id = p_tenant_id and c.branch_id = p_branch_id
        and num_nonnulls(p.vendor_payment_id, r.vendor_refund_id, d.daily_entry_id) > 0;
    return v_report;
end
$sum_report$;
comment on function tolsel_billing.sum_report is
$$Answers what the books say of a branch's day: the totals of its report, and what was counted
at the closings of its channels.$$;
