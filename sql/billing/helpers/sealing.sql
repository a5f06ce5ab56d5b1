-- Seals over documents: what the documents behind sealed entries said. Documents of channels are
-- sealed with the accounts that channels manage, those of billing with the customers'.

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
                select from tolsel_channel.sealed_document d
                where d.tenant_id = p_seal.tenant_id
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
    if p_managed_by = 'billing' then
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
                where d.tenant_id = p_tenant_id
                    and d.journal_id = coalesce(j.reverses_journal_id, j.journal_id)
                offset 0
            ) d on true);
    end if;
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
            from tolsel_channel.sealed_document d
            where d.tenant_id = p_tenant_id
                and d.journal_id = coalesce(j.reverses_journal_id, j.journal_id)
            offset 0
        ) d on true);
end
$document_hash$;
comment on function tolsel_billing.document_hash is
    'Answers sha256 of the sha256 of what the document behind each journal says, in the order given:
all that does not change once it is booked, or once it is void.';
