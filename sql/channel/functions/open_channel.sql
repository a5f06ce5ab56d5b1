create or replace function tolsel.open_channel(
    p_name text,
    p_kind text,
    p_branch_id bigint default null,
    p_currency text default null,
    p_slots integer default null,
    p_metadata jsonb default '{}',
    p_is_guarded boolean default false,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_channel.payment_channel
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $open_channel$
declare
    v_channel_id bigint := nextval('tolsel_channel.payment_channel_channel_id_seq');
    v_slots integer := coalesce(p_slots, case when p_is_guarded then 1 else 8 end);
    v_branch_id bigint;
    v_account tolsel_ledger.account;
    v_channel tolsel_channel.payment_channel;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_core.check_text(p_name, 'name', 200);
    perform tolsel_core.check_metadata(coalesce(p_metadata, '{}'));
    -- Lock: openings queue at the tenant, so that a currency gets its accounts once.
    perform tolsel_core.lock_tenant(p_tenant_id);
    -- Refuse:
    v_branch_id := tolsel_core.branch_id_of(p_branch_id, p_tenant_id);
    select c.currency into v_account.currency
    from tolsel_core.tenant t
    join tolsel_core.currency c on c.currency = coalesce(p_currency, t.currency)
    where t.tenant_id = p_tenant_id;
    if not found then
        perform tolsel_core.refuse('UC007', format('Currency %L.', p_currency));
    elsif (p_kind in ('cash', 'bank', 'card', 'e_wallet', 'other')) is not true then
        perform tolsel_core.refuse('UH005', format('Kind %L.', p_kind));
    elsif p_slots not between 1 and 256 then
        perform tolsel_core.refuse('UL013', format('%s slots.', p_slots));
    elsif exists (
        select from tolsel_channel.payment_channel c
        where c.tenant_id = p_tenant_id and c.name = p_name
    ) then
        perform tolsel_core.refuse('UC019', format('Channel %L.', p_name));
    end if;
    perform tolsel_ledger.check_credit_limit(
        case when p_is_guarded then 0 end, v_slots, p_scale => null);

    -- Write: the accounts that its money may need are opened before any of it moves.
    perform tolsel_ledger.open_purpose_account(p, v_account.currency, p_tenant_id)
    from unnest(array['over_short', 'cash_in_transit']) p;
    v_account.tenant_id := p_tenant_id;
    v_account.code := 'channel:' || v_channel_id;
    v_account.name := p_name;
    v_account.type := 'asset';
    v_account.parent_account_id := tolsel_ledger.open_purpose_account(
        'cash_and_banks', v_account.currency, p_tenant_id);
    v_account.managed_by := 'channel';
    v_account.slots := v_slots;
    v_account.has_daily_totals := true;
    v_account.metadata := '{}';
    v_account := tolsel_ledger.create_account(
        v_account, case when p_is_guarded then 0 end);
    insert into tolsel_channel.payment_channel (
        tenant_id, channel_id, name, kind, branch_id, account_id, metadata)
    overriding system value
    values (
        p_tenant_id, v_channel_id, p_name, p_kind, v_branch_id, v_account.account_id,
        coalesce(p_metadata, '{}'))
    returning * into v_channel;
    -- Hand on:
    perform tolsel_core.record_activity(
        'open_channel', 'channel ' || v_channel_id,
        jsonb_build_object('name', p_name, 'kind', p_kind, 'currency', v_account.currency),
        p_tenant_id);
    return v_channel;
end
$open_channel$;
comment on function tolsel.open_channel is
$$Opens a place where money is, at a branch (null: the main one) and in a currency (null: the
tenant's), with a ledger account that keeps its daily book, in p_slots slots (null: 8). What is
guarded, such as a drawer, has one slot, and may never hold less than nothing.
raises: UC002 tenant_not_allowed, UC007 currency_unknown, UC013 metadata_not_usable,
UC016 text_not_usable, UC018 branch_not_found, UC019 name_taken, UH005 channel_kind_unknown,
UL013 slots_not_usable$$;
revoke all on function tolsel.open_channel from public;
grant execute on function tolsel.open_channel to tolsel_app, tolsel_manager;
