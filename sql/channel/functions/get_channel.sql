create or replace function tolsel_channel.get_channel(p_channel_id bigint, p_tenant_id bigint)
returns tolsel_channel.payment_channel
language plpgsql
stable
as $get_channel$
declare
    v_channel tolsel_channel.payment_channel;
begin
    select * into v_channel from tolsel_channel.payment_channel c
    where c.tenant_id = p_tenant_id and c.channel_id = p_channel_id;
    if not found then
        perform tolsel_core.refuse('UH001', format(
            'Channel %s.', coalesce(p_channel_id::text, 'null')));
    end if;
    return v_channel;
end
$get_channel$;
comment on function tolsel_channel.get_channel is
$$Answers with a channel of the tenant, active or not.
raises: UH001 channel_not_found$$;
