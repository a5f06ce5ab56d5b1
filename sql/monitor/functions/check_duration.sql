create or replace function tolsel_monitor.check_duration(p_ms integer)
returns void
language plpgsql
stable
as $check_duration$
begin
    if (p_ms >= 0) is not true then
        perform tolsel_core.refuse('UM003', format('%s ms.', coalesce(p_ms::text, 'null')));
    end if;
end
$check_duration$;
comment on function tolsel_monitor.check_duration is
$$Checks that a duration can be stored.
raises: UM003 duration_not_usable$$;
