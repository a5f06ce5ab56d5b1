-- Seals: the entries of each account, chained by sha256 behind the postings.

create or replace function tolsel_ledger.seal(p_limit integer)
returns bigint
language plpgsql
volatile
as $seal$
declare
    v_count bigint;
begin
    -- Lock: a chain has one writer. Postings do not wait for it: what commits later is sealed by
    -- the next run.
    perform tolsel_ledger.lock_proof();
    with due as (
        select b.tenant_id, b.account_id, b.slot, coalesce(m.sealed_version, 0) + 1 as from_version,
            -- Very many entries get several seals, one a run: each is a small piece of work.
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
    'Seals about p_limit entries that have no seal, and answers how many it sealed; 0: all are
sealed. A seal covers at most 10,000 entries of an account and slot.';

create or replace function tolsel_ledger.seal_hash(
    p_previous_hash bytea,
    p_account_id bigint,
    p_slot smallint,
    p_from_version bigint,
    p_to_version bigint,
    p_tenant_id bigint
)
returns bytea
language plpgsql
stable
as $seal_hash$
begin
    -- The text of a row of texts and whole numbers is unambiguous and the same under all settings
    -- of a session: times become microseconds, days whole days, amounts lose trailing zeros.
    return (
        select sha256(coalesce(p_previous_hash, '') || (
            -- What entries rest on: as an expense an asset would be another result.
            select sha256(convert_to(row(a.type, a.currency)::text, 'UTF8'))
            from tolsel_ledger.account a
            where a.tenant_id = p_tenant_id and a.account_id = p_account_id
        ) || coalesce(string_agg(
            sha256(convert_to(row(
                e.tenant_id, e.account_id, e.slot, e.version, e.journal_id, e.line_no,
                trim_scale(e.amount), trim_scale(e.balance_after),
                e.effective_on - date '2000-01-01',
                (extract(epoch from e.booked_at) * 1000000)::bigint,
                (extract(epoch from j.created_at) * 1000000)::bigint,
                j.user_id, j.login, j.reverses_journal_id, j.hold_id, j.description, j.request_key,
                j.request_id, j.metadata
            )::text, 'UTF8')), '' order by e.version), ''))
        from tolsel_ledger.entry e
        left join tolsel_ledger.journal j
            on j.tenant_id = e.tenant_id and j.journal_id = e.journal_id
        where e.tenant_id = p_tenant_id and e.account_id = p_account_id and e.slot = p_slot
            and e.version >= p_from_version and e.version <= p_to_version);
end
$seal_hash$;
comment on function tolsel_ledger.seal_hash is
    'Answers sha256 of the hash before, of the sha256 of the account''s type and currency, and of
that of each entry from one version through another: every column of it and of its journal.';

create or replace function tolsel_ledger.job_seal_entries(p_task tolsel_core.job_task)
returns tolsel_core.job_slice
language plpgsql
volatile
as $job_seal_entries$
declare
    v_count integer := tolsel.seal_entries(p_task.item_limit);
begin
    return (v_count, case when v_count >= p_task.item_limit then 'more' end);
end
$job_seal_entries$;
comment on function tolsel_ledger.job_seal_entries is 'Seals the entries that have no seal yet.';
