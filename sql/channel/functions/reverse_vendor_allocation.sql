create or replace function tolsel.reverse_vendor_allocation(
    p_vendor_allocation_id bigint,
    p_amount numeric default null,
    p_request_key text default null,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_channel.vendor_allocation
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $reverse_vendor_allocation$
declare
    v_original tolsel_channel.vendor_allocation;
    v_payment tolsel_channel.vendor_payment;
    v_account tolsel_ledger.account;
    v_left numeric;
    v_allocation tolsel_channel.vendor_allocation;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_core.check_request_key(p_request_key);
    select * into v_original from tolsel_channel.vendor_allocation a
    where a.tenant_id = p_tenant_id and a.vendor_allocation_id = p_vendor_allocation_id;
    if not found then
        perform tolsel_core.refuse('UH063', format(
            'Allocation %s.', coalesce(p_vendor_allocation_id::text, 'null')));
    end if;
    -- Lock: an allocation never changes; what is left of it is read in a later statement.
    v_payment := tolsel_channel.lock_vendor_payment(v_original.vendor_payment_id, p_tenant_id);
    -- Repeat:
    if p_request_key is not null then
        select * into v_allocation from tolsel_channel.vendor_allocation a
        where a.tenant_id = p_tenant_id and a.request_key = p_request_key;
        if found then
            perform tolsel_core.check_repeated(
                'allocation ' || v_allocation.vendor_allocation_id, to_jsonb(v_allocation),
                jsonb_build_object(
                    'reverses_vendor_allocation_id', p_vendor_allocation_id,
                    'amount', coalesce(-p_amount, v_allocation.amount)));
            return v_allocation;
        end if;
    end if;
    -- Refuse:
    select a.* into v_account
    from tolsel_channel.vendor v
    join tolsel_ledger.account a on a.tenant_id = p_tenant_id and a.account_id = v.account_id
    where v.tenant_id = p_tenant_id and v.vendor_id = v_original.vendor_id;
    if p_amount is not null then
        p_amount := tolsel_core.check_positive_amount(p_amount, v_account.scale, 'The amount');
    end if;
    v_left := tolsel_channel.left_of_vendor_allocation(p_vendor_allocation_id, p_tenant_id);
    if v_left = 0 or p_amount > v_left or v_original.reverses_vendor_allocation_id is not null then
        perform tolsel_core.refuse('UH064', format(
            'Of allocation %s %s of %s is left%s.', p_vendor_allocation_id, v_left,
            v_original.amount,
            case when v_original.reverses_vendor_allocation_id is not null
                then '; it is a reversal itself' else '' end));
    end if;
    -- Write: a trigger takes it off both sides, and tells of the bill.
    return tolsel_channel.add_vendor_allocation(
        v_payment, v_original.vendor_bill_id, -coalesce(p_amount, v_left),
        tolsel_core.choose_day(
            null, 'The day', p_tenant_id,
            p_open_on => tolsel_ledger.first_open_on(v_account.account_id, p_tenant_id)),
        p_reverses_vendor_allocation_id => p_vendor_allocation_id,
        p_request_key => p_request_key);
end
$reverse_vendor_allocation$;
comment on function tolsel.reverse_vendor_allocation is
$$Takes back what of a payment or credit note pays a bill, or part of it: the bill is owed again,
and the money can be applied elsewhere, or refunded.
raises: UC002 tenant_not_allowed, UC008 amount_not_finite, UC009 amount_is_zero,
UC010 amount_too_precise, UC011 amount_too_large, UC012 request_key_not_usable,
UC024 request_key_reused, UC025 amount_not_positive, UH063 vendor_allocation_not_found,
UH064 more_than_vendor_allocated$$;
revoke all on function tolsel.reverse_vendor_allocation from public;
grant execute on function tolsel.reverse_vendor_allocation to tolsel_app, tolsel_accountant;
