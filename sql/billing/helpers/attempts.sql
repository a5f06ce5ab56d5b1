-- Attempts to pay: one of our own whose refusal is kept, or one at a provider that answers later.
-- Each has a start and one end in the trail.

create or replace function tolsel_billing.settle_attempt(
    p_payment tolsel_billing.payment, p_customer tolsel_billing.customer
)
returns tolsel_billing.payment
language plpgsql
volatile
as $settle_attempt$
declare
    v_message text;
    v_detail text;
begin
    return tolsel_billing.settle_payment(p_payment, p_customer, p_is_strict => true);
exception when others then
    -- Only tolsel's own refusals are an answer; a deadlock or a full disk is none.
    if sqlstate !~ '^U' then
        raise;
    end if;
    get stacked diagnostics v_message = message_text, v_detail = pg_exception_detail;
    return tolsel_billing.fail_attempt(
        p_payment, sqlstate, concat_ws(' ', v_message || '.', v_detail));
end
$settle_attempt$;
comment on function tolsel_billing.settle_attempt is
    'Settles an open payment; where that is refused, undoes all of it and marks the attempt as
failed.';

create or replace function tolsel_billing.open_attempt(
    p_payment tolsel_billing.payment, p_provider_reference text default null
)
returns tolsel_billing.payment
language plpgsql
volatile
as $open_attempt$
declare
    v_payment tolsel_billing.payment := p_payment;
begin
    if v_payment.payment_id is null then
        v_payment.payment_id := nextval('tolsel_billing.payment_payment_id_seq');
        v_payment.status := 'open';
        select tolsel_core.at_scale(v_payment.amount, c.scale),
            tolsel_core.at_scale(0, c.scale),
            tolsel_core.at_scale(v_payment.planned_amount, c.scale)
        into v_payment.amount, v_payment.allocated_amount, v_payment.planned_amount
        from tolsel_billing.customer c
        where c.tenant_id = v_payment.tenant_id and c.customer_id = v_payment.customer_id;
        return tolsel_billing.add_payment(v_payment);
    end if;
    update tolsel_billing.payment p
    set status = 'open', retry_count = p.retry_count + 1, last_retry_at = tolsel_core.clock_at(),
        next_retry_at = null, failure_reason = null,
        provider_reference = p_payment.provider_reference
    where p.tenant_id = p_payment.tenant_id and p.payment_id = p_payment.payment_id
    returning * into v_payment;
    perform tolsel_billing.track_payment(
        v_payment, 'initiated', p_provider_reference => p_provider_reference);
    return v_payment;
end
$open_attempt$;
comment on function tolsel_billing.open_attempt is
$$Begins the first attempt of a new payment, or one more of an old one, with a reference of its own
where one is named. The caller has locked the customer.
raises: UC024 request_key_reused$$;

create or replace function tolsel_billing.add_payment(p_payment tolsel_billing.payment)
returns tolsel_billing.payment
language plpgsql
volatile
as $add_payment$
declare
    v_payment tolsel_billing.payment;
begin
    insert into tolsel_billing.payment (
        tenant_id, payment_id, customer_id, kind, status, method, channel_id, account_id,
        amount, allocated_amount, refunded_amount, paid_on, invoice_ids, invoice_amounts, surplus,
        is_provider,
        planned_amount, has_unique_reference, provider_reference, processing_ms, opened_at,
        completed_at, journal_id, corrects_payment_id, rounding_amount, rounding_account_id,
        suspense_id, user_id, request_key, request_id, metadata)
    overriding system value
    values (
        p_payment.tenant_id, p_payment.payment_id, p_payment.customer_id, p_payment.kind,
        p_payment.status, p_payment.method, p_payment.channel_id, p_payment.account_id,
        p_payment.amount, p_payment.allocated_amount,
        tolsel_core.at_scale(0, scale(p_payment.amount)), p_payment.paid_on, p_payment.invoice_ids,
        p_payment.invoice_amounts, p_payment.surplus, p_payment.is_provider,
        p_payment.planned_amount, p_payment.has_unique_reference, p_payment.provider_reference,
        p_payment.processing_ms, p_payment.opened_at, p_payment.completed_at, p_payment.journal_id,
        p_payment.corrects_payment_id, p_payment.rounding_amount, p_payment.rounding_account_id,
        p_payment.suspense_id, tolsel_core.context_user_id(p_payment.tenant_id),
        p_payment.request_key, tolsel_core.context_request_id(), p_payment.metadata)
    on conflict (tenant_id, request_key) where request_key is not null do nothing
    returning * into v_payment;
    -- The key was free a moment ago: a call for another customer has taken it meanwhile.
    if not found then
        perform tolsel_core.refuse('UC024', format('Key %L.', p_payment.request_key));
    end if;
    if v_payment.kind <> 'credit_note' then
        -- One that is completed at once has its end too.
        insert into tolsel_billing.payment_tracking (
            tenant_id, payment_id, attempt_no, status, provider_reference, user_id, login,
            request_id)
        select v_payment.tenant_id, v_payment.payment_id, 1, s.status,
            case when v_payment.is_provider then v_payment.provider_reference end,
            v_payment.user_id, tolsel_core.acting_login(), v_payment.request_id
        from (values ('initiated'), (nullif(v_payment.status, 'open'))) s (status)
        where s.status is not null;
    end if;
    return v_payment;
