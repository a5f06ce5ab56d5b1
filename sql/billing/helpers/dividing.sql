-- How money that came in as one is divided among customers: it comes into suspense, and each share
-- leaves it as the payment of its customer, in the same call.

create or replace function tolsel_billing.read_shares(
    p_shares jsonb, p_suspense tolsel_billing.suspense, p_surplus text
)
returns tolsel_billing.payment[]
language plpgsql
stable
as $read_shares$
declare
    v_item record;
    v_share tolsel_billing.payment;
    v_shares tolsel_billing.payment[] := array[]::tolsel_billing.payment[];
    v_ids bigint[] := array[]::bigint[];
    v_total_amount numeric := 0;
begin
    perform tolsel_billing.check_shares(p_shares);
    for v_item in
        select s.share_no, r.*
        from jsonb_array_elements(p_shares) with ordinality s(item, share_no)
        cross join lateral jsonb_to_record(s.item) as r(
            customer_id bigint, amount numeric, invoice_ids bigint[], invoice_amounts numeric[])
        order by s.share_no
    loop
        perform tolsel_core.check_positive_amount(
            v_item.amount, null, format('Share %s: the amount', v_item.share_no));
        if v_item.customer_id = any(v_ids) then
            perform tolsel_core.refuse('UB034', format(
                'Share %s: customer %s has one already.', v_item.share_no, v_item.customer_id));
        end if;
        v_share := tolsel_billing.read_payment(
            v_item.customer_id, v_item.amount, p_suspense.method, p_channel_id => null,
            p_invoice_ids => v_item.invoice_ids, p_invoice_amounts => v_item.invoice_amounts,
            p_surplus => p_surplus, p_paid_on => null,
            p_provider_reference => p_suspense.reference, p_metadata => p_suspense.metadata,
            p_request_key => p_suspense.request_key
                || case when v_item.share_no = 1 then '' else ':' || v_item.share_no end,
            p_tenant_id => p_suspense.tenant_id);
        -- The first has the number that a provider vouches for: no other payment may have it.
        v_share.has_unique_reference := v_share.has_unique_reference and v_item.share_no = 1;
        v_shares := v_shares || v_share;
        v_ids := v_ids || v_share.customer_id;
        v_total_amount := v_total_amount + v_share.amount;
    end loop;
    if v_total_amount <> p_suspense.amount then
        perform tolsel_core.refuse('UB034', format(
            'The payment is %s, its %s shares add up to %s.', p_suspense.amount,
            cardinality(v_shares), v_total_amount));
    end if;
    return v_shares;
end
$read_shares$;
comment on function tolsel_billing.read_shares is
$$Reads the shares of a payment, as tolsel.record_divided_payment describes them, as payments that
are not booked yet. The first has the request key itself, the others the key, a colon and their
number.
raises: UB034 shares_not_usable, and the refusals of tolsel_billing.read_payment$$;

create or replace function tolsel_billing.check_shares(p_shares jsonb)
returns void
language plpgsql
stable
as $check_shares$
declare
    v_keys text[] := '{customer_id,amount,invoice_ids,invoice_amounts}'::text[];
    v_item jsonb;
begin
    if jsonb_typeof(p_shares) is distinct from 'array' then
        perform tolsel_core.refuse('UB034', format(
            'The shares are %s.', coalesce('a JSON ' || jsonb_typeof(p_shares), 'null')));
    elsif jsonb_array_length(p_shares) not between 1 and 1000 then
        perform tolsel_core.refuse('UB034', format('%s shares.', jsonb_array_length(p_shares)));
    end if;
    for v_share_no in 1 .. jsonb_array_length(p_shares) loop
        v_item := p_shares -> (v_share_no - 1);
        if (case when jsonb_typeof(v_item) = 'object' then v_item - v_keys = '{}' end
            and tolsel_core.is_id_text(v_item ->> 'customer_id')
            and tolsel_core.is_amount_text(v_item ->> 'amount')
            and tolsel_billing.is_number_list(v_item -> 'invoice_ids', p_is_id => true)
            and tolsel_billing.is_number_list(v_item -> 'invoice_amounts', p_is_id => false)
        ) is not true then
            perform tolsel_core.refuse('UB034', tolsel_core.describe_item(
                format('Share %s', v_share_no), v_item, v_keys, array[
                    tolsel_core.is_id_text(v_item ->> 'customer_id'),
                    tolsel_core.is_amount_text(v_item ->> 'amount'),
                    tolsel_billing.is_number_list(v_item -> 'invoice_ids', p_is_id => true),
                    tolsel_billing.is_number_list(
                        v_item -> 'invoice_amounts', p_is_id => false)]));
        end if;
    end loop;
end
$check_shares$;
comment on function tolsel_billing.check_shares is
$$Checks that the shares of a payment are a list of objects which can be read.
raises: UB034 shares_not_usable$$;

create or replace function tolsel_billing.is_number_list(p_list jsonb, p_is_id boolean)
returns boolean
language sql
immutable
as $is_number_list$
    select case coalesce(jsonb_typeof(p_list), 'null')
        when 'null' then true
        when 'array' then not exists (
            select from jsonb_array_elements_text(p_list) e
            where (case when p_is_id then tolsel_core.is_id_text(e)
                else tolsel_core.is_amount_text(e) end) is not true)
        else false end;
$is_number_list$;
comment on function tolsel_billing.is_number_list is
    'Says whether a JSON value is a list of ids, or else of decimal numbers, or null.';

create or replace function tolsel_billing.match_shares(
    p_shares tolsel_billing.payment[], p_suspense tolsel_billing.suspense
)
returns tolsel_billing.payment[]
language plpgsql
stable
as $match_shares$
declare
    v_key text := p_shares[1].request_key;
    v_suspense tolsel_billing.suspense;
    v_share tolsel_billing.payment;
    v_repeated tolsel_billing.payment;
    v_payments tolsel_billing.payment[] := array[]::tolsel_billing.payment[];
begin
    select s.* into v_suspense
    from tolsel_billing.payment p
    left join tolsel_billing.suspense s
        on s.tenant_id = p.tenant_id and s.suspense_id = p.suspense_id
    where p.tenant_id = p_suspense.tenant_id and p.request_key = v_key;
    if not found then
        return null;
    elsif v_suspense.suspense_id is null then
        perform tolsel_core.refuse('UC024', format(
            'Key %L belongs to a payment that was not divided.', v_key));
    end if;
    perform tolsel_billing.check_repeated_suspense(p_suspense, v_suspense);
    foreach v_share in array p_shares loop
        v_share.suspense_id := v_suspense.suspense_id;
        v_repeated := tolsel_billing.match_payment(v_share);
        if v_repeated.payment_id is null then
            perform tolsel_core.refuse('UC024', format(
                'Key %L belongs to %s payments.', v_key, cardinality(v_payments)));
        end if;
        v_payments := v_payments || v_repeated;
    end loop;
    return v_payments;
end
$match_shares$;
comment on function tolsel_billing.match_shares is
$$Answers with the payments that an earlier call under the request key of the first share made; each
must have the same content and stand. Null where the key is new.
raises: UB032 request_undone, UC024 request_key_reused$$;
