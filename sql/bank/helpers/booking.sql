-- What a match books that the book does not have yet: each answers with its match. The caller has
-- locked the payment; reason and rule are written on the match.

create or replace function tolsel_bank.book_invoices(
    p_detail tolsel_bank.entry_detail, p_account tolsel_bank.bank_account, p_customer_id bigint,
    p_invoice_ids bigint[], p_invoice_amounts numeric[], p_charge_amount numeric,
    p_discount_amount numeric, p_rule_id bigint, p_reason text
)
returns tolsel_bank.match
language plpgsql
volatile
as $book_invoices$
declare
    v_on date := tolsel_bank.open_day(p_detail.channel_id, p_detail.booked_on, p_detail.tenant_id);
    v_journal_ids bigint[];
    v_match tolsel_bank.match;
begin
    if p_detail.amount <= 0 then
        perform tolsel_core.refuse('UK022', format(
            'Payment %s is %s, and pays no invoice.', p_detail.detail_id, p_detail.amount));
    end if;
    -- What the bank took on the way has reached it: the customer has paid it all.
    v_journal_ids[1] := (tolsel.record_payment(
        p_customer_id => p_customer_id, p_amount => p_detail.amount + p_charge_amount,
        p_method => 'bank_transfer', p_channel_id => p_detail.channel_id,
        p_invoice_ids => p_invoice_ids, p_invoice_amounts => p_invoice_amounts,
        p_surplus => 'keep', p_paid_on => v_on,
        p_metadata => jsonb_build_object('bank_entry', p_detail.detail_id),
        p_tenant_id => p_detail.tenant_id)).journal_id;
    if p_charge_amount > 0 then
        v_journal_ids := v_journal_ids || tolsel_bank.book_charge(
            p_detail, p_account, p_charge_amount, v_on);
    end if;
    if p_discount_amount > 0 then
        v_journal_ids := v_journal_ids || (tolsel.adjust_customer_ledger(
            p_customer_id => p_customer_id, p_amount => -p_discount_amount,
            p_reason => 'Discount of payment ' || p_detail.detail_id,
            p_account_id => p_account.discount_account_id, p_invoice_id => p_invoice_ids[1],
            p_adjusted_on => v_on, p_tenant_id => p_detail.tenant_id)).journal_id;
    end if;
    v_match.tenant_id := p_detail.tenant_id;
    v_match.channel_id := p_detail.channel_id;
    v_match.kind := 'invoice';
    v_match.rule_id := p_rule_id;
    v_match.reason := p_reason;
    v_match.detail_ids := array[p_detail.detail_id];
    return tolsel_bank.add_match(v_match, '{}', v_journal_ids);
end
$book_invoices$;
comment on function tolsel_bank.book_invoices is
$$Books a payment that came in for invoices of a customer, with what banks took on the way and what
was taken off as a discount; what is left over is the customer's credit.
raises: UK014 match_amount_wrong, UK022 direction_wrong, and the refusals of tolsel.record_payment,
tolsel.record_daily_entry and tolsel.adjust_customer_ledger$$;

create or replace function tolsel_bank.book_vendor(
    p_detail tolsel_bank.entry_detail, p_vendor_id bigint, p_vendor_bill_id bigint,
    p_rule_id bigint, p_reason text
)
returns tolsel_bank.match
language plpgsql
volatile
as $book_vendor$
declare
    v_journal_id bigint;
    v_match tolsel_bank.match;
begin
    if p_detail.amount >= 0 then
        perform tolsel_core.refuse('UK022', format(
            'Payment %s is %s, and pays no vendor.', p_detail.detail_id, p_detail.amount));
    end if;
    v_journal_id := (tolsel.pay_vendor(
        p_vendor_id => p_vendor_id, p_amount => -p_detail.amount, p_method => 'bank_transfer',
        p_channel_id => p_detail.channel_id, p_vendor_bill_id => p_vendor_bill_id,
        p_paid_on => tolsel_bank.open_day(
            p_detail.channel_id, p_detail.booked_on, p_detail.tenant_id),
        p_metadata => jsonb_build_object('bank_entry', p_detail.detail_id),
        p_tenant_id => p_detail.tenant_id)).journal_id;
    v_match.tenant_id := p_detail.tenant_id;
    v_match.channel_id := p_detail.channel_id;
    v_match.kind := 'vendor';
    v_match.rule_id := p_rule_id;
    v_match.reason := p_reason;
    v_match.detail_ids := array[p_detail.detail_id];
    return tolsel_bank.add_match(v_match, '{}', array[v_journal_id]);
end
$book_vendor$;
comment on function tolsel_bank.book_vendor is
$$Books a payment that went out to a vendor, for a bill or on account.
raises: UK014 match_amount_wrong, UK022 direction_wrong, and the refusals of tolsel.pay_vendor$$;

create or replace function tolsel_bank.book_transfer(
    p_detail tolsel_bank.entry_detail, p_other_channel_id bigint, p_rule_id bigint, p_reason text
)
returns tolsel_bank.match
language plpgsql
volatile
as $book_transfer$
declare
    v_is_out boolean := p_detail.amount < 0;
    v_on date := tolsel_bank.open_day(p_detail.channel_id, p_detail.booked_on, p_detail.tenant_id);
    v_transfer tolsel_channel.channel_transfer;
    v_match tolsel_bank.match;
