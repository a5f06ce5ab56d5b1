create or replace function tolsel_ledger.refuse_line(
    p_line tolsel_ledger.line,
    p_balance_after numeric,
    p_available_after numeric,
    p_closed_through_on date,
    p_is_public boolean,
    p_tenant_id bigint
)
returns void
language plpgsql
stable
as $refuse_line$
declare
    v_subject text := format('Journal %s, line %s', p_line.journal_no, p_line.line_no);
    v_account tolsel_ledger.account;
begin
    select * into v_account from tolsel_ledger.account a
    where a.tenant_id = p_tenant_id and a.account_id = p_line.account_id;
    if not found then
        perform tolsel_core.refuse('UL003', format(
            '%s: account %s.', v_subject, coalesce(p_line.account_id::text, 'null')));
    end if;
    perform tolsel_core.check_amount(p_line.amount, v_account.scale, v_subject || ': the amount');
    perform tolsel_core.check_date(p_line.effective_on, v_subject || ': the effective date');
    if p_line.currency <> v_account.currency then
        perform tolsel_core.refuse('UL004', format(
            '%s: %s on account %s, which is kept in %s.', v_subject, p_line.currency,
            v_account.code, v_account.currency));
    elsif p_is_public and v_account.is_managed then
        perform tolsel_core.refuse('UL006',
            format('%s: account %s is managed by %s.', v_subject, v_account.code,
                v_account.managed_by),
            format('Use the functions of %s, which post to it.', v_account.managed_by));
    elsif p_line.effective_on <= p_closed_through_on then
        perform tolsel_ledger.check_frozen(p_line.account_id, p_tenant_id);
        perform tolsel_core.refuse('UL007', format(
            '%s: effective on %s; account %s is closed through %s.', v_subject, p_line.effective_on,
            v_account.code, p_closed_through_on));
    elsif abs(p_balance_after) >= 1e15 then
        perform tolsel_core.refuse('UL010', format(
            '%s: the balance of account %s would be %s.', v_subject, v_account.code,
            p_balance_after));
    end if;
    perform tolsel_core.refuse('UL005', format(
        '%s: account %s (%s) has %s %s available and would be short by %s.', v_subject,
        v_account.code, v_account.name, p_available_after - v_account.sign * p_line.amount,
        v_account.currency, -p_available_after));
end
$refuse_line$;
comment on function tolsel_ledger.refuse_line is $$Says what is wrong with a line that
tolsel_ledger.post_lines found wanting, and raises. The figures are those the line would lead to;
they are null where there is no such account.
raises: UC008 amount_not_finite, UC009 amount_is_zero, UC010 amount_too_precise,
UC011 amount_too_large, UC014 date_not_usable, UL003 account_not_found, UL004 currency_mismatch,
UL005 insufficient_funds, UL006 account_managed, UL007 period_closed, UL010 balance_out_of_range,
UL027 account_frozen$$;
