create or replace function tolsel.set_recurring_grant(
    p_wallet_id bigint,
    p_name text,
    p_amount numeric,
    p_every text default 'month',
    p_from_at timestamptz default null,
    p_until_at timestamptz default null,
    p_lasts_periods integer default 1,
    p_priority integer default 50,
    p_account_id bigint default null,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_wallet.recurring_grant
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $set_recurring_grant$
declare
    v_now timestamptz := tolsel_core.clock_at();
    v_wallet tolsel_wallet.wallet;
    v_customer tolsel_billing.customer;
    v_account tolsel_ledger.account;
    v_grant tolsel_wallet.recurring_grant;
    v_last tolsel_wallet.recurring_grant;
    v_next_at timestamptz;
    v_free_at timestamptz;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_core.check_text(p_name, 'name', 200);
    -- Lock: the wallet, then its customer.
    v_wallet := tolsel_wallet.lock_wallet(p_wallet_id, p_tenant_id);
    v_customer := tolsel_billing.lock_customer(v_wallet.customer_id, p_tenant_id);
    perform tolsel_wallet.check_open(v_wallet);
    p_amount := tolsel_core.check_positive_amount(
        p_amount, v_wallet.scale::integer, 'The amount');
    v_account := tolsel_billing.check_line_account(
        coalesce(p_account_id, tolsel_ledger.purpose_account(
            'promotion', v_wallet.currency, p_tenant_id)),
        p_account_code => null, p_subject => 'The grant', p_customer => v_customer);
    -- What is due by now is granted on the terms there are, and what begins now on the new ones.
    perform tolsel_wallet.lock_expiring(
        array[p_wallet_id], p_tenant_id, array[v_account.account_id]);
    perform tolsel_wallet.settle_lots(v_wallet);
    select * into v_last from tolsel_wallet.recurring_grant g
    where g.tenant_id = p_tenant_id and g.account_id = v_wallet.account_id and g.name = p_name
    order by g.from_at desc, g.recurring_grant_id desc
    limit 1;
    -- Repeat: what is set already.
    if not v_last.is_over and (p_from_at is null or p_from_at = v_last.from_at)
        and (v_last.amount, v_last.every, v_last.priority, v_last.cost_account_id)
            = (p_amount, p_every, p_priority, v_account.account_id)
        and (v_last.lasts_periods, v_last.until_at)
            is not distinct from (p_lasts_periods, p_until_at)
    then
        return v_last;
    end if;
    -- Refuse: other terms count from the next period on, as this one is granted.
    select min(g.due_at) filter (where not g.is_over),
        max(g.due_at) filter (where g.due_at > g.from_at)
    into v_next_at, v_free_at
    from tolsel_wallet.recurring_grant g
    where g.tenant_id = p_tenant_id and g.account_id = v_wallet.account_id and g.name = p_name;
    v_grant.from_at := coalesce(
        p_from_at, v_next_at, greatest(tolsel_wallet.full_hour(v_now), v_free_at));
    if (isfinite(v_grant.from_at) and v_grant.from_at = tolsel_wallet.full_hour(v_grant.from_at)
            and v_grant.from_at >= greatest(tolsel_wallet.full_hour(v_now), v_free_at)
            and v_grant.from_at < v_now + interval '100 years'
            and p_every in ('day', 'week', 'month', 'quarter', 'year')
            and p_priority between 0 and 100) is not true
        or (p_lasts_periods between 1 and 120 and p_until_at > v_grant.from_at
            and isfinite(p_until_at)) is false
    then
        perform tolsel_core.refuse('UW023', concat_ws(
            ', ', format('Every %s', coalesce(p_every, 'null')), 'from ' || v_grant.from_at,
            'until ' || p_until_at, format('for %s periods', p_lasts_periods),
            format('priority %s', coalesce(p_priority::text, 'null')),
            'granted until ' || v_free_at) || '.');
    end if;
    -- Write: one of the 31st stays one of the 31st.
    v_grant.anchor_at := case when v_last.every = p_every and tolsel_wallet.period_at(
        v_last.anchor_at, p_every, tolsel_wallet.period_no(
            v_last.anchor_at, p_every, v_grant.from_at)) = v_grant.from_at
        then v_last.anchor_at else v_grant.from_at end;
    perform tolsel_wallet.end_grants(
        v_wallet.account_id, p_name, v_grant.from_at, p_tenant_id);
    insert into tolsel_wallet.recurring_grant (
        tenant_id, account_id, name, amount, every, lasts_periods, priority, cost_account_id,
        anchor_at, from_at, until_at, due_at, set_at, user_id, login)
    values (
        p_tenant_id, v_wallet.account_id, p_name, p_amount, p_every, p_lasts_periods, p_priority,
        v_account.account_id, v_grant.anchor_at, v_grant.from_at, p_until_at, v_grant.from_at,
        v_now, tolsel_core.context_user_id(p_tenant_id), tolsel_core.acting_login())
    returning * into v_grant;
    -- Hand on: what begins now is there at once.
    perform tolsel_wallet.settle_lots(v_wallet);
    select * into v_grant from tolsel_wallet.recurring_grant g
    where g.tenant_id = p_tenant_id and g.recurring_grant_id = v_grant.recurring_grant_id;
    perform tolsel_core.record_activity(
        'set_recurring_grant', 'wallet ' || p_wallet_id, to_jsonb(v_grant), p_tenant_id);
    perform tolsel_wallet.judge_rule(v_wallet);
    return v_grant;
end
$set_recurring_grant$;
comment on function tolsel.set_recurring_grant is
$$Sets what a wallet is granted every period, under a name: an amount each day, week, month, quarter
or year, from a full UTC hour (null: this one) until a moment (null: until it is ended), at the cost
of an account (null: credit granted). What is left of a grant expires after so many periods (null:
never). It is there when its period begins, whatever runs late. One of the 31st comes on the last
day of shorter months. Under a name that a wallet has already, the other terms count from its next
period on, so that a change within one grants nothing again. `tolsel.recurring_grant` lists them,
`tolsel.lot` what came.
raises: UC002 tenant_not_allowed, UC008 amount_not_finite, UC009 amount_is_zero,
UC010 amount_too_precise, UC011 amount_too_large, UC016 text_not_usable, UC025 amount_not_positive,
UL003 account_not_found, UL004 currency_mismatch, UL006 account_managed, UL010 balance_out_of_range,
UL027 account_frozen, UW001 wallet_not_found, UW011 wallet_closed,
UW023 recurring_grant_not_usable$$;
revoke all on function tolsel.set_recurring_grant from public;
grant execute on function tolsel.set_recurring_grant to tolsel_app, tolsel_supervisor;
