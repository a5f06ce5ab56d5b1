create or replace function tolsel.list_channel_totals(
    p_on date,
    p_branch_id bigint default null,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns table (
    channel_id bigint, name text, kind text, branch_id bigint, currency text,
    opening_balance numeric, in_amount numeric, out_amount numeric, closing_balance numeric,
    entry_count bigint, counted_amount numeric, difference_amount numeric, is_closed boolean
)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $list_channel_totals$
#variable_conflict use_column
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_core.check_date(p_on, 'The day');
    if p_branch_id is not null then
        perform tolsel_core.branch_date(p_branch_id, null, p_tenant_id);
    end if;
    return query
    select c.channel_id, c.name, c.kind, c.branch_id, a.currency,
        c.closing_balance - coalesce(t.debit_amount - t.credit_amount, 0),
        coalesce(t.debit_amount, 0 * c.closing_balance),
        coalesce(t.credit_amount, 0 * c.closing_balance), c.closing_balance,
        coalesce(t.entry_count, 0), d.counted_amount::numeric, d.difference_amount,
        (p_on <= b.closed_through_on) is true
    from (
        select c.*, tolsel_ledger.balance_at(c.account_id, p_on, null, p_tenant_id)
            as closing_balance
        from tolsel_channel.payment_channel c
        where c.tenant_id = p_tenant_id and (p_branch_id is null or c.branch_id = p_branch_id)
    ) c
    join tolsel_ledger.account a on a.tenant_id = p_tenant_id and a.account_id = c.account_id
    join tolsel_ledger.balance b
        on b.tenant_id = p_tenant_id and b.account_id = c.account_id and b.slot = 0
    left join lateral (
        select sum(t.debit_amount) as debit_amount, sum(t.credit_amount) as credit_amount,
            sum(t.entry_count)::bigint as entry_count
        from tolsel_ledger.book_total t
        where t.tenant_id = p_tenant_id and t.account_id = c.account_id and t.effective_on = p_on
    ) t on true
    left join tolsel_channel.day_close d
        on d.tenant_id = p_tenant_id and d.channel_id = c.channel_id and d.closed_on = p_on
        and d.reopened_at is null
    order by c.branch_id, a.currency, c.name;
end
$list_channel_totals$;
comment on function tolsel.list_channel_totals is
$$Lists what every channel of a branch (null: of all) took in and paid out on a day, and what it had
before and after.
raises: UC002 tenant_not_allowed, UC014 date_not_usable, UC018 branch_not_found$$;
revoke all on function tolsel.list_channel_totals from public;
grant execute on function tolsel.list_channel_totals to tolsel_app, tolsel_read;
