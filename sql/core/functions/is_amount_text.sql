create or replace function tolsel_core.is_amount_text(p_text text)
returns boolean
language sql
immutable
parallel safe
as $is_amount_text$
    -- The length apart: a pattern that counts takes three times as long.
    select p_text ~ '^-?[0-9]+(\.[0-9]+)?$' and char_length(p_text) <= 42;
$is_amount_text$;
comment on function tolsel_core.is_amount_text is
    'Says whether a text is a decimal number, of at most 42 characters.';
