-- Who calls: user and request come from the application and are kept with what is written. Refusals
-- go out through refuse.

create or replace function tolsel_core.check_admin(p_tenant_id bigint)
returns void
language plpgsql
stable
as $check_admin$
declare
    v_user_id bigint := tolsel_core.context_user_id(p_tenant_id);
begin
    -- The grant of the function asks for the database role; this asks for the person.
    perform from tolsel_core.user_account u
    where u.tenant_id = p_tenant_id and u.user_id = v_user_id and u.role = 'admin';
    if not found then
        perform tolsel_core.refuse('UC032', format(
            'The user is %s.', coalesce(v_user_id::text, 'not named')));
    end if;
end
$check_admin$;
comment on function tolsel_core.check_admin is
$$Checks that the transaction is attributed to a person who is an admin of the tenant.
raises: UC004 user_unknown, UC032 admin_needed$$;

create or replace function tolsel_core.lock_tenant(p_tenant_id bigint)
returns void
language sql
volatile
as $lock_tenant$
    -- An update that changes nothing: a transaction that locks the row later, but has an older
    -- snapshot, fails to serialize instead of missing what was done under this lock.
    update tolsel_core.tenant set opened_at = opened_at where tenant_id = p_tenant_id;
$lock_tenant$;
comment on function tolsel_core.lock_tenant is
    'Locks the row of a tenant; a transaction with an older snapshot that locks it later fails to
serialize.';

create or replace function tolsel_core.context_user_id(p_tenant_id bigint)
returns bigint
language sql
stable
as $context_user_id$
    -- A bare expression, which is inlined into the statement that asks: most name nobody.
    select case
        when current_setting('tolsel.user_id', true) <> ''
        then tolsel_core.read_user_id(p_tenant_id)
    end;
$context_user_id$;
comment on function tolsel_core.context_user_id is
$$Answers the person that the transaction is attributed to, or null.
raises: UC004 user_unknown$$;

create or replace function tolsel_core.read_user_id(p_tenant_id bigint)
returns bigint
language plpgsql
stable
as $read_user_id$
declare
    v_setting text := current_setting('tolsel.user_id', true);
begin
    if tolsel_core.is_id_text(v_setting) then
        perform from tolsel_core.user_account u
        where u.tenant_id = p_tenant_id and u.user_id = v_setting::bigint and u.is_active;
        if found then
            return v_setting::bigint;
        end if;
    end if;
    perform tolsel_core.refuse('UC004', format('tolsel.user_id is %L.', left(v_setting, 40)));
    return null;
end
$read_user_id$;
comment on function tolsel_core.read_user_id is
$$Answers the person that the setting tolsel.user_id names, who must be an active user.
raises: UC004 user_unknown$$;

create or replace function tolsel_core.context_request_id()
returns text
language sql
stable
as $context_request_id$
    -- A bare expression, which is inlined into the statement that asks: most have none.
    select case
        when current_setting('tolsel.request_id', true) <> '' then tolsel_core.read_request_id()
    end;
$context_request_id$;
comment on function tolsel_core.context_request_id is
$$Answers the request that the transaction belongs to, or null.
raises: UC005 request_id_too_long$$;

create or replace function tolsel_core.read_request_id()
returns text
language plpgsql
stable
as $read_request_id$
declare
    v_setting text := current_setting('tolsel.request_id', true);
begin
    if char_length(v_setting) > 200 then
        perform tolsel_core.refuse('UC005', format(
            'tolsel.request_id has %s characters.', char_length(v_setting)));
    end if;
    return v_setting;
end
$read_request_id$;
comment on function tolsel_core.read_request_id is
$$Answers the request that the setting tolsel.request_id names.
raises: UC005 request_id_too_long$$;

create or replace function tolsel_core.refuse(
    p_code text, p_detail text, p_hint text default null
)
returns void
language plpgsql
stable
as $refuse$
declare
    v_error tolsel_core.error_code;
    v_item text := current_setting('tolsel.item', true);
begin
    select * into v_error from tolsel_core.error_code e where e.code = p_code;
    assert found, format('error code %s is not registered', p_code);
    raise exception using
        errcode = p_code,
        message = v_error.name || ': ' || v_error.message,
        -- What a caller handed in may be as long as he likes: it is repeated in part.
        detail = tolsel_core.short_detail(
            case when v_item <> '' then v_item || ': ' else '' end || p_detail),
        hint = coalesce(p_hint, v_error.hint);
end
$refuse$;
comment on function tolsel_core.refuse is
    'Raises the refusal registered under a code: its message, the figures of this case, which item
of a call it is about where that has many, the way out.';

create or replace function tolsel_core.note_item(p_item_no bigint, p_request_key text)
returns void
language plpgsql
volatile
as $note_item$
begin
    perform set_config(
        'tolsel.item',
        case when p_item_no is null then ''
            when p_request_key is null then format('Item %s', p_item_no)
            else format('Item %s (key %L)', p_item_no, left(p_request_key, 60)) end,
        true);
end
$note_item$;
comment on function tolsel_core.note_item is
    'Keeps for refusals which item of a call with many of them is looked at, counted from 1; null:
none any more.';

create or replace function tolsel_core.short_detail(p_text text)
returns text
language sql
immutable
parallel safe
as $short_detail$
    select case when char_length(p_text) > 400 then left(p_text, 396) || ' ...' else p_text end;
$short_detail$;
comment on function tolsel_core.short_detail is
    'Answers a text, or the beginning of one that has more than 400 characters.';
