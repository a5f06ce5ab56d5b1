create or replace function tolsel.set_channel_active(
    p_channel_id bigint,
    p_is_active boolean,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_channel.payment_channel
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $set_channel_active$
declare
    v_channel tolsel_channel.payment_channel;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    -- Lock:
    perform tolsel_channel.lock_channel(p_channel_id, p_tenant_id);
    -- Write:
    update tolsel_channel.payment_channel c set is_active = coalesce(p_is_active, false)
    where c.tenant_id = p_tenant_id and c.channel_id = p_channel_id
    returning * into v_channel;
    -- Hand on:
    perform tolsel_core.record_activity(
        'set_channel_active', 'channel ' || p_channel_id,
        jsonb_build_object('is_active', v_channel.is_active), p_tenant_id);
    return v_channel;
end
$set_channel_active$;
comment on function tolsel.set_channel_active is
$$Activates a channel, or deactivates it: nothing new may name it then, but what was done with it
can be voided, its days closed, and what it holds transferred away.
raises: UC002 tenant_not_allowed, UH001 channel_not_found$$;
revoke all on function tolsel.set_channel_active from public;
grant execute on function tolsel.set_channel_active to tolsel_app, tolsel_manager;
