create or replace function tolsel.issue_credit_note(
    p_customer_id bigint,
    p_lines jsonb,
    p_reason text,
    p_invoice_id bigint default null,
    p_issued_on date default null,
    p_reference text default null,
    p_series text default 'CN',
    p_metadata jsonb default '{}',
    p_branch_id bigint default null,
    p_request_key text default null,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_billing.credit_note
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $issue_credit_note$
declare
    v_customer tolsel_billing.customer;
    v_lines tolsel_billing.invoice_line[];
    v_invoice tolsel_billing.invoice;
    v_note tolsel_billing.credit_note;
    v_repeated tolsel_billing.credit_note;
    v_payment tolsel_billing.payment;
    v_issued_on date;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_core.check_text(p_reason, 'reason', 1000);
    if p_issued_on is not null then
        perform tolsel_core.check_date(p_issued_on, 'The day of issue');
    end if;
    -- Lock:
    v_customer := tolsel_billing.lock_customer(p_customer_id, p_tenant_id);
    v_lines := tolsel_billing.read_invoice_lines(p_lines, v_customer);
    v_invoice := tolsel_billing.read_invoice(
        p_customer_id, v_lines, p_reference, p_series, p_metadata, p_request_key, p_tenant_id);
    v_note.tenant_id := p_tenant_id;
    v_note.customer_id := p_customer_id;
    v_note.invoice_id := p_invoice_id;
    v_note.branch_id := tolsel_core.branch_id_of(
        coalesce(p_branch_id, (
            select i.branch_id from tolsel_billing.invoice i
            where i.tenant_id = p_tenant_id and i.invoice_id = p_invoice_id)), p_tenant_id);
    v_note.series := p_series;
    v_note.reference := p_reference;
    v_note.reason := p_reason;
    -- Repeat:
    if p_request_key is not null then
        v_repeated := tolsel_billing.match_credit_note(
            v_note, v_lines, p_issued_on, v_invoice.metadata, p_request_key);
        if v_repeated.credit_note_id is not null then
            return v_repeated;
        end if;
    end if;
    -- Refuse:
    if v_invoice.total_amount = 0 then
        perform tolsel_core.refuse('UB015', format(
            'The %s lines add up to 0.', cardinality(v_lines)));
    end if;
    if p_invoice_id is not null then
        perform tolsel_billing.check_credited_invoice(
            p_invoice_id, v_invoice.total_amount, v_customer);
    end if;
    v_issued_on := tolsel_billing.choose_day(
        v_customer, p_issued_on, 'The day of issue', v_note.branch_id);
    -- Write and hand on:
    v_payment := tolsel_billing.add_credit_note(
        v_note, v_lines, v_customer, v_issued_on, v_invoice.metadata, p_request_key);
    select * into v_note from tolsel_billing.credit_note n
    where n.tenant_id = p_tenant_id and n.credit_note_id = v_payment.payment_id;
    return v_note;
end
$issue_credit_note$;
comment on function tolsel.issue_credit_note is
$$Issues a credit note: lines as for tolsel.issue_invoice, above 0 for what is taken back. It gets
the next number of its series and counts for p_issued_on (default: today in its branch). It belongs
to p_branch_id, else to the branch of the invoice that it credits, else to the main one. With
p_invoice_id it credits that invoice, together with others at most its total, and pays what is open
of it; what is left, or all without an invoice, is credit of the customer, for
tolsel.apply_credit_note or tolsel.refund_credit_note.
raises: UB001 customer_not_found, UB002 invoice_not_found, UB004 invoice_not_open,
UB014 lines_not_readable, UB015 total_not_positive, UB016 series_not_usable, UB032 request_undone,
UB060 more_than_invoiced, UB062 tax_not_matching, UC002 tenant_not_allowed,
UC010 amount_too_precise, UC011 amount_too_large, UC012 request_key_not_usable,
UC013 metadata_not_usable, UC014 date_not_usable, UC016 text_not_usable, UC018 branch_not_found,
UC024 request_key_reused, UH004 day_lies_ahead, UL003 account_not_found, UL004 currency_mismatch,
UL005 insufficient_funds, UL006 account_managed, UL007 period_closed, UL010 balance_out_of_range$$;
revoke all on function tolsel.issue_credit_note from public;
grant execute on function tolsel.issue_credit_note to tolsel_app, tolsel_supervisor;
