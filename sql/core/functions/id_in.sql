create or replace function tolsel_core.id_in(p_row jsonb, p_key text)
returns bigint
language sql
immutable
as $id_in$
    select case when tolsel_core.is_id_text(p_row ->> p_key) then (p_row ->> p_key)::bigint end;
$id_in$;
comment on function tolsel_core.id_in is
    'Reads a key from a row of a check, null where the row has none that could be one.';
