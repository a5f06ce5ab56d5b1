create or replace function tolsel.open_vendor(
    p_name text,
    p_currency text default null,
    p_metadata jsonb default '{}',
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_channel.vendor
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $open_vendor$
declare
    v_vendor_id bigint := nextval('tolsel_channel.vendor_vendor_id_seq');
    v_account tolsel_ledger.account;
    v_vendor tolsel_channel.vendor;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_core.check_text(p_name, 'name', 200);
    perform tolsel_core.check_metadata(coalesce(p_metadata, '{}'));
    -- Lock: openings queue at the tenant, so that a currency gets its accounts once.
    perform tolsel_core.lock_tenant(p_tenant_id);
    -- Refuse:
    select c.currency into v_account.currency
    from tolsel_core.tenant t
    join tolsel_core.currency c on c.currency = coalesce(p_currency, t.currency)
    where t.tenant_id = p_tenant_id;
    if not found then
        perform tolsel_core.refuse('UC007', format('Currency %L.', p_currency));
    elsif exists (
        select from tolsel_channel.vendor v
        where v.tenant_id = p_tenant_id and v.name = p_name
    ) then
        perform tolsel_core.refuse('UC019', format('Vendor %L.', p_name));
    end if;

    -- Write:
    v_account.tenant_id := p_tenant_id;
    v_account.code := 'vendor:' || v_vendor_id;
    v_account.name := p_name;
    v_account.type := 'liability';
    v_account.parent_account_id := tolsel_ledger.open_purpose_account(
        'payables', v_account.currency, p_tenant_id);
    v_account.managed_by := 'channel';
    v_account.slots := 1;
    v_account.has_daily_totals := false;
    v_account.metadata := '{}';
    v_account := tolsel_ledger.create_account(v_account, null);
    insert into tolsel_channel.vendor (tenant_id, vendor_id, name, account_id, metadata)
    overriding system value
    values (p_tenant_id, v_vendor_id, p_name, v_account.account_id, coalesce(p_metadata, '{}'))
    returning * into v_vendor;
    -- Hand on:
    perform tolsel_core.record_activity(
        'open_vendor', 'vendor ' || v_vendor_id,
        jsonb_build_object('name', p_name, 'currency', v_account.currency), p_tenant_id);
    return v_vendor;
end
$open_vendor$;
comment on function tolsel.open_vendor is
$$Opens somebody the business buys from, in a currency (null: the tenant's), with a payable account.
raises: UC002 tenant_not_allowed, UC007 currency_unknown, UC013 metadata_not_usable,
UC016 text_not_usable, UC019 name_taken$$;
revoke all on function tolsel.open_vendor from public;
grant execute on function tolsel.open_vendor to tolsel_app, tolsel_accountant;
