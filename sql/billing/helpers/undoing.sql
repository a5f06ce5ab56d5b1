-- How a payment is taken back: its allocations, newest first, then its journal.

create or replace function tolsel_billing.undo_payment(
    p_payment tolsel_billing.payment, p_reason text, p_voided_on date
)
returns tolsel_billing.payment
language plpgsql
volatile
as $undo_payment$
declare
    v_tenant_id bigint := p_payment.tenant_id;
    v_payment tolsel_billing.payment := p_payment;
    v_channel tolsel_channel.payment_channel;
    v_voided_on date;
    v_void_journal_id bigint;
begin
    -- Refuse:
    if v_payment.status <> 'completed' then
        perform tolsel_core.refuse('UB007', format(
            'The %s is %s.', tolsel_billing.payment_by_name(v_payment), v_payment.status));
    elsif v_payment.refunded_amount > 0 then
        perform tolsel_core.refuse('UB011', format(
            'Of %s %s of %s is refunded.', tolsel_billing.payment_by_name(v_payment),
            v_payment.refunded_amount, v_payment.amount));
    end if;
    if v_payment.channel_id is not null then
        v_channel := tolsel_channel.get_channel(v_payment.channel_id, v_tenant_id);
    else
        -- The days of a credit note are those of its branch, of what was in suspense those of the
        -- channel.
        v_channel.branch_id := coalesce(
            (
                select n.branch_id from tolsel_billing.credit_note n
                where n.tenant_id = v_tenant_id and n.credit_note_id = v_payment.payment_id
            ), tolsel_billing.branch_of_suspense(v_payment));
    end if;
    v_voided_on := tolsel_channel.choose_day(
        v_channel, p_voided_on, 'The void', v_tenant_id, p_document_on => v_payment.paid_on,
        p_account_id => (
            select coalesce(v_payment.account_id, c.account_id) from tolsel_billing.customer c
            where c.tenant_id = v_tenant_id and c.customer_id = v_payment.customer_id));

    -- Write: what is void pays nothing, so its allocations go first.
    perform tolsel_billing.release_payment(
        v_payment, v_payment.allocated_amount, v_voided_on);
    perform tolsel_billing.return_cheque(v_payment, p_reason, p_voided_on);
    v_void_journal_id := tolsel_ledger.post_reversal(
        v_payment.journal_id, v_voided_on,
        'Void of ' || tolsel_billing.payment_by_name(v_payment), v_tenant_id);
    update tolsel_billing.payment p
    set status = 'void', voided_at = tolsel_core.clock_at(), voided_on = v_voided_on,
        void_reason = p_reason, void_journal_id = v_void_journal_id
    where p.tenant_id = v_tenant_id and p.payment_id = v_payment.payment_id
    returning * into v_payment;
    if v_payment.kind = 'payment' then
        update tolsel_billing.customer c
        set payment_count = c.payment_count - 1,
            payment_total = c.payment_total - v_payment.amount,
            last_payment_on = (
                select max(p.paid_on) from tolsel_billing.payment p
                where p.tenant_id = v_tenant_id and p.customer_id = v_payment.customer_id
                    and p.kind = 'payment' and p.status = 'completed')
        where c.tenant_id = v_tenant_id and c.customer_id = v_payment.customer_id;
    end if;
    -- Hand on:
    perform tolsel_core.emit_event(
        v_payment.kind || '.voided', v_payment.kind, v_payment.payment_id,
        jsonb_build_object(
            'customer_id', v_payment.customer_id, 'reason', p_reason,
            'voided_on', v_payment.voided_on),
        v_tenant_id);
    return v_payment;
end
$undo_payment$;
comment on function tolsel_billing.undo_payment is
$$Voids a completed payment: takes back its allocations, reverses its journal and takes it out of
the customer's figures. The caller has locked the customer.
raises: UB007 payment_not_completed, UB011 payment_refunded, UC014 date_not_usable,
UH004 day_lies_ahead, UH020 void_too_early, and the refusals of tolsel_ledger.post_lines$$;

create or replace function tolsel_billing.payment_by_name(p_payment tolsel_billing.payment)
returns text
language sql
stable
as $payment_by_name$
    select replace(p_payment.kind, '_', case p_payment.kind when 'top_up' then '-' else ' ' end)
        || ' ' || p_payment.payment_id || coalesce(
        (
            select format(' (payment %s stands in its place)', p.payment_id)
            from tolsel_billing.payment p
            where p.tenant_id = p_payment.tenant_id
                and p.corrects_payment_id = p_payment.payment_id
        ), '');
$payment_by_name$;
comment on function tolsel_billing.payment_by_name is
    'Names a payment or credit note for people, with the payment that corrects it.';

create or replace function tolsel_billing.release_payment(
    p_payment tolsel_billing.payment, p_amount numeric, p_released_on date
)
returns bigint[]
language plpgsql
volatile
as $release_payment$
declare
    v_to_release numeric := p_amount;
    v_allocation tolsel_billing.allocation;
    v_amount numeric;
    v_reversal tolsel_billing.allocation;
    v_reversal_ids bigint[] := array[]::bigint[];
