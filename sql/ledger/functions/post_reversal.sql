create or replace function tolsel_ledger.post_reversal(
    p_journal_id bigint, p_effective_on date, p_description text, p_tenant_id bigint
)
returns bigint
language plpgsql
volatile
as $post_reversal$
declare
    v_ids bigint[];
begin
    v_ids := tolsel_ledger.post(
        array[row(1, p_description, '{}', null, p_journal_id, null)::tolsel_ledger.head],
        tolsel_ledger.lines_to_reverse(p_journal_id, null, p_effective_on, p_tenant_id),
        false, p_tenant_id);
    return v_ids[1];
end
$post_reversal$;
comment on function tolsel_ledger.post_reversal is $$Reverses a whole journal for a domain, managed
accounts too, and answers with the id of the reversal. The caller has locked the document behind it.
raises: UL020 more_than_left_to_reverse, and the refusals of tolsel_ledger.post_lines$$;
