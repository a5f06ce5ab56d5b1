create or replace function tolsel_ledger.check_heads(p_heads tolsel_ledger.head[])
returns void
language plpgsql
stable
as $check_heads$
declare
    v_head tolsel_ledger.head;
begin
    foreach v_head in array p_heads loop
        if v_head.description is not null or v_head.request_key is not null
            or v_head.metadata is distinct from '{}'
        then
            perform tolsel_ledger.check_head(
                v_head.description, v_head.metadata, v_head.request_key);
        end if;
    end loop;
end
$check_heads$;
comment on function tolsel_ledger.check_heads is
$$Checks what a public caller says of its journals.
raises: UC012 request_key_not_usable, UC013 metadata_not_usable, UC016 text_not_usable$$;
