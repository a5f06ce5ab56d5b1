create or replace function tolsel.set_bank_account(
    p_channel_id bigint,
    p_account_numbers text[],
    p_is_automatic boolean default false,
    p_charge_account_id bigint default null,
    p_charge_limit numeric default 0,
    p_discount_account_id bigint default null,
    p_discount_percent numeric default 0,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_bank.bank_account
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $set_bank_account$
declare
    v_channel tolsel_channel.payment_channel;
    v_account tolsel_ledger.account;
    v_keys text[];
    v_bank_account tolsel_bank.bank_account;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    -- Lock: the rules of a tenant are opened once.
    perform tolsel_core.lock_tenant(p_tenant_id);
    v_channel := tolsel_channel.lock_channel(p_channel_id, p_tenant_id);
    -- Refuse:
    v_account := tolsel_ledger.get_account(v_channel.account_id, p_tenant_id);
    if v_channel.kind <> 'bank' then
        perform tolsel_core.refuse('UK002', format(
            'Channel %s (%s) is of kind %s.', p_channel_id, v_channel.name, v_channel.kind));
    elsif coalesce(cardinality(p_account_numbers), 0) not between 1 and 20 then
        perform tolsel_core.refuse('UK003', format(
            '%s numbers; 1 to 20 are wanted.', coalesce(cardinality(p_account_numbers), 0)));
    elsif (p_discount_percent between 0 and 10) is not true or scale(p_discount_percent) > 4
        or coalesce(p_charge_limit, -1) < 0
        or (p_charge_limit > 0 and p_charge_account_id is null)
        or (p_discount_percent > 0 and p_discount_account_id is null) then
        perform tolsel_core.refuse('UK024', format(
            'Charges up to %s on account %s; discounts up to %s percent on account %s.',
            coalesce(p_charge_limit::text, 'null'), coalesce(p_charge_account_id::text, 'null'),
            coalesce(p_discount_percent::text, 'null'),
            coalesce(p_discount_account_id::text, 'null')));
    end if;
    if p_charge_limit <> 0 then
        perform tolsel_core.check_amount(
            p_charge_limit, v_account.scale, 'The limit of charges');
    end if;
    perform tolsel_channel.check_counter_account(a, v_account.currency, p_tenant_id)
    from unnest(array[p_charge_account_id, p_discount_account_id]) a
    where a is not null;
    v_keys := array(
        select distinct tolsel_bank.check_account_number(n) from unnest(p_account_numbers) n);
    perform tolsel_core.refuse('UK004', format(
        'Number %s belongs to channel %s.', n.account_number, n.channel_id))
    from tolsel_bank.account_number n
    where n.tenant_id = p_tenant_id and n.account_number = any(v_keys)
        and n.currency = v_account.currency and n.channel_id <> p_channel_id;

    -- Write:
    insert into tolsel_bank.bank_account (
        tenant_id, channel_id, currency, scale, is_automatic, charge_account_id, charge_limit,
        discount_account_id, discount_percent)
    values (
        p_tenant_id, p_channel_id, v_account.currency, v_account.scale,
        coalesce(p_is_automatic, false), p_charge_account_id,
        tolsel_core.at_scale(p_charge_limit, v_account.scale),
        p_discount_account_id, p_discount_percent)
    on conflict (tenant_id, channel_id) do update
    set is_automatic = excluded.is_automatic, charge_account_id = excluded.charge_account_id,
        charge_limit = excluded.charge_limit, discount_account_id = excluded.discount_account_id,
        discount_percent = excluded.discount_percent
    returning * into v_bank_account;
    delete from tolsel_bank.account_number n
    where n.tenant_id = p_tenant_id and n.channel_id = p_channel_id
        and n.account_number <> all(v_keys);
    insert into tolsel_bank.account_number (tenant_id, account_number, currency, channel_id)
    select p_tenant_id, k, v_account.currency, p_channel_id from unnest(v_keys) k
    on conflict (tenant_id, account_number, currency) do nothing;
    perform tolsel_bank.open_rules(p_tenant_id);
    -- Hand on:
    perform tolsel_core.record_activity(
        'set_bank_account', 'channel ' || p_channel_id,
        jsonb_build_object(
            'account_numbers', v_keys, 'is_automatic', v_bank_account.is_automatic),
        p_tenant_id);
    return v_bank_account;
end
$set_bank_account$;
comment on function tolsel.set_bank_account is
$$Says which account at a bank a channel of kind bank stands for: its IBAN, and the other numbers
that formats call it by; the currency is the channel's. Says too whether exact matches are booked
without being asked for, and what may be missing of a payment: charges of banks up to a limit, and a
cash discount up to a percentage, each with the account it is booked on. A tenant without rules gets
the usual ones.
raises: UC002 tenant_not_allowed, UC010 amount_too_precise, UH001 channel_not_found,
UK002 channel_not_bank, UK003 account_number_not_usable, UK004 account_number_taken,
UK024 bound_not_usable, UL006 account_managed$$;
revoke all on function tolsel.set_bank_account from public;
grant execute on function tolsel.set_bank_account to tolsel_app, tolsel_accountant;
