create or replace function tolsel.set_match_rule(
    p_name text,
    p_kind text,
    p_priority integer default 500,
    p_is_automatic boolean default false,
    p_is_active boolean default true,
    p_counterparty text default null,
    p_counterparty_account text default null,
    p_text_pattern text default null,
    p_min_amount numeric default null,
    p_max_amount numeric default null,
    p_account_id bigint default null,
    p_vendor_id bigint default null,
    p_customer_id bigint default null,
    p_days integer default 5,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_bank.rule
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $set_match_rule$
declare
    v_fault text;
    v_rule tolsel_bank.rule;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_core.check_text(p_name, 'name', 200);
    -- Refuse:
    v_fault := case
        when (p_kind in ('posting', 'invoice', 'customer', 'vendor_bill', 'transfer', 'return',
            'account')) is not true then format('kind is %L', left(p_kind, 50))
        when (p_priority between 1 and 1000) is not true
            then format('priority is %s', coalesce(p_priority::text, 'null'))
        when (p_days between 0 and 60) is not true
            then format('days is %s', coalesce(p_days::text, 'null'))
        when char_length(p_counterparty) not between 1 and 200
            or char_length(p_text_pattern) not between 1 and 200
            or char_length(p_counterparty_account) not between 1 and 100
            or tolsel_bank.key_of(p_counterparty_account) = ''
            then 'a condition is blank or too long'
        when p_min_amount > p_max_amount
            then format('from %s to %s', p_min_amount, p_max_amount)
        when not coalesce(abs(p_min_amount) < 1e15, true)
            or not coalesce(abs(p_max_amount) < 1e15, true) then 'an amount is too large'
        when greatest(scale(trim_scale(p_min_amount)), scale(trim_scale(p_max_amount))) > 4
            then 'an amount has more than 4 decimals'
        when (p_kind = 'account') <> (p_account_id is not null)
            then format('account_id is %s', coalesce(p_account_id::text, 'null'))
        when p_kind = 'account' and num_nonnulls(
            p_counterparty, p_counterparty_account, p_text_pattern) = 0 then 'it has no condition'
        when p_vendor_id is not null and p_kind <> 'vendor_bill'
            then format('vendor_id is %s', p_vendor_id)
        when p_customer_id is not null and p_kind <> 'customer'
            then format('customer_id is %s', p_customer_id)
        end;
    if v_fault is not null then
        perform tolsel_core.refuse('UK018', v_fault || '.');
    end if;
    if p_account_id is not null then
        perform tolsel_channel.check_counter_account(
            p_account_id, (tolsel_ledger.get_account(p_account_id, p_tenant_id)).currency,
            p_tenant_id);
    elsif p_vendor_id is not null then
        perform tolsel_channel.lock_vendor(p_vendor_id, p_tenant_id);
    elsif p_customer_id is not null then
        perform tolsel_billing.get_customer(p_customer_id, p_tenant_id);
    end if;
    -- Write:
    insert into tolsel_bank.rule (
        tenant_id, name, kind, priority, is_automatic, is_active, counterparty,
        counterparty_account, text_pattern, min_amount, max_amount, account_id, vendor_id,
        customer_id, days)
    values (
        p_tenant_id, p_name, p_kind, p_priority, coalesce(p_is_automatic, false),
        coalesce(p_is_active, false), p_counterparty,
        tolsel_bank.key_of(p_counterparty_account), p_text_pattern, p_min_amount, p_max_amount,
        p_account_id, p_vendor_id, p_customer_id, p_days)
    on conflict (tenant_id, name) where name is not null do update
    set kind = excluded.kind, priority = excluded.priority,
        is_automatic = excluded.is_automatic, is_active = excluded.is_active,
        counterparty = excluded.counterparty,
        counterparty_account = excluded.counterparty_account,
        text_pattern = excluded.text_pattern, min_amount = excluded.min_amount,
        max_amount = excluded.max_amount, account_id = excluded.account_id,
        vendor_id = excluded.vendor_id, customer_id = excluded.customer_id, days = excluded.days
    returning * into v_rule;
    -- Hand on:
    perform tolsel_core.record_activity(
        'set_match_rule', 'rule ' || v_rule.rule_id,
        jsonb_strip_nulls(to_jsonb(v_rule) - 'tenant_id'), p_tenant_id);
    return v_rule;
end
$set_match_rule$;
comment on function tolsel.set_match_rule is
$$Sets a rule by its name: what kind of thing it finds, in which order it is asked, whether what it
finds exactly may be matched without being asked for, and the conditions a payment must meet: who
pays or is paid holds a text, its account, what it says, a least and a greatest amount (signed). One
of kind account books to p_account_id what its conditions describe.
raises: UB001 customer_not_found, UC002 tenant_not_allowed, UC016 text_not_usable,
UH007 vendor_not_found, UK018 rule_not_usable, UL006 account_managed$$;
revoke all on function tolsel.set_match_rule from public;
grant execute on function tolsel.set_match_rule to tolsel_app, tolsel_accountant;
