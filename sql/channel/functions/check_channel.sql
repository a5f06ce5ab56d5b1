create or replace function tolsel_channel.check_channel(
    p_channel_id bigint, p_currency text, p_tenant_id bigint
)
returns tolsel_channel.payment_channel
language plpgsql
stable
as $check_channel$
declare
    v_found record;
    v_channel tolsel_channel.payment_channel;
begin
    select c as channel, a.currency into v_found
    from tolsel_channel.payment_channel c
    join tolsel_ledger.account a on a.tenant_id = p_tenant_id and a.account_id = c.account_id
    where c.tenant_id = p_tenant_id and c.channel_id = p_channel_id;
    if not found then
        perform tolsel_core.refuse('UH001', format(
            'Channel %s.', coalesce(p_channel_id::text, 'null')));
    end if;
    v_channel := v_found.channel;
    if not v_channel.is_active then
        perform tolsel_core.refuse('UH002', format(
            'Channel %s (%s).', v_channel.channel_id, v_channel.name));
    elsif v_found.currency <> p_currency then
        perform tolsel_core.refuse('UL004', format(
            'Channel %s (%s) is kept in %s; %s was wanted.', v_channel.channel_id,
            v_channel.name, v_found.currency, p_currency));
    end if;
    return v_channel;
end
$check_channel$;
comment on function tolsel_channel.check_channel is
$$Answers with an active channel of the tenant, kept in a currency (null: any), or raises.
raises: UH001 channel_not_found, UH002 channel_not_active, UL004 currency_mismatch$$;
