-- What is judged of a row before it is logged, and what is left out of it.

create or replace function tolsel_monitor.check_category(p_category text)
returns void
language plpgsql
stable
as $check_category$
begin
    perform p_category::tolsel_monitor.log_category;
    if p_category is not null then
        return;
    end if;
    perform tolsel_core.refuse('UM002', 'No category.');
exception when check_violation then
    perform tolsel_core.refuse('UM002', format('Category %L.', left(p_category, 200)));
end
$check_category$;
comment on function tolsel_monitor.check_category is
$$Checks that a category of logs is one of those there are.
raises: UM002 log_category_unknown$$;

create or replace function tolsel_monitor.check_duration(p_ms integer)
returns void
language plpgsql
stable
as $check_duration$
begin
    if (p_ms >= 0) is not true then
        perform tolsel_core.refuse('UM003', format('%s ms.', coalesce(p_ms::text, 'null')));
    end if;
end
$check_duration$;
comment on function tolsel_monitor.check_duration is
$$Checks that a duration can be stored.
raises: UM003 duration_not_usable$$;

create or replace function tolsel_monitor.redact_secrets(p_text text, p_is_json boolean)
returns text
language plpgsql
immutable
parallel safe
set standard_conforming_strings = on
as $redact_secrets$
declare
    v_name constant text := '(?:password|passwd|pwd|secret|token|api_?key|authorization)';
    v_text text := p_text;
begin
    if v_text ~* v_name then
        -- A key with its whole value, also one with spaces and quotes.
        v_text := case
            when p_is_json then regexp_replace(
                v_text,
                '("\w*' || v_name || '"\s*:\s*)("(?:[^"\\]|\\.)*"|true|false|-?[0-9][0-9.eE+-]*)',
                '\1"***"', 'gi')
            else regexp_replace(
                v_text, '(\m\w*' || v_name || '["'']\s*[:=]\s*["'']?)[^\s"''\\,;&]+', '\1***', 'gi')
        end;
        -- Here and below no quote is taken away or put in: what was JSON stays JSON.
        v_text := regexp_replace(
            v_text,
            '(\m\w*' || v_name || '\s*[:=]\s*''?(?:bearer |basic )?)[^\s"''\\,;&]+',
            '\1***', 'gi');
    end if;
    if strpos(v_text, '@') > 0 then
        v_text := regexp_replace(v_text, '(\w://[^\s/:@"\\]*):[^\s/@"\\]+@', '\1:***@', 'g');
        v_text := regexp_replace(v_text, '[\w.+-]+@[\w-]+([.][\w-]+)+', '***@***', 'g');
    end if;
    return v_text;
end
$redact_secrets$;
comment on function tolsel_monitor.redact_secrets is
    'Answers a text, or JSON as text, without the values of what is named password, secret, token,
key or authorization, without the passwords of URLs, and without e-mail addresses.';
