create or replace function bursar_ledger.match_repeated(
    p_heads bursar_ledger.head[],
    p_lines bursar_ledger.line[],
    p_new_ids bigint[],
    p_tenant_id bigint
)
returns bigint[]
language plpgsql
stable
as $match_repeated$
declare
    v_ids bigint[] := p_new_ids;
    v_head bursar_ledger.head;
    v_journal bursar_ledger.journal;
begin
    foreach v_head in array p_heads loop
        continue when p_new_ids[v_head.journal_no] is not null;
        select * into strict v_journal from bursar_ledger.journal j
        where j.tenant_id = p_tenant_id and j.request_key = v_head.request_key;
        if (
                v_journal.description, v_journal.metadata, v_journal.reverses_journal_id,
                v_journal.hold_id)
                is distinct from (
                    v_head.description, v_head.metadata, v_head.reverses_journal_id, v_head.hold_id)
            or exists (
                select
                from (
                    select * from bursar_ledger.entry e
                    where e.tenant_id = p_tenant_id and e.journal_id = v_journal.journal_id
                ) e
                full join (
                    select * from unnest(p_lines) l where l.journal_no = v_head.journal_no
                ) l on l.line_no = e.line_no
                where (e.account_id, e.amount, e.effective_on) is distinct from
                    (l.account_id, l.amount, coalesce(l.effective_on, e.effective_on))
            )
        then
            perform bursar_core.refuse('UC024', format(
                'Key %L belongs to journal %s.', v_head.request_key, v_journal.journal_id));
        end if;
        v_ids[v_head.journal_no] := v_journal.journal_id;
    end loop;
    return v_ids;
end
$match_repeated$;
comment on function bursar_ledger.match_repeated is $$Fills in, for each head that made no new
journal, the journal under its key, and checks that it has the same content. A line without an
effective date matches whatever day the first one got.
raises: UC024 request_key_reused$$;
