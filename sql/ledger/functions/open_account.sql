create or replace function tolsel.open_account(
    p_code text,
    p_name text,
    p_type text,
    p_currency text default null,
    p_parent_account_id bigint default null,
    p_slots integer default 1,
    p_credit_limit numeric default null,
    p_has_daily_totals boolean default false,
    p_metadata jsonb default '{}',
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_ledger.account
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $open_account$
declare
    v_account tolsel_ledger.account;
    v_metadata jsonb := coalesce(p_metadata, '{}');
    v_scale smallint;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_core.check_text(p_code, 'code', 100);
    perform tolsel_core.check_text(p_name, 'name', 200);
    perform tolsel_core.check_metadata(v_metadata);
    v_account.tenant_id := p_tenant_id;
    v_account.code := regexp_replace(p_code, '^[[:space:]]+|[[:space:]]+$', '', 'g');
    v_account.name := p_name;
    v_account.type := p_type;
    v_account.parent_account_id := p_parent_account_id;
    v_account.has_daily_totals := coalesce(p_has_daily_totals, false);
    v_account.metadata := v_metadata;
    select c.currency, c.scale into v_account.currency, v_scale
    from tolsel_core.tenant t
    join tolsel_core.currency c on c.currency = coalesce(p_currency, t.currency)
    where t.tenant_id = p_tenant_id;
    -- Refuse:
    if not found then
        perform tolsel_core.refuse('UC007', format('Currency %L.', p_currency));
    elsif (p_type in ('asset', 'liability', 'equity', 'revenue', 'expense')) is not true then
        perform tolsel_core.refuse('UL012', format('Type %L.', p_type));
    elsif p_slots is null or p_slots not between 1 and 256 then
        perform tolsel_core.refuse('UL013', format('%s slots.', coalesce(p_slots::text, 'null')));
    end if;
    perform tolsel_ledger.check_credit_limit(p_credit_limit, p_slots, v_scale);
    if p_parent_account_id is not null and not exists (
        select from tolsel_ledger.account a
        where a.tenant_id = p_tenant_id and a.account_id = p_parent_account_id
    ) then
        perform tolsel_core.refuse('UL003', format('Parent: account %s.', p_parent_account_id));
    end if;
    -- Write:
    v_account.slots := p_slots;
    v_account := tolsel_ledger.create_account(v_account, p_credit_limit);
    -- Hand on:
    perform tolsel_core.record_activity(
        'open_account', 'account ' || v_account.account_id,
        jsonb_build_object('code', v_account.code, 'type', v_account.type), p_tenant_id);
    return v_account;
end
$open_account$;
comment on function tolsel.open_account is
$$Opens an account of the tenant's chart, in the tenant's currency unless another is named. A credit
limit, 0 or more, guards it: what is available never falls below nothing. Null leaves it unguarded.
raises: UC002 tenant_not_allowed, UC007 currency_unknown, UC008 amount_not_finite,
UC010 amount_too_precise, UC011 amount_too_large, UC013 metadata_not_usable, UC016 text_not_usable,
UC019 name_taken, UL003 account_not_found, UL012 account_type_unknown, UL013 slots_not_usable,
UL014 credit_limit_not_usable$$;
revoke all on function tolsel.open_account from public;
grant execute on function tolsel.open_account to tolsel_app, tolsel_accountant;
