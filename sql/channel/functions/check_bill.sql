create or replace function tolsel_channel.check_bill(
    p_vendor_bill_id bigint, p_vendor_id bigint, p_amount numeric, p_tenant_id bigint
)
returns void
language plpgsql
stable
as $check_bill$
declare
    v_bill tolsel_channel.vendor_bill;
begin
    select * into v_bill from tolsel_channel.vendor_bill b
    where b.tenant_id = p_tenant_id and b.vendor_bill_id = p_vendor_bill_id
        and b.vendor_id = p_vendor_id;
    if not found then
        perform tolsel_core.refuse('UH008', format(
            'Vendor %s, bill %s.', p_vendor_id, p_vendor_bill_id));
    elsif v_bill.voided_at is not null then
        perform tolsel_core.refuse('UH012', format(
            'Bill %s was voided: %s', p_vendor_bill_id, v_bill.void_reason));
    elsif p_amount > v_bill.balance_amount then
        perform tolsel_core.refuse('UH014', format(
            'Bill %s (%s): %s of %s is open; %s was to be paid.', p_vendor_bill_id,
            v_bill.bill_number, v_bill.balance_amount, v_bill.total_amount, p_amount));
    end if;
end
$check_bill$;
comment on function tolsel_channel.check_bill is
$$Checks that an amount can be paid of a bill of a vendor. The caller has locked the vendor.
raises: UH008 vendor_bill_not_found, UH012 document_void, UH014 more_than_bill_balance$$;
