create or replace function tolsel_ledger.check_head(
    p_description text, p_metadata jsonb, p_request_key text
)
returns void
language plpgsql
stable
as $check_head$
begin
    if p_description is not null then
        perform tolsel_core.check_text(p_description, 'description', 1000);
    end if;
    if p_request_key is not null then
        perform tolsel_core.check_request_key(p_request_key);
    end if;
    if p_metadata is distinct from '{}' then
        perform tolsel_core.check_metadata(p_metadata);
    end if;
end
$check_head$;
comment on function tolsel_ledger.check_head is $$Checks what a public caller says of a journal.
raises: UC012 request_key_not_usable, UC013 metadata_not_usable, UC016 text_not_usable$$;
