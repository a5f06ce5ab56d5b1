-- Amounts: what callers hand in is judged, and stored with the decimals of its currency.

create or replace function tolsel_core.check_positive_amount(
    p_amount numeric, p_scale integer, p_subject text
)
returns numeric
language plpgsql
stable
as $check_positive_amount$
declare
    v_amount numeric := tolsel_core.check_amount(p_amount, p_scale, p_subject);
begin
    if p_amount < 0 then
        perform tolsel_core.refuse('UC025', format('%s is %s.', p_subject, p_amount));
    end if;
    return v_amount;
end
$check_positive_amount$;
comment on function tolsel_core.check_positive_amount is
$$Checks that an amount is usable and above zero; answers with it, at its scale.
raises: UC008 amount_not_finite, UC009 amount_is_zero, UC010 amount_too_precise,
UC011 amount_too_large, UC025 amount_not_positive$$;

create or replace function tolsel_core.check_amount(
    p_amount numeric, p_scale integer, p_subject text
)
returns numeric
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
    return tolsel_core.at_scale(p_amount, p_scale);
end
$check_amount$;
comment on function tolsel_core.check_amount is
$$Checks that an amount is a finite, non-zero number within bounds and within the scale of its
currency (null: not known yet); answers with it, at this scale.
raises: UC008 amount_not_finite, UC009 amount_is_zero, UC010 amount_too_precise,
UC011 amount_too_large$$;

create or replace function tolsel_core.at_scale(p_amount numeric, p_scale integer)
returns numeric
language sql
immutable
parallel safe
as $at_scale$
    -- No digit is ever lost: what has more decimals than its currency is refused, not rounded.
    select round(p_amount, greatest(p_scale, min_scale(p_amount)));
$at_scale$;
comment on function tolsel_core.at_scale is
'Answers an amount with the decimals of its currency: 7 euros are 7.00, and 7.00 yen are 7. That is
how amounts are stored, and so how they are answered.';

create or replace function tolsel_core.is_amount_text(p_text text)
returns boolean
language sql
immutable
parallel safe
as $is_amount_text$
    -- The length is asked apart: a pattern that counts takes three times as long.
    select p_text ~ '^-?[0-9]+([.][0-9]+)?$' and char_length(p_text) <= 42;
$is_amount_text$;
comment on function tolsel_core.is_amount_text is
    'Says whether a text is a decimal number, of at most 42 characters.';
