create or replace function tolsel.pay_vendor(
    p_vendor_id bigint,
    p_amount numeric,
    p_method text,
    p_channel_id bigint,
    p_vendor_bill_id bigint default null,
    p_paid_on date default null,
    p_reference text default null,
    p_metadata jsonb default '{}',
    p_request_key text default null,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_channel.vendor_payment
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $pay_vendor$
declare
    v_metadata jsonb := coalesce(p_metadata, '{}');
    v_vendor tolsel_channel.vendor;
    v_account tolsel_ledger.account;
    v_channel tolsel_channel.payment_channel;
    v_paid_on date;
    v_journal_id bigint;
    v_payment tolsel_channel.vendor_payment;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_core.check_request_key(p_request_key);
    perform tolsel_core.check_metadata(v_metadata);
    if p_reference is not null then
        perform tolsel_core.check_text(p_reference, 'reference', 200);
    end if;
    -- Lock:
    v_vendor := tolsel_channel.lock_vendor(p_vendor_id, p_tenant_id);
    -- Repeat:
    if p_request_key is not null then
        select * into v_payment from tolsel_channel.vendor_payment p
        where p.tenant_id = p_tenant_id and p.request_key = p_request_key;
        if found then
            perform tolsel_core.check_repeated_document(
                'payment ' || v_payment.vendor_payment_id, to_jsonb(v_payment), jsonb_build_object(
                    'kind', 'payment', 'vendor_id', p_vendor_id, 'amount', p_amount,
                    'method', p_method,
                    'channel_id', p_channel_id, 'vendor_bill_id', p_vendor_bill_id,
                    'paid_on', coalesce(p_paid_on, v_payment.paid_on), 'reference', p_reference,
                    'metadata', v_metadata));
            return v_payment;
        end if;
    end if;

    -- Refuse:
    v_account := tolsel_ledger.get_account(v_vendor.account_id, p_tenant_id);
    p_amount := tolsel_core.check_positive_amount(p_amount, v_account.scale, 'The payment');
    v_channel := tolsel_channel.check_channel(p_channel_id, v_account.currency, p_tenant_id);
    perform tolsel_channel.check_method(p_method, p_tenant_id);
    v_paid_on := tolsel_channel.choose_day(v_channel, p_paid_on, 'The payment', p_tenant_id);
    if p_vendor_bill_id is not null then
        perform tolsel_channel.check_bill(p_vendor_bill_id, p_vendor_id, p_amount, p_tenant_id);
    end if;

    -- Write:
    v_journal_id := tolsel_ledger.post_transfer(
        v_channel.account_id, v_vendor.account_id, p_amount, v_paid_on,
        'Payment to ' || v_vendor.name, p_tenant_id);
    insert into tolsel_channel.vendor_payment (
        tenant_id, vendor_id, vendor_bill_id, channel_id, method, amount, allocated_amount,
        refunded_amount, paid_on, reference,
        journal_id, user_id, request_key, request_id, metadata)
    values (
        p_tenant_id, p_vendor_id, p_vendor_bill_id, p_channel_id, p_method, p_amount,
        tolsel_core.at_scale(0, v_account.scale), tolsel_core.at_scale(0, v_account.scale),
        v_paid_on,
        p_reference, v_journal_id, tolsel_core.context_user_id(p_tenant_id), p_request_key,
        tolsel_core.context_request_id(), v_metadata)
    on conflict (tenant_id, request_key) where request_key is not null do nothing
    returning * into v_payment;
    if not found then
        perform tolsel_core.refuse('UC024', format('Key %L.', p_request_key));
    end if;
    -- Hand on: a trigger adds what it pays to its bill, and tells of that.
    perform tolsel_core.emit_event(
        'vendor_payment.completed', 'vendor_payment', v_payment.vendor_payment_id,
        jsonb_build_object(
            'vendor_id', p_vendor_id, 'channel_id', p_channel_id, 'amount', p_amount::text),
        p_tenant_id);
    if p_vendor_bill_id is not null then
        perform tolsel_channel.add_vendor_allocation(
            v_payment, p_vendor_bill_id, p_amount, p_allocated_on => null);
        select * into v_payment from tolsel_channel.vendor_payment p
        where p.tenant_id = p_tenant_id and p.vendor_payment_id = v_payment.vendor_payment_id;
    end if;
    return v_payment;
end
$pay_vendor$;
comment on function tolsel.pay_vendor is
$$Pays a vendor by a method and out of a channel, for one of its bills or on account, on a day of
the channel (null: today, or the first open day if that is closed). What is paid on account is
applied to bills by tolsel.allocate_vendor_payment.
raises: UB032 request_undone, UC002 tenant_not_allowed, UC008 amount_not_finite,
UC009 amount_is_zero, UC010 amount_too_precise, UC011 amount_too_large,
UC012 request_key_not_usable, UC013 metadata_not_usable, UC014 date_not_usable,
UC016 text_not_usable, UC024 request_key_reused, UC025 amount_not_positive, UH001 channel_not_found,
UH002 channel_not_active, UH003 method_not_usable, UH004 day_lies_ahead, UH007 vendor_not_found,
UH008 vendor_bill_not_found, UH012 document_void, UH014 more_than_bill_balance,
UL004 currency_mismatch, UL005 insufficient_funds, UL007 period_closed$$;
revoke all on function tolsel.pay_vendor from public;
grant execute on function tolsel.pay_vendor to tolsel_app, tolsel_accountant;