end
$add_payment$;
comment on function tolsel_billing.add_payment is
$$Writes a new payment and the trail of its first attempt so far. The caller has locked the customer
and taken the number of the payment.
raises: UC024 request_key_reused$$;

create or replace function tolsel_billing.fail_attempt(
    p_payment tolsel_billing.payment,
    p_error_code text,
    p_reason text,
    p_is_final boolean default false
)
returns tolsel_billing.payment
language plpgsql
volatile
as $fail_attempt$
declare
    v_payment tolsel_billing.payment;
begin
    -- After a minute, then two, four and so on; after the eighth attempt no more by itself.
    update tolsel_billing.payment p
    set status = 'failed', failure_reason = left(p_reason, 1000),
        next_retry_at = case when p.retry_count < 7 and not p_is_final then
            tolsel_core.clock_at() + interval '1 minute' * power(2, p.retry_count) end
    where p.tenant_id = p_payment.tenant_id and p.payment_id = p_payment.payment_id
    returning * into v_payment;
    perform tolsel_billing.track_payment(
        v_payment, 'failed', p_error_code, v_payment.failure_reason);
    perform tolsel_core.emit_event(
        v_payment.kind || '.failed', v_payment.kind, v_payment.payment_id,
        jsonb_build_object(
            'customer_id', v_payment.customer_id, 'error_code', p_error_code,
            'retry_count', v_payment.retry_count, 'next_retry_at', v_payment.next_retry_at),
        v_payment.tenant_id);
    return v_payment;
end
$fail_attempt$;
comment on function tolsel_billing.fail_attempt is
    'Marks the current attempt of a payment as failed and says when the next one is due, where it is
not final. The caller has locked the customer.';

create or replace function tolsel_billing.track_payment(
    p_payment tolsel_billing.payment,
    p_status text,
    p_error_code text default null,
    p_message text default null,
    p_provider_reference text default null
)
returns void
language plpgsql
volatile
as $track_payment$
begin
    insert into tolsel_billing.payment_tracking (
        tenant_id, payment_id, attempt_no, status, error_code, message, provider_reference, user_id,
        login, request_id)
    values (
        p_payment.tenant_id, p_payment.payment_id, p_payment.retry_count + 1, p_status,
        p_error_code, p_message, p_provider_reference,
        tolsel_core.context_user_id(p_payment.tenant_id), tolsel_core.acting_login(),
        tolsel_core.context_request_id());
end
$track_payment$;
comment on function tolsel_billing.track_payment is
    'Writes the beginning or the end of the current attempt of a payment into its trail.';

create or replace function tolsel_billing.mark_tenant_payments(
    p_opened_before_at timestamptz, p_limit integer, p_tenant_id bigint
)
returns integer
language plpgsql
volatile
as $mark_tenant_payments$
declare
    v_payment tolsel_billing.payment;
    v_count integer := 0;
begin
    for v_payment in
        select * from tolsel_billing.payment p
        where p.tenant_id = p_tenant_id and p.status = 'open'
            and coalesce(p.last_retry_at, p.opened_at) < p_opened_before_at
        order by p.customer_id, p.payment_id
        limit case when p_limit < 0 then 0 else p_limit end
    loop
        -- Lock: customer by customer, in their order; an answer may have come meanwhile.
        v_payment := tolsel_billing.lock_payment(
            v_payment.payment_id, p_tenant_id, p_kind => null);
        continue when v_payment.status <> 'open'
            or coalesce(v_payment.last_retry_at, v_payment.opened_at) >= p_opened_before_at;
        update tolsel_billing.payment p set status = 'unknown'
        where p.tenant_id = p_tenant_id and p.payment_id = v_payment.payment_id;
        perform tolsel_billing.track_payment(
            v_payment, 'unknown', p_message => 'The provider has not answered.');
        perform tolsel_core.emit_event(
            v_payment.kind || '.unknown', v_payment.kind, v_payment.payment_id,
            jsonb_build_object('customer_id', v_payment.customer_id), p_tenant_id);
        v_count := v_count + 1;
    end loop;
    return v_count;
end
$mark_tenant_payments$;
comment on function tolsel_billing.mark_tenant_payments is
    'Ends the attempts of a tenant whose provider has not answered since a moment, at most p_limit
of them, and answers with their number.';

create or replace function tolsel_billing.job_mark_payments(p_task tolsel_core.job_task)
returns tolsel_core.job_slice
language plpgsql
volatile
as $job_mark_payments$
declare
    v_count integer := tolsel_billing.mark_tenant_payments(
        p_task.to_at - interval '1 day', p_task.item_limit, p_task.tenant_id);
begin
    return (v_count, case when v_count >= p_task.item_limit then 'more' end);
end
$job_mark_payments$;
comment on function tolsel_billing.job_mark_payments is
    'Ends the attempts to pay of a tenant that no provider has answered for a day.';
