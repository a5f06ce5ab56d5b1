create or replace function tolsel_ledger.check_frozen(p_account_id bigint, p_tenant_id bigint)
returns void
language plpgsql
stable
as $check_frozen$
declare
    v_incident tolsel_core.incident;
begin
    select i.* into v_incident
    from tolsel_ledger.balance b
    join tolsel_core.incident i on i.incident_id = b.frozen_incident_id
    where b.tenant_id = p_tenant_id and b.account_id = p_account_id
    limit 1;
    if found then
        perform tolsel_core.refuse('UL027', format(
            'Account %s, frozen by incident %s of %s: %s (%s).', p_account_id,
            v_incident.incident_id, v_incident.found_at, v_incident.check_name,
            v_incident.subject));
    end if;
end
$check_frozen$;
comment on function tolsel_ledger.check_frozen is $$Checks that an account is not frozen.
raises: UL027 account_frozen$$;
