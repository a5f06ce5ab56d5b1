create or replace function tolsel_core.check_metadata(p_metadata jsonb)
returns void
language plpgsql
stable
as $check_metadata$
begin
    if p_metadata = '{}' then
        return;
    end if;
    if jsonb_typeof(p_metadata) is distinct from 'object' then
        perform tolsel_core.refuse('UC013', format(
            'metadata is %s.', coalesce('a JSON ' || jsonb_typeof(p_metadata), 'null')));
    elsif octet_length(p_metadata::text) > 16384 then
        perform tolsel_core.refuse('UC013', format(
            'metadata has %s bytes.', octet_length(p_metadata::text)));
    end if;
end
$check_metadata$;
comment on function tolsel_core.check_metadata is
$$Checks that metadata is a JSON object of at most 16 kB.
raises: UC013 metadata_not_usable$$;
