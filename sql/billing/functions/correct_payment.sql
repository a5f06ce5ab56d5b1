create or replace function tolsel.correct_payment(
    p_payment_id bigint,
    p_reason text,
    p_amount numeric default null,
    p_method text default null,
    p_channel_id bigint default null,
    p_paid_on date default null,
    p_request_key text default null,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_billing.payment
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $correct_payment$
declare
    v_wrong tolsel_billing.payment;
    v_customer tolsel_billing.customer;
    v_payment tolsel_billing.payment;
    v_repeated tolsel_billing.payment;
    v_day date;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_core.check_text(p_reason, 'reason', 1000);
    -- Lock:
    v_wrong := tolsel_billing.lock_payment(p_payment_id, p_tenant_id);
    v_customer := tolsel_billing.get_customer(v_wrong.customer_id, p_tenant_id);
    if v_wrong.kind <> 'payment' then
        perform tolsel_core.refuse('UB003', format('Payment %s is a credit note.', p_payment_id));
    end if;
    v_payment := tolsel_billing.read_payment(
        v_wrong.customer_id, coalesce(p_amount, v_wrong.amount),
        coalesce(p_method, v_wrong.method), coalesce(p_channel_id, v_wrong.channel_id),
        v_wrong.invoice_ids, v_wrong.invoice_amounts, 'keep', p_paid_on,
        v_wrong.provider_reference, v_wrong.metadata, p_request_key, p_tenant_id);
    v_payment.corrects_payment_id := p_payment_id;
    -- Repeat: what it pays follows from the wrong one, as that was then.
    if p_request_key is not null then
        select p.invoice_ids, p.invoice_amounts
        into v_payment.invoice_ids, v_payment.invoice_amounts
        from tolsel_billing.payment p
        where p.tenant_id = p_tenant_id and p.request_key = p_request_key;
        v_repeated := tolsel_billing.match_payment(v_payment);
        if v_repeated.payment_id is not null then
            if v_wrong.void_reason is distinct from p_reason then
                perform tolsel_core.refuse('UC024', format(
                    'Key %L belongs to payment %s.', p_request_key, v_repeated.payment_id));
            end if;
            return v_repeated;
        end if;
    end if;
    -- Refuse and write: void and record, in one transaction, on the day the wrong one counts for or
    -- the first after it that is still open.
    v_payment.invoice_ids := v_wrong.invoice_ids;
    v_payment.invoice_amounts := v_wrong.invoice_amounts;
    if v_payment.amount <= v_wrong.amount then
        select coalesce(array_agg(a.invoice_id order by a.first_id), '{}'),
            coalesce(array_agg(a.amount order by a.first_id), '{}')
        into v_payment.invoice_ids, v_payment.invoice_amounts
        from (
            select a.invoice_id, sum(a.amount) as amount, min(a.allocation_id) as first_id
            from tolsel_billing.allocation a
            where a.tenant_id = p_tenant_id and a.payment_id = p_payment_id
            group by a.invoice_id
            having sum(a.amount) > 0
        ) a;
    end if;
    -- Both postings' balances at once, in the order that everything else locks them in.
    perform from tolsel_ledger.balance b
    where b.tenant_id = p_tenant_id and b.slot = pg_backend_pid() % b.slots
        and b.account_id in (
            select e.account_id from tolsel_ledger.entry e
            where e.tenant_id = p_tenant_id and e.journal_id = v_wrong.journal_id
            union all
            select c.account_id from tolsel_channel.payment_channel c
            where c.tenant_id = p_tenant_id and c.channel_id = p_channel_id)
    order by b.account_id for no key update of b;
    select greatest(
        v_wrong.paid_on,
        max(b.closed_through_on) filter (where b.frozen_incident_id is null) + 1)
    into v_day
    from tolsel_ledger.entry e
    join tolsel_ledger.balance b
        on b.tenant_id = p_tenant_id and b.account_id = e.account_id and b.slot = e.slot
    where e.tenant_id = p_tenant_id and e.journal_id = v_wrong.journal_id;
    perform tolsel_billing.undo_payment(v_wrong, p_reason, v_day);
    -- The right one's channel may be closed on that day, or have an earlier day today.
    v_payment.paid_on := coalesce(
        p_paid_on,
        (
            select least(
                tolsel_channel.choose_day(c, null, 'The day of payment', p_tenant_id),
                greatest(
                    v_day, case when b.frozen_incident_id is null then b.closed_through_on + 1 end))
            from tolsel_channel.payment_channel c
            join tolsel_ledger.balance b
                on b.tenant_id = p_tenant_id and b.account_id = c.account_id and b.slot = 0
            where c.tenant_id = p_tenant_id and c.channel_id = v_payment.channel_id
        ),
        v_day);
    v_customer := tolsel_billing.get_customer(v_wrong.customer_id, p_tenant_id);
    return tolsel_billing.settle_payment(v_payment, v_customer, false);
end
$correct_payment$;
comment on function tolsel.correct_payment is
$$Puts a payment in the place of one that was recorded with a wrong amount, method, channel or
day: voids the wrong one on its own day, or the first one after it that is still open, records the
right one on the same day, or the nearest one that is open in its channel, and links them; null
leaves a value as it was. It pays what the wrong one paid, as far as it goes, or where it is more,
the invoices that one was for; the rest becomes credit.
raises: UB003 payment_not_found, UB007 payment_not_completed, UB011 payment_refunded,
UB026 provider_reference_reused, UC002 tenant_not_allowed, UC008 amount_not_finite,
UC009 amount_is_zero, UC010 amount_too_precise, UC011 amount_too_large,
UC012 request_key_not_usable, UC014 date_not_usable, UC016 text_not_usable,
UC024 request_key_reused, UC025 amount_not_positive, UH001 channel_not_found,
UH002 channel_not_active, UH003 method_not_usable, UH004 day_lies_ahead, UL004 currency_mismatch,
UL007 period_closed, UL010 balance_out_of_range$$;
revoke all on function tolsel.correct_payment from public;
grant execute on function tolsel.correct_payment to tolsel_app;
