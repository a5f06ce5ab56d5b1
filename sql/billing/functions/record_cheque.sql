create or replace function tolsel.record_cheque(
    p_customer_id bigint,
    p_amount numeric,
    p_channel_id bigint,
    p_present_on date default null,
    p_cheque_number text default null,
    p_invoice_ids bigint[] default null,
    p_surplus text default 'refuse',
    p_taken_on date default null,
    p_metadata jsonb default '{}',
    p_request_key text default null,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_billing.cheque
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $record_cheque$
declare
    v_is_known boolean;
    v_payment tolsel_billing.payment;
    v_cheque tolsel_billing.cheque;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    if p_present_on is not null then
        perform tolsel_core.check_date(p_present_on, 'The day to present it');
    end if;
    -- Lock:
    perform tolsel_billing.lock_customer(p_customer_id, p_tenant_id);
    -- Repeat: the payment is, and so its cheque.
    v_is_known := exists (
        select from tolsel_billing.payment p
        where p.tenant_id = p_tenant_id and p.request_key = p_request_key);
    -- Refuse: it is in a place of its own until it is banked.
    perform tolsel_channel.get_channel(p_channel_id, p_tenant_id);
    -- Write:
    v_payment := tolsel.record_payment(
        p_customer_id, p_amount, 'cheque', p_channel_id, p_invoice_ids, p_surplus => p_surplus,
        p_paid_on => p_taken_on, p_provider_reference => p_cheque_number,
        p_metadata => p_metadata, p_request_key => p_request_key, p_tenant_id => p_tenant_id);
    if v_is_known then
        select * into v_cheque from tolsel_billing.cheque q
        where q.tenant_id = p_tenant_id and q.payment_id = v_payment.payment_id;
        perform tolsel_core.check_repeated(
            'payment ' || v_payment.payment_id,
            to_jsonb(v_cheque) || jsonb_build_object('request_key', p_request_key),
            jsonb_build_object('present_on', coalesce(
                p_present_on, v_cheque.present_on, v_payment.paid_on)));
        return v_cheque;
    end if;
    insert into tolsel_billing.cheque (tenant_id, payment_id, present_on)
    values (p_tenant_id, v_payment.payment_id, coalesce(p_present_on, v_payment.paid_on))
    returning * into v_cheque;
    return v_cheque;
end
$record_cheque$;
comment on function tolsel.record_cheque is
$$Takes a cheque of a customer, which may be presented from p_present_on on (null: at once): a
payment into the channel where cheques are kept until tolsel.bank_cheque takes it to a bank. One
that bounces is voided with tolsel.void_payment, banked or not. Otherwise as tolsel.record_payment.
raises: UB001 customer_not_found, UC002 tenant_not_allowed, UC014 date_not_usable,
UC024 request_key_reused, UH001 channel_not_found, and the refusals of tolsel.record_payment$$;
revoke all on function tolsel.record_cheque from public;
grant execute on function tolsel.record_cheque to tolsel_app, tolsel_clerk;
