create or replace function tolsel_core.check_positive_amount(
    p_amount numeric, p_scale integer, p_subject text
)
returns void
language plpgsql
stable
as $check_positive_amount$
begin
    perform tolsel_core.check_amount(p_amount, p_scale, p_subject);
    if p_amount < 0 then
        perform tolsel_core.refuse('UC025', format('%s is %s.', p_subject, p_amount));
    end if;
end
$check_positive_amount$;
comment on function tolsel_core.check_positive_amount is
$$Checks that an amount is usable and above zero.
raises: UC008 amount_not_finite, UC009 amount_is_zero, UC010 amount_too_precise,
UC011 amount_too_large,
UC025 amount_not_positive$$;
