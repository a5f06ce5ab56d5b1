create or replace function tolsel.list_seals(
    p_account_ids bigint[] default null, p_tenant_id bigint default tolsel.current_tenant_id()
)
returns table (
    account_id bigint, code text, slot smallint, entry_count bigint, version bigint, hash text
)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $list_seals$
#variable_conflict use_column
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    return query
    select b.account_id, a.code, b.slot, b.version, s.to_version, encode(s.hash, 'hex')
    from tolsel_ledger.balance b
    join tolsel_ledger.account a on a.tenant_id = p_tenant_id and a.account_id = b.account_id
    left join lateral (
        select s.to_version, s.hash from tolsel_ledger.seal s
        where s.tenant_id = p_tenant_id and s.account_id = b.account_id and s.slot = b.slot
        order by s.to_version desc
        limit 1
    ) s on true
    where b.tenant_id = p_tenant_id and b.version is not null
        and (p_account_ids is null or b.account_id = any(p_account_ids))
    order by b.account_id, b.slot;
end
$list_seals$;
comment on function tolsel.list_seals is
$$Lists how many entries each account and slot has, and its last seal: the version it reaches and
its hash, null where nothing is sealed. Kept outside the database it is an anchor, see
tolsel.list_seal_differences.
raises: UC002 tenant_not_allowed$$;
revoke all on function tolsel.list_seals from public;
grant execute on function tolsel.list_seals to tolsel_app, tolsel_read, tolsel_admin;
