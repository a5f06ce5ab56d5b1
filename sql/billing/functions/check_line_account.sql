create or replace function tolsel_billing.check_line_account(
    p_account_id bigint, p_account_code text, p_subject text, p_customer tolsel_billing.customer
)
returns tolsel_ledger.account
language plpgsql
stable
as $check_line_account$
declare
    v_account tolsel_ledger.account;
begin
    if p_account_code is not null then
        select * into v_account from tolsel_ledger.account a
        where a.tenant_id = p_customer.tenant_id and a.code = p_account_code;
    else
        select * into v_account from tolsel_ledger.account a
        where a.tenant_id = p_customer.tenant_id and a.account_id = coalesce(
            p_account_id,
            tolsel_ledger.purpose_account('revenue', p_customer.currency, p_customer.tenant_id));
    end if;
    if not found then
        perform tolsel_core.refuse('UL003', format(
            '%s: account %s.', p_subject, coalesce(p_account_id::text, p_account_code)));
    elsif v_account.currency <> p_customer.currency then
        perform tolsel_core.refuse('UL004', format(
            '%s: account %s is kept in %s; customer %s pays in %s.', p_subject, v_account.code,
            v_account.currency, p_customer.customer_id, p_customer.currency));
    elsif v_account.is_managed then
        perform tolsel_core.refuse('UL006', format(
            '%s: account %s is managed by %s.', p_subject, v_account.code, v_account.managed_by));
    end if;
    return v_account;
end
$check_line_account$;
comment on function tolsel_billing.check_line_account is
$$Answers with the account that a document of a customer names, else revenue: one in the customer's
currency that no domain manages.
raises: UL003 account_not_found, UL004 currency_mismatch, UL006 account_managed$$;
