create or replace function bursar.mark_unknown_payments(
    p_opened_before_at timestamptz default null,
    p_limit integer default 1000,
    p_tenant_id bigint default bursar.current_tenant_id()
)
returns integer
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $mark_unknown_payments$
declare
    v_before_at timestamptz := coalesce(
        p_opened_before_at, bursar_core.clock_at() - interval '1 day');
    v_payment bursar_billing.payment;
    v_count integer := 0;
begin
    perform bursar_core.enter_tenant(p_tenant_id);
    for v_payment in
        select * from bursar_billing.payment p
        where p.tenant_id = p_tenant_id and p.status = 'open'
            and coalesce(p.last_retry_at, p.opened_at) < v_before_at
        order by p.customer_id, p.payment_id
        limit case when p_limit < 0 then 0 else p_limit end
    loop
        -- Lock: customer by customer, in their order; an answer may have come meanwhile.
        v_payment := bursar_billing.lock_payment(v_payment.payment_id, p_tenant_id);
        continue when v_payment.status <> 'open'
            or coalesce(v_payment.last_retry_at, v_payment.opened_at) >= v_before_at;
        update bursar_billing.payment p set status = 'unknown'
        where p.tenant_id = p_tenant_id and p.payment_id = v_payment.payment_id;
        perform bursar_billing.track_payment(
            v_payment, 'unknown', null, 'The provider has not answered.');
        perform bursar_core.emit_event(
            'payment.unknown', 'payment', v_payment.payment_id,
            jsonb_build_object('customer_id', v_payment.customer_id), p_tenant_id);
        v_count := v_count + 1;
    end loop;
    return v_count;
end
$mark_unknown_payments$;
comment on function bursar.mark_unknown_payments is
$$Ends the attempts whose provider has not answered since a moment (default: a day ago), at most
p_limit of them, and answers with their number. What became of them is for a person to find out; the
provider's answer is still taken.
raises: UC002 tenant_not_allowed$$;
revoke all on function bursar.mark_unknown_payments from public;
grant execute on function bursar.mark_unknown_payments to bursar_app;
