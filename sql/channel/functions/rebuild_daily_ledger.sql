create or replace function tolsel.rebuild_daily_ledger(
    p_channel_id bigint default null,
    p_from_on date default null,
    p_to_on date default null,
    p_is_dry_run boolean default true,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns table (
    channel_id bigint, business_date date, entry_count_off_by bigint, in_off_by numeric,
    out_off_by numeric
)
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $rebuild_daily_ledger$
#variable_conflict use_column
declare
    v_channel tolsel_channel.payment_channel;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    if p_channel_id is not null then
        perform tolsel_channel.get_channel(p_channel_id, p_tenant_id);
    end if;
    -- Channel by channel in the order of accounts, in which everything else locks them too.
    for v_channel in
        select * from tolsel_channel.payment_channel c
        where c.tenant_id = p_tenant_id and (p_channel_id is null or c.channel_id = p_channel_id)
        order by c.account_id
    loop
        return query
        select v_channel.channel_id, r.effective_on, sum(r.entry_count_off_by)::bigint,
            sum(r.debit_off_by), sum(r.credit_off_by)
        from tolsel.rebuild_daily_totals(
            v_channel.account_id, p_from_on, p_to_on, p_is_dry_run, p_tenant_id) r
        group by r.effective_on
        order by r.effective_on;
    end loop;
end
$rebuild_daily_ledger$;
comment on function tolsel.rebuild_daily_ledger is
$$Lists the days on which the daily book of a channel, null for every one, differs from its
entries, and by how much; unless it is a dry run, puts them right. A second run finds nothing.
raises: UC002 tenant_not_allowed, UC014 date_not_usable, UH001 channel_not_found$$;
revoke all on function tolsel.rebuild_daily_ledger from public;
grant execute on function tolsel.rebuild_daily_ledger to tolsel_admin, tolsel_manager;
