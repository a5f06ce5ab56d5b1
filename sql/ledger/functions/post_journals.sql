create or replace function tolsel.post_journals(
    p_journals jsonb, p_tenant_id bigint default tolsel.current_tenant_id()
)
returns setof tolsel_ledger.journal
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $post_journals$
declare
    v_heads tolsel_ledger.head[];
    v_lines tolsel_ledger.line[];
    v_ids bigint[];
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    v_heads := tolsel_ledger.read_heads(p_journals);
    perform tolsel_ledger.check_heads(v_heads);
    v_lines := tolsel_ledger.read_lines(
        p_journals, p_effective_on => null, p_tenant_id => p_tenant_id);
    if cardinality(v_lines) > 10000 then
        perform tolsel_core.refuse('UL011', format(
            '%s lines in %s journals.', cardinality(v_lines), cardinality(v_heads)));
    end if;
    -- Lock, repeat, refuse, write: in one place for every journal.
    v_ids := tolsel_ledger.post(
        v_heads, v_lines, p_is_public => true, p_tenant_id => p_tenant_id);
    return query
    select j.*
    from unnest(v_ids) with ordinality n(journal_id, journal_no)
    join tolsel_ledger.journal j on j.tenant_id = p_tenant_id and j.journal_id = n.journal_id
    order by n.journal_no;
end
$post_journals$;
comment on function tolsel.post_journals is $$Posts many journals, all or none, with the same result
as one by one in their order: [{"lines": [...] as in post_journal, "description", "effective_on",
"metadata", "request_key"}, ...]. Answers with one journal for each; one whose key was posted before
answers with the first journal.
raises: UC002 tenant_not_allowed, UC008 amount_not_finite, UC009 amount_is_zero,
UC010 amount_too_precise, UC011 amount_too_large, UC012 request_key_not_usable,
UC013 metadata_not_usable, UC014 date_not_usable, UC016 text_not_usable, UC024 request_key_reused,
UL001 journal_not_balanced, UL002 too_few_lines, UL003 account_not_found, UL004 currency_mismatch,
UL005 insufficient_funds, UL006 account_managed, UL007 period_closed, UL008 line_not_readable,
UL009 amount_not_a_number, UL010 balance_out_of_range, UL011 too_many_lines, UL027 account_frozen$$;
revoke all on function tolsel.post_journals from public;
grant execute on function tolsel.post_journals to tolsel_app, tolsel_accountant;
