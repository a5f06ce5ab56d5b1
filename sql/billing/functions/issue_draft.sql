create or replace function tolsel.issue_draft(
    p_invoice_id bigint,
    p_due_on date default null,
    p_issued_on date default null,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_billing.invoice
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $issue_draft$
declare
    v_customer tolsel_billing.customer;
    v_invoice tolsel_billing.invoice;
    v_issued_on date;
    v_due_on date;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    -- Lock:
    v_invoice := tolsel_billing.lock_invoice(p_invoice_id, p_tenant_id);
    v_customer := tolsel_billing.get_customer(v_invoice.customer_id, p_tenant_id);
    -- Repeat: a draft is issued once, on the days that were named; it may be due otherwise since.
    v_due_on := coalesce(
        (
            select c.was_due_on from tolsel_billing.invoice_change c
            where c.tenant_id = p_tenant_id and c.invoice_id = p_invoice_id and c.change_no = 1
        ), v_invoice.due_on);
    if v_invoice.status in ('open', 'partial', 'paid', 'credited')
        and v_invoice.issued_on = coalesce(p_issued_on, v_invoice.issued_on)
        and v_due_on = coalesce(p_due_on, v_due_on)
    then
        return v_invoice;
    end if;
    -- Refuse:
    if v_invoice.status <> 'draft' then
        perform tolsel_core.refuse('UB027', format(
            'Invoice %s is %s.', p_invoice_id, v_invoice.status));
    end if;
    v_issued_on := tolsel_billing.choose_day(
        v_customer, p_issued_on, 'The day of issue', v_invoice.branch_id);
    if p_due_on is not null then
        perform tolsel_core.check_date(p_due_on, 'The due date');
    end if;
    -- Write:
    return tolsel_billing.book_invoice(
        v_invoice, v_customer, v_issued_on, coalesce(p_due_on, v_issued_on));
end
$issue_draft$;
comment on function tolsel.issue_draft is
$$Issues a draft: numbers and books it, as tolsel.issue_invoice does. A second call with the same
days answers with the invoice.
raises: UB002 invoice_not_found, UB013 more_than_may_be_owed, UB017 due_before_issued,
UB027 invoice_not_draft, UB064 customer_not_active, UC002 tenant_not_allowed,
UC014 date_not_usable, UH004 day_lies_ahead,
UL005 insufficient_funds, UL007 period_closed, UL010 balance_out_of_range$$;
revoke all on function tolsel.issue_draft from public;
grant execute on function tolsel.issue_draft to tolsel_app, tolsel_clerk;
