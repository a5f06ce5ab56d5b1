create or replace function tolsel.list_channel_days(
    p_channel_id bigint,
    p_from_on date,
    p_to_on date,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns table (
    business_date date, opening_balance numeric, in_amount numeric, out_amount numeric,
    closing_balance numeric, entry_count bigint, counted_amount numeric, difference_amount numeric,
    is_closed boolean
)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $list_channel_days$
#variable_conflict use_column
declare
    v_channel tolsel_channel.payment_channel;
    v_opening numeric;
    v_closed_through_on date;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_core.check_period(p_from_on, p_to_on);
    v_channel := tolsel_channel.get_channel(p_channel_id, p_tenant_id);
    v_opening := tolsel_ledger.balance_at(
        v_channel.account_id, p_from_on - 1, null, p_tenant_id);
    v_closed_through_on := (
        select b.closed_through_on from tolsel_ledger.balance b
        where b.tenant_id = p_tenant_id and b.account_id = v_channel.account_id and b.slot = 0);
    return query
    select d.business_date,
        v_opening + sum(d.in_amount - d.out_amount) over days - d.in_amount + d.out_amount,
        d.in_amount, d.out_amount,
        v_opening + sum(d.in_amount - d.out_amount) over days,
        d.entry_count, d.counted_amount, d.difference_amount,
        (d.business_date <= v_closed_through_on) is true
    from (
        select coalesce(t.effective_on, c.closed_on)::date as business_date,
            coalesce(t.debit_amount, 0 * v_opening) as in_amount,
            coalesce(t.credit_amount, 0 * v_opening) as out_amount,
            coalesce(t.entry_count, 0) as entry_count, c.counted_amount::numeric as counted_amount,
            c.difference_amount
        from (
            select t.effective_on, sum(t.debit_amount) as debit_amount,
                sum(t.credit_amount) as credit_amount, sum(t.entry_count)::bigint as entry_count
            from tolsel_ledger.book_total t
            where t.tenant_id = p_tenant_id and t.account_id = v_channel.account_id
                and t.effective_on between p_from_on and p_to_on
            group by t.effective_on
        ) t
        full join (
            select c.closed_on, c.counted_amount, c.difference_amount
            from tolsel_channel.day_close c
            where c.tenant_id = p_tenant_id and c.channel_id = p_channel_id
                and c.closed_on between p_from_on and p_to_on and c.reopened_at is null
        ) c on c.closed_on = t.effective_on
    ) d
    window days as (order by d.business_date)
    order by d.business_date;
end
$list_channel_days$;
comment on function tolsel.list_channel_days is
$$Lists the daily book of a channel from a first to a last day: opening + in - out = closing, and
what was counted. Days without a movement or a closing are left out; the next opens as the last
closed.
raises: UC002 tenant_not_allowed, UC014 date_not_usable, UH001 channel_not_found$$;
revoke all on function tolsel.list_channel_days from public;
grant execute on function tolsel.list_channel_days to tolsel_app, tolsel_read;
