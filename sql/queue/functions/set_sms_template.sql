create or replace function tolsel.set_sms_template(
    p_template text,
    p_language text,
    p_body text,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_queue.sms_template
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $set_sms_template$
declare
    v_template tolsel_queue.sms_template;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    -- Refuse:
    if (p_template ~ '^[a-z][a-z0-9_]{1,49}$') is not true then
        perform tolsel_core.refuse('UQ017', format('Template %L.', left(p_template, 200)));
    end if;
    perform tolsel_queue.check_language(p_language);
    if p_body is not null then
        perform tolsel_queue.check_message(p_body);
    end if;
    -- Write: versions of two who write at once follow each other.
    loop
        insert into tolsel_queue.sms_template (
            tenant_id, template, language, version, body, login, user_id)
        select p_tenant_id, p_template, p_language, coalesce(max(s.version), 0) + 1, p_body,
            tolsel_core.acting_login(), tolsel_core.context_user_id(p_tenant_id)
        from tolsel_queue.sms_template s
        where s.tenant_id = p_tenant_id and s.template = p_template
            and s.language = p_language
        on conflict do nothing
        returning * into v_template;
        exit when found;
    end loop;
    return v_template;
end
$set_sms_template$;
comment on function tolsel.set_sms_template is
$$Writes a new version of what a message says in a language; null: it is not sent any more. The
templates ticket_joined and ticket_called are sent by themselves.
raises: UC002 tenant_not_allowed, UC016 text_not_usable, UQ017 queue_key_not_usable,
UQ020 placeholder_unknown$$;
revoke all on function tolsel.set_sms_template from public;
grant execute on function tolsel.set_sms_template to tolsel_app, tolsel_manager;
