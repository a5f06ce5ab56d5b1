create or replace function tolsel_core.list_identities()
returns table (sequence_name text, last_value bigint, greatest_key bigint)
language plpgsql
stable
as $list_identities$
declare
    -- Names go in by %I and as regclass: nothing of a caller's runs as SQL.
    -- @plpgsql_check_options: security_warnings = false
    v_identity record;
begin
    for v_identity in
        select c.oid::regclass as table_name, a.attname as column_name,
            pg_get_serial_sequence(c.oid::regclass::text, a.attname)::regclass as sequence_oid,
            exists (
                select from pg_attribute t
                where t.attrelid = c.oid and t.attname = 'tenant_id' and a.attname <> 'tenant_id'
            ) as has_tenant
        from pg_class c
        join pg_namespace n on n.oid = c.relnamespace
        join pg_attribute a on a.attrelid = c.oid and a.attidentity <> ''
        -- Nothing refers to the numbers of logs and metrics, which alone are partitioned.
        where n.nspname ~ '^tolsel_' and n.nspname <> 'tolsel_meta' and c.relkind = 'r'
            and not c.relispartition
        order by 1
    loop
        sequence_name := v_identity.sequence_oid::text;
        last_value := pg_sequence_last_value(v_identity.sequence_oid);
        -- Keys begin with the tenant: one probe of the primary key for each.
        execute format(
            case when v_identity.has_tenant then
                'select max(k.key) from tolsel_core.tenant t cross join lateral (
                    select max(x.%1$I) as key from %2$s x where x.tenant_id = t.tenant_id) k'
            else 'select max(x.%1$I) from %2$s x' end,
            v_identity.column_name, v_identity.table_name)
        into greatest_key;
        return next;
    end loop;
end
$list_identities$;
comment on function tolsel_core.list_identities is
    'Lists the sequence of every identity column: where it stands, and the greatest key there is.';
