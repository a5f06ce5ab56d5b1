create or replace function bursar_monitor.check_window(p_from_at timestamptz, p_to_at timestamptz)
returns void
language plpgsql
stable
as $check_window$
begin
    if (p_from_at < p_to_at) is not true then
        perform bursar_core.refuse('UC014', format(
            'From %s to %s.', coalesce(p_from_at::text, 'null'), coalesce(p_to_at::text, 'null')),
            'Give a beginning that is before the end.');
    end if;
end
$check_window$;
comment on function bursar_monitor.check_window is
$$Checks that a window of time begins before it ends.
raises: UC014 date_not_usable$$;
