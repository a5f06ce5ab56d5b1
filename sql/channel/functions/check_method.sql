create or replace function tolsel_channel.check_method(p_method text, p_tenant_id bigint)
returns void
language plpgsql
stable
as $check_method$
begin
    perform from tolsel_channel.payment_method m
    where m.tenant_id = p_tenant_id and m.method = p_method and m.is_active;
    if not found then
        perform tolsel_core.refuse('UH003', format('Method %L.', p_method));
    end if;
end
$check_method$;
comment on function tolsel_channel.check_method is
$$Checks that the tenant takes a payment method.
raises: UH003 method_not_usable$$;
