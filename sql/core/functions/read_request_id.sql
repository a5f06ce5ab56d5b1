create or replace function tolsel_core.read_request_id()
returns text
language plpgsql
stable
as $read_request_id$
declare
    v_setting text := current_setting('tolsel.request_id', true);
begin
    if char_length(v_setting) > 200 then
        perform tolsel_core.refuse('UC005', format(
            'tolsel.request_id has %s characters.', char_length(v_setting)));
    end if;
    return v_setting;
end
$read_request_id$;
comment on function tolsel_core.read_request_id is
$$Answers the request that the setting tolsel.request_id names.
raises: UC005 request_id_too_long$$;
