create or replace function tolsel.record_usage(
    p_source text,
    p_events jsonb,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns integer
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $record_usage$
declare
    v_events tolsel_wallet.usage_event[];
    v_new tolsel_wallet.usage_event[];
    v_count integer;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    v_events := tolsel_wallet.read_usage_events(p_source, p_events, p_tenant_id);
    -- Repeat: what was told before is told again.
    v_new := tolsel_wallet.match_usage_events(v_events, p_tenant_id);
    -- Refuse:
    v_new := tolsel_wallet.judge_usage_events(v_new, p_tenant_id);
    -- Write: in one order, as others may tell of the same; whoever comes second finds the first.
    insert into tolsel_wallet.usage_event (
        tenant_id, source, event_id, resource_id, account_id, occurred_at, hour_at, plan,
        price_amount, metadata, recorded_at, login)
    select p_tenant_id, e.source, e.event_id, e.resource_id, e.account_id, e.occurred_at,
        e.hour_at, e.plan, e.price_amount, e.metadata, tolsel_core.clock_at(),
        tolsel_core.acting_login()
    from unnest(v_new) e
    order by e.event_id
    on conflict (tenant_id, source, event_id) do nothing;
    get diagnostics v_count = row_count;
    if v_count < cardinality(v_new) then
        perform tolsel_wallet.match_usage_events(v_events, p_tenant_id);
    end if;
    return v_count;
end
$record_usage$;
comment on function tolsel.record_usage is
$$Records what a meter outside, such as a cloud's, tells of the hours of resources: [{"event_id",
"resource_id", "at" (a moment with its zone), optional "plan" (the size it had) and "metadata"},
...], up to 1,000, all or none. Each event of a source counts once, in whatever order they come, and
says the same when it is told again; those of one hour count as the largest of them. The next
metering charges what that costs more than the hour was charged at. Answers how many are new.
raises: UC002 tenant_not_allowed, UC013 metadata_not_usable, UC016 text_not_usable,
UC024 request_key_reused, UW004 plan_without_price, UW006 resource_not_found,
UW018 usage_not_readable, UW019 usage_not_usable$$;
revoke all on function tolsel.record_usage from public;
grant execute on function tolsel.record_usage to tolsel_app;
