create or replace function tolsel.revalue_currencies(
    p_revalued_on date,
    p_account_ids bigint[] default null,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_exchange.revaluation
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $revalue_currencies$
declare
    v_account_ids bigint[];
    v_lines tolsel_exchange.revaluation_line[];
    v_revaluation tolsel_exchange.revaluation;
    v_earlier tolsel_exchange.revaluation;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_core.check_date(p_revalued_on, 'The day of the revaluation');
    -- Lock: the tenant, then the balances, so that what is booked by now is known.
    perform tolsel_core.lock_tenant(p_tenant_id);
    select t.currency, c.scale into v_revaluation.home_currency, v_revaluation.home_scale
    from tolsel_core.tenant t
    join tolsel_core.currency c on c.currency = t.currency
    where t.tenant_id = p_tenant_id;
    v_account_ids := tolsel_exchange.choose_revalued(
        p_account_ids, v_revaluation.home_currency, p_tenant_id);
    perform tolsel_ledger.lock_balances(
        v_account_ids || array(
            select tolsel_ledger.purpose_account(p, v_revaluation.home_currency, p_tenant_id)
            from unnest(array['currency_valuation', 'currency_gain', 'currency_loss']) p),
        p_tenant_id);
    v_revaluation.booked_at := clock_timestamp();
    -- Refuse:
    perform tolsel_core.choose_day(p_revalued_on, 'The day of the revaluation', p_tenant_id);
    v_lines := array(
        select l from tolsel_exchange.plan_revaluation(
            v_account_ids, p_revalued_on, v_revaluation.home_currency,
            v_revaluation.home_scale::integer, p_tenant_id) l);
    -- Repeat: what is as it was is not booked again, what is not takes its place.
    select * into v_earlier from tolsel_exchange.revaluation r
    where r.tenant_id = p_tenant_id and r.revalued_on = p_revalued_on and r.superseded_at is null;
    if found and tolsel_exchange.has_lines(v_earlier, v_lines) then
        return v_earlier;
    end if;
    -- Write:
    perform tolsel_exchange.supersede_revaluation(v_earlier);
    v_revaluation.tenant_id := p_tenant_id;
    v_revaluation.revalued_on := p_revalued_on;
    select tolsel_core.at_scale(
            coalesce(sum(greatest(l.difference_amount, 0)), 0), v_revaluation.home_scale),
        tolsel_core.at_scale(
            coalesce(sum(greatest(-l.difference_amount, 0)), 0), v_revaluation.home_scale)
    into v_revaluation.gain_amount, v_revaluation.loss_amount
    from unnest(v_lines) l;
    v_revaluation := tolsel_exchange.post_revaluation(v_revaluation);
    insert into tolsel_exchange.revaluation (
        tenant_id, revalued_on, home_currency, home_scale, gain_amount, loss_amount, journal_id,
        reversal_journal_id, booked_at, user_id, login)
    values (
        p_tenant_id, p_revalued_on, v_revaluation.home_currency, v_revaluation.home_scale,
        v_revaluation.gain_amount, v_revaluation.loss_amount, v_revaluation.journal_id,
        v_revaluation.reversal_journal_id, v_revaluation.booked_at,
        tolsel_core.context_user_id(p_tenant_id), tolsel_core.acting_login())
    returning * into v_revaluation;
    insert into tolsel_exchange.revaluation_line (
        tenant_id, revaluation_id, account_id, currency, amount, cost_amount, rate, rate_on,
        value_amount)
    select p_tenant_id, v_revaluation.revaluation_id, l.account_id, l.currency, l.amount,
        l.cost_amount, l.rate, l.rate_on, l.value_amount
    from unnest(v_lines) l;
    -- Hand on:
    perform tolsel_core.emit_event(
        'currency.revalued', 'revaluation', v_revaluation.revaluation_id,
        jsonb_build_object(
            'revalued_on', p_revalued_on, 'currency', v_revaluation.home_currency,
            'gain_amount', v_revaluation.gain_amount::text,
            'loss_amount', v_revaluation.loss_amount::text,
            'supersedes_id', v_earlier.revaluation_id),
        p_tenant_id);
    return v_revaluation;
end
$revalue_currencies$;
comment on function tolsel.revalue_currencies is
$$Books what was gained and lost with foreign currencies by a day, at the rates of that day, in the
tenant's own currency; the next day takes it back, so that each revaluation stands for itself. Of
what: the assets and liabilities given, or what exchanges have left in each currency (null). The
same again for a day answers with the first; where balances, rates or accounts are others by now,
the new one takes the place of the earlier one.
raises: UC002 tenant_not_allowed, UC014 date_not_usable, UH004 day_lies_ahead,
UL003 account_not_found, UL007 period_closed, UL010 balance_out_of_range, UL027 account_frozen,
UX003 rate_not_found, UX010 account_not_revalued$$;
revoke all on function tolsel.revalue_currencies from public;
grant execute on function tolsel.revalue_currencies to tolsel_app, tolsel_accountant;
