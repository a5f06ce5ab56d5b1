-- How a payment comes in: read_payment judges its form, match_payment looks for its repeat,
-- settle_payment refuses, books, allocates and counts.

create or replace function tolsel_billing.settle_payment(
    p_payment tolsel_billing.payment,
    p_customer tolsel_billing.customer,
    p_is_strict boolean
)
returns tolsel_billing.payment
language plpgsql
volatile
as $settle_payment$
declare
    v_tenant_id bigint := p_payment.tenant_id;
    v_payment tolsel_billing.payment := p_payment;
    v_portions tolsel_billing.portion[];
    v_portion tolsel_billing.portion;
    v_channel tolsel_channel.payment_channel;
    v_account_id bigint := coalesce(p_payment.account_id, p_customer.account_id);
    v_place_id bigint;
begin
    -- Refuse: the customer is locked, so that what is open stands still.
    v_channel := tolsel_billing.check_payment(v_payment, p_customer);
    v_payment.amount := tolsel_core.at_scale(v_payment.amount, p_customer.scale);
    v_payment.allocated_amount := tolsel_core.at_scale(0, p_customer.scale);
    v_place_id := coalesce(v_channel.account_id, tolsel_ledger.purpose_account(
        case when v_payment.suspense_id is null then 'undeposited_funds' else 'suspense' end,
        p_customer.currency, v_tenant_id));
    v_portions := tolsel_billing.plan_portions(array[v_payment], p_is_strict);
    v_payment.paid_on := case when v_payment.suspense_id is null
        then tolsel_channel.choose_day(
            v_channel, v_payment.paid_on, 'The day of payment', v_tenant_id,
            p_account_id => v_account_id)
        else tolsel_billing.day_of_suspense(v_payment, v_account_id) end;

    -- Write: the ledger first, which locks the balances and may refuse too.
    v_payment.payment_id := coalesce(
        v_payment.payment_id, nextval('tolsel_billing.payment_payment_id_seq'));
    if v_payment.rounding_amount is null then
        v_payment.journal_id := tolsel_ledger.post_transfer(
            v_account_id, v_place_id, v_payment.amount, v_payment.paid_on,
            case when v_payment.account_id is null then 'Payment ' else 'Top-up ' end
                || v_payment.payment_id,
            v_tenant_id);
    else
        v_payment.journal_id := tolsel_billing.post_rounded(
            v_payment, p_customer.account_id, v_place_id);
    end if;
    foreach v_portion in array v_portions loop
        v_payment.allocated_amount := v_payment.allocated_amount + v_portion.amount;
    end loop;
    v_payment.completed_at := case
        when v_payment.status is null then v_payment.opened_at else tolsel_core.clock_at() end;
    -- A test clock may have been set back since.
    v_payment.processing_ms := greatest(0, round(1000 * extract(epoch from
        v_payment.completed_at - v_payment.opened_at + (clock_timestamp() - now()))));
    if v_payment.status is null then
        v_payment.status := 'completed';
        v_payment := tolsel_billing.add_payment(v_payment);
    else
        update tolsel_billing.payment p
        set status = 'completed', paid_on = v_payment.paid_on,
            provider_reference = v_payment.provider_reference,
            second_reference = v_payment.second_reference, amount = v_payment.amount,
            asked_amount = v_payment.asked_amount, processing_ms = v_payment.processing_ms,
            failure_reason = null, next_retry_at = null,
            completed_at = v_payment.completed_at, journal_id = v_payment.journal_id,
            allocated_amount = v_payment.allocated_amount, metadata = v_payment.metadata
        where p.tenant_id = v_tenant_id and p.payment_id = v_payment.payment_id
        returning * into v_payment;
        perform tolsel_billing.track_payment(
            v_payment, 'completed', p_provider_reference => case when v_payment.is_provider
                then coalesce(v_payment.second_reference, v_payment.provider_reference) end);
    end if;
    foreach v_portion in array v_portions loop
        insert into tolsel_billing.allocation (
            tenant_id, payment_id, invoice_id, customer_id, amount, allocated_on, is_initial,
            user_id, request_id)
        values (
            v_tenant_id, v_payment.payment_id, v_portion.invoice_id, v_payment.customer_id,
            tolsel_core.at_scale(v_portion.amount, p_customer.scale),
            greatest(v_payment.paid_on, v_portion.issued_on), true, v_payment.user_id,
            v_payment.request_id);
    end loop;
    if v_payment.account_id is null then
        update tolsel_billing.customer c
        set payment_count = c.payment_count + 1,
            payment_total = c.payment_total + v_payment.amount,
            last_payment_on = greatest(c.last_payment_on, v_payment.paid_on)
        where c.tenant_id = v_tenant_id and c.customer_id = v_payment.customer_id;
    end if;
    -- Hand on:
    perform tolsel_core.emit_event(
        v_payment.kind || '.completed', v_payment.kind, v_payment.payment_id,
        jsonb_build_object(
            'customer_id', v_payment.customer_id, 'amount', v_payment.amount::text,
            'currency', p_customer.currency, 'method', v_payment.method,
            'channel_id', v_payment.channel_id),
        v_tenant_id);
    return v_payment;
