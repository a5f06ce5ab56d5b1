create or replace function tolsel.charge_back_payment(
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
as $charge_back_payment$
declare
    v_payment tolsel_billing.payment;
    v_refund tolsel_billing.refund;
    v_channel_id bigint;
    v_left_amount numeric;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_billing.check_refund(p_reason, '{}', p_request_key);
    -- Lock:
    v_payment := tolsel_billing.lock_payment(p_payment_id, p_tenant_id);
    v_channel_id := coalesce(p_channel_id, v_payment.channel_id);
    -- Repeat: what is left was taken back by the first call; the fee has a key of its own.
    if p_request_key is not null then
        v_left_amount := (
            select r.amount from tolsel_billing.refund r
            where r.tenant_id = p_tenant_id and r.request_key = p_request_key);
    end if;
    -- Refuse:
    v_left_amount := coalesce(v_left_amount, v_payment.amount - v_payment.refunded_amount);
    if v_left_amount = 0 then
        perform tolsel_core.refuse('UB009', format(
            'Of payment %s all %s is refunded.', p_payment_id, v_payment.amount));
    end if;
    -- Write and hand on: the channel gives what is left, and the fee.
    v_refund := tolsel_billing.give_back(
        v_payment, v_left_amount, null, v_channel_id, p_reason, p_charged_back_on,
        '{"is_charge_back": true}', p_request_key);
    if p_fee_amount <> 0 then
        perform tolsel.record_daily_entry(
            v_channel_id, 'out', p_fee_amount, p_fee_account_id,
            left(format('Fee of the chargeback of payment %s: %s', p_payment_id, p_reason), 1000),
            p_charged_back_on,
            jsonb_build_object('payment_id', p_payment_id, 'refund_id', v_refund.refund_id),
            left('fee of refund:' || v_refund.refund_id, 200), p_tenant_id);
    end if;
    return v_refund;
end
$charge_back_payment$;
comment on function tolsel.charge_back_payment is
$$Takes back what is left of a payment that its payer has had charged back, after a refund of a part
too, and what the provider takes for that: as a refund of all that is left, and a fee against an
account, both out of a channel (null: the payment's own). What it paid is owed again. A second call
with the same key answers with the refund.
raises: UB003 payment_not_found, UB007 payment_not_completed, UB009 more_than_left_to_refund,
UB028 refund_too_early, UB032 request_undone, UB140 payment_is_top_up, UC002 tenant_not_allowed,
UC008 amount_not_finite, UC010 amount_too_precise, UC011 amount_too_large,
UC012 request_key_not_usable, UC014 date_not_usable, UC016 text_not_usable,
UC024 request_key_reused, UC025 amount_not_positive, UH001 channel_not_found,
UH002 channel_not_active, UH004 day_lies_ahead, UL003 account_not_found,
UL004 currency_mismatch, UL006 account_managed, UL007 period_closed, UL010 balance_out_of_range$$;
revoke all on function tolsel.charge_back_payment from public;
grant execute on function tolsel.charge_back_payment to tolsel_app, tolsel_supervisor;
