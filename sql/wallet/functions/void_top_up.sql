create or replace function tolsel.void_top_up(
    p_payment_id bigint,
    p_reason text,
    p_voided_on date default null,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_billing.payment
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $void_top_up$
declare
    v_payment tolsel_billing.payment;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_core.check_text(p_reason, 'reason', 1000);
    -- Lock:
    v_payment := tolsel_wallet.lock_top_up(p_payment_id, p_tenant_id);
    -- Repeat:
    if v_payment.status = 'void' then
        perform tolsel_core.check_repeated_void(
            'Top-up ' || p_payment_id, v_payment.voided_at, v_payment.void_reason, p_reason);
        return v_payment;
    end if;
    -- Refuse, write and hand on, once the hours that have ended have taken their share.
    perform tolsel_wallet.settle_hours(v_payment.account_id, p_tenant_id);
    return tolsel_wallet.finish_top_up(
        tolsel_billing.undo_payment(v_payment, p_reason, p_voided_on));
end
$void_top_up$;
comment on function tolsel.void_top_up is
$$Voids a top-up that turned out to be none, such as a cheque that bounced: its journal is reversed,
as long as the wallet has that much available. Counts for p_voided_on (default: the channel's open
day). A second call with the same reason answers with the void top-up.
raises: UC002 tenant_not_allowed, UC014 date_not_usable, UC016 text_not_usable,
UH004 day_lies_ahead, UH012 document_void, UH020 void_too_early, UL005 insufficient_funds,
UL007 period_closed, UW003 top_up_not_found$$;
revoke all on function tolsel.void_top_up from public;
grant execute on function tolsel.void_top_up to tolsel_app, tolsel_supervisor;
