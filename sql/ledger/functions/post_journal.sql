create or replace function tolsel.post_journal(
    p_lines jsonb,
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
as $post_journal$
declare
    v_metadata jsonb := coalesce(p_metadata, '{}');
    v_first jsonb := p_lines -> 0;
    v_second jsonb := p_lines -> 1;
    v_from text := v_first ->> 'account_id';
    v_to text := v_second ->> 'account_id';
    v_ids bigint[];
    v_journal tolsel_ledger.journal;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    if p_description is not null or p_request_key is not null or v_metadata <> '{}' then
        perform tolsel_ledger.check_head(p_description, v_metadata, p_request_key);
    end if;
    if p_effective_on is not null then
        perform tolsel_core.check_date(p_effective_on, 'The effective date');
    end if;
    -- Lock, repeat, refuse, write: two plain lines that balance go the short way, all else the long
    -- one.
    if v_from is null then
        select a.account_id::text into v_from from tolsel_ledger.account a
        where a.tenant_id = p_tenant_id and a.code = v_first ->> 'account_code';
    end if;
    if v_to is null then
        select a.account_id::text into v_to from tolsel_ledger.account a
        where a.tenant_id = p_tenant_id and a.code = v_second ->> 'account_code';
    end if;
    if (case
        when tolsel_core.is_id_text(v_from) and tolsel_core.is_id_text(v_to)
            and p_lines -> 2 is null
            and tolsel_core.is_amount_text(v_first ->> 'amount')
            and tolsel_core.is_amount_text(v_second ->> 'amount')
            and (v_first ? 'account_id') <> (v_first ? 'account_code')
            and (v_second ? 'account_id') <> (v_second ? 'account_code')
            and v_first - '{account_id,account_code,amount}'::text[] = '{}'
            and v_second - '{account_id,account_code,amount}'::text[] = '{}'
        then (v_first ->> 'amount')::numeric + (v_second ->> 'amount')::numeric = 0
    end) then
        return tolsel_ledger.post_pair(
            v_from::bigint, v_to::bigint, (v_second ->> 'amount')::numeric, p_effective_on,
            p_description, v_metadata, p_request_key, p_hold_id => null, p_is_public => true,
            p_tenant_id => p_tenant_id);
    end if;
    v_ids := tolsel_ledger.post(
        array[tolsel_ledger.head_of(
            1, p_description, p_metadata => v_metadata, p_request_key => p_request_key)],
        tolsel_ledger.read_journal_lines(p_lines, p_effective_on, p_tenant_id),
        p_is_public => true, p_tenant_id => p_tenant_id);
    select * into v_journal from tolsel_ledger.journal j
    where j.tenant_id = p_tenant_id and j.journal_id = v_ids[1];
    return v_journal;
end
$post_journal$;
comment on function tolsel.post_journal is $$Posts one journal: [{"account_id" or "account_code",
"amount", optional "currency"}, ...]. A debit is above 0, a credit below; in each currency they add
up to 0. Counts for the business day of the main branch unless p_effective_on names another.
The same request key answers with the first journal.
raises: UC002 tenant_not_allowed, UC008 amount_not_finite, UC009 amount_is_zero,
UC010 amount_too_precise, UC011 amount_too_large, UC012 request_key_not_usable,
UC013 metadata_not_usable, UC014 date_not_usable, UC016 text_not_usable, UC024 request_key_reused,
UL001 journal_not_balanced, UL002 too_few_lines, UL003 account_not_found, UL004 currency_mismatch,
UL005 insufficient_funds, UL006 account_managed, UL007 period_closed, UL008 line_not_readable,
UL009 amount_not_a_number, UL010 balance_out_of_range, UL011 too_many_lines, UL027 account_frozen$$;
revoke all on function tolsel.post_journal from public;
grant execute on function tolsel.post_journal to tolsel_app, tolsel_accountant;
