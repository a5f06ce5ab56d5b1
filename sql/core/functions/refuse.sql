create or replace function tolsel_core.refuse(
    p_code text, p_detail text, p_hint text default null
)
returns void
language plpgsql
stable
as $refuse$
declare
    v_error tolsel_core.error_code;
begin
    select * into v_error from tolsel_core.error_code e where e.code = p_code;
    assert found, format('error code %s is not registered', p_code);
    raise exception using
        errcode = p_code,
        message = v_error.name || ': ' || v_error.message,
        detail = p_detail,
        hint = coalesce(p_hint, v_error.hint);
end
$refuse$;
comment on function tolsel_core.refuse is
    'Raises the refusal registered under a code: its message, the figures of this case, the way
out.';
