create or replace function tolsel_billing.last_payment_of(
    p_invoice_id bigint, p_but_payment_id bigint, p_tenant_id bigint
)
returns date
language plpgsql
stable
as $last_payment_of$
begin
    return (
        select max(p.paid_on)
        from (
            select a.payment_id from tolsel_billing.allocation a
            where a.tenant_id = p_tenant_id and a.invoice_id = p_invoice_id
                and a.payment_id <> p_but_payment_id
            group by a.payment_id
            having sum(a.amount) > 0
        ) a
        join tolsel_billing.payment p on p.tenant_id = p_tenant_id and p.payment_id = a.payment_id);
end
$last_payment_of$;
comment on function tolsel_billing.last_payment_of is
    'Answers the latest day of the payments that an invoice is paid from, without one of them.';
