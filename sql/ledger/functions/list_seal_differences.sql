create or replace function tolsel.list_seal_differences(
    p_anchor jsonb, p_tenant_id bigint default tolsel.current_tenant_id()
)
returns table (
    account_id bigint, slot integer, version bigint, expected text, found text, fault text
)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $list_seal_differences$
#variable_conflict use_column
declare
    v_bad jsonb;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    if jsonb_typeof(p_anchor) is distinct from 'array' then
        perform tolsel_core.refuse('UL028', format(
            'The anchor is a JSON %s.', coalesce(jsonb_typeof(p_anchor), 'null')));
    end if;
    select a into v_bad from jsonb_array_elements(p_anchor) a
    where (jsonb_typeof(a) = 'object' and tolsel_core.is_id_text(a ->> 'account_id')
        and a ->> 'slot' ~ '^[0-9]{1,3}$' and a ->> 'version' ~ '^[1-9][0-9]{0,17}$'
        and a ->> 'hash' ~ '^[0-9a-f]{64}$') is not true
    limit 1;
    if found then
        perform tolsel_core.refuse('UL028', format('The anchor has %s.', left(v_bad::text, 200)));
    end if;
    return query
    select a.account_id, a.slot, a.version, a.hash, encode(s.hash, 'hex'),
        case
            when s.hash is not null then 'the seal is another one'
            when coalesce(b.version, 0) < a.version then 'the entries are gone'
            else 'the seal is gone'
        end
    from jsonb_to_recordset(p_anchor)
        a(account_id bigint, slot integer, version bigint, hash text)
    left join tolsel_ledger.seal s
        on s.tenant_id = p_tenant_id and s.account_id = a.account_id and s.slot = a.slot
            and s.to_version = a.version
    left join tolsel_ledger.balance b
        on b.tenant_id = p_tenant_id and b.account_id = a.account_id and b.slot = a.slot
    where decode(a.hash, 'hex') is distinct from s.hash
    order by a.account_id, a.slot, a.version;
end
$list_seal_differences$;
comment on function tolsel.list_seal_differences is
$$Lists the seals of an anchor that the database does not have as they were: entries and seals that
were cut off together, and whole chains that were removed or made anew. Nothing but an anchor kept
outside can show these.
raises: UC002 tenant_not_allowed, UL028 anchor_not_readable$$;
revoke all on function tolsel.list_seal_differences from public;
grant execute on function tolsel.list_seal_differences to tolsel_app, tolsel_read, tolsel_admin;
