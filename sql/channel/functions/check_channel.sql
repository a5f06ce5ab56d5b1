create or replace function bursar_channel.check_channel(
    p_channel_id bigint, p_currency text, p_tenant_id bigint
)
returns bursar_channel.payment_channel
language plpgsql
stable
as $check_channel$
declare
    v_channel bursar_channel.payment_channel;
    v_currency text;
begin
    select * into v_channel from bursar_channel.payment_channel c
    where c.tenant_id = p_tenant_id and c.channel_id = p_channel_id;
    if not found then
        perform bursar_core.refuse('UH001', format(
            'Channel %s.', coalesce(p_channel_id::text, 'null')));
    elsif not v_channel.is_active then
        perform bursar_core.refuse('UH002', format(
            'Channel %s (%s).', v_channel.channel_id, v_channel.name));
    end if;
    if p_currency is not null then
        select a.currency into v_currency from bursar_ledger.account a
        where a.tenant_id = p_tenant_id and a.account_id = v_channel.account_id;
        if v_currency <> p_currency then
            perform bursar_core.refuse('UL004', format(
                'Channel %s (%s) is kept in %s; %s was wanted.', v_channel.channel_id,
                v_channel.name, v_currency, p_currency));
        end if;
    end if;
    return v_channel;
end
$check_channel$;
comment on function bursar_channel.check_channel is
$$Answers with an active channel of the tenant, kept in a currency (null: any), or raises.
raises: UH001 channel_not_found, UH002 channel_not_active, UL004 currency_mismatch$$;
