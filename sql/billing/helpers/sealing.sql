-- Seals over documents: what the documents behind sealed entries said. Documents of channels and
-- suspense are sealed with the accounts of channels, those of billing with the customers', top-ups
-- with the wallets'. Rows that no journal stands behind are sealed by themselves.

create or replace function tolsel_billing.journals_to_seal(
    p_seal tolsel_ledger.seal, p_managed_by text
)
returns bigint[]
language plpgsql
stable
as $journals_to_seal$
begin
    return array(
        select e.journal_id
        from tolsel_ledger.entry e
        cross join lateral (
            select j.journal_id, j.reverses_journal_id from tolsel_ledger.journal j
            where j.tenant_id = e.tenant_id and j.journal_id = e.journal_id
            offset 0
        ) j
        where e.tenant_id = p_seal.tenant_id and e.account_id = p_seal.account_id
            and e.slot = p_seal.slot
            and e.version >= p_seal.from_version and e.version <= p_seal.to_version
            -- "offset 0" has each asked for by index, however few there seem to be.
            and (p_managed_by = 'billing' or exists (
                select from tolsel_billing.sealed_document d
                where d.tenant_id = p_seal.tenant_id and d.sealed_with = p_managed_by
                    and d.journal_id = coalesce(j.reverses_journal_id, j.journal_id)
                offset 0))
        order by e.version);
end
$journals_to_seal$;
comment on function tolsel_billing.journals_to_seal is
    'Lists the journals of a seal that are those of documents of the domain which manages its
account, in their order.';

create or replace function tolsel_billing.document_hash(
    p_journal_ids bigint[], p_managed_by text, p_tenant_id bigint
)
returns bytea
language plpgsql
stable
set datestyle = 'ISO, YMD'
set timezone = 'UTC'
as $document_hash$
begin
    -- The text of a row is the same in all sessions, under these settings.
    return (
        select sha256(coalesce(string_agg(
            sha256(convert_to(coalesce(d.content, ''), 'UTF8')), '' order by n.place), ''))
        from unnest(p_journal_ids) with ordinality n(journal_id, place)
        left join lateral (
            select j.journal_id, j.reverses_journal_id from tolsel_ledger.journal j
            where j.tenant_id = p_tenant_id and j.journal_id = n.journal_id
            offset 0
        ) j on true
        left join lateral (
            select case when j.reverses_journal_id is null then d.content
                else d.void_content end as content
            from tolsel_billing.sealed_document d
            where d.tenant_id = p_tenant_id and d.sealed_with = p_managed_by
                and d.journal_id = coalesce(j.reverses_journal_id, j.journal_id)
            offset 0
        ) d on true);
end
$document_hash$;
comment on function tolsel_billing.document_hash is
    'Answers sha256 of the sha256 of what the document behind each journal says, in the order given:
all that does not change once it is booked, or once it is void.';

create or replace function tolsel_billing.seal_rows()
returns void
language plpgsql
volatile
set datestyle = 'ISO, YMD'
set timezone = 'UTC'
as $seal_rows$
begin
    -- Rows commit in another order than they are numbered and written. So each seal names its rows,
    -- and what was written since an hour before the last one, and is in none, is new.
    insert into tolsel_billing.row_seal (
        tenant_id, kind, seal_no, first_written_at, last_written_at, row_ids, hashes)
    select n.tenant_id, n.kind, n.last_no + n.chunk_no, min(n.written_at), max(n.written_at),
        array_agg(n.row_id order by n.row_id),
        array_agg(sha256(convert_to(n.content, 'UTF8')) order by n.row_id)
    from (
        select r.*, l.last_no,
            (row_number() over (partition by r.tenant_id, r.kind order by r.row_id) + 9999) / 10000
                as chunk_no
        from (select t.tenant_id from tolsel_core.tenant t union all select 0) t
        cross join unnest(
            array['allocation', 'vendor_allocation', 'attempt', 'event', 'activity']) k(kind)
        cross join lateral tolsel_billing.find_row_seal(k.kind, t.tenant_id) l
        cross join lateral (
            select r.*
            from (
                select r.* from tolsel_billing.sealed_row r
                where r.tenant_id = t.tenant_id and r.kind = k.kind and r.row_id > l.below_id
                    and r.written_at >= l.new_from_at
                offset 0
            ) r
            left join (
                select unnest(s.row_ids) as row_id from tolsel_billing.row_seal s
                where s.tenant_id = t.tenant_id and s.kind = k.kind and s.seal_no > l.old_no
            ) s on s.row_id = r.row_id
            where s.row_id is null
            offset 0
        ) r
    ) n
    group by n.tenant_id, n.kind, n.last_no, n.chunk_no;
