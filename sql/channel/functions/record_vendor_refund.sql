create or replace function tolsel.record_vendor_refund(
    p_vendor_payment_id bigint,
    p_amount numeric,
    p_method text,
    p_channel_id bigint,
    p_reason text default null,
    p_refunded_on date default null,
    p_reference text default null,
    p_metadata jsonb default '{}',
    p_request_key text default null,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_channel.vendor_refund
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $record_vendor_refund$
declare
    v_metadata jsonb := coalesce(p_metadata, '{}');
    v_payment tolsel_channel.vendor_payment;
    v_vendor tolsel_channel.vendor;
    v_account tolsel_ledger.account;
    v_channel tolsel_channel.payment_channel;
    v_refunded_on date;
    v_journal_id bigint;
    v_refund tolsel_channel.vendor_refund;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_core.check_request_key(p_request_key);
    perform tolsel_core.check_metadata(v_metadata);
    if p_reason is not null then
        perform tolsel_core.check_text(p_reason, 'reason', 1000);
    end if;
    if p_reference is not null then
        perform tolsel_core.check_text(p_reference, 'reference', 200);
    end if;
    -- Lock:
    v_payment := tolsel_channel.lock_vendor_payment(p_vendor_payment_id, p_tenant_id);
    -- Repeat:
    if p_request_key is not null then
        select * into v_refund from tolsel_channel.vendor_refund r
        where r.tenant_id = p_tenant_id and r.request_key = p_request_key;
        if found then
            perform tolsel_core.check_repeated_document(
                'refund ' || v_refund.vendor_refund_id, to_jsonb(v_refund), jsonb_build_object(
                    'vendor_payment_id', p_vendor_payment_id, 'amount', p_amount,
                    'method', p_method, 'channel_id', p_channel_id, 'reason', p_reason,
                    'refunded_on', coalesce(p_refunded_on, v_refund.refunded_on),
                    'reference', p_reference, 'metadata', v_metadata));
            return v_refund;
        end if;
    end if;

    -- Refuse:
    select * into v_vendor from tolsel_channel.vendor v
    where v.tenant_id = p_tenant_id and v.vendor_id = v_payment.vendor_id;
    v_account := tolsel_ledger.get_account(v_vendor.account_id, p_tenant_id);
    p_amount := tolsel_core.check_positive_amount(p_amount, v_account.scale, 'The refund');
    v_channel := tolsel_channel.check_channel(p_channel_id, v_account.currency, p_tenant_id);
    perform tolsel_channel.check_method(p_method, p_tenant_id);
    perform tolsel_channel.check_unapplied(v_payment, p_amount);
    v_refunded_on := tolsel_channel.choose_day(
        v_channel, p_refunded_on, 'The refund', p_tenant_id, p_document_on => v_payment.paid_on);

    -- Write: a trigger adds it to what is refunded of the payment.
    v_journal_id := tolsel_ledger.post_transfer(
        v_vendor.account_id, v_channel.account_id, p_amount, v_refunded_on,
        'Refund from ' || v_vendor.name, p_tenant_id);
    insert into tolsel_channel.vendor_refund (
        tenant_id, vendor_payment_id, vendor_id, channel_id, method, amount, refunded_on, reason,
        reference, journal_id, user_id, request_key, request_id, metadata)
    values (
        p_tenant_id, p_vendor_payment_id, v_vendor.vendor_id, p_channel_id, p_method, p_amount,
        v_refunded_on, p_reason, p_reference, v_journal_id,
        tolsel_core.context_user_id(p_tenant_id), p_request_key, tolsel_core.context_request_id(),
        v_metadata)
    on conflict (tenant_id, request_key) where request_key is not null do nothing
    returning * into v_refund;
    if not found then
        perform tolsel_core.refuse('UC024', format('Key %L.', p_request_key));
    end if;
    -- Hand on:
    perform tolsel_core.emit_event(
        'vendor_refund.recorded', 'vendor_refund', v_refund.vendor_refund_id,
        jsonb_build_object(
            'vendor_id', v_vendor.vendor_id, 'vendor_payment_id', p_vendor_payment_id,
            'channel_id', p_channel_id, 'amount', p_amount::text),
        p_tenant_id);
    return v_refund;
end
$record_vendor_refund$;
comment on function tolsel.record_vendor_refund is
$$Records money that a vendor gives back into a channel: of what was paid ahead, or for its credit
note. Only what pays no bill is given back; take it off the bill first otherwise.
raises: UB032 request_undone, UC002 tenant_not_allowed, UC008 amount_not_finite,
UC009 amount_is_zero, UC010 amount_too_precise, UC011 amount_too_large,
UC012 request_key_not_usable, UC013 metadata_not_usable, UC014 date_not_usable,
UC016 text_not_usable, UC024 request_key_reused, UC025 amount_not_positive, UH001 channel_not_found,
UH002 channel_not_active, UH003 method_not_usable, UH004 day_lies_ahead,
UH009 vendor_payment_not_found, UH012 document_void, UH020 void_too_early,
UH062 more_than_vendor_unapplied, UL004 currency_mismatch, UL007 period_closed$$;
revoke all on function tolsel.record_vendor_refund from public;
grant execute on function tolsel.record_vendor_refund to tolsel_app, tolsel_accountant;
