create or replace function tolsel.get_invoice_by_number(
    p_invoice_number text, p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_billing.invoice
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $get_invoice_by_number$
declare
    v_parts text[] := regexp_match(p_invoice_number, '^(.+)-([0-9]{1,18})$');
    v_invoice tolsel_billing.invoice;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    select * into v_invoice from tolsel_billing.invoice i
    where i.tenant_id = p_tenant_id and i.series = v_parts[1] and i.number = v_parts[2]::bigint;
    if not found then
        perform tolsel_core.refuse('UB002', format('Number %L.', left(p_invoice_number, 40)));
    end if;
    return v_invoice;
end
$get_invoice_by_number$;
comment on function tolsel.get_invoice_by_number is
$$Answers with the invoice that has a number such as INV-17: its series, a hyphen, and its number
in the series.
raises: UB002 invoice_not_found, UC002 tenant_not_allowed$$;
revoke all on function tolsel.get_invoice_by_number from public;
grant execute on function tolsel.get_invoice_by_number to tolsel_app, tolsel_read, tolsel_clerk;
