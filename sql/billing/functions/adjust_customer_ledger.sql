create or replace function tolsel.adjust_customer_ledger(
    p_customer_id bigint,
    p_amount numeric,
    p_reason text,
    p_account_id bigint default null,
    p_invoice_id bigint default null,
    p_adjusted_on date default null,
    p_branch_id bigint default null,
    p_request_key text default null,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_ledger.journal
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $adjust_customer_ledger$
declare
    v_customer tolsel_billing.customer;
    v_account_id bigint;
    v_branch_id bigint;
    v_adjusted_on date;
    v_invoice tolsel_billing.invoice;
    v_line tolsel_billing.invoice_line;
    v_note tolsel_billing.credit_note;
    v_payment tolsel_billing.payment;
    v_journal_id bigint;
    v_journal tolsel_ledger.journal;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_core.check_request_key(p_request_key);
    perform tolsel_core.check_text(p_reason, 'reason', 1000);
    -- Lock:
    v_customer := tolsel_billing.lock_customer(p_customer_id, p_tenant_id);
    v_account_id := coalesce(p_account_id, tolsel_ledger.purpose_account(
        'write_off', v_customer.currency, p_tenant_id));
    v_branch_id := tolsel_core.branch_id_of(
        coalesce(p_branch_id, (
            select i.branch_id from tolsel_billing.invoice i
            where i.tenant_id = p_tenant_id and i.invoice_id = p_invoice_id)), p_tenant_id);
    -- Repeat:
    if p_request_key is not null then
        v_journal_id := tolsel_billing.match_adjustment(
            v_customer, p_amount, p_reason, v_account_id, p_invoice_id, v_branch_id,
            p_adjusted_on, p_request_key);
    end if;
    if v_journal_id is null then
        -- Refuse:
        p_amount := tolsel_core.check_amount(p_amount, v_customer.scale, 'The amount');
        perform tolsel_billing.check_line_account(
            v_account_id, p_account_code => null, p_subject => 'The adjustment',
            p_customer => v_customer);
        v_adjusted_on := tolsel_billing.choose_day(
            v_customer, p_adjusted_on, 'The day of the adjustment', v_branch_id);
        if p_invoice_id is not null then
            if p_amount > 0 then
                perform tolsel_core.refuse('UB019', format(
                    'The adjustment adds %s, and pays nothing of invoice %s.', p_amount,
                    p_invoice_id));
            end if;
            select * into v_invoice from tolsel_billing.invoice i
            where i.tenant_id = p_tenant_id and i.customer_id = p_customer_id
                and i.invoice_id = p_invoice_id;
            perform tolsel_billing.check_portion(v_invoice, p_invoice_id, -p_amount);
        end if;
        -- Write: what is added is an invoice, what is taken off a credit note, so that both are
        -- paid, applied, aged and voided like any other.
        if p_amount > 0 then
            v_journal_id := tolsel_billing.add_debit_note(
                v_customer, p_amount, p_reason, v_account_id, v_branch_id, v_adjusted_on,
                p_request_key);
        else
            v_line.line_no := 1;
            v_line.account_id := v_account_id;
            v_line.amount := -p_amount;
            v_line.description := p_reason;
            v_note.tenant_id := p_tenant_id;
            v_note.invoice_id := p_invoice_id;
            v_note.branch_id := v_branch_id;
            v_note.series := 'CN';
            v_note.reason := p_reason;
            v_payment := tolsel_billing.add_credit_note(
                v_note, array[v_line], v_customer, v_adjusted_on, p_metadata => null,
                p_request_key => p_request_key);
            v_journal_id := v_payment.journal_id;
        end if;
    end if;
    select * into v_journal from tolsel_ledger.journal j
    where j.tenant_id = p_tenant_id and j.journal_id = v_journal_id;
    return v_journal;
end
$adjust_customer_ledger$;
comment on function tolsel.adjust_customer_ledger is
$$Raises (above 0) or lowers (below 0) what a customer owes, against an account (default:
write-offs), and answers with the journal. What is added is a debit note among the invoices; what
is taken off is a credit note of one line, credit of the customer or, with p_invoice_id, applied to
that invoice, as when it is written off. It belongs to p_branch_id, else to the branch of that
invoice, else to the main one. tolsel.issue_credit_note takes several lines.
raises: UB001 customer_not_found, UB002 invoice_not_found, UB004 invoice_not_open,
UB005 more_than_open, UB013 more_than_may_be_owed, UB019 portions_not_usable, UB032 request_undone,
UB064 customer_not_active, UC002 tenant_not_allowed, UC008 amount_not_finite, UC009 amount_is_zero,
UC010 amount_too_precise, UC011 amount_too_large, UC012 request_key_not_usable,
UC014 date_not_usable, UC016 text_not_usable, UC018 branch_not_found, UC024 request_key_reused,
UH004 day_lies_ahead, UL003 account_not_found, UL004 currency_mismatch, UL005 insufficient_funds,
UL006 account_managed, UL007 period_closed, UL010 balance_out_of_range$$;
revoke all on function tolsel.adjust_customer_ledger from public;
grant execute on function tolsel.adjust_customer_ledger to tolsel_app, tolsel_supervisor;
