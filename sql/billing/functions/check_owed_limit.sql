create or replace function tolsel_billing.check_owed_limit(p_owed_limit numeric, p_scale integer)
returns void
language plpgsql
stable
as $check_owed_limit$
begin
    if p_owed_limit is not null and (
        p_owed_limit >= 0 and p_owed_limit < 1e15 and scale(trim_scale(p_owed_limit)) <= p_scale
    ) is not true then
        perform tolsel_core.refuse('UB024', format('Limit %s.', left(p_owed_limit::text, 40)));
    end if;
end
$check_owed_limit$;
comment on function tolsel_billing.check_owed_limit is
$$Checks that a limit of what a customer may owe, where there is one, can be kept.
raises: UB024 owed_limit_not_usable$$;
