create or replace function bursar_monitor.redact_secrets(p_text text, p_is_json boolean)
returns text
language sql
immutable
parallel safe
as $redact_secrets$
    select regexp_replace(
        regexp_replace(
            regexp_replace(
                case
                    -- A key and its whole value, with its spaces and quotes. Within texts no quote
                    -- is taken away or put in, here and below: what was JSON stays JSON.
                    when p_is_json then regexp_replace(
                        p_text,
                        '("\w*' || s.name || '"\s*:\s*)'
                        || '("(?:[^"\\]|\\.)*"|true|false|-?[0-9][0-9.eE+-]*)',
                        '\1"***"', 'gi')
                    else regexp_replace(
                        p_text, '(\m\w*' || s.name || '["'']\s*[:=]\s*["'']?)[^\s"''\\,;&]+',
                        '\1***', 'gi')
                end,
                '(\m\w*' || s.name || '\s*[:=]\s*''?(?:bearer |basic )?)[^\s"''\\,;&]+',
                '\1***', 'gi'),
            '(\w://[^\s/:@"\\]*):[^\s/@"\\]+@', '\1:***@', 'g'),
        '[\w.+-]+@[\w-]+([.][\w-]+)+', '***@***', 'g')
    from (values ('(?:password|passwd|pwd|secret|token|api_?key|authorization)')) s(name);
$redact_secrets$;
comment on function bursar_monitor.redact_secrets is
    'Answers a text, or JSON as text, without the values of what is named password, secret, token,
key or authorization, without the passwords of URLs, and without e-mail addresses.';
