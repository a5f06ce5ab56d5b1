create or replace function tolsel.record_vendor_credit_note(
    p_vendor_id bigint,
    p_credit_number text,
    p_total_amount numeric default null,
    p_expense_account_id bigint default null,
    p_vendor_bill_id bigint default null,
    p_credited_on date default null,
    p_metadata jsonb default '{}',
    p_lines jsonb default null,
    p_request_key text default null,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_channel.vendor_payment
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $record_vendor_credit_note$
declare
    v_metadata jsonb := coalesce(p_metadata, '{}');
    v_vendor tolsel_channel.vendor;
    v_account tolsel_ledger.account;
    v_bill tolsel_channel.vendor_bill;
    v_lines jsonb;
    v_total_amount numeric;
    v_credited_on date;
    v_credit tolsel_channel.vendor_payment;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_core.check_text(p_credit_number, 'credit_number', 100);
    perform tolsel_core.check_request_key(p_request_key);
    perform tolsel_core.check_metadata(v_metadata);
    v_lines := tolsel_channel.read_vendor_lines(
        p_lines, p_total_amount, p_expense_account_id, p_tenant_id);
    -- Lock:
    v_vendor := tolsel_channel.lock_vendor(p_vendor_id, p_tenant_id);
    -- Repeat:
    if p_request_key is not null then
        select * into v_credit from tolsel_channel.vendor_payment p
        where p.tenant_id = p_tenant_id and p.request_key = p_request_key;
        if found then
            perform tolsel_core.check_repeated_document(
                'payment ' || v_credit.vendor_payment_id,
                to_jsonb(v_credit) || tolsel_channel.describe_vendor_lines(
                    null, v_credit.vendor_payment_id, p_tenant_id),
                jsonb_build_object(
                    'kind', 'credit_note', 'vendor_id', p_vendor_id, 'reference', p_credit_number,
                    'amount', coalesce(p_total_amount, v_credit.amount), 'lines', v_lines,
                    'vendor_bill_id', p_vendor_bill_id,
                    'paid_on', coalesce(p_credited_on, v_credit.paid_on), 'metadata', v_metadata));
            return v_credit;
        end if;
    end if;

    -- Refuse:
    v_account := tolsel_ledger.get_account(v_vendor.account_id, p_tenant_id);
    v_total_amount := tolsel_channel.check_vendor_lines(
        v_lines, p_total_amount, 'The credit note', v_account);
    v_credited_on := tolsel_core.choose_day(
        p_credited_on, 'The credit note', p_tenant_id,
        p_open_on => tolsel_ledger.first_open_on(v_account.account_id, p_tenant_id));
    if p_vendor_bill_id is not null then
        v_bill := tolsel_channel.check_bill(p_vendor_bill_id, p_vendor_id, 0, p_tenant_id);
    end if;
    if exists (
        select from tolsel_channel.vendor_payment p
        where p.tenant_id = p_tenant_id and p.vendor_id = p_vendor_id and p.kind = 'credit_note'
            and p.reference = p_credit_number and p.voided_at is null
    ) then
        perform tolsel_core.refuse('UH067', format(
            'Vendor %s (%s), credit note %s.', p_vendor_id, v_vendor.name, p_credit_number));
    end if;

    -- Write:
    insert into tolsel_channel.vendor_payment (
        tenant_id, vendor_id, kind, vendor_bill_id, amount, allocated_amount, refunded_amount,
        paid_on, reference, journal_id, user_id, request_key, request_id, metadata)
    values (
        p_tenant_id, p_vendor_id, 'credit_note', p_vendor_bill_id, v_total_amount,
        0 * v_total_amount, 0 * v_total_amount, v_credited_on, p_credit_number,
        tolsel_channel.post_vendor_lines(
            v_lines, v_vendor.account_id, v_credited_on,
            format('Credit note %s of %s', p_credit_number, v_vendor.name), true, p_tenant_id),
        tolsel_core.context_user_id(p_tenant_id), p_request_key, tolsel_core.context_request_id(),
        v_metadata)
    on conflict (tenant_id, request_key) where request_key is not null do nothing
    returning * into v_credit;
    if not found then
        perform tolsel_core.refuse('UC024', format('Key %L.', p_request_key));
    end if;
    perform tolsel_channel.write_vendor_lines(
        v_lines, null, v_credit.vendor_payment_id, p_tenant_id);
    -- Hand on: a trigger tells of the bill.
    perform tolsel_core.emit_event(
        'vendor_credit_note.recorded', 'vendor_payment', v_credit.vendor_payment_id,
        jsonb_build_object('vendor_id', p_vendor_id, 'amount', v_credit.amount::text), p_tenant_id);
    if v_bill.balance_amount > 0 then
        perform tolsel_channel.add_vendor_allocation(
            v_credit, p_vendor_bill_id, least(v_total_amount, v_bill.balance_amount),
            p_allocated_on => null);
        select * into v_credit from tolsel_channel.vendor_payment p
        where p.tenant_id = p_tenant_id and p.vendor_payment_id = v_credit.vendor_payment_id;
    end if;
    return v_credit;
end
$record_vendor_credit_note$;
comment on function tolsel.record_vendor_credit_note is
$$Records the credit note of a vendor, under the vendor's number, on a day of the main branch (null:
today): less is owed from then on. It takes a total or lines as a bill does, and pays the bill that
is named as far as that is open, if at all; what is left is allocated, or refunded by the vendor.
raises: UB032 request_undone, UC002 tenant_not_allowed, UC008 amount_not_finite,
UC009 amount_is_zero, UC010 amount_too_precise, UC011 amount_too_large,
UC012 request_key_not_usable, UC013 metadata_not_usable, UC014 date_not_usable,
UC016 text_not_usable, UC024 request_key_reused, UC025 amount_not_positive, UH004 day_lies_ahead,
UH007 vendor_not_found, UH008 vendor_bill_not_found, UH012 document_void,
UH060 vendor_lines_not_readable, UH061 vendor_total_differs, UH067 credit_number_taken,
UL003 account_not_found, UL004 currency_mismatch, UL005 insufficient_funds, UL006 account_managed,
UL007 period_closed$$;
revoke all on function tolsel.record_vendor_credit_note from public;
grant execute on function tolsel.record_vendor_credit_note to tolsel_app, tolsel_accountant;
