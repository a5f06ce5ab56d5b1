create or replace function tolsel.void_invoice(
    p_invoice_id bigint,
    p_reason text,
    p_voided_on date default null,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_billing.invoice
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $void_invoice$
declare
    v_invoice tolsel_billing.invoice;
    v_voided_on date;
    v_void_journal_id bigint;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_core.check_text(p_reason, 'reason', 1000);
    -- Lock:
    v_invoice := tolsel_billing.lock_invoice(p_invoice_id, p_tenant_id);
    -- Repeat:
    if v_invoice.status = 'void' then
        perform tolsel_core.check_repeated_void(
            'Invoice ' || p_invoice_id, v_invoice.voided_at, v_invoice.void_reason, p_reason);
        return v_invoice;
    end if;
    -- Refuse:
    perform tolsel_billing.check_no_wallet(l.account_id, p_tenant_id)
    from tolsel_billing.invoice_line l
    where l.tenant_id = p_tenant_id and l.invoice_id = p_invoice_id;
    v_voided_on := tolsel_billing.choose_day(
        tolsel_billing.get_customer(v_invoice.customer_id, p_tenant_id), p_voided_on, 'The void',
        v_invoice.branch_id, p_document_on => v_invoice.issued_on);
    if v_invoice.balance_amount < v_invoice.total_amount then
        perform tolsel_core.refuse('UB012', format(
            'Of invoice %s %s of %s is paid, and %s is credited.', p_invoice_id,
            v_invoice.paid_amount, v_invoice.total_amount, v_invoice.credited_amount));
    end if;
    -- Write:
    if v_invoice.journal_id is not null then
        v_void_journal_id := tolsel_ledger.post_reversal(
            v_invoice.journal_id, v_voided_on,
            format('Void of invoice %s-%s', v_invoice.series, v_invoice.number), p_tenant_id);
    end if;
    update tolsel_billing.invoice i
    set voided_at = tolsel_core.clock_at(), void_reason = p_reason,
        voided_on = case when v_invoice.number is not null then v_voided_on end,
        void_journal_id = v_void_journal_id
    where i.tenant_id = p_tenant_id and i.invoice_id = p_invoice_id
    returning * into v_invoice;
    -- Hand on: of a draft nobody has heard.
    if v_invoice.number is not null then
        perform tolsel_core.emit_event(
            'invoice.voided', 'invoice', p_invoice_id,
            jsonb_build_object(
                'customer_id', v_invoice.customer_id, 'reason', p_reason,
                'voided_on', v_invoice.voided_on),
            p_tenant_id);
    end if;
    return v_invoice;
end
$void_invoice$;
comment on function tolsel.void_invoice is
$$Voids an invoice of which nothing is paid or credited, or a draft; its number stays used. A
second call with the same reason answers with the void invoice.
raises: UB002 invoice_not_found, UB012 invoice_paid, UB141 document_of_wallet,
UC002 tenant_not_allowed, UC014 date_not_usable, UC016 text_not_usable, UH004 day_lies_ahead,
UH012 document_void, UH020 void_too_early, UL005 insufficient_funds, UL007 period_closed,
UL010 balance_out_of_range$$;
revoke all on function tolsel.void_invoice from public;
grant execute on function tolsel.void_invoice to tolsel_app, tolsel_supervisor;
