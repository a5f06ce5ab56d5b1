-- One database of several: its tenants have numbers that no other shard gives, and whoever asks for
-- one that is elsewhere is told so.

create or replace function tolsel_core.next_tenant_id()
returns bigint
language plpgsql
volatile
as $next_tenant_id$
declare
    v_sequence regclass := pg_get_serial_sequence('tolsel_core.tenant', 'tenant_id')::regclass;
    v_shard_no integer;
    v_next_id bigint;
begin
    -- On a shard, who opens tenants queues here: the sequence is set on to the number taken.
    select m.shard_no into v_shard_no from tolsel_core.cluster_membership m for no key update;
    v_next_id := nextval(v_sequence);
    if v_shard_no is null then
        return v_next_id;
    end if;
    return setval(v_sequence, v_shard_no + 1000 * (
        v_next_id / 1000 + case when v_next_id % 1000 > v_shard_no then 1 else 0 end));
end
$next_tenant_id$;
comment on function tolsel_core.next_tenant_id is
    'Answers the number of a new tenant: 1, 2, 3, ..., and on a shard 1007, 2007, ..., which end in
the number of that; greater than all before it.';

create or replace function tolsel_core.refuse_tenant(p_tenant_id bigint)
returns void
language plpgsql
stable
as $refuse_tenant$
declare
    v_membership tolsel_core.cluster_membership;
begin
    select * into v_membership from tolsel_core.cluster_membership m
    where not exists (select from tolsel_core.tenant t where t.tenant_id = p_tenant_id);
    if found then
        perform tolsel_core.refuse('UC037', format(
            'Tenant %s; this database is shard %s (%s).', coalesce(p_tenant_id::text, 'null'),
            v_membership.shard_no, v_membership.shard_name));
    end if;
    perform tolsel_core.refuse('UC002', format(
        'Login %s, tenant %s.',
        tolsel_core.acting_login(), coalesce(p_tenant_id::text, 'null')));
end
$refuse_tenant$;
comment on function tolsel_core.refuse_tenant is
$$Says why a login may not act for a tenant here.
raises: UC002 tenant_not_allowed, UC037 tenant_elsewhere$$;