end
$settle_payment$;
comment on function tolsel_billing.settle_payment is
$$Books a payment, new or open, and allocates it: the one place where customers' money comes in. A
top-up goes to its account, pays no invoice and counts in no figure.
Where it is not strict, because the money is there already, what cannot be allocated becomes credit.
The caller has locked the customer.
raises: the refusals of tolsel_billing.check_payment, tolsel_billing.plan_portions,
tolsel_channel.choose_day and tolsel_ledger.post_lines$$;

create or replace function tolsel_billing.read_payment(
    p_customer_id bigint,
    p_amount numeric,
    p_method text,
    p_channel_id bigint,
    p_invoice_ids bigint[],
    p_invoice_amounts numeric[],
    p_surplus text,
    p_paid_on date,
    p_provider_reference text,
    p_metadata jsonb,
    p_request_key text,
    p_tenant_id bigint
)
returns tolsel_billing.payment
language plpgsql
stable
as $read_payment$
declare
    v_payment tolsel_billing.payment;
begin
    if p_request_key is not null then
        perform tolsel_core.check_request_key(p_request_key);
    end if;
    if p_metadata <> '{}' then
        perform tolsel_core.check_metadata(p_metadata);
    end if;
    -- How precise it may be depends on the customer, who is not locked yet.
    if (p_amount > 0 and p_amount < 1e15) is not true then
        perform tolsel_core.check_positive_amount(p_amount, null, 'The amount');
    end if;
    if p_provider_reference is not null then
        perform tolsel_core.check_text(p_provider_reference, 'provider reference', 200);
    end if;
    if p_paid_on is not null then
        perform tolsel_core.check_date(p_paid_on, 'The day of payment');
    end if;
    if p_surplus is null or p_surplus not in ('refuse', 'keep') then
        perform tolsel_core.refuse('UB018', format('Surplus %L.', left(p_surplus, 40)));
    elsif p_invoice_ids is not null or p_invoice_amounts is not null then
        perform tolsel_billing.check_division(p_invoice_ids, p_invoice_amounts);
    end if;
    v_payment.tenant_id := p_tenant_id;
    v_payment.customer_id := p_customer_id;
    v_payment.kind := 'payment';
    v_payment.method := p_method;
    v_payment.channel_id := p_channel_id;
    v_payment.amount := p_amount;
    v_payment.allocated_amount := 0;
    v_payment.invoice_ids := p_invoice_ids;
    v_payment.invoice_amounts := p_invoice_amounts;
    v_payment.surplus := p_surplus;
    v_payment.is_provider := false;
    v_payment.paid_on := p_paid_on;
    v_payment.provider_reference := p_provider_reference;
    v_payment.has_unique_reference := p_provider_reference is not null
        and tolsel_channel.is_reference_unique(p_method, p_tenant_id);
    v_payment.retry_count := 0;
    v_payment.metadata := coalesce(p_metadata, '{}');
    v_payment.request_key := p_request_key;
    v_payment.opened_at := tolsel_core.clock_at();
    return v_payment;
end
$read_payment$;
comment on function tolsel_billing.read_payment is
$$Checks the form of what a caller says of a new payment and answers with it as a row. What can
only be judged with the customer locked is left to tolsel_billing.check_payment.
raises: UB018 surplus_unknown, UB019 portions_not_usable, UC008 amount_not_finite,
UC009 amount_is_zero, UC011 amount_too_large, UC012 request_key_not_usable,
UC013 metadata_not_usable, UC014 date_not_usable, UC016 text_not_usable,
UC025 amount_not_positive$$;

create or replace function tolsel_billing.check_payment(
    p_payment tolsel_billing.payment, p_customer tolsel_billing.customer
)
returns tolsel_channel.payment_channel
language plpgsql
stable
as $check_payment$
declare
    v_amount numeric;
    v_channel tolsel_channel.payment_channel;
