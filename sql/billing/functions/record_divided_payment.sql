create or replace function tolsel.record_divided_payment(
    p_amount numeric,
    p_method text,
    p_channel_id bigint,
    p_shares jsonb,
    p_surplus text default 'refuse',
    p_paid_on date default null,
    p_payer text default null,
    p_provider_reference text default null,
    p_metadata jsonb default '{}',
    p_request_key text default null,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns setof tolsel_billing.payment
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $record_divided_payment$
declare
    v_suspense tolsel_billing.suspense;
    v_share tolsel_billing.payment;
    v_shares tolsel_billing.payment[];
    v_payments tolsel_billing.payment[];
    v_channel tolsel_channel.payment_channel;
    v_customer tolsel_billing.customer;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    v_suspense := tolsel_billing.read_suspense(
        p_channel_id, p_amount, p_method, p_paid_on, p_payer, p_provider_reference, p_metadata,
        p_request_key, p_tenant_id);
    v_shares := tolsel_billing.read_shares(p_shares, v_suspense, p_surplus);
    -- Lock: the customers by id, so that two of these for the same ones wait in one order.
    perform tolsel_billing.lock_customer(s.customer_id, p_tenant_id)
    from (select s.customer_id from unnest(v_shares) s order by s.customer_id) s;
    v_channel := tolsel_billing.lock_place_of_suspense(p_channel_id, p_tenant_id);
    -- Repeat:
    if p_request_key is not null then
        v_payments := tolsel_billing.match_shares(v_shares, v_suspense);
        if v_payments is not null then
            return query select * from unnest(v_payments);
            return;
        end if;
    end if;
    -- Refuse, write and hand on: all balances at once, in the order of all postings.
    perform tolsel_ledger.lock_balances(
        array[v_channel.account_id, tolsel_ledger.account_beside(
            'suspense', v_channel.account_id, p_tenant_id)]
        || array(
            select c.account_id from tolsel_billing.customer c
            where c.tenant_id = p_tenant_id
                and c.customer_id = any(array(select s.customer_id from unnest(v_shares) s))),
        p_tenant_id);
    -- The key is that of the first payment.
    v_suspense.request_key := null;
    v_suspense := tolsel_billing.add_suspense(
        v_suspense, format('For %s customers', cardinality(v_shares)));
    foreach v_share in array v_shares loop
        v_customer := tolsel_billing.get_customer(v_share.customer_id, p_tenant_id);
        perform tolsel_channel.check_channel(p_channel_id, v_customer.currency, p_tenant_id);
        v_share.suspense_id := v_suspense.suspense_id;
        return next tolsel_billing.settle_payment(v_share, v_customer, p_is_strict => true);
    end loop;
end
$record_divided_payment$;
comment on function tolsel.record_divided_payment is
$$Records money that came into a channel as one, such as a bank transfer, and was for several
customers, all or none: [{"customer_id", "amount", optional "invoice_ids", "invoice_amounts"}, ...],
each customer once, together the amount. Each share becomes a payment of its customer, and pays
invoices as with tolsel.record_payment; answers with them, in the order of the shares. The channel
has one movement, as its bank does: the money passes through suspense, where tolsel.void_payment
takes a share back to, for tolsel.assign_suspense to give it to somebody else. The first payment has
the request key, the others the key with a colon and their number.
raises: UB001 customer_not_found, UB002 invoice_not_found, UB004 invoice_not_open,
UB005 more_than_open, UB006 surplus_not_wanted, UB018 surplus_unknown, UB019 portions_not_usable,
UB026 provider_reference_reused, UB032 request_undone, UB034 shares_not_usable,
UC002 tenant_not_allowed, UC008 amount_not_finite, UC009 amount_is_zero, UC010 amount_too_precise,
UC011 amount_too_large, UC012 request_key_not_usable, UC013 metadata_not_usable,
UC014 date_not_usable, UC016 text_not_usable, UC024 request_key_reused, UC025 amount_not_positive,
UH001 channel_not_found, UH002 channel_not_active, UH003 method_not_usable, UH004 day_lies_ahead,
UL004 currency_mismatch, UL007 period_closed$$;
revoke all on function tolsel.record_divided_payment from public;
grant execute on function tolsel.record_divided_payment to tolsel_app, tolsel_clerk;
