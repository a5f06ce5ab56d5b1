create or replace function bursar_channel.lock_channel(p_channel_id bigint, p_tenant_id bigint)
returns bursar_channel.payment_channel
language plpgsql
volatile
as $lock_channel$
declare
    v_channel bursar_channel.payment_channel;
begin
    select * into v_channel from bursar_channel.payment_channel c
    where c.tenant_id = p_tenant_id and c.channel_id = p_channel_id
    for no key update;
    if not found then
        perform bursar_core.refuse('UH001', format(
            'Channel %s.', coalesce(p_channel_id::text, 'null')));
    end if;
    return v_channel;
end
$lock_channel$;
comment on function bursar_channel.lock_channel is
$$Locks a channel of the tenant, active or not, and answers with it.
raises: UH001 channel_not_found$$;
