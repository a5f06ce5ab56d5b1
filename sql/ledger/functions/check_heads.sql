create or replace function bursar_ledger.check_heads(p_heads bursar_ledger.head[])
returns bursar_ledger.head[]
language plpgsql
stable
as $check_heads$
declare
    v_head bursar_ledger.head;
begin
    foreach v_head in array p_heads loop
        if v_head.description is not null then
            perform bursar_core.check_text(v_head.description, 'description', 1000);
        end if;
        if v_head.request_key is not null then
            perform bursar_core.check_request_key(v_head.request_key);
        end if;
        if v_head.metadata is distinct from '{}' then
            perform bursar_core.check_metadata(v_head.metadata);
        end if;
    end loop;
    return p_heads;
end
$check_heads$;
comment on function bursar_ledger.check_heads is
$$Checks what a public caller says of its journals, and answers with it.
raises: UC012 request_key_not_usable, UC013 metadata_not_usable, UC016 text_not_usable$$;
