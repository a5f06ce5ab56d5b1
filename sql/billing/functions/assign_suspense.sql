create or replace function tolsel.assign_suspense(
    p_suspense_id bigint,
    p_customer_id bigint,
    p_amount numeric default null,
    p_invoice_ids bigint[] default null,
    p_invoice_amounts numeric[] default null,
    p_surplus text default 'keep',
    p_metadata jsonb default '{}',
    p_request_key text default null,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_billing.payment
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $assign_suspense$
declare
    v_customer tolsel_billing.customer;
    v_suspense tolsel_billing.suspense;
    v_channel tolsel_channel.payment_channel;
    v_amount numeric;
    v_payment tolsel_billing.payment;
    v_repeated tolsel_billing.payment;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    -- Lock:
    v_customer := tolsel_billing.lock_customer(p_customer_id, p_tenant_id);
    v_suspense := tolsel_billing.lock_suspense(p_suspense_id, p_tenant_id);
    -- Repeat: what was left at the first call was all of it.
    v_amount := coalesce(p_amount, (
        select p.amount from tolsel_billing.payment p
        where p.tenant_id = p_tenant_id and p.request_key = p_request_key
            and p.suspense_id = p_suspense_id), v_suspense.amount - v_suspense.assigned_amount);
    if v_amount = 0 and p_amount is null then
        perform tolsel_core.refuse('UB116', format(
            'Of suspense %s all %s is assigned.', p_suspense_id, v_suspense.amount));
    end if;
    v_payment := tolsel_billing.read_payment(
        p_customer_id, v_amount, v_suspense.method, p_channel_id => null,
        p_invoice_ids => p_invoice_ids, p_invoice_amounts => p_invoice_amounts,
        p_surplus => p_surplus, p_paid_on => null,
        p_provider_reference => v_suspense.reference, p_metadata => p_metadata,
        p_request_key => p_request_key, p_tenant_id => p_tenant_id);
    v_payment.suspense_id := p_suspense_id;
    -- One transfer may be for several customers.
    v_payment.has_unique_reference := false;
    if p_request_key is not null then
        v_repeated := tolsel_billing.match_payment(v_payment);
        if v_repeated.payment_id is not null then
            return v_repeated;
        end if;
    end if;
    -- Refuse:
    if v_suspense.voided_at is not null then
        perform tolsel_core.refuse('UB115', format(
            'Suspense %s is void: %s', p_suspense_id, v_suspense.void_reason));
    elsif v_suspense.assigned_amount + v_amount > v_suspense.amount then
        perform tolsel_core.refuse('UB116', format(
            'Of suspense %s %s of %s is assigned; %s more is %s too much.', p_suspense_id,
            v_suspense.assigned_amount, v_suspense.amount, v_amount,
            v_suspense.assigned_amount + v_amount - v_suspense.amount));
    end if;
    v_channel := tolsel_channel.get_channel(v_suspense.channel_id, p_tenant_id);
    perform tolsel_channel.check_counter_account(
        tolsel_ledger.account_beside('suspense', v_channel.account_id, p_tenant_id),
        v_customer.currency, p_tenant_id);
    -- Write and hand on:
    return tolsel_billing.settle_payment(v_payment, v_customer, p_is_strict => true);
end
$assign_suspense$;
comment on function tolsel.assign_suspense is
$$Says that money of an unknown payer, or a part of it (null: all that is left), was a customer's
payment: it counts for the day on which it came, or the first open day if that is closed, and moves
nothing in the channel. It pays invoices as with tolsel.record_payment, and what is left over is
credit unless p_surplus says 'refuse'. tolsel.void_payment takes it back into suspense.
raises: UB001 customer_not_found, UB115 suspense_not_found, UB116 more_than_in_suspense,
UC002 tenant_not_allowed, UL004 currency_mismatch, and the refusals of tolsel.record_payment$$;
revoke all on function tolsel.assign_suspense from public;
grant execute on function tolsel.assign_suspense to tolsel_app, tolsel_supervisor;
