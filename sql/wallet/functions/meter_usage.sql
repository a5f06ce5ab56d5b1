create or replace function tolsel.meter_usage(
    p_limit integer default 5000,
    p_after_wallet_id bigint default 0,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns bigint
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $meter_usage$
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    return (tolsel_wallet.meter_slice(
        tolsel_wallet.full_hour(tolsel_core.clock_at()), coalesce(p_limit, 5000),
        coalesce(p_after_wallet_id, 0), p_tenant_id)).progress::bigint;
end
$meter_usage$;
comment on function tolsel.meter_usage is
$$Charges the hours that resources have run and that have ended, each once: one journal a wallet,
whatever number of hours it is. One call takes about so many resource-hours, of the wallets behind
one, and answers with the last wallet: call it with that again until it answers null.
raises: UC002 tenant_not_allowed$$;
revoke all on function tolsel.meter_usage from public;
grant execute on function tolsel.meter_usage to tolsel_app;
