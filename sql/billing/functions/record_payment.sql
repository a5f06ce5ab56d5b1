create or replace function tolsel.record_payment(
    p_customer_id bigint,
    p_amount numeric,
    p_method text,
    p_channel_id bigint default null,
    p_invoice_ids bigint[] default null,
    p_invoice_amounts numeric[] default null,
    p_surplus text default 'refuse',
    p_paid_on date default null,
    p_provider_reference text default null,
    p_metadata jsonb default '{}',
    p_received_amount numeric default null,
    p_request_key text default null,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_billing.payment
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $record_payment$
declare
    v_customer tolsel_billing.customer;
    v_payment tolsel_billing.payment;
    v_repeated tolsel_billing.payment;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    v_payment := tolsel_billing.read_payment(
        p_customer_id, p_amount, p_method, p_channel_id, p_invoice_ids, p_invoice_amounts,
        p_surplus, p_paid_on, p_provider_reference, p_metadata, p_request_key, p_tenant_id);
    if p_received_amount is not null then
        v_payment.rounding_amount := tolsel_billing.rounding_of(p_amount, p_received_amount);
    end if;
    -- Lock: what the customer has open stands still from here on.
    v_customer := tolsel_billing.lock_customer(p_customer_id, p_tenant_id);
    -- Repeat:
    if p_request_key is not null then
        v_repeated := tolsel_billing.match_recorded(v_payment);
        if v_repeated.payment_id is not null then
            return v_repeated;
        end if;
    end if;
    -- Refuse, write and hand on:
    if v_payment.rounding_amount is not null then
        v_payment.rounding_account_id := tolsel_billing.check_rounding(
            v_payment, v_customer.currency);
    end if;
    return tolsel_billing.settle_payment(v_payment, v_customer, p_is_strict => true);
end
$record_payment$;
comment on function tolsel.record_payment is
$$Records money that a customer has paid into a channel (null: undeposited funds), and allocates it
to the invoices named, in their order, each by the amount given for it or else by what is open;
with no invoices named, to all that are open, the oldest first; with an empty list, to none. What
is left over is refused, or kept as the customer's credit with p_surplus 'keep'. Counts for
p_paid_on (default: the channel's open day). Cash may be rounded: p_received_amount is what was
received for p_amount, by the step that tolsel.set_cash_rounding has set. A refusal leaves nothing
behind; tolsel.attempt_payment keeps it.
raises: UB001 customer_not_found, UB002 invoice_not_found, UB004 invoice_not_open,
UB005 more_than_open, UB006 surplus_not_wanted, UB018 surplus_unknown, UB019 portions_not_usable,
UB026 provider_reference_reused, UB032 request_undone, UB110 cash_not_rounded,
UB111 rounding_not_usable, UC002 tenant_not_allowed, UC008 amount_not_finite, UC009 amount_is_zero,
UC010 amount_too_precise, UC011 amount_too_large, UC012 request_key_not_usable,
UC013 metadata_not_usable, UC014 date_not_usable, UC016 text_not_usable, UC024 request_key_reused,
UC025 amount_not_positive, UH001 channel_not_found, UH002 channel_not_active,
UH003 method_not_usable, UH004 day_lies_ahead, UL004 currency_mismatch, UL007 period_closed,
UL010 balance_out_of_range$$;
revoke all on function tolsel.record_payment from public;
grant execute on function tolsel.record_payment to tolsel_app, tolsel_clerk;
