create or replace function tolsel.charge_back_top_up(
    p_payment_id bigint,
    p_reason text,
    p_fee_amount numeric default 0,
    p_fee_account_id bigint default null,
    p_channel_id bigint default null,
    p_charged_back_on date default null,
    p_request_key text default null,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_billing.refund
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $charge_back_top_up$
declare
    v_payment tolsel_billing.payment;
    v_wallet tolsel_wallet.wallet;
    v_refund tolsel_billing.refund;
    v_channel_id bigint;
    v_lot tolsel_wallet.lot;
    v_taken numeric;
    v_left_amount numeric;
    v_debt_lot_id bigint;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_billing.check_refund(p_reason, '{}', p_request_key);
    -- Lock, and let the hours that have ended take their share.
    v_payment := tolsel_wallet.lock_top_up(p_payment_id, p_tenant_id);
    perform tolsel_wallet.settle_hours(v_payment.account_id, p_tenant_id);
    v_wallet := tolsel_wallet.wallet_of(v_payment.account_id, p_tenant_id);
    v_channel_id := coalesce(p_channel_id, v_payment.channel_id);
    -- Repeat: what is left was taken back by the first call; the fee has a key of its own.
    select * into v_refund from tolsel_billing.refund r
    where r.tenant_id = p_tenant_id and r.request_key = p_request_key;
    -- Refuse:
    v_left_amount := coalesce(v_refund.amount, v_payment.amount - v_payment.refunded_amount);
    if v_left_amount = 0 then
        perform tolsel_core.refuse('UB009', format(
            'Of top-up %s all %s is refunded.', p_payment_id, v_payment.amount));
    end if;
    -- Write: what is left of it and available is taken, and the rest is owed.
    if v_refund.refund_id is null and v_payment.status = 'completed' then
        select * into v_lot from tolsel_wallet.lot l
        where l.tenant_id = p_tenant_id and l.journal_id = v_payment.journal_id;
        v_taken := (
            select least(v_lot.left_amount, b.available) from tolsel_ledger.balance b
            where b.tenant_id = p_tenant_id and b.account_id = v_wallet.account_id
                and b.slot = 0);
        if v_taken < v_left_amount then
            v_debt_lot_id := tolsel_wallet.open_debt(
                v_wallet, v_payment, v_left_amount - v_taken, p_reason, v_channel_id,
                p_charged_back_on);
        end if;
    end if;
    v_refund := tolsel_billing.give_back(
        v_payment, v_left_amount, null, v_channel_id, p_reason, p_charged_back_on,
        '{"is_charge_back": true}', p_request_key);
    -- Its own lot first; what that lacks is the debt's.
    perform tolsel_wallet.spend_lots(
        array[row(v_wallet.account_id, v_refund.journal_id, m.amount)::tolsel_wallet.lot_move],
        'infinity', p_tenant_id, p_first_lot_id => m.lot_id)
    from (
        values (v_lot.lot_id, v_lot.left_amount),
            (v_debt_lot_id, v_left_amount - v_lot.left_amount)
    ) m(lot_id, amount)
    where m.amount > 0;
    -- Hand on: the channel gives the fee, too.
    if p_fee_amount <> 0 then
        perform tolsel.record_daily_entry(
            v_channel_id, 'out', p_fee_amount, p_fee_account_id,
            left(format('Fee of the chargeback of top-up %s: %s', p_payment_id, p_reason), 1000),
            p_charged_back_on,
            jsonb_build_object('payment_id', p_payment_id, 'refund_id', v_refund.refund_id),
            left('fee of refund:' || v_refund.refund_id, 200), p_tenant_id);
    end if;
    perform tolsel_wallet.judge_rule(v_wallet);
    return v_refund;
end
$charge_back_top_up$;
comment on function tolsel.charge_back_top_up is
$$Takes back what is left of a top-up that its payer has had charged back, after a refund of a part
too, and what the provider takes for that: out of the wallet what is left of it and available, and
out of a channel (null: the top-up's own) all of it. What is spent, or held, becomes a debit note of
the customer: the next top-up pays it, and nothing is provisioned until it is paid. A second call
with the same key answers with the refund.
raises: UB007 payment_not_completed, UB009 more_than_left_to_refund, UB028 refund_too_early,
UC002 tenant_not_allowed, UC008 amount_not_finite, UC010 amount_too_precise,
UC011 amount_too_large, UC012 request_key_not_usable, UC014 date_not_usable, UC016 text_not_usable,
UC024 request_key_reused, UC025 amount_not_positive, UH001 channel_not_found,
UH002 channel_not_active, UH004 day_lies_ahead, UL003 account_not_found, UL004 currency_mismatch,
UL006 account_managed, UL007 period_closed, UW003 top_up_not_found$$;
revoke all on function tolsel.charge_back_top_up from public;
grant execute on function tolsel.charge_back_top_up to tolsel_app, tolsel_supervisor;
