create or replace function tolsel.void_vendor_bill(
    p_vendor_bill_id bigint,
    p_reason text,
    p_voided_on date default null,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_channel.vendor_bill
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $void_vendor_bill$
declare
    v_bill tolsel_channel.vendor_bill;
    v_voided_on date;
    v_journal_id bigint;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_core.check_text(p_reason, 'reason', 1000);
    -- Lock:
    perform tolsel_channel.lock_vendor(b.vendor_id, p_tenant_id)
    from tolsel_channel.vendor_bill b
    where b.tenant_id = p_tenant_id and b.vendor_bill_id = p_vendor_bill_id;
    select * into v_bill from tolsel_channel.vendor_bill b
    where b.tenant_id = p_tenant_id and b.vendor_bill_id = p_vendor_bill_id
    for no key update;
    if not found then
        perform tolsel_core.refuse('UH008', format(
            'Bill %s.', coalesce(p_vendor_bill_id::text, 'null')));
    end if;
    -- Repeat:
    if v_bill.voided_at is not null then
        perform tolsel_core.check_repeated_void(
            'Bill ' || p_vendor_bill_id, v_bill.voided_at, v_bill.void_reason, p_reason);
        return v_bill;
    end if;
    -- Refuse:
    v_voided_on := tolsel_core.choose_day(
        p_voided_on, 'The void', p_tenant_id,
        p_open_on => (
            select tolsel_ledger.first_open_on(v.account_id, p_tenant_id)
            from tolsel_channel.vendor v
            where v.tenant_id = p_tenant_id and v.vendor_id = v_bill.vendor_id),
        p_document_on => v_bill.billed_on);
    if v_bill.paid_amount > 0 then
        perform tolsel_core.refuse('UH015', format(
            'Bill %s (%s): %s of %s is paid.', p_vendor_bill_id, v_bill.bill_number,
            v_bill.paid_amount, v_bill.total_amount));
    end if;
    -- Write:
    v_journal_id := tolsel_ledger.post_reversal(
        v_bill.journal_id, v_voided_on, p_reason, p_tenant_id);
    update tolsel_channel.vendor_bill b
    set voided_at = tolsel_core.clock_at(), voided_on = v_voided_on, void_reason = p_reason,
        void_journal_id = v_journal_id
    where b.tenant_id = p_tenant_id and b.vendor_bill_id = p_vendor_bill_id
    returning * into v_bill;
    -- Hand on:
    perform tolsel_core.emit_event(
        'vendor_bill.voided', 'vendor_bill', p_vendor_bill_id,
        jsonb_build_object('reason', p_reason), p_tenant_id);
    return v_bill;
end
$void_vendor_bill$;
comment on function tolsel.void_vendor_bill is
$$Voids a bill of which nothing is paid, on a day of the main branch (null: today). A second call
with the same reason answers with the void bill.
raises: UC002 tenant_not_allowed, UC014 date_not_usable, UC016 text_not_usable,
UH004 day_lies_ahead, UH008 vendor_bill_not_found, UH012 document_void, UH015 bill_has_payments,
UH020 void_too_early, UL005 insufficient_funds, UL007 period_closed$$;
revoke all on function tolsel.void_vendor_bill from public;
grant execute on function tolsel.void_vendor_bill to tolsel_app, tolsel_accountant;
