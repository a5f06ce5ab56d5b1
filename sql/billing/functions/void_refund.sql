create or replace function tolsel.void_refund(
    p_refund_id bigint,
    p_reason text,
    p_voided_on date default null,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_billing.refund
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $void_refund$
declare
    v_refund tolsel_billing.refund;
    v_payment tolsel_billing.payment;
    v_voided_on date;
    v_void_journal_id bigint;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_core.check_text(p_reason, 'reason', 1000);
    -- Lock:
    v_refund := tolsel_billing.lock_refund(p_refund_id, p_tenant_id);
    -- Repeat:
    if v_refund.voided_at is not null then
        perform tolsel_core.check_repeated_void(
            'Refund ' || p_refund_id, v_refund.voided_at, v_refund.void_reason, p_reason);
        return v_refund;
    end if;
    -- Refuse:
    v_voided_on := tolsel_channel.choose_day(
        tolsel_channel.get_channel(v_refund.channel_id, p_tenant_id), p_voided_on, 'The void',
        p_tenant_id, p_document_on => v_refund.refunded_on);
    -- Write: the payment has the money again before it pays with it.
    v_void_journal_id := tolsel_ledger.post_reversal(
        v_refund.journal_id, v_voided_on, 'Void of refund ' || p_refund_id, p_tenant_id);
    update tolsel_billing.refund r
    set voided_at = tolsel_core.clock_at(), voided_on = v_voided_on, void_reason = p_reason,
        void_journal_id = v_void_journal_id
    where r.tenant_id = p_tenant_id and r.refund_id = p_refund_id
    returning * into v_refund;
    perform tolsel_billing.restore_allocations(v_refund);
    -- Hand on:
    select * into v_payment from tolsel_billing.payment p
    where p.tenant_id = p_tenant_id and p.payment_id = v_refund.payment_id;
    perform tolsel_core.emit_event(
        'refund.voided', v_payment.kind, v_refund.payment_id,
        jsonb_build_object(
            'refund_id', p_refund_id, 'customer_id', v_refund.customer_id,
            'amount', v_refund.amount::text, 'reason', p_reason),
        p_tenant_id);
    return v_refund;
end
$void_refund$;
comment on function tolsel.void_refund is
$$Voids a refund that turned out to be none, such as one that failed at the provider: its journal is
reversed, and the payment is as free as before. The invoices that the refund made owed again are
paid again, as far as they are still open; the rest is the customer's credit. Counts for p_voided_on
(default: the channel's open day). A second call with the same reason answers with the void refund.
raises: UB033 refund_not_found, UB140 payment_is_top_up, UC002 tenant_not_allowed,
UC014 date_not_usable, UC016 text_not_usable, UH004 day_lies_ahead, UH012 document_void,
UH020 void_too_early,
UL007 period_closed, UL010 balance_out_of_range$$;
revoke all on function tolsel.void_refund from public;
grant execute on function tolsel.void_refund to tolsel_app, tolsel_supervisor;
