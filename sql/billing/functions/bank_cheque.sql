create or replace function tolsel.bank_cheque(
    p_payment_id bigint,
    p_channel_id bigint,
    p_banked_on date default null,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_channel.channel_transfer
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $bank_cheque$
declare
    v_payment tolsel_billing.payment;
    v_cheque tolsel_billing.cheque;
    v_banked_on date;
    v_transfer tolsel_channel.channel_transfer;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    -- Lock:
    v_payment := tolsel_billing.lock_payment(p_payment_id, p_tenant_id);
    select * into v_cheque from tolsel_billing.cheque q
    where q.tenant_id = p_tenant_id and q.payment_id = p_payment_id
    for no key update;
    if not found then
        perform tolsel_core.refuse('UB112', format('Payment %s is none.', p_payment_id));
    end if;
    -- Repeat:
    select * into v_transfer from tolsel_channel.channel_transfer t
    where t.tenant_id = p_tenant_id and t.channel_transfer_id = v_cheque.channel_transfer_id
        and t.voided_at is null;
    if v_transfer.to_channel_id = p_channel_id
        and v_transfer.left_on = coalesce(p_banked_on, v_transfer.left_on)
    then
        return v_transfer;
    end if;
    -- Refuse:
    if v_payment.status <> 'completed' then
        perform tolsel_core.refuse('UB007', format(
            'The %s is %s.', tolsel_billing.payment_by_name(v_payment), v_payment.status));
    elsif v_transfer.channel_transfer_id is not null then
        perform tolsel_core.refuse('UB113', format(
            'It was banked on %s in channel %s.', v_transfer.left_on, v_transfer.to_channel_id));
    end if;
    v_banked_on := tolsel_channel.choose_day(
        tolsel_channel.get_channel(p_channel_id, p_tenant_id), p_banked_on, 'The banking',
        p_tenant_id);
    if v_banked_on < v_cheque.present_on then
        perform tolsel_core.refuse('UB113', format(
            'It may be presented from %s on; it was to be banked on %s.', v_cheque.present_on,
            v_banked_on));
    end if;
    -- Write:
    v_transfer := tolsel.transfer_between_channels(
        v_payment.channel_id, p_channel_id, v_payment.amount, p_banked_on, p_banked_on,
        'Cheque ' || coalesce(v_payment.provider_reference, p_payment_id::text),
        p_tenant_id => p_tenant_id);
    update tolsel_billing.cheque q set channel_transfer_id = v_transfer.channel_transfer_id
    where q.tenant_id = p_tenant_id and q.payment_id = p_payment_id;
    return v_transfer;
end
$bank_cheque$;
comment on function tolsel.bank_cheque is
$$Takes a cheque to a bank, on a day of both channels (null: today, or the first open day if that
is closed), and not before it may be presented. A second call answers with the first. Where the bank
did not take it, tolsel.void_channel_transfer brings it back, and it can be banked again.
raises: UB003 payment_not_found, UB007 payment_not_completed, UB112 cheque_not_found,
UB113 cheque_not_presentable, UC002 tenant_not_allowed, UC014 date_not_usable,
UH001 channel_not_found, UH004 day_lies_ahead, and the refusals of
tolsel.transfer_between_channels$$;
revoke all on function tolsel.bank_cheque from public;
grant execute on function tolsel.bank_cheque to tolsel_app, tolsel_supervisor;
