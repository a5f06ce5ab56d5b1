create or replace function tolsel.void_vendor_refund(
    p_vendor_refund_id bigint,
    p_reason text,
    p_voided_on date default null,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_channel.vendor_refund
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $void_vendor_refund$
declare
    v_refund tolsel_channel.vendor_refund;
    v_voided_on date;
    v_journal_id bigint;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_core.check_text(p_reason, 'reason', 1000);
    -- Lock:
    perform tolsel_channel.lock_vendor_payment(r.vendor_payment_id, p_tenant_id)
    from tolsel_channel.vendor_refund r
    where r.tenant_id = p_tenant_id and r.vendor_refund_id = p_vendor_refund_id;
    select * into v_refund from tolsel_channel.vendor_refund r
    where r.tenant_id = p_tenant_id and r.vendor_refund_id = p_vendor_refund_id
    for no key update;
    if not found then
        perform tolsel_core.refuse('UH066', format(
            'Refund %s.', coalesce(p_vendor_refund_id::text, 'null')));
    end if;
    -- Repeat:
    if v_refund.voided_at is not null then
        perform tolsel_core.check_repeated_void(
            'Refund ' || p_vendor_refund_id, v_refund.voided_at, v_refund.void_reason, p_reason);
        return v_refund;
    end if;
    -- Refuse: what came through a channel can be voided after the channel was deactivated.
    v_voided_on := tolsel_channel.choose_day(
        tolsel_channel.get_channel(v_refund.channel_id, p_tenant_id), p_voided_on, 'The void',
        p_tenant_id, p_document_on => v_refund.refunded_on);
    -- Write: a trigger takes it off what is refunded of the payment.
    v_journal_id := tolsel_ledger.post_reversal(
        v_refund.journal_id, v_voided_on, p_reason, p_tenant_id);
    update tolsel_channel.vendor_refund r
    set voided_at = tolsel_core.clock_at(), voided_on = v_voided_on, void_reason = p_reason,
        void_journal_id = v_journal_id
    where r.tenant_id = p_tenant_id and r.vendor_refund_id = p_vendor_refund_id
    returning * into v_refund;
    -- Hand on:
    perform tolsel_core.emit_event(
        'vendor_refund.voided', 'vendor_refund', p_vendor_refund_id,
        jsonb_build_object('reason', p_reason), p_tenant_id);
    return v_refund;
end
$void_vendor_refund$;
comment on function tolsel.void_vendor_refund is
$$Voids a refund from a vendor, on a day of its channel (null: today, or the first open day if that
is closed): the vendor has the money still, and it can be applied to a bill. A second call with the
same reason answers with the void refund.
raises: UC002 tenant_not_allowed, UC014 date_not_usable, UC016 text_not_usable,
UH004 day_lies_ahead, UH012 document_void, UH020 void_too_early, UH066 vendor_refund_not_found,
UL005 insufficient_funds, UL007 period_closed$$;
revoke all on function tolsel.void_vendor_refund from public;
grant execute on function tolsel.void_vendor_refund to tolsel_app, tolsel_accountant;
