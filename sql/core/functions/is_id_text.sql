create or replace function tolsel_core.is_id_text(p_text text)
returns boolean
language sql
immutable
parallel safe
as $is_id_text$
    -- The length apart: a pattern that counts takes twice as long.
    select p_text ~ '^[0-9]+$' and char_length(p_text) <= 18;
$is_id_text$;
comment on function tolsel_core.is_id_text is
    'Says whether a text is a whole number of at most 18 digits, which fits the type of keys.';
