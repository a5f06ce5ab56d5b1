create or replace function bursar_core.read_request_id()
returns text
language plpgsql
stable
as $read_request_id$
declare
    v_setting text := current_setting('bursar.request_id', true);
begin
    if char_length(v_setting) > 200 then
        perform bursar_core.refuse('UC005', format(
            'bursar.request_id has %s characters.', char_length(v_setting)));
    end if;
    return v_setting;
end
$read_request_id$;
comment on function bursar_core.read_request_id is
$$Answers the request that the setting bursar.request_id names.
raises: UC005 request_id_too_long$$;
