create or replace function bursar_core.is_amount_text(p_text text)
returns boolean
language sql
immutable
parallel safe
as $is_amount_text$
    select p_text ~ '^-?[0-9]{1,20}(\.[0-9]{1,20})?$';
$is_amount_text$;
comment on function bursar_core.is_amount_text is
    'Says whether a text is a decimal number of at most 20 digits before and 20 after the point.';
