create or replace function tolsel_billing.left_of_allocation(
    p_allocation_id bigint, p_tenant_id bigint
)
returns numeric
language plpgsql
stable
as $left_of_allocation$
begin
    return (
        select sum(a.amount)
        from (
            select a.amount from tolsel_billing.allocation a
            where a.tenant_id = p_tenant_id and a.allocation_id = p_allocation_id
            union all
            select a.amount from tolsel_billing.allocation a
            where a.tenant_id = p_tenant_id and a.reverses_allocation_id = p_allocation_id
        ) a);
end
$left_of_allocation$;
comment on function tolsel_billing.left_of_allocation is
    'Answers what reversals have left of an allocation. The caller has locked the customer.';
