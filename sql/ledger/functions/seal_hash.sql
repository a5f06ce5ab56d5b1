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
        select sha256(coalesce(p_previous_hash, '') || coalesce(string_agg(
            sha256(convert_to(row(
                e.tenant_id, e.account_id, e.slot, e.version, e.journal_id, e.line_no,
                trim_scale(e.amount), trim_scale(e.balance_after),
                e.effective_on - date '2000-01-01',
                (extract(epoch from e.booked_at) * 1000000)::bigint,
                (extract(epoch from j.created_at) * 1000000)::bigint,
                j.user_id, j.reverses_journal_id, j.hold_id, j.description, j.request_key,
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
    'Answers sha256 of the hash before and of the sha256 of each entry from one version through
another: every column of the entry and of its journal.';
