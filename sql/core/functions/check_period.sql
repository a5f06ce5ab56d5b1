create or replace function tolsel_core.check_period(p_from_on date, p_to_on date)
returns void
language plpgsql
stable
as $check_period$
begin
    perform tolsel_core.check_date(p_from_on, 'The first day');
    perform tolsel_core.check_date(p_to_on, 'The last day');
    if p_from_on > p_to_on then
        perform tolsel_core.refuse('UC014', format('From %s to %s.', p_from_on, p_to_on),
            'Give a first day that is not after the last.');
    end if;
end
$check_period$;
comment on function tolsel_core.check_period is
$$Checks that a first and a last day are real ones, in this order.
raises: UC014 date_not_usable$$;
