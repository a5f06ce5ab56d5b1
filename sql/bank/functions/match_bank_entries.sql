create or replace function tolsel.match_bank_entries(
    p_channel_id bigint,
    p_limit integer default 1000,
    p_after_detail_id bigint default 0,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_bank.match_run
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $match_bank_entries$
declare
    v_account tolsel_bank.bank_account;
    v_after_detail_id bigint := coalesce(p_after_detail_id, 0);
    v_limit integer := least(greatest(coalesce(p_limit, 1000), 1), 10000);
    v_run tolsel_bank.match_run;
    v_proposals tolsel_bank.proposal[];
    v_proposal tolsel_bank.proposal;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    -- Lock: two runs of one account queue here.
    v_account := tolsel_bank.lock_account(p_channel_id, p_tenant_id);
    select count(*), max(d.detail_id) into v_run.examined, v_run.last_detail_id
    from tolsel_bank.open_details(p_channel_id, v_after_detail_id, v_limit, p_tenant_id) d;
    v_run.matched := 0;
    v_run.refused := 0;
    if not v_account.is_automatic then
        return v_run;
    end if;
    -- Write: what was found is judged again by what books it, as the ones before it may have
    -- changed what is open.
    v_proposals := array(
        select p
        from tolsel_bank.find_proposals(v_account, v_after_detail_id, v_limit) p
        where p.is_exact and p.is_automatic
        order by p.detail_id);
    v_run.matched := tolsel_bank.attempt_plain(
        tolsel_bank.plain_of(v_proposals, p_tenant_id, tolsel_bank.today_of(v_account)), v_account);
    for v_proposal in
        select p.* from unnest(v_proposals) p
        join tolsel_bank.entry_detail d
            on d.tenant_id = p_tenant_id and d.detail_id = p.detail_id and d.match_id is null
        order by p.detail_id
    loop
        if not tolsel_bank.is_still_so(v_proposal, v_account) then
            continue;
        elsif tolsel_bank.attempt_proposal(v_proposal, v_account) then
            v_run.matched := v_run.matched + 1;
        else
            v_run.refused := v_run.refused + 1;
        end if;
    end loop;
    return v_run;
end
$match_bank_entries$;
comment on function tolsel.match_bank_entries is
$$Matches payments of a channel by the rules, where the bank account matches alone: what is exact,
by rules that may act alone. Looks at so many that are not matched, behind one of them, and answers
how many, how many it has matched, how many it could not book, and the last of them, from which the
next call goes on. One that cannot be booked keeps no other from it: nothing of it is written, and
tolsel.list_match_proposals says what it was refused for.
raises: UC002 tenant_not_allowed, UH001 channel_not_found, UK001 bank_account_unknown$$;
revoke all on function tolsel.match_bank_entries from public;
grant execute on function tolsel.match_bank_entries to tolsel_app, tolsel_accountant;
