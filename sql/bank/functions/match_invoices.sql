create or replace function tolsel.match_invoices(
    p_detail_id bigint,
    p_customer_id bigint,
    p_invoice_ids bigint[] default null,
    p_invoice_amounts numeric[] default null,
    p_charge_amount numeric default 0,
    p_discount_amount numeric default 0,
    p_reason text default 'By hand',
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_bank.match
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $match_invoices$
declare
    v_account tolsel_bank.bank_account;
    v_detail tolsel_bank.entry_detail;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_core.check_text(p_reason, 'reason', 1000);
    -- Lock:
    v_account := tolsel_bank.lock_details(array[p_detail_id], p_tenant_id);
    v_detail := tolsel_bank.get_detail(p_detail_id, p_tenant_id);
    -- Refuse:
    perform tolsel_bank.check_charge(p_charge_amount, v_detail, v_account);
    if p_discount_amount is distinct from 0 then
        perform tolsel_core.check_positive_amount(
            p_discount_amount, v_account.scale, 'The discount');
    end if;
    if p_discount_amount > 0 and (
        coalesce(cardinality(p_invoice_ids), 0) <> 1
        or p_discount_amount > v_account.discount_percent / 100 * (
            v_detail.amount + p_discount_amount)) then
        perform tolsel_core.refuse('UK023', format(
            'A discount of %s on %s invoices (%s percent of one).', p_discount_amount,
            coalesce(cardinality(p_invoice_ids), 0), v_account.discount_percent));
    end if;
    -- Write:
    return tolsel_bank.book_invoices(
        v_detail, v_account, p_customer_id, p_invoice_ids, p_invoice_amounts, p_charge_amount,
        p_discount_amount, null, p_reason);
end
$match_invoices$;
comment on function tolsel.match_invoices is
$$Matches a payment that came in with invoices of a customer: in their order, each by the amount
given for it or else by what is open (null: all that are open, the oldest first; an empty list:
none). What is left over is the customer's credit. What banks took on the way, and a cash discount
of one invoice, may be missing within the bounds of the bank account.
raises: UB001 customer_not_found, UB002 invoice_not_found, UC002 tenant_not_allowed,
UC008 amount_not_finite, UC010 amount_too_precise, UC016 text_not_usable,
UC025 amount_not_positive, UK012 bank_entry_not_found, UK013 bank_entry_matched,
UK022 direction_wrong, UK023 more_than_charge_limit, and the refusals of tolsel.record_payment$$;
revoke all on function tolsel.match_invoices from public;
grant execute on function tolsel.match_invoices to tolsel_app, tolsel_accountant;
