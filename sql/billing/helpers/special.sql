-- Money that comes in another way than most does: cash that is rounded, and cheques.

create or replace function tolsel_billing.rounding_of(
    p_amount numeric, p_received_amount numeric
)
returns numeric
language plpgsql
stable
as $rounding_of$
begin
    perform tolsel_core.check_positive_amount(p_received_amount, null, 'What is received');
    return nullif(p_amount - p_received_amount, 0);
end
$rounding_of$;
comment on function tolsel_billing.rounding_of is
$$Answers by how much less than an amount is received; null where it is the same.
raises: UC008 amount_not_finite, UC009 amount_is_zero, UC011 amount_too_large,
UC025 amount_not_positive$$;

create or replace function tolsel_billing.check_rounding(
    p_payment tolsel_billing.payment, p_currency text
)
returns bigint
language plpgsql
stable
as $check_rounding$
declare
    v_rounding tolsel_billing.cash_rounding;
    v_kind text;
    v_received numeric := p_payment.amount - p_payment.rounding_amount;
begin
    select * into v_rounding from tolsel_billing.cash_rounding r
    where r.tenant_id = p_payment.tenant_id and r.currency = p_currency;
    if v_rounding.step_amount is null then
        perform tolsel_core.refuse('UB110', format('Currency %s.', p_currency));
    end if;
    select c.kind into v_kind from tolsel_channel.payment_channel c
    where c.tenant_id = p_payment.tenant_id and c.channel_id = p_payment.channel_id;
    if v_kind <> 'cash' then
        perform tolsel_core.refuse('UB111', format(
            'Channel %s is %s, not cash.', p_payment.channel_id, v_kind));
    elsif (abs(p_payment.rounding_amount) < v_rounding.step_amount and v_received > 0
        and v_received % v_rounding.step_amount = 0) is not true
    then
        perform tolsel_core.refuse('UB111', format(
            '%s of %s were received; cash is a multiple of %s.', left(v_received::text, 40),
            p_payment.amount, v_rounding.step_amount));
    end if;
    return v_rounding.account_id;
end
$check_rounding$;
comment on function tolsel_billing.check_rounding is
$$Checks that what is received in cash differs from what is paid only because cash is rounded, and
answers with the account for the difference.
raises: UB110 cash_not_rounded, UB111 rounding_not_usable$$;

create or replace function tolsel_billing.post_rounded(
    p_payment tolsel_billing.payment, p_customer_account_id bigint, p_place_account_id bigint
)
returns bigint
language plpgsql
volatile
as $post_rounded$
declare
    v_lines tolsel_ledger.line[];
begin
    select array_agg(
        row(1, l.line_no, l.account_id, l.amount, p_payment.paid_on, null)::tolsel_ledger.line
        order by l.account_id, l.line_no)
    into v_lines
    from (values
        (1, p_customer_account_id, -p_payment.amount::numeric),
        (2, p_place_account_id, p_payment.amount - p_payment.rounding_amount),
        (3, p_payment.rounding_account_id, p_payment.rounding_amount::numeric)
    ) l (line_no, account_id, amount);
    return (tolsel_ledger.post(
        array[tolsel_ledger.head_of(1, 'Payment ' || p_payment.payment_id)], v_lines,
        p_is_public => false, p_tenant_id => p_payment.tenant_id))[1];
end
$post_rounded$;
comment on function tolsel_billing.post_rounded is
$$Posts a payment whose cash was rounded: the customer has paid the amount, the difference is on its
account.
raises: the refusals of tolsel_ledger.post_lines$$;

create or replace function tolsel_billing.return_cheque(
    p_payment tolsel_billing.payment, p_reason text, p_voided_on date
)
returns void
language plpgsql
volatile
as $return_cheque$
begin
    perform tolsel.void_channel_transfer(
        t.channel_transfer_id, p_reason, p_voided_on, p_payment.tenant_id)
    from tolsel_billing.cheque q
    join tolsel_channel.channel_transfer t
        on t.tenant_id = q.tenant_id and t.channel_transfer_id = q.channel_transfer_id
    where q.tenant_id = p_payment.tenant_id and q.payment_id = p_payment.payment_id
        and t.voided_at is null;
end
$return_cheque$;
comment on function tolsel_billing.return_cheque is
$$Takes a cheque that was banked out of the bank again; nothing where a payment is none.
raises: the refusals of tolsel.void_channel_transfer$$;

create or replace function tolsel_billing.check_correctable(p_payment tolsel_billing.payment)
returns void
language plpgsql
stable
as $check_correctable$
begin
    if p_payment.suspense_id is not null then
        perform tolsel_core.refuse('UB114', format(
            'Payment %s was suspense %s.', p_payment.payment_id, p_payment.suspense_id));
    elsif exists (
        select from tolsel_billing.cheque q
        where q.tenant_id = p_payment.tenant_id and q.payment_id = p_payment.payment_id)
    then
        perform tolsel_core.refuse('UB114', format(
            'Payment %s is a cheque.', p_payment.payment_id));
    end if;
end
$check_correctable$;
comment on function tolsel_billing.check_correctable is
$$Checks that a payment came in as most do, so that another may stand in its place.
raises: UB114 payment_not_correctable$$;
