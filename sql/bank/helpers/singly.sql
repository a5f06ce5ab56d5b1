-- What rules have found is booked one by one, judged again before: what was matched meanwhile may
-- have changed what is open. A refusal is written on its payment, and keeps no other from it.

create or replace function tolsel_bank.is_still_so(
    p_proposal tolsel_bank.proposal, p_account tolsel_bank.bank_account
)
returns boolean
language plpgsql
stable
as $is_still_so$
declare
    v_detail tolsel_bank.entry_detail;
begin
    v_detail := tolsel_bank.get_detail(p_proposal.detail_id, p_account.tenant_id);
    -- A payment that says a day ahead waits for it.
    if v_detail.booked_on > tolsel_bank.today_of(p_account) then
        return false;
    end if;
    return case p_proposal.kind
        when 'posting' then not exists (
            select from tolsel_bank.match_posting p
            where p.tenant_id = p_account.tenant_id and p.channel_id = p_account.channel_id
                and p.journal_id = any(p_proposal.journal_ids) and p.undone_at is null)
        when 'invoice' then tolsel_bank.is_open_with(p_proposal, v_detail)
        when 'customer' then tolsel_bank.is_open_with(p_proposal, v_detail)
        when 'vendor_bill' then (
            select b.balance_amount = -v_detail.amount from tolsel_channel.vendor_bill b
            where b.tenant_id = p_account.tenant_id
                and b.vendor_bill_id = p_proposal.vendor_bill_id)
        when 'return' then (
            select p.status = 'completed' from tolsel_billing.payment p
            where p.tenant_id = p_account.tenant_id and p.payment_id = p_proposal.payment_id)
        else true
        end;
end
$is_still_so$;
comment on function tolsel_bank.is_still_so is
    'Says whether a proposal holds yet, after what was matched before it.';

create or replace function tolsel_bank.is_open_with(
    p_proposal tolsel_bank.proposal, p_detail tolsel_bank.entry_detail
)
returns boolean
language sql
stable
as $is_open_with$
    select coalesce(sum(i.balance_amount), 0)
        = p_detail.amount + p_proposal.charge_amount + p_proposal.discount_amount
    from tolsel_billing.invoice i
    where i.tenant_id = p_detail.tenant_id and i.invoice_id = any(p_proposal.invoice_ids)
        and i.status in ('open', 'partial');
$is_open_with$;
comment on function tolsel_bank.is_open_with is
    'Says whether of invoices as much is open as a payment and what may be missing of it.';

create or replace function tolsel_bank.attempt_proposal(
    p_proposal tolsel_bank.proposal, p_account tolsel_bank.bank_account
)
returns boolean
language plpgsql
volatile
as $attempt_proposal$
declare
    v_detail text;
begin
    perform tolsel_bank.book_proposal(p_proposal, p_account);
    return true;
exception when others then
    if sqlstate not like 'U%' then
        raise;
    end if;
    get stacked diagnostics v_detail = pg_exception_detail;
    update tolsel_bank.entry_detail d
    set refusal = left(concat_ws(' ', sqlstate, sqlerrm || '.', v_detail), 1000)
    where d.tenant_id = p_account.tenant_id and d.detail_id = p_proposal.detail_id;
    return false;
end
$attempt_proposal$;
comment on function tolsel_bank.attempt_proposal is
    'Books what a rule has found, or writes on the payment why that is refused; says whether it is
booked. The caller has locked the bank account.';

create or replace function tolsel_bank.book_proposal(
    p_proposal tolsel_bank.proposal, p_account tolsel_bank.bank_account
)
returns tolsel_bank.match
language plpgsql
volatile
as $book_proposal$
declare
    v_detail tolsel_bank.entry_detail;
    v_match tolsel_bank.match;
begin
    v_detail := tolsel_bank.get_detail(p_proposal.detail_id, p_account.tenant_id);
    case p_proposal.kind
    when 'posting' then
        v_match.tenant_id := p_account.tenant_id;
        v_match.channel_id := p_account.channel_id;
        v_match.kind := 'posting';
        v_match.rule_id := p_proposal.rule_id;
        v_match.reason := p_proposal.reason;
        v_match.detail_ids := array[v_detail.detail_id];
        return tolsel_bank.add_match(v_match, p_proposal.journal_ids, '{}');
    when 'invoice', 'customer' then
        return tolsel_bank.book_invoices(
            v_detail, p_account, p_proposal.customer_id, p_proposal.invoice_ids, null,
            p_proposal.charge_amount, p_proposal.discount_amount, p_proposal.rule_id,
            p_proposal.reason);
    when 'vendor_bill' then
        return tolsel_bank.book_vendor(
            v_detail,
            (select b.vendor_id from tolsel_channel.vendor_bill b
             where b.tenant_id = p_account.tenant_id
                and b.vendor_bill_id = p_proposal.vendor_bill_id),
            p_proposal.vendor_bill_id, p_proposal.rule_id, p_proposal.reason);
    when 'transfer' then
        return tolsel_bank.book_transfer(
            v_detail, p_proposal.other_channel_id, p_proposal.rule_id, p_proposal.reason);
    when 'return' then
        return tolsel_bank.book_return(
            v_detail, p_account, p_proposal.payment_id, p_proposal.charge_amount,
            p_proposal.rule_id, p_proposal.reason);
    else
        return tolsel_bank.book_account(
            v_detail, p_proposal.account_id, p_proposal.rule_id, p_proposal.reason);
    end case;
end
$book_proposal$;
comment on function tolsel_bank.book_proposal is
$$Books what a rule has found. The caller has locked the bank account.
raises: UK014 match_amount_wrong, and the refusals of what it books$$;
