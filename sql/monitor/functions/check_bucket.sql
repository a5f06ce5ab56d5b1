create or replace function tolsel_monitor.check_bucket(p_minutes integer)
returns void
language plpgsql
stable
as $check_bucket$
begin
    if (p_minutes between 1 and 1440 and 1440 % p_minutes = 0) is not true then
        perform tolsel_core.refuse('UM009', format(
            '%s minutes.', coalesce(p_minutes::text, 'null')));
    end if;
end
$check_bucket$;
comment on function tolsel_monitor.check_bucket is
$$Checks that the steps of a trend have a usable length.
raises: UM009 bucket_not_usable$$;
