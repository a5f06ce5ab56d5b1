create or replace function tolsel_ledger.check_credit_limit(
    p_credit_limit numeric, p_slots integer, p_scale integer
)
returns void
language plpgsql
stable
as $check_credit_limit$
begin
    if p_credit_limit is null then
        return;
    elsif p_slots > 1 then
        perform tolsel_core.refuse('UL013',
            format('%s slots and a credit limit of %s.', p_slots, p_credit_limit),
            'An account with a limit has one slot, because its limit is exact.');
    elsif p_credit_limit <> 0 then
        perform tolsel_core.check_amount(p_credit_limit, p_scale, 'The credit limit');
        if p_credit_limit < 0 then
            perform tolsel_core.refuse('UL014', format('The credit limit is %s.', p_credit_limit));
        end if;
    end if;
end
$check_credit_limit$;
comment on function tolsel_ledger.check_credit_limit is
$$Checks that a credit limit, where there is one, is zero or more and stands on an account of one
slot.
raises: UC008 amount_not_finite, UC010 amount_too_precise, UC011 amount_too_large,
UL013 slots_not_usable,
UL014 credit_limit_not_usable$$;
