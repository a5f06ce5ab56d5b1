create or replace function tolsel_channel.check_counter_account(
    p_account_id bigint, p_currency text, p_tenant_id bigint
)
returns void
language plpgsql
stable
as $check_counter_account$
declare
    v_account tolsel_ledger.account := tolsel_ledger.check_account(p_account_id, p_tenant_id);
begin
    if v_account.is_managed then
        perform tolsel_core.refuse('UL006', format(
            'Account %s is managed by %s.', v_account.code, v_account.managed_by));
    elsif v_account.currency <> p_currency then
        perform tolsel_core.refuse('UL004', format(
            'Account %s is kept in %s; %s was wanted.', v_account.code, v_account.currency,
            p_currency));
    end if;
end
$check_counter_account$;
comment on function tolsel_channel.check_counter_account is
$$Checks that a document may name an account: one that no domain manages, kept in its currency.
raises: UL003 account_not_found, UL004 currency_mismatch, UL006 account_managed$$;
