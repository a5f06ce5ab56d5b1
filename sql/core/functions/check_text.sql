create or replace function tolsel_core.check_text(p_text text, p_name text, p_max integer)
returns void
language plpgsql
stable
as $check_text$
begin
    if coalesce(p_text, '') ~ '^\s*$' or char_length(p_text) > p_max then
        perform tolsel_core.refuse('UC016', format(
            '%s has %s characters; 1 to %s are wanted.', p_name,
            coalesce(char_length(p_text)::text, 'no'), p_max));
    end if;
end
$check_text$;
comment on function tolsel_core.check_text is $$Checks that a text is neither blank nor too long.
raises: UC016 text_not_usable$$;
