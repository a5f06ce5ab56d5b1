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
    v_payment tolsel_billing.payment;
    v_repeated tolsel_billing.payment;
    v_channel tolsel_channel.payment_channel;
    v_account_ids bigint[];
    v_voided_on date;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_core.check_text(p_reason, 'reason', 1000);
    -- Lock:
    v_wrong := tolsel_billing.lock_payment(p_payment_id, p_tenant_id);
    v_payment := tolsel_billing.read_payment(
        v_wrong.customer_id, coalesce(p_amount, v_wrong.amount),
        coalesce(p_method, v_wrong.method), coalesce(p_channel_id, v_wrong.channel_id),
        v_wrong.invoice_ids, v_wrong.invoice_amounts, 'keep', p_paid_on,
        v_wrong.provider_reference, v_wrong.metadata, p_request_key, p_tenant_id);
    v_payment.corrects_payment_id := p_payment_id;
    -- Repeat: all else follows from the wrong one.
    if p_request_key is not null then
        select * into v_repeated from tolsel_billing.payment p
        where p.tenant_id = p_tenant_id and p.request_key = p_request_key;
        if found then
            perform tolsel_core.check_repeated(
                'payment ' || v_repeated.payment_id,
                to_jsonb(v_repeated) || jsonb_build_object('reason', v_wrong.void_reason),
                jsonb_build_object(
                    'corrects_payment_id', p_payment_id, 'reason', p_reason,
                    'amount', v_payment.amount, 'method', v_payment.method,
                    'channel_id', v_payment.channel_id,
                    'paid_on', coalesce(p_paid_on, v_repeated.paid_on)));
            perform tolsel_core.check_standing(
                tolsel_billing.payment_by_name(v_repeated), p_request_key, v_repeated.void_reason);
            return v_repeated;
        end if;
    end if;
    perform tolsel_billing.check_correctable(v_wrong);
    if p_amount is null and v_payment.channel_id is not distinct from v_wrong.channel_id then
        v_payment.rounding_amount := v_wrong.rounding_amount;
        v_payment.rounding_account_id := v_wrong.rounding_account_id;
    end if;
    -- Refuse: all else is judged where the wrong one is undone and where the right one is settled.
    if v_payment.channel_id is not null then
        v_channel := tolsel_channel.get_channel(v_payment.channel_id, p_tenant_id);
    end if;
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
    -- Write: the balances of both postings are locked at once, in the one order of accounts.
    v_account_ids := tolsel_ledger.accounts_of_journal(v_wrong.journal_id, p_tenant_id);
    perform tolsel_ledger.lock_slots(v_account_ids || v_channel.account_id, p_tenant_id);
    v_voided_on := greatest(
        v_wrong.paid_on,
        (select max(tolsel_ledger.first_open_on(a, p_tenant_id)) from unnest(v_account_ids) a));
    perform tolsel_billing.undo_payment(v_wrong, p_reason, v_voided_on);
    -- In the channel of the right one that day may be closed, or lie ahead.
    v_payment.paid_on := coalesce(p_paid_on, least(
        tolsel_channel.choose_day(
            v_channel, p_asked_on => null, p_subject => 'The day of payment',
            p_tenant_id => p_tenant_id, p_account_id => (
                select c.account_id from tolsel_billing.customer c
                where c.tenant_id = p_tenant_id and c.customer_id = v_wrong.customer_id)),
        greatest(
            v_voided_on, tolsel_ledger.first_open_on(v_channel.account_id, p_tenant_id))));
    return tolsel_billing.settle_payment(
        v_payment, tolsel_billing.get_customer(v_wrong.customer_id, p_tenant_id),
        p_is_strict => false);
end
$correct_payment$;
comment on function tolsel.correct_payment is
$$Replaces a payment that was recorded with a wrong amount, method, channel or day (null: that was
right). The wrong one is voided on its own day, or on the first day after it that is still open;
the right one is recorded on the same day, or on the nearest one that is open in its channel; the
two are linked. The right one pays what the wrong one paid, as far as it goes, or where it is more,
the invoices that the wrong one was for; the rest becomes credit.
raises: UB003 payment_not_found, UB007 payment_not_completed, UB011 payment_refunded,
UB026 provider_reference_reused, UB032 request_undone, UB114 payment_not_correctable,
UB140 payment_is_top_up, UC002 tenant_not_allowed, UC008 amount_not_finite, UC009 amount_is_zero,
UC010 amount_too_precise, UC011 amount_too_large, UC012 request_key_not_usable,
UC014 date_not_usable, UC016 text_not_usable, UC024 request_key_reused, UC025 amount_not_positive,
UH001 channel_not_found, UH002 channel_not_active, UH003 method_not_usable, UH004 day_lies_ahead,
UL004 currency_mismatch, UL007 period_closed, UL010 balance_out_of_range$$;
revoke all on function tolsel.correct_payment from public;
grant execute on function tolsel.correct_payment to tolsel_app, tolsel_supervisor;
