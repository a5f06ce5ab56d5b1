create or replace function tolsel.record_vendor_bill(
    p_vendor_id bigint,
    p_bill_number text,
    p_total_amount numeric default null,
    p_expense_account_id bigint default null,
    p_billed_on date default null,
    p_due_on date default null,
    p_metadata jsonb default '{}',
    p_lines jsonb default null,
    p_request_key text default null,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_channel.vendor_bill
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $record_vendor_bill$
declare
    v_metadata jsonb := coalesce(p_metadata, '{}');
    v_vendor tolsel_channel.vendor;
    v_account tolsel_ledger.account;
    v_bill tolsel_channel.vendor_bill;
    v_lines jsonb;
    v_total_amount numeric;
    v_billed_on date;
    v_due_on date;
    v_journal_id bigint;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_core.check_text(p_bill_number, 'bill_number', 100);
    perform tolsel_core.check_request_key(p_request_key);
    perform tolsel_core.check_metadata(v_metadata);
    v_lines := tolsel_channel.read_vendor_lines(
        p_lines, p_total_amount, p_expense_account_id, p_tenant_id);
    -- Lock:
    v_vendor := tolsel_channel.lock_vendor(p_vendor_id, p_tenant_id);
    -- Repeat:
    if p_request_key is not null then
        select * into v_bill from tolsel_channel.vendor_bill b
        where b.tenant_id = p_tenant_id and b.request_key = p_request_key;
        if found then
            perform tolsel_core.check_repeated_document(
                'bill ' || v_bill.vendor_bill_id,
                to_jsonb(v_bill) || tolsel_channel.describe_vendor_lines(
                    v_bill.vendor_bill_id, null, p_tenant_id),
                jsonb_build_object(
                    'vendor_id', p_vendor_id, 'bill_number', p_bill_number,
                    'total_amount', coalesce(p_total_amount, v_bill.total_amount),
                    'lines', v_lines,
                    'billed_on', coalesce(p_billed_on, v_bill.billed_on),
                    'due_on', coalesce(p_due_on, v_bill.due_on), 'metadata', v_metadata));
            return v_bill;
        end if;
    end if;

    -- Refuse:
    perform tolsel_channel.check_active(v_vendor);
    v_account := tolsel_ledger.get_account(v_vendor.account_id, p_tenant_id);
    v_total_amount := tolsel_channel.check_vendor_lines(
        v_lines, p_total_amount, 'The bill', v_account);
    v_billed_on := tolsel_core.choose_day(
        p_billed_on, 'The bill', p_tenant_id,
        p_open_on => tolsel_ledger.first_open_on(v_account.account_id, p_tenant_id));
    v_due_on := coalesce(p_due_on, v_billed_on);
    perform tolsel_core.check_date(v_due_on, 'Its payment');
    if v_due_on < v_billed_on then
        perform tolsel_core.refuse('UC014', format(
            'The bill is %s, due on %s.', v_billed_on, v_due_on));
    elsif exists (
        select from tolsel_channel.vendor_bill b
        where b.tenant_id = p_tenant_id and b.vendor_id = p_vendor_id
            and b.bill_number = p_bill_number and b.voided_at is null
    ) then
        perform tolsel_core.refuse('UH013', format(
            'Vendor %s (%s), bill %s.', p_vendor_id, v_vendor.name, p_bill_number));
    end if;

    -- Write:
    v_journal_id := tolsel_channel.post_vendor_lines(
        v_lines, v_vendor.account_id, v_billed_on,
        format('Bill %s of %s', p_bill_number, v_vendor.name), p_is_credit => false,
        p_tenant_id => p_tenant_id);
    insert into tolsel_channel.vendor_bill (
        tenant_id, vendor_id, bill_number, billed_on, due_on, total_amount, paid_amount, journal_id,
        user_id, request_key, request_id, metadata)
    values (
        p_tenant_id, p_vendor_id, p_bill_number, v_billed_on, v_due_on, v_total_amount,
        tolsel_core.at_scale(0, v_account.scale),
        v_journal_id, tolsel_core.context_user_id(p_tenant_id), p_request_key,
        tolsel_core.context_request_id(), v_metadata)
    on conflict (tenant_id, request_key) where request_key is not null do nothing
    returning * into v_bill;
    if not found then
        perform tolsel_core.refuse('UC024', format('Key %L.', p_request_key));
    end if;
    perform tolsel_channel.write_vendor_lines(
        v_lines, v_bill.vendor_bill_id, null, p_tenant_id);
    -- Hand on:
    perform tolsel_core.emit_event(
        'vendor_bill.recorded', 'vendor_bill', v_bill.vendor_bill_id,
        jsonb_build_object('vendor_id', p_vendor_id, 'amount', v_bill.total_amount::text),
        p_tenant_id);
    return v_bill;
end
$record_vendor_bill$;
comment on function tolsel.record_vendor_bill is
$$Records what a vendor has billed, on a day of the main branch (null: today): it is owed from then
on. A total and its account, or lines: [{"amount", optional "account_id" or "account_code" (else
p_expense_account_id), "description"}, ...], such as net and VAT, each with its account.
raises: UB032 request_undone, UC002 tenant_not_allowed, UC008 amount_not_finite,
UC009 amount_is_zero, UC010 amount_too_precise, UC011 amount_too_large,
UC012 request_key_not_usable, UC013 metadata_not_usable, UC014 date_not_usable,
UC016 text_not_usable, UC024 request_key_reused, UC025 amount_not_positive, UH004 day_lies_ahead,
UH007 vendor_not_found, UH013 bill_number_taken, UH060 vendor_lines_not_readable,
UH061 vendor_total_differs, UH068 vendor_not_active, UL003 account_not_found,
UL004 currency_mismatch, UL005 insufficient_funds, UL006 account_managed, UL007 period_closed$$;
revoke all on function tolsel.record_vendor_bill from public;
grant execute on function tolsel.record_vendor_bill to tolsel_app, tolsel_accountant;
