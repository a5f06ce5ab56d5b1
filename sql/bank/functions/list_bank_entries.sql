create or replace function tolsel.list_bank_entries(
    p_channel_id bigint,
    p_from_on date,
    p_to_on date,
    p_is_open boolean default null,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns setof tolsel_bank.entry_detail
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $list_bank_entries$
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_core.check_period(p_from_on, p_to_on);
    perform tolsel_bank.get_bank_account(p_channel_id, p_tenant_id);
    return query
    select d.* from tolsel_bank.entry_detail d
    where d.tenant_id = p_tenant_id and d.channel_id = p_channel_id
        and d.booked_on between p_from_on and p_to_on
        -- What moved nothing is never matched, and waits for nobody.
        and case when p_is_open then d.match_id is null and d.amount <> 0
            when not p_is_open then d.match_id is not null else true end
    order by d.booked_on, d.detail_id;
end
$list_bank_entries$;
comment on function tolsel.list_bank_entries is
$$Lists the payments that the bank has booked on a channel from a first to a last day: all, with
p_is_open true those that are not matched and not 0, with false those that are matched.
raises: UC002 tenant_not_allowed, UC014 date_not_usable, UK001 bank_account_unknown$$;
revoke all on function tolsel.list_bank_entries from public;
grant execute on function tolsel.list_bank_entries to tolsel_app, tolsel_read;
