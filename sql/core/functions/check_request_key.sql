create or replace function tolsel_core.check_request_key(p_request_key text)
returns void
language plpgsql
stable
as $check_request_key$
begin
    if p_request_key ~ '^\s*$' or char_length(p_request_key) > 200 then
        perform tolsel_core.refuse('UC012', format(
            'The key has %s characters.', char_length(p_request_key)));
    end if;
end
$check_request_key$;
comment on function tolsel_core.check_request_key is
$$Checks that a request key, where there is one, can be stored.
raises: UC012 request_key_not_usable$$;
