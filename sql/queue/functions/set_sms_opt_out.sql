create or replace function tolsel.set_sms_opt_out(
    p_phone text,
    p_is_opted_out boolean default true,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns boolean
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $set_sms_opt_out$
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_core.check_text(p_phone, 'phone', 50);
    -- Write:
    if p_is_opted_out is false then
        delete from tolsel_queue.opt_out o
        where o.tenant_id = p_tenant_id and o.phone = tolsel_queue.digits_of(p_phone);
    else
        insert into tolsel_queue.opt_out (tenant_id, phone)
        values (p_tenant_id, tolsel_queue.digits_of(p_phone))
        on conflict do nothing;
    end if;
    return found;
end
$set_sms_opt_out$;
comment on function tolsel.set_sms_opt_out is
$$Says that a telephone number, however it is written, wants no messages, or wants them again;
answers whether that is new.
raises: UC002 tenant_not_allowed, UC016 text_not_usable$$;
revoke all on function tolsel.set_sms_opt_out from public;
grant execute on function tolsel.set_sms_opt_out to tolsel_app, tolsel_clerk;
