create or replace function tolsel_channel.lock_channel(p_channel_id bigint, p_tenant_id bigint)
returns tolsel_channel.payment_channel
language plpgsql
volatile
as $lock_channel$
begin
    perform from tolsel_channel.payment_channel c
    where c.tenant_id = p_tenant_id and c.channel_id = p_channel_id
    for no key update;
    return tolsel_channel.get_channel(p_channel_id, p_tenant_id);
end
$lock_channel$;
comment on function tolsel_channel.lock_channel is
$$Locks a channel of the tenant, active or not, and answers with it.
raises: UH001 channel_not_found$$;
