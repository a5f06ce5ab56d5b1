create or replace function tolsel_billing.check_contact(p_email text, p_phone text)
returns void
language plpgsql
stable
as $check_contact$
begin
    if p_email is not null and (char_length(p_email) > 320 or p_email !~ '^\S+@\S+$') then
        perform tolsel_core.refuse('UC016', format('email is %L.', left(p_email, 320)));
    end if;
    if p_phone is not null then
        perform tolsel_core.check_text(p_phone, 'phone', 50);
    end if;
end
$check_contact$;
comment on function tolsel_billing.check_contact is
$$Checks that an address and a number, where there are such, look like it.
raises: UC016 text_not_usable$$;