end
$seal_rows$;
comment on function tolsel_billing.seal_rows is
    'Seals allocations, attempts, events and activities of all tenants that have no seal yet. What
commits more than an hour after it was written stays without one.';

create or replace function tolsel_billing.find_row_seal(p_kind text, p_tenant_id bigint)
returns table (last_no bigint, new_from_at timestamptz, old_no bigint, below_id bigint)
language plpgsql
stable
as $find_row_seal$
begin
    select s.seal_no, s.sealed_at - interval '1 hour' into last_no, new_from_at
    from tolsel_billing.row_seal s
    where s.tenant_id = p_tenant_id and s.kind = p_kind
    order by s.seal_no desc
    limit 1;
    -- A payment that is old may be tried again, so that numbers of attempts say nothing.
    select s.seal_no, case when p_kind <> 'attempt' then s.row_ids[1] end into old_no, below_id
    from tolsel_billing.row_seal s
    where s.tenant_id = p_tenant_id and s.kind = p_kind and s.sealed_at < new_from_at
    order by s.seal_no desc
    limit 1;
    return query select coalesce(last_no, 0), coalesce(new_from_at, '-infinity'),
        coalesce(old_no, 0), coalesce(below_id, -1);
end
$find_row_seal$;
comment on function tolsel_billing.find_row_seal is
    'Finds the number of the last seal of a kind, from when on and above which number a row may
have none, and the number of the last seal that has none of these.';

create or replace function tolsel_billing.list_changed_rows(p_sealed_from_at timestamptz)
returns table (tenant_id bigint, kind text, row_id bigint, seal_no bigint, fault text)
language plpgsql
stable
set datestyle = 'ISO, YMD'
set timezone = 'UTC'
as $list_changed_rows$
#variable_conflict use_column
begin
    -- All at once where all are wanted, else each seal by its numbers and its time.
    return query
    select s.tenant_id, s.kind, k.row_id, s.seal_no,
        case when r.row_id is null then 'it is gone' else 'it is not what it was' end
    from tolsel_billing.row_seal s
    cross join lateral unnest(s.row_ids, s.hashes) k(row_id, hash)
    left join tolsel_billing.sealed_row r
        on r.tenant_id = s.tenant_id and r.kind = s.kind and r.row_id = k.row_id
    left join (
        select l.tenant_id, max(l.recorded_at) as pruned_at
        from tolsel_core.activity_log l
        where l.action = 'prune_events'
        group by l.tenant_id
    ) l on l.tenant_id = s.tenant_id and s.kind = 'event'
    where p_sealed_from_at = '-infinity'
        and k.hash is distinct from sha256(convert_to(r.content, 'UTF8'))
        -- Of events some are pruned.
        and (r.row_id is not null or (l.pruned_at > s.sealed_at) is not true)
    union all
    select s.tenant_id, s.kind, k.row_id, s.seal_no,
        case when k.content is null then 'it is gone' else 'it is not what it was' end
    from tolsel_billing.row_seal s
    cross join lateral (
        select k.row_id, k.hash, r.content
        from unnest(s.row_ids, s.hashes) k(row_id, hash)
        left join (
            select r.row_id, r.content from tolsel_billing.sealed_row r
            where r.tenant_id = s.tenant_id and r.kind = s.kind
                and r.row_id between s.row_ids[1] and s.row_ids[cardinality(s.row_ids)]
                and r.written_at between s.first_written_at and s.last_written_at
            offset 0
        ) r on r.row_id = k.row_id
        offset 0
    ) k
    where p_sealed_from_at > '-infinity' and s.sealed_at >= p_sealed_from_at
        and k.hash is distinct from sha256(convert_to(k.content, 'UTF8'))
        and (k.content is not null or s.kind <> 'event')
    union all
    select s.tenant_id, s.kind, null, s.seal_no, 'the seal before this one is gone'
    from tolsel_billing.row_seal s
    where p_sealed_from_at = '-infinity' and s.seal_no > 1 and not exists (
        select from tolsel_billing.row_seal b
        where b.tenant_id = s.tenant_id and b.kind = s.kind and b.seal_no = s.seal_no - 1);
end
$list_changed_rows$;
comment on function tolsel_billing.list_changed_rows is
    'Lists the rows of seals that are not what they were when they were sealed, or are gone: of
those sealed since a moment, or of all (-infinity), which are then without a gap.';
