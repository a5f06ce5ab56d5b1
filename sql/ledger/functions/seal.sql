create or replace function tolsel_ledger.seal(p_limit integer)
returns bigint
language plpgsql
volatile
as $seal$
declare
    v_count bigint;
begin
    -- Lock: one chain has one writer. Postings know nothing of it: what commits later is sealed
    -- by the next run.
    perform tolsel_ledger.lock_proof();
    with due as (
        select b.tenant_id, b.account_id, b.slot, coalesce(m.sealed_version, 0) + 1 as from_version,
            -- A seal of very many entries would be one large piece of work: some are made.
            least(b.version, coalesce(m.sealed_version, 0) + 10000) as to_version
        from tolsel_ledger.balance b
        left join tolsel_ledger.slot_mark m
            on m.tenant_id = b.tenant_id and m.account_id = b.account_id and m.slot = b.slot
        where b.version > coalesce(m.sealed_version, 0)
    ),
    chosen as (
        select d.*, sum(d.to_version - d.from_version + 1) over (
            order by d.tenant_id, d.account_id, d.slot) - d.to_version + d.from_version - 1
            as entries_before
        from due d
    ),
    sealed as (
        insert into tolsel_ledger.seal (
            tenant_id, account_id, slot, from_version, to_version, hash)
        select c.tenant_id, c.account_id, c.slot, c.from_version, c.to_version,
            tolsel_ledger.seal_hash(
                (select s.hash from tolsel_ledger.seal s
                 where s.tenant_id = c.tenant_id and s.account_id = c.account_id
                    and s.slot = c.slot and s.to_version = c.from_version - 1),
                c.account_id, c.slot, c.from_version, c.to_version, c.tenant_id)
        from chosen c
        where c.entries_before < p_limit
        -- A snapshot from before the seals of another run fails to serialize here.
        on conflict do nothing
        returning *
    ),
    marked as (
        insert into tolsel_ledger.slot_mark as m (tenant_id, account_id, slot, sealed_version)
        select s.tenant_id, s.account_id, s.slot, s.to_version from sealed s
        on conflict (tenant_id, account_id, slot) do update
        set sealed_version = excluded.sealed_version
    )
    select coalesce(sum(s.to_version - s.from_version + 1), 0) into v_count from sealed s;
    return v_count;
end
$seal$;
comment on function tolsel_ledger.seal is
    'Seals entries that have none, about as many as are asked for, and answers how many: one seal
for each account and slot, 10,000 entries at most. 0: all are sealed.';
