create or replace function tolsel.match_return(
    p_detail_id bigint,
    p_payment_id bigint,
    p_charge_amount numeric default 0,
    p_reason text default 'By hand',
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_bank.match
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $match_return$
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
    -- Write:
    return tolsel_bank.book_return(
        v_detail, v_account, p_payment_id, p_charge_amount, null, p_reason);
end
$match_return$;
comment on function tolsel.match_return is
$$Matches what a bank has taken back, such as a direct debit that was returned, with the payment it
returns: that is voided, and its invoices are owed again. What the bank took for it, and holds in
the amount, is booked on the account of charges, within the bound of the bank account or as much as
the bank tells.
raises: UC002 tenant_not_allowed, UC008 amount_not_finite, UC010 amount_too_precise,
UC016 text_not_usable, UC025 amount_not_positive, UH012 document_void, UK012 bank_entry_not_found,
UK013 bank_entry_matched, UK014 match_amount_wrong, UK023 more_than_charge_limit, and the refusals
of tolsel.void_payment$$;
revoke all on function tolsel.match_return from public;
grant execute on function tolsel.match_return to tolsel_app, tolsel_accountant;
