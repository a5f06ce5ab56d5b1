create or replace function tolsel.save_bank_profile(
    p_profile text,
    p_definition jsonb,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_bank.profile
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $save_bank_profile$
declare
    v_profile tolsel_bank.profile;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    -- Refuse:
    perform tolsel_core.check_metadata(p_definition);
    if (p_profile ~ '^[a-z0-9][a-z0-9_-]{0,49}$'
        and jsonb_typeof(p_definition -> 'columns') = 'object') is not true then
        perform tolsel_core.refuse('UK010', format(
            'Profile %L; its columns are %s.', left(p_profile, 60),
            coalesce('a JSON ' || jsonb_typeof(p_definition -> 'columns'), 'not there')));
    end if;
    -- Write:
    insert into tolsel_bank.profile (tenant_id, profile, definition)
    values (p_tenant_id, p_profile, p_definition)
    on conflict (tenant_id, profile) do update
    set definition = excluded.definition, saved_at = now()
    returning * into v_profile;
    -- Hand on:
    perform tolsel_core.record_activity(
        'save_bank_profile', 'profile ' || p_profile, p_definition, p_tenant_id);
    return v_profile;
end
$save_bank_profile$;
comment on function tolsel.save_bank_profile is
$$Saves how a bank writes its CSV, under a name; an earlier profile of that name is replaced. tolsel
bank profile proposes a definition from a file.
raises: UC002 tenant_not_allowed, UC013 metadata_not_usable, UK010 profile_not_usable$$;
revoke all on function tolsel.save_bank_profile from public;
grant execute on function tolsel.save_bank_profile to tolsel_app, tolsel_accountant;
