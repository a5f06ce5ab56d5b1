create or replace function tolsel.void_vendor_payment(
    p_vendor_payment_id bigint,
    p_reason text,
    p_voided_on date default null,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_channel.vendor_payment
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $void_vendor_payment$
declare
    v_payment tolsel_channel.vendor_payment;
    v_channel tolsel_channel.payment_channel;
    v_voided_on date;
    v_journal_id bigint;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_core.check_text(p_reason, 'reason', 1000);
    -- Lock:
    v_payment := tolsel_channel.lock_vendor_payment(p_vendor_payment_id, p_tenant_id);
    -- Repeat:
    if v_payment.voided_at is not null then
        perform tolsel_core.check_repeated_void(
            'Payment ' || p_vendor_payment_id, v_payment.voided_at, v_payment.void_reason,
            p_reason);
        return v_payment;
    end if;
    -- Refuse: what went through a channel can be voided after the channel was deactivated.
    if v_payment.refunded_amount > 0 then
        perform tolsel_core.refuse('UH065', format(
            'Payment %s: %s of %s was refunded.', p_vendor_payment_id, v_payment.refunded_amount,
            v_payment.amount));
    end if;
    if v_payment.channel_id is not null then
        v_channel := tolsel_channel.get_channel(v_payment.channel_id, p_tenant_id);
    end if;
    v_voided_on := tolsel_channel.choose_day(
        v_channel, p_voided_on, 'The void', p_tenant_id, p_document_on => v_payment.paid_on,
        p_account_id => (
            select v.account_id from tolsel_channel.vendor v
            where v.tenant_id = p_tenant_id and v.vendor_id = v_payment.vendor_id));
    -- Write: what it pays is open again; a trigger tells of each bill.
    perform tolsel_channel.release_vendor_payment(v_payment, v_voided_on);
    v_journal_id := tolsel_ledger.post_reversal(
        v_payment.journal_id, v_voided_on, p_reason, p_tenant_id);
    update tolsel_channel.vendor_payment p
    set voided_at = tolsel_core.clock_at(), voided_on = v_voided_on, void_reason = p_reason,
        void_journal_id = v_journal_id
    where p.tenant_id = p_tenant_id and p.vendor_payment_id = p_vendor_payment_id
    returning * into v_payment;
    -- Hand on:
    perform tolsel_core.emit_event(
        case v_payment.kind when 'payment' then 'vendor_payment.voided'
            else 'vendor_credit_note.voided' end,
        'vendor_payment', p_vendor_payment_id,
        jsonb_build_object('reason', p_reason), p_tenant_id);
    return v_payment;
end
$void_vendor_payment$;
comment on function tolsel.void_vendor_payment is
$$Voids a payment to a vendor, or its credit note: what it paid is open again, and the money of a
payment is back in its channel, on a day of the channel, for a credit note of the main branch (null:
today, or the first open day if that is closed). A second call with the same reason answers with
the void payment.
raises: UC002 tenant_not_allowed, UC014 date_not_usable, UC016 text_not_usable,
UH004 day_lies_ahead, UH009 vendor_payment_not_found, UH012 document_void, UH020 void_too_early,
UH065 vendor_payment_refunded, UL005 insufficient_funds, UL007 period_closed$$;
revoke all on function tolsel.void_vendor_payment from public;
grant execute on function tolsel.void_vendor_payment to tolsel_app, tolsel_accountant;
