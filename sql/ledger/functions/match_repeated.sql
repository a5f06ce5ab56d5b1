create or replace function tolsel_ledger.match_repeated(
    p_heads tolsel_ledger.head[],
    p_lines tolsel_ledger.line[],
    p_new_ids bigint[],
    p_tenant_id bigint
)
returns bigint[]
language plpgsql
stable
as $match_repeated$
declare
    v_ids bigint[];
    v_fault record;
begin
    v_ids := array(
        select coalesce(n.journal_id, j.journal_id)
        from unnest(p_new_ids) with ordinality n(journal_id, journal_no)
        join unnest(p_heads) h on h.journal_no = n.journal_no
        left join tolsel_ledger.journal j
            on j.tenant_id = p_tenant_id and j.request_key = h.request_key
        order by n.journal_no);
    assert array_position(v_ids, null) is null, 'each key has its journal';
    select h.request_key, j.journal_id into v_fault
    from unnest(p_heads) with ordinality h(
        journal_no, description, metadata, request_key, reverses_journal_id, hold_id, place)
    join tolsel_ledger.journal j
        on j.tenant_id = p_tenant_id and j.journal_id = v_ids[h.journal_no]
    where p_new_ids[h.journal_no] is null
        and ((j.description, j.metadata, j.reverses_journal_id, j.hold_id) is distinct from
                (h.description, h.metadata, h.reverses_journal_id, h.hold_id)
            or h.journal_no in (
                select coalesce(l.journal_no, e.journal_no)
                from unnest(p_lines) l
                full join (
                    select n.journal_no, e.line_no, e.account_id, e.amount, e.effective_on
                    from unnest(v_ids) with ordinality n(journal_id, journal_no)
                    join tolsel_ledger.entry e
                        on e.tenant_id = p_tenant_id and e.journal_id = n.journal_id
                    where p_new_ids[n.journal_no] is null
                ) e on e.journal_no = l.journal_no and e.line_no = l.line_no
                where (e.account_id, e.amount, e.effective_on) is distinct from
                    (l.account_id, l.amount, coalesce(l.effective_on, e.effective_on))))
    order by h.place
    limit 1;
    if found then
        perform tolsel_core.refuse('UC024', format(
            'Key %L belongs to journal %s.', v_fault.request_key, v_fault.journal_id));
    end if;
    return v_ids;
end
$match_repeated$;
comment on function tolsel_ledger.match_repeated is $$Fills in, for each head that made no new
journal, the journal under its key, and checks that it has the same content. A line without an
effective date matches whatever day the first one got.
raises: UC024 request_key_reused$$;