begin
    v_transfer := tolsel.transfer_between_channels(
        p_from_channel_id =>
            case when v_is_out then p_detail.channel_id else p_other_channel_id end,
        p_to_channel_id =>
            case when v_is_out then p_other_channel_id else p_detail.channel_id end,
        p_amount => abs(p_detail.amount), p_left_on => v_on, p_arrived_on => v_on,
        p_note => left(p_detail.text, 200),
        p_metadata => jsonb_build_object('bank_entry', p_detail.detail_id),
        p_tenant_id => p_detail.tenant_id);
    v_match.tenant_id := p_detail.tenant_id;
    v_match.channel_id := p_detail.channel_id;
    v_match.kind := 'transfer';
    v_match.rule_id := p_rule_id;
    v_match.reason := p_reason;
    v_match.detail_ids := array[p_detail.detail_id];
    return tolsel_bank.add_match(
        v_match, '{}',
        array[case when v_is_out then v_transfer.journal_id
            else coalesce(v_transfer.arrival_journal_id, v_transfer.journal_id) end]);
end
$book_transfer$;
comment on function tolsel_bank.book_transfer is
$$Books a payment between two channels of the tenant; the other bank's side of it then finds it in
the book.
raises: UK014 match_amount_wrong, and the refusals of tolsel.transfer_between_channels$$;

create or replace function tolsel_bank.book_return(
    p_detail tolsel_bank.entry_detail, p_account tolsel_bank.bank_account, p_payment_id bigint,
    p_charge_amount numeric, p_rule_id bigint, p_reason text
)
returns tolsel_bank.match
language plpgsql
volatile
as $book_return$
declare
    v_on date := tolsel_bank.open_day(p_detail.channel_id, p_detail.booked_on, p_detail.tenant_id);
    v_payment tolsel_billing.payment;
    v_made_ids bigint[] := array[]::bigint[];
    v_match tolsel_bank.match;
begin
    v_payment := tolsel.void_payment(
        p_payment_id => p_payment_id,
        p_reason => left('Returned by the bank: ' || coalesce(p_detail.text, 'no reason'), 1000),
        p_voided_on => v_on, p_tenant_id => p_detail.tenant_id);
    -- What the bank takes for it went out with what it has taken back.
    if p_charge_amount > 0 then
        v_made_ids := array[tolsel_bank.book_charge(p_detail, p_account, p_charge_amount, v_on)];
    end if;
    v_match.tenant_id := p_detail.tenant_id;
    v_match.channel_id := p_detail.channel_id;
    v_match.kind := 'return';
    v_match.rule_id := p_rule_id;
    v_match.reason := p_reason;
    v_match.detail_ids := array[p_detail.detail_id];
    return tolsel_bank.add_match(v_match, array[v_payment.void_journal_id], v_made_ids);
end
$book_return$;
comment on function tolsel_bank.book_return is
$$Books what a bank has taken back: voids the payment that it returns, so that its invoices are owed
again; and what it took for that, where the amount holds it.
raises: UK014 match_amount_wrong, and the refusals of tolsel.void_payment and
tolsel.record_daily_entry$$;

create or replace function tolsel_bank.book_charge(
    p_detail tolsel_bank.entry_detail, p_account tolsel_bank.bank_account, p_amount numeric,
    p_on date
)
returns bigint
language sql
volatile
as $book_charge$
    select (tolsel.record_daily_entry(
        p_channel_id => p_detail.channel_id, p_direction => 'out', p_amount => p_amount,
        p_account_id => p_account.charge_account_id,
        p_reason => 'Charges of payment ' || p_detail.detail_id, p_entered_on => p_on,
        p_tenant_id => p_detail.tenant_id)).journal_id;
$book_charge$;
comment on function tolsel_bank.book_charge is
$$Books what banks took of a payment on the account of charges, and answers with its journal.
raises: the refusals of tolsel.record_daily_entry$$;

create or replace function tolsel_bank.book_account(
    p_detail tolsel_bank.entry_detail, p_account_id bigint, p_rule_id bigint, p_reason text
)
returns tolsel_bank.match
language plpgsql
volatile
as $book_account$
declare
    v_journal_id bigint;
    v_match tolsel_bank.match;
begin
    v_journal_id := (tolsel.record_daily_entry(
        p_channel_id => p_detail.channel_id,
        p_direction => case when p_detail.amount < 0 then 'out' else 'in' end,
        p_amount => abs(p_detail.amount), p_account_id => p_account_id,
        p_reason => left(coalesce(p_detail.text, p_detail.counterparty, p_reason), 1000),
        p_entered_on => tolsel_bank.open_day(
            p_detail.channel_id, p_detail.booked_on, p_detail.tenant_id),
        p_metadata => jsonb_build_object('bank_entry', p_detail.detail_id),
        p_tenant_id => p_detail.tenant_id)).journal_id;
    v_match.tenant_id := p_detail.tenant_id;
    v_match.channel_id := p_detail.channel_id;
    v_match.kind := 'account';
    v_match.rule_id := p_rule_id;
    v_match.reason := p_reason;
    v_match.detail_ids := array[p_detail.detail_id];
    return tolsel_bank.add_match(v_match, '{}', array[v_journal_id]);
end
$book_account$;
comment on function tolsel_bank.book_account is
$$Books a payment against an account, such as one of fees or of interest.
raises: UK014 match_amount_wrong, and the refusals of tolsel.record_daily_entry$$;
