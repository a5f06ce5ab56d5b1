create or replace function tolsel.set_wallet_rule(
    p_wallet_id bigint,
    p_low_amount numeric default null,
    p_threshold_amount numeric default null,
    p_target_amount numeric default null,
    p_step_amount numeric default null,
    p_max_amount numeric default null,
    p_daily_cap_amount numeric default null,
    p_method text default null,
    p_channel_id bigint default null,
    p_cooldown_minutes integer default 10,
    p_lead_days integer default 3,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_wallet.wallet_rule
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $set_wallet_rule$
declare
    v_wallet tolsel_wallet.wallet;
    v_rule tolsel_wallet.wallet_rule;
    v_amount numeric;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    -- Lock: the wallet, then its customer.
    v_wallet := tolsel_wallet.lock_wallet(p_wallet_id, p_tenant_id);
    perform tolsel_billing.lock_customer(v_wallet.customer_id, p_tenant_id);
    -- Refuse:
    perform tolsel_wallet.check_open(v_wallet);
    foreach v_amount in array array_remove(array[
        p_low_amount, p_threshold_amount, p_target_amount, p_step_amount, p_max_amount,
        p_daily_cap_amount], 0)
    loop
        if v_amount is not null then
            perform tolsel_core.check_amount(v_amount, v_wallet.scale::integer, 'The amount');
        end if;
    end loop;
    if num_nulls(
            p_threshold_amount, p_target_amount, p_step_amount, p_max_amount, p_daily_cap_amount,
            p_method, p_channel_id) not in (0, 7)
        or (p_target_amount < p_threshold_amount) is true
        or (p_step_amount <= 0 or p_step_amount > p_max_amount) is true
        or (p_max_amount > p_daily_cap_amount) is true
        or (p_cooldown_minutes between 0 and 1440 and p_lead_days between 0 and 28) is not true
    then
        perform tolsel_core.refuse('UW012', format(
            'Threshold %s, target %s, step %s, maximum %s, daily cap %s, %s minutes, %s days.',
            p_threshold_amount, p_target_amount, p_step_amount, p_max_amount, p_daily_cap_amount,
            p_cooldown_minutes, p_lead_days));
    end if;
    if p_method is not null then
        perform tolsel_channel.check_method(p_method, p_tenant_id);
        perform tolsel_channel.check_channel(p_channel_id, v_wallet.currency, p_tenant_id);
    end if;
    -- Write: set again, a rule that was stopped runs; what it asked for today stays asked for.
    insert into tolsel_wallet.wallet_rule (
        tenant_id, wallet_id, low_amount, threshold_amount, target_amount, step_amount, max_amount,
        daily_cap_amount, requested_amount, method, channel_id, cooldown_minutes, lead_days)
    values (
        p_tenant_id, p_wallet_id, tolsel_core.at_scale(p_low_amount, v_wallet.scale),
        tolsel_core.at_scale(p_threshold_amount, v_wallet.scale),
        tolsel_core.at_scale(p_target_amount, v_wallet.scale),
        tolsel_core.at_scale(p_step_amount, v_wallet.scale),
        tolsel_core.at_scale(p_max_amount, v_wallet.scale),
        tolsel_core.at_scale(p_daily_cap_amount, v_wallet.scale),
        tolsel_core.at_scale(0, v_wallet.scale), p_method, p_channel_id, p_cooldown_minutes,
        p_lead_days)
    on conflict (tenant_id, wallet_id) do update
    set low_amount = excluded.low_amount, threshold_amount = excluded.threshold_amount,
        target_amount = excluded.target_amount, step_amount = excluded.step_amount,
        max_amount = excluded.max_amount, daily_cap_amount = excluded.daily_cap_amount,
        method = excluded.method, channel_id = excluded.channel_id,
        cooldown_minutes = excluded.cooldown_minutes, lead_days = excluded.lead_days,
        waits_until_at = null, tripped_at = null;
    -- Hand on:
    perform tolsel_wallet.judge_rule(v_wallet);
    select * into v_rule from tolsel_wallet.wallet_rule r
    where r.tenant_id = p_tenant_id and r.wallet_id = p_wallet_id;
    perform tolsel_core.record_activity(
        'set_wallet_rule', 'wallet ' || p_wallet_id, to_jsonb(v_rule), p_tenant_id);
    return v_rule;
end
$set_wallet_rule$;
comment on function tolsel.set_wallet_rule is
$$Sets when a wallet is told to be low (null: never), and from which threshold on a top-up is asked
for by itself (null: never): up to a target, in steps, at most a maximum each and a cap a UTC day,
not within some minutes of the last, by a method and into a channel. Some days before the month's
end the prices of the next month count as spent. The event top_up.requested carries what is to be
asked of the provider. More than three within ten minutes, or a day without anything left of its
cap, stop the rule until it is set again.
raises: UC002 tenant_not_allowed, UC008 amount_not_finite, UC010 amount_too_precise,
UC011 amount_too_large, UH001 channel_not_found, UH002 channel_not_active, UH003 method_not_usable,
UL004 currency_mismatch, UW001 wallet_not_found, UW011 wallet_closed,
UW012 wallet_rule_not_usable$$;
revoke all on function tolsel.set_wallet_rule from public;
grant execute on function tolsel.set_wallet_rule to tolsel_app, tolsel_supervisor;
