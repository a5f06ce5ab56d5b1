create or replace function tolsel.set_channel_guarded(
    p_channel_id bigint,
    p_is_guarded boolean,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_channel.payment_channel
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $set_channel_guarded$
declare
    v_channel tolsel_channel.payment_channel;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    -- Lock:
    v_channel := tolsel_channel.lock_channel(p_channel_id, p_tenant_id);
    -- Refuse and write: the ledger holds the limit, as it does that of any account.
    perform tolsel_ledger.limit_account(
        v_channel.account_id, case when p_is_guarded then 0 end, p_tenant_id);
    -- Hand on:
    perform tolsel_core.record_activity(
        'set_channel_guarded', 'channel ' || p_channel_id,
        jsonb_build_object('is_guarded', coalesce(p_is_guarded, false)), p_tenant_id);
    return v_channel;
end
$set_channel_guarded$;
comment on function tolsel.set_channel_guarded is
$$Guards a channel, such as a drawer: it may then never hold less than nothing, whatever is asked
for. Or lets it again (false, null). A channel that several write to at once has several slots, and
cannot be guarded; tolsel.open_channel opens one that is.
raises: UC002 tenant_not_allowed, UH001 channel_not_found, UL005 insufficient_funds,
UL013 slots_not_usable$$;
revoke all on function tolsel.set_channel_guarded from public;
grant execute on function tolsel.set_channel_guarded to tolsel_app, tolsel_manager;
