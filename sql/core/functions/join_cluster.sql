create or replace function tolsel.join_cluster(
    p_shard_no integer, p_shard_name text, p_after_tenant_id bigint default null
)
returns tolsel_core.cluster_membership
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $join_cluster$
declare
    v_sequence regclass := pg_get_serial_sequence('tolsel_core.tenant', 'tenant_id')::regclass;
    v_membership tolsel_core.cluster_membership;
begin
    perform tolsel_core.check_session();
    perform tolsel_core.check_text(p_shard_name, 'name', 200);
    if (p_shard_no between 1 and 999 and (p_after_tenant_id between 0 and 1e12) is not false)
        is not true
    then
        perform tolsel_core.refuse('UC038', concat_ws(
            ', ', format('Number %s', coalesce(p_shard_no::text, 'null')),
            'after tenant ' || p_after_tenant_id) || '.');
    end if;
    -- Write:
    insert into tolsel_core.cluster_membership (shard_no, shard_name, joined_at, login)
    values (p_shard_no, p_shard_name, tolsel_core.clock_at(), tolsel_core.acting_login())
    on conflict do nothing
    returning * into v_membership;
    if found then
        perform setval(
            v_sequence, greatest(nextval(v_sequence), coalesce(p_after_tenant_id, 0), 1000));
        return v_membership;
    end if;
    -- Repeat: it is a shard already, which has to be this one.
    select * into v_membership from tolsel_core.cluster_membership;
    if (v_membership.shard_no, v_membership.shard_name) <> (p_shard_no, p_shard_name) then
        perform tolsel_core.refuse('UC039', format(
            'It is shard %s (%s); %s (%s) is wanted.', v_membership.shard_no,
            v_membership.shard_name, p_shard_no, p_shard_name));
    end if;
    return v_membership;
end
$join_cluster$;
comment on function tolsel.join_cluster is
$$Makes this database a shard of a cluster, under the number and name that the catalogue has for it:
from now on its new tenants have numbers above p_after_tenant_id that end in the shard's (7: 1007,
2007, ...), which no other shard gives. Repeated, it answers the same.
raises: UC016 text_not_usable, UC038 shard_number_not_usable, UC039 shard_of_another_number$$;
revoke all on function tolsel.join_cluster from public;
grant execute on function tolsel.join_cluster to tolsel_admin;
