create or replace function tolsel.match_postings(
    p_detail_ids bigint[],
    p_journal_ids bigint[],
    p_reason text default 'By hand',
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_bank.match
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $match_postings$
declare
    v_account tolsel_bank.bank_account;
    v_wrong bigint;
    v_match tolsel_bank.match;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_core.check_text(p_reason, 'reason', 1000);
    -- Lock:
    v_account := tolsel_bank.lock_details(p_detail_ids, p_tenant_id);
    -- Refuse:
    select j.id into v_wrong
    from unnest(p_journal_ids) j(id)
    where not exists (
            select from tolsel_channel.payment_channel c
            join tolsel_ledger.entry e
                on e.tenant_id = p_tenant_id and e.account_id = c.account_id
                and e.journal_id = j.id
            where c.tenant_id = p_tenant_id and c.channel_id = v_account.channel_id)
        or exists (
            select from tolsel_bank.match_posting p
            where p.tenant_id = p_tenant_id and p.channel_id = v_account.channel_id
                and p.journal_id = j.id and p.undone_at is null)
    limit 1;
    if found or coalesce(cardinality(p_journal_ids), 0) = 0 then
        perform tolsel_core.refuse('UK015', format(
            'Channel %s, journal %s.', v_account.channel_id, coalesce(v_wrong::text, 'null')));
    end if;
    -- Write:
    v_match.tenant_id := p_tenant_id;
    v_match.channel_id := v_account.channel_id;
    v_match.kind := 'posting';
    v_match.reason := p_reason;
    v_match.detail_ids := array(select distinct d from unnest(p_detail_ids) d order by d);
    return tolsel_bank.add_match(
        v_match, array(select distinct j from unnest(p_journal_ids) j), '{}');
end
$match_postings$;
comment on function tolsel.match_postings is
$$Matches payments of a bank with what the book of the channel has already: one or many with one
or many journals, which must be the same amount.
raises: UC002 tenant_not_allowed, UC016 text_not_usable, UK012 bank_entry_not_found,
UK013 bank_entry_matched, UK014 match_amount_wrong, UK015 posting_not_matchable$$;
revoke all on function tolsel.match_postings from public;
grant execute on function tolsel.match_postings to tolsel_app, tolsel_accountant;
