create or replace function tolsel.issue_invoice(
    p_customer_id bigint,
    p_lines jsonb,
    p_due_on date default null,
    p_issued_on date default null,
    p_uses_credit boolean default false,
    p_reference text default null,
    p_series text default 'INV',
    p_metadata jsonb default '{}',
    p_branch_id bigint default null,
    p_request_key text default null,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_billing.invoice
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $issue_invoice$
declare
    v_customer tolsel_billing.customer;
    v_lines tolsel_billing.invoice_line[];
    v_invoice tolsel_billing.invoice;
    v_repeated tolsel_billing.invoice;
    v_issued_on date;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    if p_issued_on is not null then
        perform tolsel_core.check_date(p_issued_on, 'The day of issue');
    end if;
    if p_due_on is not null then
        perform tolsel_core.check_date(p_due_on, 'The due date');
    end if;
    -- Lock: what a customer owes and its credit stand still from here on.
    v_customer := tolsel_billing.lock_customer(p_customer_id, p_tenant_id);
    v_lines := tolsel_billing.read_invoice_lines(p_lines, v_customer);
    v_invoice := tolsel_billing.read_invoice(
        p_customer_id, v_lines, p_reference, p_series, p_metadata, p_request_key, p_tenant_id);
    v_invoice.branch_id := tolsel_core.branch_id_of(p_branch_id, p_tenant_id);
    v_invoice.uses_credit := coalesce(p_uses_credit, false);
    v_invoice.issued_on := p_issued_on;
    v_invoice.due_on := p_due_on;

    -- Repeat:
    if p_request_key is not null then
        v_repeated := tolsel_billing.match_invoice(v_invoice, v_lines);
        if v_repeated.invoice_id is not null then
            return v_repeated;
        end if;
    end if;

    -- Refuse:
    v_issued_on := tolsel_billing.choose_day(
        v_customer, p_issued_on, 'The day of issue', v_invoice.branch_id);
    -- Write and hand on:
    return tolsel_billing.book_invoice(
        v_invoice, v_customer, v_issued_on, coalesce(p_due_on, v_issued_on),
        p_new_lines => v_lines);
end
$issue_invoice$;
comment on function tolsel.issue_invoice is
$$Issues an invoice: [{"amount", optional "account_id" or "account_code" (else revenue),
"quantity", "description", "metadata"}, ...]; a line that is a tax has its "tax_rate" in percent
and its "base_amount". It gets the next number of its series, counts for p_issued_on (default:
today in its branch, which is the main one unless p_branch_id names another) and is due at once
unless p_due_on says otherwise. With p_uses_credit, the customer's unapplied payments pay it,
oldest first.
raises: UB001 customer_not_found, UB013 more_than_may_be_owed, UB014 lines_not_readable,
UB015 total_not_positive, UB016 series_not_usable, UB017 due_before_issued, UB032 request_undone,
UB062 tax_not_matching, UB064 customer_not_active, UC002 tenant_not_allowed,
UC010 amount_too_precise, UC011 amount_too_large, UC012 request_key_not_usable,
UC013 metadata_not_usable, UC014 date_not_usable, UC016 text_not_usable, UC018 branch_not_found,
UC024 request_key_reused, UH004 day_lies_ahead, UL003 account_not_found, UL004 currency_mismatch,
UL005 insufficient_funds, UL006 account_managed, UL007 period_closed, UL010 balance_out_of_range$$;
revoke all on function tolsel.issue_invoice from public;
grant execute on function tolsel.issue_invoice to tolsel_app, tolsel_clerk;