begin
    for v_allocation in
        select * from tolsel_billing.allocation a
        where a.tenant_id = p_payment.tenant_id and a.payment_id = p_payment.payment_id
            and a.reverses_allocation_id is null
        order by a.allocation_id desc
    loop
        exit when v_to_release = 0;
        v_amount := least(v_to_release, tolsel_billing.left_of_allocation(
            v_allocation.allocation_id, p_payment.tenant_id));
        continue when v_amount = 0;
        v_reversal := tolsel_billing.add_allocation(
            p_payment, v_allocation.invoice_id, -v_amount, p_released_on,
            p_reverses_allocation_id => v_allocation.allocation_id);
        v_reversal_ids := v_reversal_ids || v_reversal.allocation_id;
        v_to_release := v_to_release - v_amount;
    end loop;
    assert v_to_release = 0, 'a payment has as much allocated as it says';
    return v_reversal_ids;
end
$release_payment$;
comment on function tolsel_billing.release_payment is
    'Takes back allocations of a payment by an amount, the newest first, on a day or the first
possible one after it, and answers with the reversals. The caller has locked the customer.';

create or replace function tolsel_billing.restore_allocations(p_refund tolsel_billing.refund)
returns void
language plpgsql
volatile
as $restore_allocations$
declare
    v_payment tolsel_billing.payment;
    v_reversal tolsel_billing.allocation;
    v_amount numeric;
begin
    select * into v_payment from tolsel_billing.payment p
    where p.tenant_id = p_refund.tenant_id and p.payment_id = p_refund.payment_id;
    for v_reversal in
        select a.* from tolsel_billing.allocation a
        where a.tenant_id = p_refund.tenant_id and a.payment_id = p_refund.payment_id
            and a.allocation_id = any(p_refund.reversal_ids)
        order by a.allocation_id desc
    loop
        v_amount := (
            select least(-v_reversal.amount, i.balance_amount)
            from tolsel_billing.invoice i
            where i.tenant_id = p_refund.tenant_id and i.invoice_id = v_reversal.invoice_id
                and i.status in ('open', 'partial'));
        if v_amount > 0 then
            perform tolsel_billing.add_allocation(
                v_payment, v_reversal.invoice_id, v_amount, p_refund.voided_on);
        end if;
    end loop;
end
$restore_allocations$;
comment on function tolsel_billing.restore_allocations is
    'Pays again what a refund, void by now, had made owed again, as far as it still is: what was
taken back first comes last. The caller has locked the customer.';

create or replace function tolsel_billing.last_payment_of(
    p_invoice_id bigint, p_but_payment_id bigint, p_tenant_id bigint
)
returns date
language plpgsql
stable
as $last_payment_of$
begin
    return (
        select max(p.paid_on)
        from (
            select a.payment_id from tolsel_billing.allocation a
            where a.tenant_id = p_tenant_id and a.invoice_id = p_invoice_id
                and a.payment_id <> p_but_payment_id
            group by a.payment_id
            having sum(a.amount) > 0
        ) a
        join tolsel_billing.payment p
            on p.tenant_id = p_tenant_id and p.payment_id = a.payment_id and p.kind = 'payment');
end
$last_payment_of$;
comment on function tolsel_billing.last_payment_of is
    'Answers the latest day of the payments that an invoice is paid from, one of them left out.';

create or replace function tolsel_billing.check_no_wallet(p_account_id bigint, p_tenant_id bigint)
returns void
language plpgsql
stable
as $check_no_wallet$
declare
    v_account tolsel_ledger.account := tolsel_ledger.get_account(p_account_id, p_tenant_id);
begin
    if v_account.managed_by = 'wallet' then
        perform tolsel_core.refuse('UB141', format(
            'It is booked on account %s (%s).', v_account.code, v_account.name));
    end if;
end
$check_no_wallet$;
comment on function tolsel_billing.check_no_wallet is
$$Checks that a line of a document is not on the account of a wallet, whose lots a void would not
know of.
raises: UB141 document_of_wallet$$;

create or replace function tolsel_billing.left_of_allocation(
    p_allocation_id bigint, p_tenant_id bigint
)
returns numeric
language plpgsql
stable
as $left_of_allocation$
begin
    return (
        select sum(a.amount)
        from (
            select a.amount from tolsel_billing.allocation a
            where a.tenant_id = p_tenant_id and a.allocation_id = p_allocation_id
            union all
            select a.amount from tolsel_billing.allocation a
            where a.tenant_id = p_tenant_id and a.reverses_allocation_id = p_allocation_id
        ) a);
end
$left_of_allocation$;
comment on function tolsel_billing.left_of_allocation is
    'Answers how much of an allocation its reversals have left. The caller has locked the
customer.';
