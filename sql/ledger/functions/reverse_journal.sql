create or replace function tolsel.reverse_journal(
    p_journal_id bigint,
    p_lines jsonb default null,
    p_description text default null,
    p_effective_on date default null,
    p_metadata jsonb default '{}',
    p_request_key text default null,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_ledger.journal
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $reverse_journal$
declare
    v_heads tolsel_ledger.head[] := array[tolsel_ledger.head_of(
        1, p_description, p_reverses_journal_id => p_journal_id, p_metadata => p_metadata,
        p_request_key => p_request_key)];
    v_original tolsel_ledger.journal;
    v_lines tolsel_ledger.line[];
    v_ids bigint[];
    v_journal tolsel_ledger.journal;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_ledger.check_heads(v_heads);
    if p_effective_on is not null then
        perform tolsel_core.check_date(p_effective_on, 'The effective date');
    end if;
    if p_lines is not null then
        v_lines := tolsel_ledger.read_journal_lines(p_lines, p_effective_on, p_tenant_id);
    end if;
    -- Lock: reversals of one journal queue here; what is left of it is read in later statements.
    select * into v_original from tolsel_ledger.journal j
    where j.tenant_id = p_tenant_id and j.journal_id = p_journal_id
    for no key update;
    if not found then
        perform tolsel_core.refuse('UL019', format(
            'Journal %s.', coalesce(p_journal_id::text, 'null')));
    end if;

    -- Repeat: a request that was posted before is matched with its journal, not with what is left.
    if p_request_key is not null then
        select * into v_journal from tolsel_ledger.journal j
        where j.tenant_id = p_tenant_id and j.request_key = p_request_key;
        if found then
            perform tolsel_ledger.match_repeated(
                v_heads,
                coalesce(
                    v_lines,
                    tolsel_ledger.lines_of(v_journal.journal_id, p_effective_on, p_tenant_id)),
                array[null]::bigint[], p_tenant_id);
            return v_journal;
        end if;
    end if;

    -- Refuse:
    if v_original.reverses_journal_id is not null then
        perform tolsel_core.refuse('UL021', format(
            'Journal %s reverses journal %s.', p_journal_id, v_original.reverses_journal_id));
    elsif exists (
        select from tolsel_ledger.year_close y
        where y.tenant_id = p_tenant_id and y.journal_id = p_journal_id
    ) then
        perform tolsel_core.refuse('UL093', format('Journal %s.', p_journal_id));
    end if;
    v_lines := tolsel_ledger.lines_to_reverse(p_journal_id, v_lines, p_effective_on, p_tenant_id);

    -- Write:
    v_ids := tolsel_ledger.post(
        v_heads, v_lines, p_is_public => true, p_tenant_id => p_tenant_id);
    select * into v_journal from tolsel_ledger.journal j
    where j.tenant_id = p_tenant_id and j.journal_id = v_ids[1];
    return v_journal;
end
$reverse_journal$;
comment on function tolsel.reverse_journal is
$$Posts the opposite of a journal and links it: all that earlier reversals have left, or the lines
given, each with the opposite sign of the original and no more than is left of it.
raises: UC002 tenant_not_allowed, UC008 amount_not_finite, UC009 amount_is_zero,
UC010 amount_too_precise, UC011 amount_too_large, UC012 request_key_not_usable,
UC013 metadata_not_usable, UC014 date_not_usable, UC016 text_not_usable, UC024 request_key_reused,
UL001 journal_not_balanced, UL002 too_few_lines, UL003 account_not_found, UL004 currency_mismatch,
UL005 insufficient_funds, UL006 account_managed, UL007 period_closed, UL008 line_not_readable,
UL009 amount_not_a_number, UL010 balance_out_of_range, UL011 too_many_lines,
UL019 journal_not_found, UL020 more_than_left_to_reverse, UL021 reversal_not_reversible,
UL027 account_frozen, UL093 journal_closes_year$$;
revoke all on function tolsel.reverse_journal from public;
grant execute on function tolsel.reverse_journal to tolsel_app, tolsel_accountant;
