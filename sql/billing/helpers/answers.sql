-- What providers answer: which payment and attempt it is about, and whose their numbers are.

create or replace function tolsel_billing.attempt_of(
    p_payment tolsel_billing.payment, p_attempt_no integer, p_provider_reference text
)
returns integer
language plpgsql
stable
as $attempt_of$
declare
    v_current_no integer := p_payment.retry_count + 1;
begin
    if p_attempt_no is null then
        return coalesce(
            (
                select max(t.attempt_no) from tolsel_billing.payment_tracking t
                where t.tenant_id = p_payment.tenant_id and t.payment_id = p_payment.payment_id
                    and t.provider_reference = p_provider_reference
            ),
            v_current_no);
    elsif p_attempt_no not between 1 and v_current_no then
        perform tolsel_core.refuse('UB030', format(
            'Payment %s has had %s attempts; %s is none of them.', p_payment.payment_id,
            v_current_no, p_attempt_no));
    end if;
    return p_attempt_no;
end
$attempt_of$;
comment on function tolsel_billing.attempt_of is
$$Answers which attempt of a payment an answer is about: the one of that number, else the last one
with that reference of its own, else the current one. The caller has locked the customer.
raises: UB030 attempt_not_found$$;

create or replace function tolsel_billing.record_late_answer(
    p_payment tolsel_billing.payment,
    p_attempt_no integer,
    p_action text,
    p_provider_reference text,
    p_reason text default null
)
returns void
language plpgsql
volatile
as $record_late_answer$
declare
    v_ended_as text := (
        select t.status from tolsel_billing.payment_tracking t
        where t.tenant_id = p_payment.tenant_id and t.payment_id = p_payment.payment_id
            and t.attempt_no = p_attempt_no and t.is_last);
    v_answer jsonb := jsonb_strip_nulls(jsonb_build_object(
        'attempt_no', p_attempt_no, 'ended_as', v_ended_as,
        'provider_reference', p_provider_reference, 'reason', p_reason));
begin
    perform tolsel_core.record_activity(
        p_action, 'payment ' || p_payment.payment_id, v_answer, p_payment.tenant_id);
    -- Money may have come that the books do not know of: somebody has to look at it.
    if (p_action = 'complete_payment') <> (v_ended_as = 'completed')
        and (p_action = 'complete_payment' or p_payment.kind = 'top_up')
    then
        perform tolsel_core.emit_event(
            p_payment.kind || case when p_action = 'complete_payment' then '.contradicted'
                else '.failed_late' end,
            p_payment.kind, p_payment.payment_id,
            v_answer || jsonb_build_object('customer_id', p_payment.customer_id),
            p_payment.tenant_id);
    end if;
end
$record_late_answer$;
comment on function tolsel_billing.record_late_answer is
    'Writes down an answer about an attempt that had ended when it came, and tells where it says
that money came though the attempt had ended otherwise, or the opposite of a top-up.';

create or replace function tolsel_billing.find_payment_of(
    p_provider_reference text, p_tenant_id bigint
)
returns bigint
language plpgsql
stable
as $find_payment_of$
declare
    v_ids bigint[] := array(
        select distinct t.payment_id from tolsel_billing.payment_tracking t
        where t.tenant_id = p_tenant_id and t.provider_reference = p_provider_reference
        order by t.payment_id);
begin
    if cardinality(v_ids) <> 1 then
        perform tolsel_core.refuse('UB003', format(
            'The reference %L is that of %s payments.', p_provider_reference,
            cardinality(v_ids)));
    end if;
    return v_ids[1];
end
$find_payment_of$;
comment on function tolsel_billing.find_payment_of is
$$Answers with the one payment of which an attempt had a provider's reference.
raises: UB003 payment_not_found$$;

create or replace function tolsel_billing.check_provider_reference(
    p_payment tolsel_billing.payment
)
returns void
language plpgsql
stable
as $check_provider_reference$
declare
    v_reference text;
    v_other_id bigint;
begin
    if not p_payment.has_unique_reference then
        return;
    end if;
    foreach v_reference in array
        array[p_payment.provider_reference, p_payment.second_reference]::text[]
    loop
        continue when v_reference is null;
        select p.payment_id into v_other_id from tolsel_billing.payment p
        where p.tenant_id = p_payment.tenant_id and p.method = p_payment.method
            and p.provider_reference = v_reference and p.has_unique_reference
            and p.status in ('open', 'unknown', 'completed')
            and p.payment_id is distinct from p_payment.payment_id
        union all
        select p.payment_id from tolsel_billing.payment p
        where p.tenant_id = p_payment.tenant_id and p.method = p_payment.method
            and p.second_reference = v_reference and p.status = 'completed'
            and p.payment_id is distinct from p_payment.payment_id;
        if found then
            perform tolsel_core.refuse('UB026', format(
                '%s %L belongs to payment %s.', p_payment.method, v_reference, v_other_id));
        end if;
    end loop;
end
$check_provider_reference$;
comment on function tolsel_billing.check_provider_reference is
$$Checks that no other payment by the same method has a provider's number of this one.
raises: UB026 provider_reference_reused$$;

create or replace function tolsel_billing.check_second_charge(
    p_payment tolsel_billing.payment, p_provider_reference text
)
returns void
language plpgsql
stable
as $check_second_charge$
begin
    if p_payment.status = 'completed' and p_payment.is_provider
        and not tolsel_billing.is_reference_of(p_payment, p_provider_reference)
    then
        perform tolsel_core.refuse('UB063', format(
            'Payment %s of %s is completed under %s; %L is another charge.', p_payment.payment_id,
            p_payment.amount, concat_ws(
                ' and ', quote_nullable(p_payment.provider_reference),
                quote_literal(p_payment.second_reference)),
            p_provider_reference));
    end if;
end
$check_second_charge$;
comment on function tolsel_billing.check_second_charge is
$$Checks that what completes a payment that is completed is no second charge.
raises: UB063 second_charge$$;

create or replace function tolsel_billing.is_reference_of(
    p_payment tolsel_billing.payment, p_provider_reference text
)
returns boolean
language sql
immutable
as $is_reference_of$
    select p_provider_reference is null
        or coalesce(p_provider_reference = p_payment.provider_reference, false)
        or coalesce(p_provider_reference = p_payment.second_reference, false);
$is_reference_of$;
comment on function tolsel_billing.is_reference_of is
    'Answers whether a provider''s reference, where one is named, is one that a payment has.';
