create or replace function tolsel.record_payments(
    p_payments jsonb, p_tenant_id bigint default tolsel.current_tenant_id()
)
returns setof tolsel_billing.payment
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
set jit = off
as $record_payments$
declare
    v_payments tolsel_billing.payment[];
    v_payment tolsel_billing.payment;
    v_new_nos bigint[];
    v_new_ids bigint[];
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    v_payments := tolsel_billing.read_payments(p_payments, p_tenant_id);
    -- Lock: what the customers have open stands still from here on.
    perform tolsel_billing.lock_customers(
        array(select p.customer_id from unnest(v_payments) p), p_tenant_id);
    -- Repeat:
    v_payments := tolsel_billing.match_payments(v_payments);
    -- Refuse, write and hand on: of several with one key the first.
    v_new_nos := array(
        select n.no
        from (
            select p.ordinality as no, p.payment_id, p.request_key,
                row_number() over (partition by p.request_key order by p.ordinality) as place
            from unnest(v_payments) with ordinality p
        ) n
        where n.payment_id is null and (n.request_key is null or n.place = 1)
        order by n.no);
    v_new_ids := tolsel_billing.settle_items(
        array(select v_payments[n] from unnest(v_new_nos) n), v_new_nos, p_tenant_id);
    for v_place in 1 .. cardinality(v_new_nos) loop
        v_payment := v_payments[v_new_nos[v_place]];
        v_payment.payment_id := v_new_ids[v_place];
        v_payments[v_new_nos[v_place]] := v_payment;
    end loop;
    v_payments := tolsel_billing.match_payments(v_payments);
    perform tolsel_core.note_item(null, null);
    return query
    select p.*
    from unnest(v_payments) with ordinality n
    cross join lateral (
        select * from tolsel_billing.payment p
        where p.tenant_id = p_tenant_id and p.payment_id = n.payment_id
        offset 0
    ) p
    order by n.ordinality;
end
$record_payments$;
comment on function tolsel.record_payments is
$$Records many payments, all or none, with the same result as tolsel.record_payment for one after
the other: [{"customer_id", "amount", "method", and optional "channel_id", "invoice_ids",
"invoice_amounts", "surplus", "paid_on", "provider_reference", "metadata", "received_amount",
"request_key"}, ...], at most 10,000. Answers with one payment for each, in their order; one whose
key was used before answers with the first payment. A refusal names the item.
raises: UB001 customer_not_found, UB002 invoice_not_found, UB004 invoice_not_open,
UB005 more_than_open, UB006 surplus_not_wanted, UB018 surplus_unknown, UB019 portions_not_usable,
UB026 provider_reference_reused, UB032 request_undone, UB035 items_not_readable,
UB110 cash_not_rounded, UB111 rounding_not_usable, UC002 tenant_not_allowed, UC009 amount_is_zero,
UC010 amount_too_precise, UC011 amount_too_large, UC012 request_key_not_usable,
UC013 metadata_not_usable, UC016 text_not_usable, UC024 request_key_reused,
UC025 amount_not_positive, UH001 channel_not_found, UH002 channel_not_active,
UH003 method_not_usable, UH004 day_lies_ahead, UL004 currency_mismatch, UL007 period_closed,
UL010 balance_out_of_range$$;
revoke all on function tolsel.record_payments from public;
grant execute on function tolsel.record_payments to tolsel_app, tolsel_clerk;
