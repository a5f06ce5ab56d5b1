create or replace function tolsel_billing.match_allocation(
    p_payment_id bigint,
    p_invoice_id bigint,
    p_amount numeric,
    p_reverses_allocation_id bigint,
    p_request_key text,
    p_tenant_id bigint
)
returns tolsel_billing.allocation
language plpgsql
stable
as $match_allocation$
declare
    v_allocation tolsel_billing.allocation;
begin
    select * into v_allocation from tolsel_billing.allocation a
    where a.tenant_id = p_tenant_id and a.request_key = p_request_key;
    if not found then
        return null;
    end if;
    if (v_allocation.payment_id, v_allocation.invoice_id, v_allocation.reverses_allocation_id)
        is distinct from (p_payment_id, p_invoice_id, p_reverses_allocation_id)
        or v_allocation.amount <> p_amount
    then
        perform tolsel_core.refuse('UC024', format(
            'Key %L belongs to allocation %s.', p_request_key, v_allocation.allocation_id));
    end if;
    return v_allocation;
end
$match_allocation$;
comment on function tolsel_billing.match_allocation is
$$Answers with the allocation under a request key, if it has this content; null where the key is
new. An amount of null matches whatever the first call got.
raises: UC024 request_key_reused$$;
