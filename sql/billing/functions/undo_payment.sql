create or replace function tolsel_billing.undo_payment(
    p_payment tolsel_billing.payment, p_reason text, p_voided_on date
)
returns tolsel_billing.payment
language plpgsql
volatile
as $undo_payment$
declare
    v_tenant_id bigint := p_payment.tenant_id;
    v_payment tolsel_billing.payment := p_payment;
    v_voided_on date;
    v_void_journal_id bigint;
begin
    -- Refuse:
    if v_payment.status <> 'completed' then
        perform tolsel_core.refuse('UB007', format(
            'Payment %s is %s.', v_payment.payment_id, v_payment.status));
    elsif v_payment.refunded_amount > 0 then
        perform tolsel_core.refuse('UB011', format(
            'Of payment %s %s of %s is refunded.', v_payment.payment_id,
            v_payment.refunded_amount, v_payment.amount));
    end if;
    if v_payment.channel_id is null then
        v_voided_on := tolsel_billing.choose_void_day(p_voided_on, v_payment.paid_on, v_tenant_id);
    else
        v_voided_on := tolsel_channel.choose_void_day(
            v_payment.channel_id, p_voided_on, v_payment.paid_on, v_tenant_id);
    end if;

    -- Write: nothing may be paid by it any more, then it may be void.
    perform tolsel_billing.release_payment(v_payment, v_payment.allocated_amount);
    v_void_journal_id := tolsel_ledger.post_reversal(
        v_payment.journal_id, v_voided_on, 'Void of payment ' || v_payment.payment_id,
        v_tenant_id);
    update tolsel_billing.payment p
    set status = 'void', voided_at = tolsel_core.clock_at(), void_reason = p_reason,
        void_journal_id = v_void_journal_id
    where p.tenant_id = v_tenant_id and p.payment_id = v_payment.payment_id
    returning * into v_payment;
    if v_payment.kind = 'payment' then
        update tolsel_billing.customer c
        set payment_count = c.payment_count - 1,
            payment_total = c.payment_total - v_payment.amount,
            last_payment_on = (
                select max(p.paid_on) from tolsel_billing.payment p
                where p.tenant_id = v_tenant_id and p.customer_id = v_payment.customer_id
                    and p.kind = 'payment' and p.status = 'completed')
        where c.tenant_id = v_tenant_id and c.customer_id = v_payment.customer_id;
    end if;
    perform tolsel_core.emit_event(
        'payment.voided', 'payment', v_payment.payment_id,
        jsonb_build_object('customer_id', v_payment.customer_id, 'reason', p_reason), v_tenant_id);
    return v_payment;
end
$undo_payment$;
comment on function tolsel_billing.undo_payment is
$$Voids a completed payment: takes back its allocations, reverses its journal and takes it out of
the customer's figures. The caller has locked the customer.
raises: UB007 payment_not_completed, UB011 payment_refunded, UC014 date_not_usable,
UH004 day_lies_ahead, UH020 void_too_early, and the refusals of tolsel_ledger.post_lines$$;
