create or replace function tolsel_billing.check_division(
    p_invoice_ids bigint[], p_invoice_amounts numeric[]
)
returns void
language plpgsql
stable
as $check_division$
declare
    v_repeated_id bigint;
begin
    if array_ndims(p_invoice_ids) > 1 or array_lower(p_invoice_ids, 1) <> 1
        or array_ndims(p_invoice_amounts) > 1 or array_lower(p_invoice_amounts, 1) <> 1
    then
        perform tolsel_core.refuse('UB019', 'Each list has one dimension and begins at 1.');
    elsif cardinality(p_invoice_ids) > 1000
        or cardinality(p_invoice_amounts) <> coalesce(cardinality(p_invoice_ids), 0)
    then
        perform tolsel_core.refuse('UB019', format(
            '%s invoices and %s amounts.', coalesce(cardinality(p_invoice_ids)::text, 'No'),
            coalesce(cardinality(p_invoice_amounts)::text, 'no')));
    elsif array_position(p_invoice_ids, null) is not null
        or array_position(p_invoice_amounts, null) is not null
    then
        perform tolsel_core.refuse('UB019', 'An invoice or an amount is null.');
    end if;
    if cardinality(p_invoice_ids) > 1 then
        select i into v_repeated_id from unnest(p_invoice_ids) i
        group by i having count(*) > 1
        order by i limit 1;
    end if;
    if v_repeated_id is not null then
        perform tolsel_core.refuse('UB019', format('Invoice %s is named twice.', v_repeated_id));
    end if;
end
$check_division$;
comment on function tolsel_billing.check_division is
$$Checks the invoices that a payment names, in one list each with its amount, where it names any.
raises: UB019 portions_not_usable$$;
