create or replace function tolsel.import_invoice(
    p_customer_code text,
    p_reference text,
    p_total_amount numeric,
    p_issued_on date,
    p_due_on date default null,
    p_paid_amount numeric default null,
    p_description text default null,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_billing.invoice
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $import_invoice$
declare
    v_customer tolsel_billing.customer;
    v_account_id bigint;
    v_invoice tolsel_billing.invoice;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_core.check_text(p_customer_code, 'customer code', 100);
    perform tolsel_core.check_text(p_reference, 'reference', 100);
    perform tolsel_core.check_date(p_issued_on, 'The day of issue');
    select * into v_customer from tolsel_billing.customer c
    where c.tenant_id = p_tenant_id and c.code = p_customer_code;
    if not found then
        perform tolsel_core.refuse('UB001', format('Customer code %L.', p_customer_code));
    end if;
    p_total_amount := tolsel_core.check_positive_amount(
        p_total_amount, v_customer.scale, 'The total');
    if p_paid_amount <> 0 then
        p_paid_amount := tolsel_core.check_positive_amount(
            p_paid_amount, v_customer.scale, 'The amount paid');
    end if;
    v_account_id := tolsel_ledger.purpose_account(
        'opening_balance', v_customer.currency, p_tenant_id);
    -- Repeat, refuse and write: an invoice like any other, but against the opening balances; what
    -- was paid of it before is credited, in no channel's book and no customer's payments.
    v_invoice := tolsel.issue_invoice(
        v_customer.customer_id,
        jsonb_build_array(jsonb_strip_nulls(jsonb_build_object(
            'account_id', v_account_id::text, 'amount', p_total_amount::text,
            'description', p_description))),
        p_due_on, p_issued_on, p_reference => p_reference, p_series => 'OPENING',
        p_request_key => 'opening invoice:' || p_reference, p_tenant_id => p_tenant_id);
    if p_paid_amount <> 0 then
        perform tolsel.adjust_customer_ledger(
            v_customer.customer_id, -p_paid_amount, 'Paid before the opening', v_account_id,
            v_invoice.invoice_id, p_issued_on, p_request_key => 'opening payment:' || p_reference,
            p_tenant_id => p_tenant_id);
    end if;
    select * into v_invoice from tolsel_billing.invoice i
    where i.tenant_id = p_tenant_id and i.invoice_id = v_invoice.invoice_id;
    return v_invoice;
end
$import_invoice$;
comment on function tolsel.import_invoice is
$$Takes an open invoice over from another system, by its number there: it gets a number of the
series OPENING, keeps its own as reference, and what was paid of it before is credited to it, even
where more is owed then than may be. A second call books nothing.
raises: UB001 customer_not_found, UB005 more_than_open, UB017 due_before_issued,
UC002 tenant_not_allowed, UC008 amount_not_finite, UC009 amount_is_zero,
UC010 amount_too_precise, UC011 amount_too_large, UC014 date_not_usable, UC016 text_not_usable,
UC024 request_key_reused, UC025 amount_not_positive, UH004 day_lies_ahead, UL007 period_closed$$;
revoke all on function tolsel.import_invoice from public;
grant execute on function tolsel.import_invoice to tolsel_app, tolsel_accountant;
