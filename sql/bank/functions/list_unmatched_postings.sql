create or replace function tolsel.list_unmatched_postings(
    p_channel_id bigint,
    p_from_on date,
    p_to_on date,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns table (journal_id bigint, posted_on date, amount numeric, description text)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $list_unmatched_postings$
declare
    v_account tolsel_bank.bank_account;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_core.check_period(p_from_on, p_to_on);
    v_account := tolsel_bank.get_bank_account(p_channel_id, p_tenant_id);
    return query
    select o.journal_id, o.posted_on, o.amount, j.description::text
    from tolsel_bank.list_open_postings(v_account, p_from_on, p_to_on) o
    join tolsel_ledger.journal j
        on j.tenant_id = p_tenant_id and j.journal_id = o.journal_id
    order by o.posted_on, o.journal_id;
end
$list_unmatched_postings$;
comment on function tolsel.list_unmatched_postings is
$$Lists what the book of a channel has from a first to a last day that no bank has told of yet, or
that is not matched with what it has told.
raises: UC002 tenant_not_allowed, UC014 date_not_usable, UK001 bank_account_unknown$$;
revoke all on function tolsel.list_unmatched_postings from public;
grant execute on function tolsel.list_unmatched_postings to tolsel_app, tolsel_read;
