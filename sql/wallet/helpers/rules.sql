-- Rules: a wallet that is low is told once, and a top-up is asked for by itself, one at a time.
-- Whatever moves what is available has locked the wallet and its customer, and calls judge_rule.

create or replace function tolsel_wallet.judge_rule(p_wallet tolsel_wallet.wallet)
returns void
language plpgsql
volatile
as $judge_rule$
declare
    v_rule tolsel_wallet.wallet_rule;
    v_available numeric;
    v_version bigint;
begin
    select * into v_rule from tolsel_wallet.wallet_rule r
    where r.tenant_id = p_wallet.tenant_id and r.wallet_id = p_wallet.wallet_id;
    if not found then
        return;
    end if;
    v_available := (select f.available_amount from tolsel_wallet.judge_funds(p_wallet, 0) f)
        - tolsel_wallet.sum_next_month(p_wallet, v_rule.lead_days);
    -- Once a crossing, and again when it was above.
    if v_rule.is_low <> coalesce(v_available < v_rule.low_amount, false) then
        update tolsel_wallet.wallet_rule r set is_low = not v_rule.is_low
        where r.tenant_id = p_wallet.tenant_id and r.wallet_id = p_wallet.wallet_id;
        if not v_rule.is_low then
            v_version := (
                select b.version from tolsel_ledger.balance b
                where b.tenant_id = p_wallet.tenant_id and b.account_id = p_wallet.account_id
                    and b.slot = 0);
            perform tolsel_core.emit_event(
                'wallet.low', 'wallet', p_wallet.wallet_id,
                jsonb_build_object(
                    'customer_id', p_wallet.customer_id, 'available', v_available::text,
                    'low_amount', v_rule.low_amount::text, 'currency', p_wallet.currency,
                    'version', v_version),
                p_wallet.tenant_id);
        end if;
    end if;
    if v_available <= v_rule.threshold_amount and v_rule.pending_payment_id is null
        and v_rule.tripped_at is null and p_wallet.closed_at is null
        and (v_rule.waits_until_at > tolsel_core.clock_at()) is not true
    then
        perform tolsel_wallet.request_top_up(p_wallet, v_rule, v_available);
    end if;
end
$judge_rule$;
comment on function tolsel_wallet.judge_rule is
    'Tells when a wallet is low, and asks for a top-up where its rule says so. The caller has locked
the wallet and its customer.';

create or replace function tolsel_wallet.sum_next_month(
    p_wallet tolsel_wallet.wallet, p_lead_days integer
)
returns numeric
language sql
stable
as $sum_next_month$
    select coalesce(sum(coalesce((tolsel_wallet.find_price(
        r.plan, p_wallet.currency, r.covered_until_at, p_wallet.tenant_id)).price_amount,
        s.price_amount)), 0)
    from tolsel_wallet.resource r
    join tolsel_wallet.resource_span s
        on s.tenant_id = r.tenant_id and s.resource_id = r.resource_id and s.until_at is null
    where r.tenant_id = p_wallet.tenant_id and r.account_id = p_wallet.account_id
        and r.settled_at is null and r.status = 'active'
        and r.covered_until_at <= tolsel_core.clock_at() + make_interval(days => p_lead_days);
$sum_next_month$;
comment on function tolsel_wallet.sum_next_month is
    'Answers what the next month of a wallet''s resources costs, where it begins in so many days.';

create or replace function tolsel_wallet.request_top_up(
    p_wallet tolsel_wallet.wallet, p_rule tolsel_wallet.wallet_rule, p_available numeric
)
returns void
language plpgsql
volatile
as $request_top_up$
declare
    -- More than so many within ten minutes are no need any more, but a fault.
    k_most constant integer := 3;
    v_now timestamptz := tolsel_core.clock_at();
    v_today date := (v_now at time zone 'UTC')::date;
    v_rule tolsel_wallet.wallet_rule := p_rule;
    v_covered numeric;
    v_wanted numeric;
    v_amount numeric;
    v_payment tolsel_billing.payment;
