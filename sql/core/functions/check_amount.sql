create or replace function tolsel_core.check_amount(
    p_amount numeric, p_scale integer, p_subject text
)
returns void
language plpgsql
stable
as $check_amount$
begin
    -- Each fault has its own code. NaN is greater than every number, so it is asked for first.
    if p_amount is null or p_amount in ('NaN', 'Infinity', '-Infinity') then
        perform tolsel_core.refuse('UC008', format(
            '%s is %s.', p_subject, coalesce(p_amount::text, 'null')));
    elsif p_amount = 0 then
        perform tolsel_core.refuse('UC009', format('%s is 0.', p_subject));
    elsif abs(p_amount) >= 1e15 then
        perform tolsel_core.refuse('UC011', format(
            '%s has %s digits before the point.', p_subject,
            char_length(trunc(abs(p_amount))::text)));
    elsif scale(trim_scale(p_amount)) > p_scale then
        perform tolsel_core.refuse('UC010', format(
            '%s has %s decimals; the currency has %s.', p_subject,
            scale(trim_scale(p_amount)), p_scale));
    end if;
end
$check_amount$;
comment on function tolsel_core.check_amount is
$$Checks that an amount is a finite, non-zero number within bounds and within the scale of its
currency.
raises: UC008 amount_not_finite, UC009 amount_is_zero, UC010 amount_too_precise,
UC011 amount_too_large$$;
