create or replace function tolsel_core.check_date(p_date date, p_subject text)
returns void
language plpgsql
stable
as $check_date$
begin
    if (p_date >= date '1900-01-01' and p_date < date '2200-01-01') is not true then
        perform tolsel_core.refuse('UC014', format(
            '%s is %s.', p_subject, coalesce(p_date::text, 'null')));
    end if;
end
$check_date$;
comment on function tolsel_core.check_date is
$$Checks that a day is a real one between 1900 and 2199.
raises: UC014 date_not_usable$$;
