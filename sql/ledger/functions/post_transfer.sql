create or replace function tolsel.post_transfer(
    p_from_account_id bigint,
    p_to_account_id bigint,
    p_amount numeric,
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
as $post_transfer$
declare
    v_metadata jsonb := coalesce(p_metadata, '{}');
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_core.check_positive_amount(p_amount, null, 'The amount');
    if p_description is not null or p_request_key is not null or v_metadata <> '{}' then
        perform tolsel_ledger.check_head(p_description, v_metadata, p_request_key);
    end if;
    if p_effective_on is not null then
        perform tolsel_core.check_date(p_effective_on, 'The effective date');
    end if;
    -- Lock, repeat, refuse, write:
    return tolsel_ledger.post_pair(
        p_from_account_id, p_to_account_id, p_amount, p_effective_on, p_description, v_metadata,
        p_request_key, p_hold_id => null, p_is_public => true, p_tenant_id => p_tenant_id);
end
$post_transfer$;
comment on function tolsel.post_transfer is
$$Posts one journal of two lines: credits the first account and debits the second with an amount
above 0, as post_journal does with the lines written out, at less cost. Counts for the business day
of the main branch unless p_effective_on names another. The same request key answers with the first
journal.
raises: UC002 tenant_not_allowed, UC008 amount_not_finite, UC009 amount_is_zero,
UC010 amount_too_precise, UC011 amount_too_large, UC012 request_key_not_usable,
UC013 metadata_not_usable, UC014 date_not_usable, UC016 text_not_usable, UC024 request_key_reused,
UC025 amount_not_positive, UL001 journal_not_balanced, UL002 too_few_lines,
UL003 account_not_found, UL005 insufficient_funds, UL006 account_managed, UL007 period_closed,
UL010 balance_out_of_range, UL027 account_frozen$$;
revoke all on function tolsel.post_transfer from public;
grant execute on function tolsel.post_transfer to tolsel_app, tolsel_accountant;
