create or replace function tolsel_ledger.post(
    p_heads tolsel_ledger.head[],
    p_lines tolsel_ledger.line[],
    p_is_public boolean,
    p_tenant_id bigint
)
returns bigint[]
language plpgsql
volatile
set plan_cache_mode = force_generic_plan
set jit = off
as $post$
declare
    -- Generic plans and no compiling: for the arrays of each call the planner would else plan anew,
    -- and compile for milliseconds what runs for microseconds.
    v_count integer := cardinality(p_heads);
    v_ids bigint[];
    v_user_id bigint := tolsel_core.context_user_id(p_tenant_id);
    v_request_id text := tolsel_core.context_request_id();
    v_new_count integer;
    v_new_ids bigint[];
begin
    for v_journal_no in 1 .. v_count loop
        v_ids[v_journal_no] := nextval('tolsel_ledger.journal_journal_id_seq');
    end loop;
    -- Lock: an equal request in flight waits here for the first one, before it holds a balance.
    insert into tolsel_ledger.journal (
        tenant_id, journal_id, user_id, reverses_journal_id, hold_id, description, request_key,
        request_id, metadata)
    overriding system value
    select p_tenant_id, v_ids[h.journal_no], v_user_id, h.reverses_journal_id, h.hold_id,
        h.description, h.request_key, v_request_id, h.metadata
    from unnest(p_heads) h
    on conflict (tenant_id, request_key) where request_key is not null do nothing;
    get diagnostics v_new_count = row_count;
    if v_new_count = v_count then
        return tolsel_ledger.post_lines(v_ids, p_lines, p_is_public, p_tenant_id);
    end if;
    -- Repeat: what was posted before is not posted again. Contents are compared last, when a twin
    -- within this very call has its entries too.
    v_new_ids := array(
        select j.journal_id
        from unnest(v_ids) with ordinality n(journal_id, journal_no)
        left join tolsel_ledger.journal j
            on j.tenant_id = p_tenant_id and j.journal_id = n.journal_id
        order by n.journal_no);
    if v_new_count > 0 then
        v_new_ids := tolsel_ledger.post_lines(v_new_ids, p_lines, p_is_public, p_tenant_id);
    end if;
    return tolsel_ledger.match_repeated(p_heads, p_lines, v_new_ids, p_tenant_id);
end
$post$;
comment on function tolsel_ledger.post is $$Posts journals, all or none, and answers with their
ids; one whose key was used before answers with the first. Heads are numbered 1 to n by
journal_no and come in the order of their keys; lines come in any order. A public caller may not
touch managed accounts.
raises: UC024 request_key_reused, and the refusals of tolsel_ledger.post_lines$$;