begin
    v_covered := p_available + (
        select coalesce(sum(p.amount), 0) from tolsel_billing.payment p
        where p.tenant_id = p_wallet.tenant_id and p.account_id = p_wallet.account_id
            and p.status in ('open', 'unknown'));
    if v_covered > v_rule.threshold_amount or exists (
        select from unnest(v_rule.requested_ats) a(at)
        where a.at > v_now - make_interval(mins => v_rule.cooldown_minutes))
    then
        return;
    end if;
    if v_rule.requested_on is distinct from v_today then
        v_rule.requested_amount := 0;
    end if;
    -- The whole gap in steps, and one more where that would stop at the threshold.
    v_wanted := v_rule.step_amount
        * ceil((v_rule.target_amount - v_covered) / v_rule.step_amount);
    if v_covered + v_wanted <= v_rule.threshold_amount then
        v_wanted := v_wanted + v_rule.step_amount;
    end if;
    v_amount := least(
        v_wanted, v_rule.max_amount, v_rule.daily_cap_amount - v_rule.requested_amount);
    v_rule.requested_ats := array(
        select a.at from unnest(v_rule.requested_ats) a(at)
        where a.at > v_now - interval '10 minutes');
    if v_amount <= 0 or cardinality(v_rule.requested_ats) >= k_most then
        update tolsel_wallet.wallet_rule r set tripped_at = v_now
        where r.tenant_id = p_wallet.tenant_id and r.wallet_id = p_wallet.wallet_id;
        perform tolsel_core.emit_event(
            'wallet.rule_stopped', 'wallet', p_wallet.wallet_id,
            jsonb_build_object(
                'customer_id', p_wallet.customer_id, 'wanted_amount', v_wanted::text,
                'requested_amount', v_rule.requested_amount::text,
                'currency', p_wallet.currency),
            p_wallet.tenant_id);
        return;
    end if;
    v_payment := tolsel_wallet.read_top_up(
        p_wallet, v_amount, v_rule.method, v_rule.channel_id, p_paid_on => null,
        p_provider_reference => null, p_metadata => '{"is_automatic": true}',
        p_request_key => null, p_is_provider => true);
    v_payment := tolsel_billing.open_attempt(v_payment);
    update tolsel_wallet.wallet_rule r
    set pending_payment_id = v_payment.payment_id, requested_on = v_today,
        requested_amount = v_rule.requested_amount + v_payment.amount,
        requested_ats = v_rule.requested_ats || v_now
    where r.tenant_id = p_wallet.tenant_id and r.wallet_id = p_wallet.wallet_id;
    perform tolsel_core.emit_event(
        'top_up.requested', 'top_up', v_payment.payment_id,
        jsonb_build_object(
            'wallet_id', p_wallet.wallet_id, 'customer_id', p_wallet.customer_id,
            'amount', v_payment.amount::text, 'open_amount', (v_wanted - v_payment.amount)::text,
            'currency', p_wallet.currency, 'method', v_rule.method,
            'channel_id', v_rule.channel_id),
        p_wallet.tenant_id);
end
$request_top_up$;
comment on function tolsel_wallet.request_top_up is
    'Asks for a top-up of what is missing to the target, in whole steps, capped by the maximum and
what the day has left; or stops the rule where it has asked too often, or the day has nothing
left.';

create or replace function tolsel_wallet.finish_top_up(p_payment tolsel_billing.payment)
returns tolsel_billing.payment
language plpgsql
volatile
as $finish_top_up$
declare
    v_wallet tolsel_wallet.wallet;
begin
    v_wallet := tolsel_wallet.wallet_of(p_payment.account_id, p_payment.tenant_id);
    if tolsel_wallet.settle_top_up_lot(p_payment) then
        perform tolsel_wallet.pay_debts(
            v_wallet, p_payment.amount, format('Paid by top-up %s', p_payment.payment_id),
            p_payment.payment_id, l.lot_id)
        from tolsel_wallet.lot l
        where l.tenant_id = p_payment.tenant_id and l.journal_id = p_payment.journal_id;
    end if;
    -- After a failure it waits an hour, then two, four and so on up to a day; money ends the wait.
    if p_payment.status = 'completed' then
        update tolsel_wallet.wallet_rule r
        set failure_count = 0, waits_until_at = null,
            pending_payment_id = nullif(r.pending_payment_id, p_payment.payment_id)
        where r.tenant_id = v_wallet.tenant_id and r.wallet_id = v_wallet.wallet_id;
    else
        update tolsel_wallet.wallet_rule r
        set failure_count = r.failure_count + 1, pending_payment_id = null,
            waits_until_at = tolsel_core.clock_at() + least(
                interval '1 hour' * power(2, least(r.failure_count, 5)), interval '1 day')
        where r.tenant_id = v_wallet.tenant_id and r.wallet_id = v_wallet.wallet_id
            and p_payment.status in ('failed', 'void')
            and r.pending_payment_id = p_payment.payment_id;
    end if;
    perform tolsel_wallet.judge_rule(v_wallet);
    return p_payment;
end
$finish_top_up$;
comment on function tolsel_wallet.finish_top_up is
    'Makes the lot of a top-up or takes it away, notes in the rule of its wallet what has become of
it, judges the rule, and answers with the top-up. The caller has locked it.';
