create or replace function bursar.post_journal(
    p_lines jsonb,
    p_description text default null,
    p_effective_on date default null,
    p_metadata jsonb default '{}',
    p_request_key text default null,
    p_tenant_id bigint default bursar.current_tenant_id()
)
returns bursar_ledger.journal
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
set jit = off
as $post_journal$
declare
    -- Generic plans and no compiling: for the arrays of each call the planner would else plan anew,
    -- and compile for milliseconds what runs for microseconds.
    v_heads bursar_ledger.head[] := array[row(
        1, p_description, coalesce(p_metadata, '{}'), p_request_key, null, null
    )::bursar_ledger.head];
    v_lines bursar_ledger.line[];
    v_ids bigint[];
    v_journal bursar_ledger.journal;
begin
    perform bursar_core.enter_tenant(p_tenant_id);
    v_heads := bursar_ledger.check_heads(v_heads);
    if p_effective_on is not null then
        perform bursar_core.check_date(p_effective_on, 'The effective date');
    end if;
    v_lines := bursar_ledger.read_journal_lines(p_lines, p_effective_on, p_tenant_id);
    v_ids := bursar_ledger.post(v_heads, v_lines, true, p_tenant_id);
    select * into v_journal from bursar_ledger.journal j
    where j.tenant_id = p_tenant_id and j.journal_id = v_ids[1];
    return v_journal;
end
$post_journal$;
comment on function bursar.post_journal is $$Posts one journal: [{"account_id" or "account_code",
"amount", optional "currency"}, ...]. A debit is above 0, a credit below; in each currency they
add up to 0. Counts for the business day of the main branch unless p_effective_on names another.
The same request key answers with the first journal.
raises: UC002 tenant_not_allowed, UC008 amount_not_finite, UC009 amount_is_zero,
UC010 amount_too_precise, UC011 amount_too_large, UC012 request_key_not_usable,
UC013 metadata_not_usable, UC014 date_not_usable, UC016 text_not_usable, UC024 request_key_reused,
UL001 journal_not_balanced, UL002 too_few_lines, UL003 account_not_found, UL004 currency_mismatch,
UL005 insufficient_funds, UL006 account_managed, UL007 period_closed, UL008 line_not_readable,
UL009 amount_not_a_number, UL010 balance_out_of_range, UL011 too_many_lines,
UL027 account_frozen$$;
revoke all on function bursar.post_journal from public;
grant execute on function bursar.post_journal to bursar_app;
