create or replace function tolsel_core.context_request_id()
returns text
language sql
stable
as $context_request_id$
    -- A bare expression, which becomes a part of the statement that asks: most have none.
    select case
        when current_setting('tolsel.request_id', true) <> '' then tolsel_core.read_request_id()
    end;
$context_request_id$;
comment on function tolsel_core.context_request_id is
$$Answers the request that the transaction belongs to, or null.
raises: UC005 request_id_too_long$$;
