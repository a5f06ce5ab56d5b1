create or replace function tolsel_core.context_user_id(p_tenant_id bigint)
returns bigint
language sql
stable
as $context_user_id$
    -- A bare expression, which becomes a part of the statement that asks: most name nobody.
    select case
        when current_setting('tolsel.user_id', true) <> ''
        then tolsel_core.read_user_id(p_tenant_id)
    end;
$context_user_id$;
comment on function tolsel_core.context_user_id is
$$Answers the person that the transaction is attributed to, or null.
raises: UC004 user_unknown$$;
