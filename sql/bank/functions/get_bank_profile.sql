create or replace function tolsel.get_bank_profile(
    p_profile text,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_bank.profile
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $get_bank_profile$
declare
    v_profile tolsel_bank.profile;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    select * into v_profile from tolsel_bank.profile p
    where p.tenant_id = p_tenant_id and p.profile = p_profile;
    if not found then
        perform tolsel_core.refuse('UK011', format(
            'Profile %L.', left(coalesce(p_profile, 'null'), 60)));
    end if;
    return v_profile;
end
$get_bank_profile$;
comment on function tolsel.get_bank_profile is
$$Answers with how a bank writes its CSV, by the name it was saved under.
raises: UC002 tenant_not_allowed, UK011 profile_not_found$$;
revoke all on function tolsel.get_bank_profile from public;
grant execute on function tolsel.get_bank_profile to tolsel_app, tolsel_read;
