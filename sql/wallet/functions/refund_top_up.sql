create or replace function tolsel.refund_top_up(
    p_payment_id bigint,
    p_amount numeric,
    p_method text,
    p_channel_id bigint,
    p_reason text,
    p_refunded_on date default null,
    p_metadata jsonb default '{}',
    p_request_key text default null,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_billing.refund
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $refund_top_up$
declare
    v_payment tolsel_billing.payment;
    v_refund tolsel_billing.refund;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_billing.check_refund(p_reason, p_metadata, p_request_key);
    -- Lock, repeat, refuse, write and hand on:
    v_payment := tolsel_wallet.lock_top_up(p_payment_id, p_tenant_id);
    perform tolsel_wallet.settle_hours(v_payment.account_id, p_tenant_id);
    v_refund := tolsel_billing.give_back(
        v_payment, p_amount, p_method, p_channel_id, p_reason, p_refunded_on, p_metadata,
        p_request_key);
    perform tolsel_wallet.take_refund(v_payment, v_refund);
    perform tolsel_wallet.judge_rule(
        tolsel_wallet.wallet_of(v_payment.account_id, p_tenant_id));
    return v_refund;
end
$refund_top_up$;
comment on function tolsel.refund_top_up is
$$Gives money of a top-up back to its customer, by a method (null: the top-up's own) and out of a
channel, as far as the wallet has it available; all refunds together are at most what was paid.
raises: UB007 payment_not_completed, UB009 more_than_left_to_refund, UB028 refund_too_early,
UB032 request_undone, UC002 tenant_not_allowed, UC008 amount_not_finite, UC009 amount_is_zero,
UC010 amount_too_precise, UC011 amount_too_large, UC012 request_key_not_usable,
UC013 metadata_not_usable, UC014 date_not_usable, UC016 text_not_usable, UC024 request_key_reused,
UC025 amount_not_positive, UH001 channel_not_found, UH002 channel_not_active,
UH003 method_not_usable, UH004 day_lies_ahead, UL004 currency_mismatch, UL005 insufficient_funds,
UL007 period_closed, UW003 top_up_not_found$$;
revoke all on function tolsel.refund_top_up from public;
grant execute on function tolsel.refund_top_up to tolsel_app, tolsel_supervisor;
