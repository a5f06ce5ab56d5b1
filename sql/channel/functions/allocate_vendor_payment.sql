create or replace function tolsel.allocate_vendor_payment(
    p_vendor_payment_id bigint,
    p_vendor_bill_id bigint,
    p_amount numeric default null,
    p_request_key text default null,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_channel.vendor_allocation
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $allocate_vendor_payment$
declare
    v_payment tolsel_channel.vendor_payment;
    v_account tolsel_ledger.account;
    v_bill tolsel_channel.vendor_bill;
    v_allocation tolsel_channel.vendor_allocation;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_core.check_request_key(p_request_key);
    -- Lock:
    v_payment := tolsel_channel.lock_vendor_payment(p_vendor_payment_id, p_tenant_id);
    -- Repeat:
    if p_request_key is not null then
        select * into v_allocation from tolsel_channel.vendor_allocation a
        where a.tenant_id = p_tenant_id and a.request_key = p_request_key;
        if found then
            perform tolsel_core.check_repeated_document(
                'allocation ' || v_allocation.vendor_allocation_id,
                to_jsonb(v_allocation) || jsonb_build_object(
                    'void_reason',
                    case tolsel_channel.left_of_vendor_allocation(
                            v_allocation.vendor_allocation_id, p_tenant_id)
                        when 0 then 'all of it was taken back.' end),
                jsonb_build_object(
                    'vendor_payment_id', p_vendor_payment_id, 'vendor_bill_id', p_vendor_bill_id,
                    'amount', coalesce(p_amount, v_allocation.amount),
                    'reverses_vendor_allocation_id', null));
            return v_allocation;
        end if;
    end if;
    -- Refuse:
    select a.* into v_account
    from tolsel_channel.vendor v
    join tolsel_ledger.account a on a.tenant_id = p_tenant_id and a.account_id = v.account_id
    where v.tenant_id = p_tenant_id and v.vendor_id = v_payment.vendor_id;
    if p_amount is not null then
        p_amount := tolsel_core.check_positive_amount(p_amount, v_account.scale, 'The amount');
    end if;
    v_bill := tolsel_channel.check_bill(
        p_vendor_bill_id, v_payment.vendor_id, p_amount, p_tenant_id);
    perform tolsel_channel.check_unapplied(v_payment, p_amount);
    -- Write: a trigger adds it to both sides, and tells of the bill.
    return tolsel_channel.add_vendor_allocation(
        v_payment, p_vendor_bill_id,
        coalesce(p_amount, least(v_bill.balance_amount, v_payment.unapplied_amount)),
        tolsel_core.choose_day(
            null, 'The day', p_tenant_id,
            p_open_on => tolsel_ledger.first_open_on(v_account.account_id, p_tenant_id)),
        p_request_key => p_request_key);
end
$allocate_vendor_payment$;
comment on function tolsel.allocate_vendor_payment is
$$Applies what is unapplied of a payment to a vendor, or of its credit note, or part of it, to a
bill of the same vendor; without an amount, as much as possible.
raises: UB032 request_undone, UC002 tenant_not_allowed, UC008 amount_not_finite,
UC009 amount_is_zero, UC010 amount_too_precise, UC011 amount_too_large,
UC012 request_key_not_usable, UC024 request_key_reused, UC025 amount_not_positive,
UH008 vendor_bill_not_found, UH009 vendor_payment_not_found, UH012 document_void,
UH014 more_than_bill_balance, UH062 more_than_vendor_unapplied$$;
revoke all on function tolsel.allocate_vendor_payment from public;
grant execute on function tolsel.allocate_vendor_payment to tolsel_app, tolsel_accountant;
