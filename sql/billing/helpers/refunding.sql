-- How money is given back: of a payment, or of what a credit note has left.

create or replace function tolsel_billing.give_back(
    p_payment tolsel_billing.payment,
    p_amount numeric,
    p_method text,
    p_channel_id bigint,
    p_reason text,
    p_refunded_on date,
    p_metadata jsonb,
    p_request_key text
)
returns tolsel_billing.refund
language plpgsql
volatile
as $give_back$
declare
    v_tenant_id bigint := p_payment.tenant_id;
    v_metadata jsonb := coalesce(p_metadata, '{}');
    v_customer tolsel_billing.customer;
    v_method text;
    v_channel tolsel_channel.payment_channel;
    v_refund tolsel_billing.refund;
    v_refunded_on date;
    v_reversal_ids bigint[] := array[]::bigint[];
    v_reversal_id bigint;
    v_journal_id bigint;
begin
    v_customer := tolsel_billing.get_customer(p_payment.customer_id, v_tenant_id);
    -- Repeat:
    if p_request_key is not null then
        select * into v_refund from tolsel_billing.refund r
        where r.tenant_id = v_tenant_id and r.request_key = p_request_key;
        if found then
            perform tolsel_core.check_repeated_document(
                'refund ' || v_refund.refund_id, to_jsonb(v_refund), jsonb_build_object(
                    'payment_id', p_payment.payment_id, 'amount', p_amount,
                    'method', coalesce(p_method, v_refund.method), 'channel_id', p_channel_id,
                    'reason', p_reason,
                    'refunded_on', coalesce(p_refunded_on, v_refund.refunded_on),
                    'metadata', v_metadata));
            return v_refund;
        end if;
    end if;
    -- Refuse:
    p_amount := tolsel_core.check_positive_amount(p_amount, v_customer.scale, 'The amount');
    if p_payment.status <> 'completed' then
        perform tolsel_core.refuse('UB007', format(
            'The %s is %s.', tolsel_billing.payment_by_name(p_payment), p_payment.status));
    elsif p_amount > p_payment.amount - p_payment.refunded_amount then
        perform tolsel_core.refuse('UB009', format(
            'Of %s %s of %s is refunded; %s more is %s too much.',
            tolsel_billing.payment_by_name(p_payment), p_payment.refunded_amount, p_payment.amount,
            p_amount,
            p_amount - (p_payment.amount - p_payment.refunded_amount)));
    end if;
    -- A credit note has no method.
    v_method := coalesce(p_method, p_payment.method, 'cash');
    perform tolsel_channel.check_method(v_method, v_tenant_id);
    v_channel := tolsel_channel.check_channel(p_channel_id, v_customer.currency, v_tenant_id);
    v_refunded_on := tolsel_channel.choose_day(
        v_channel, p_refunded_on, 'The day of the refund', v_tenant_id);
    if p_refunded_on < p_payment.paid_on then
        perform tolsel_core.refuse('UB028', format(
            'The refund is %s, the payment %s.', p_refunded_on, p_payment.paid_on));
    end if;
    -- A payment may count for tomorrow, where today was closed when it came.
    v_refunded_on := greatest(v_refunded_on, p_payment.paid_on);

    -- Write: what is credit goes first, then the invoices paid last are owed again.
    if p_payment.account_id is null and p_amount > p_payment.unapplied_amount then
        v_reversal_ids := tolsel_billing.release_payment(
            p_payment, p_amount - p_payment.unapplied_amount, v_refunded_on);
    end if;
    v_journal_id := tolsel_ledger.post_transfer(
        v_channel.account_id, coalesce(p_payment.account_id, v_customer.account_id), p_amount,
        v_refunded_on,
        'Refund of ' || tolsel_billing.payment_by_name(p_payment), v_tenant_id);
    insert into tolsel_billing.refund (
        tenant_id, payment_id, customer_id, channel_id, method, amount, refunded_on, reason,
        journal_id, reversal_ids, user_id, request_key, request_id, metadata)
    values (
        v_tenant_id, p_payment.payment_id, p_payment.customer_id, p_channel_id, v_method, p_amount,
        v_refunded_on, p_reason, v_journal_id, v_reversal_ids,
        tolsel_core.context_user_id(v_tenant_id), p_request_key, tolsel_core.context_request_id(),
        v_metadata)
    on conflict (tenant_id, request_key) where request_key is not null do nothing
    returning * into v_refund;
    if not found then
        perform tolsel_core.refuse('UC024', format('Key %L.', p_request_key));
    end if;
    -- What a credit note is for is not owed again.
    foreach v_reversal_id in array v_reversal_ids loop
        perform tolsel_billing.spend_credit(
            v_customer, a.invoice_id, v_refunded_on, p_kind => 'credit_note',
            p_limit => -a.amount)
        from tolsel_billing.allocation a
        where a.tenant_id = v_tenant_id and a.allocation_id = v_reversal_id;
    end loop;
    -- Hand on:
    perform tolsel_core.emit_event(
        p_payment.kind || '.refunded', p_payment.kind, p_payment.payment_id,
        jsonb_build_object(
            'refund_id', v_refund.refund_id, 'customer_id', p_payment.customer_id,
            'amount', p_amount::text, 'channel_id', p_channel_id),
        v_tenant_id);
    return v_refund;
end
$give_back$;
comment on function tolsel_billing.give_back is
$$Gives money of a payment, or of a credit note, back to its customer: what is credit first, then
what it pays of invoices, the newest first. The caller has locked the customer.
raises: UB007 payment_not_completed, UB009 more_than_left_to_refund, UB028 refund_too_early,
UB032 request_undone, UC008 amount_not_finite, UC009 amount_is_zero, UC010 amount_too_precise,
UC011 amount_too_large, UC014 date_not_usable, UC024 request_key_reused, UC025 amount_not_positive,
UH001 channel_not_found, UH002 channel_not_active, UH003 method_not_usable, UH004 day_lies_ahead,
UL004 currency_mismatch, and the refusals of tolsel_ledger.post_lines$$;

create or replace function tolsel_billing.check_refund(
    p_reason text, p_metadata jsonb, p_request_key text
)
returns void
language plpgsql
stable
as $check_refund$
begin
    perform tolsel_core.check_request_key(p_request_key);
    perform tolsel_core.check_metadata(coalesce(p_metadata, '{}'));
    perform tolsel_core.check_text(p_reason, 'reason', 1000);
end
$check_refund$;
comment on function tolsel_billing.check_refund is
$$Checks the form of what a caller says of a refund.
raises: UC012 request_key_not_usable, UC013 metadata_not_usable, UC016 text_not_usable$$;