begin
    -- A good amount passes one test; only a bad one is looked at closely.
    if (p_payment.amount > 0 and p_payment.amount < 1e15
        and scale(trim_scale(p_payment.amount)) <= p_customer.scale) is not true
    then
        perform tolsel_core.check_positive_amount(p_payment.amount, p_customer.scale, 'The amount');
    end if;
    if p_payment.invoice_amounts is not null then
        foreach v_amount in array p_payment.invoice_amounts loop
            perform tolsel_core.check_positive_amount(
                v_amount, p_customer.scale, 'The amount for an invoice');
        end loop;
    end if;
    if p_payment.status = 'open' and p_payment.is_provider then
        -- The provider has the money: what was active when it was asked will do.
        if p_payment.channel_id is not null then
            v_channel := tolsel_channel.get_channel(p_payment.channel_id, p_payment.tenant_id);
        end if;
    else
        perform tolsel_channel.check_method(p_payment.method, p_payment.tenant_id);
        if p_payment.channel_id is not null then
            v_channel := tolsel_channel.check_channel(
                p_payment.channel_id, p_customer.currency, p_payment.tenant_id);
        end if;
    end if;
    perform tolsel_billing.check_provider_reference(p_payment);
    return v_channel;
end
$check_payment$;
comment on function tolsel_billing.check_payment is
$$Checks the part of a payment that does not depend on what is open: its amounts, method, channel
and reference; answers with its channel, null where it has none. The caller has locked the customer.
raises: UB026 provider_reference_reused, UC008 amount_not_finite, UC009 amount_is_zero,
UC010 amount_too_precise, UC011 amount_too_large, UC025 amount_not_positive,
UH001 channel_not_found, UH002 channel_not_active, UH003 method_not_usable,
UL004 currency_mismatch$$;

create or replace function tolsel_billing.match_payment(p_payment tolsel_billing.payment)
returns tolsel_billing.payment
language plpgsql
stable
as $match_payment$
declare
    v_payment tolsel_billing.payment;
begin
    select * into v_payment from tolsel_billing.payment p
    where p.tenant_id = p_payment.tenant_id and p.request_key = p_payment.request_key;
    if found then
        perform tolsel_core.check_repeated(
            'payment ' || v_payment.payment_id,
            to_jsonb(v_payment) || jsonb_build_object(
                'amount', coalesce(v_payment.asked_amount, v_payment.amount)),
            jsonb_build_object(
                'customer_id', p_payment.customer_id, 'kind', p_payment.kind,
                'amount', p_payment.amount, 'method', p_payment.method,
                'channel_id', p_payment.channel_id, 'account_id', p_payment.account_id,
                'invoice_ids', p_payment.invoice_ids,
                'invoice_amounts', p_payment.invoice_amounts, 'surplus', p_payment.surplus,
                'is_provider', p_payment.is_provider,
                'corrects_payment_id', p_payment.corrects_payment_id,
                'rounding_amount', p_payment.rounding_amount,
                'suspense_id', p_payment.suspense_id,
                'metadata', p_payment.metadata,
                'paid_on', coalesce(p_payment.paid_on, v_payment.paid_on),
                -- A provider may have given another number when it completed the payment.
                'provider_reference', coalesce(
                    case when not v_payment.is_provider or v_payment.journal_id is null
                        then p_payment.provider_reference end,
                    v_payment.provider_reference)));
        perform tolsel_core.check_standing(
            tolsel_billing.payment_by_name(v_payment), p_payment.request_key,
            v_payment.void_reason);
    end if;
    return v_payment;
end
$match_payment$;
comment on function tolsel_billing.match_payment is
$$Answers with the payment under the request key of a new one, which must have the same content and
stand; null where the key is new. A day or a reference that is not named is whatever the first call
got.
raises: UB032 request_undone, UC024 request_key_reused$$;

create or replace function tolsel_billing.match_recorded(p_payment tolsel_billing.payment)
returns tolsel_billing.payment
language plpgsql
stable
as $match_recorded$
declare
    v_payment tolsel_billing.payment := tolsel_billing.match_payment(p_payment);
begin
    if v_payment.status = 'failed' then
        -- An attempt under this key was refused. Answering with it would look like money.
        perform tolsel_core.refuse('UC024', format(
            'Key %L belongs to payment %s, an attempt that failed.', p_payment.request_key,
            v_payment.payment_id));
    end if;
    return v_payment;
end
$match_recorded$;
comment on function tolsel_billing.match_recorded is
$$Answers with the payment under the request key of a new one, as tolsel_billing.match_payment does,
unless it is an attempt that failed.
raises: UB032 request_undone, UC024 request_key_reused$$;
