create or replace function tolsel_billing.settle_payment(
    p_payment tolsel_billing.payment,
    p_customer tolsel_billing.customer,
    p_is_strict boolean
)
returns tolsel_billing.payment
language plpgsql
volatile
as $settle_payment$
declare
    v_tenant_id bigint := p_payment.tenant_id;
    v_payment tolsel_billing.payment := p_payment;
    v_portions tolsel_billing.portion[];
    v_portion tolsel_billing.portion;
    v_channel tolsel_channel.payment_channel;
    v_to_account_id bigint;
begin
    -- Refuse: the customer is locked, so that what is open stands still.
    v_channel := tolsel_billing.check_payment(v_payment, p_customer);
    v_portions := tolsel_billing.plan_portions(v_payment, p_is_strict);
    if v_payment.channel_id is null then
        v_payment.paid_on := tolsel_billing.choose_day(
            v_payment.paid_on, 'The day of payment', v_tenant_id);
        v_to_account_id := tolsel_ledger.purpose_account(
            'undeposited_funds', p_customer.currency, v_tenant_id);
    else
        v_payment.paid_on := tolsel_channel.choose_day(
            v_channel, v_payment.paid_on, 'The day of payment', v_tenant_id);
        v_to_account_id := v_channel.account_id;
    end if;

    -- Write: the ledger first, which locks the balances and may refuse too.
    v_payment.payment_id := coalesce(
        v_payment.payment_id, nextval('tolsel_billing.payment_payment_id_seq'));
    v_payment.journal_id := tolsel_ledger.post_transfer(
        p_customer.account_id, v_to_account_id, v_payment.amount, v_payment.paid_on,
        'Payment ' || v_payment.payment_id, v_tenant_id);
    foreach v_portion in array v_portions loop
        v_payment.allocated_amount := v_payment.allocated_amount + v_portion.amount;
    end loop;
    v_payment.completed_at := case
        when v_payment.status is null then v_payment.opened_at else tolsel_core.clock_at() end;
    -- A test clock may have been set back since.
    v_payment.processing_ms := greatest(0, round(1000 * extract(epoch from
        v_payment.completed_at - v_payment.opened_at + (clock_timestamp() - now()))));
    if v_payment.status is null then
        v_payment.status := 'completed';
        v_payment := tolsel_billing.add_payment(v_payment);
    else
        update tolsel_billing.payment p
        set status = 'completed', paid_on = v_payment.paid_on,
            provider_reference = v_payment.provider_reference,
            processing_ms = v_payment.processing_ms, failure_reason = null, next_retry_at = null,
            completed_at = v_payment.completed_at, journal_id = v_payment.journal_id,
            allocated_amount = v_payment.allocated_amount, metadata = v_payment.metadata
        where p.tenant_id = v_tenant_id and p.payment_id = v_payment.payment_id
        returning * into v_payment;
        perform tolsel_billing.track_payment(v_payment, 'completed', null, null);
    end if;
    foreach v_portion in array v_portions loop
        insert into tolsel_billing.allocation (
            tenant_id, payment_id, invoice_id, customer_id, amount, is_initial, user_id, request_id)
        values (
            v_tenant_id, v_payment.payment_id, v_portion.invoice_id, v_payment.customer_id,
            v_portion.amount, true, v_payment.user_id, v_payment.request_id);
    end loop;
    update tolsel_billing.customer c
    set payment_count = c.payment_count + 1,
        payment_total = c.payment_total + v_payment.amount,
        last_payment_on = greatest(c.last_payment_on, v_payment.paid_on)
    where c.tenant_id = v_tenant_id and c.customer_id = v_payment.customer_id;
    perform tolsel_core.emit_event(
        'payment.completed', 'payment', v_payment.payment_id,
        jsonb_build_object(
            'customer_id', v_payment.customer_id, 'amount', v_payment.amount::text,
            'currency', p_customer.currency, 'method', v_payment.method,
            'channel_id', v_payment.channel_id),
        v_tenant_id);
    return v_payment;
end
$settle_payment$;
comment on function tolsel_billing.settle_payment is
$$Books a payment, new or open, and allocates it: the one place where customers' money comes in.
Where it is not strict, because a provider has it already, what cannot be allocated stays credit.
The caller has locked the customer.
raises: the refusals of tolsel_billing.check_payment, tolsel_billing.plan_portions,
tolsel_channel.choose_day and tolsel_ledger.post_lines$$;
