create or replace function tolsel.explain_period_close(
    p_through_on date, p_tenant_id bigint default tolsel.current_tenant_id()
)
returns table (
    finding text, subject text, currency text, found_count bigint, amount numeric, from_on date,
    is_obstacle boolean
)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $explain_period_close$
#variable_conflict use_column
declare
    v_from_on date;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_core.check_date(p_through_on, 'The last day');
    v_from_on := coalesce(
        tolsel_ledger.closed_through_on(null, p_tenant_id) + 1, date '1900-01-01');
    return query
    -- A day on which a channel has moved is counted and closed before the books are.
    select 'open_day', c.name::text, a.currency, count(distinct t.effective_on),
        sum(t.debit_amount - t.credit_amount), min(t.effective_on)::date, true
    from tolsel_channel.payment_channel c
    join tolsel_ledger.account a on a.tenant_id = p_tenant_id and a.account_id = c.account_id
    join tolsel_ledger.balance b
        on b.tenant_id = p_tenant_id and b.account_id = c.account_id and b.slot = 0
    join tolsel_ledger.book_total t
        on t.tenant_id = p_tenant_id and t.account_id = c.account_id
        and t.effective_on between coalesce(b.closed_through_on + 1, v_from_on) and p_through_on
    where c.tenant_id = p_tenant_id
    group by c.channel_id, c.name, a.currency
    union all
    select 'payment_in_flight', p.status::text, c.currency, count(*), sum(p.amount),
        min(p.opened_at at time zone 'UTC')::date, true
    from tolsel_billing.payment p
    join tolsel_billing.customer c
        on c.tenant_id = p_tenant_id and c.customer_id = p.customer_id
    where p.tenant_id = p_tenant_id and p.status in ('open', 'unknown')
    group by p.status, c.currency
    union all
    select 'suspense', h.name::text, a.currency, count(*), sum(s.amount - s.assigned_amount),
        min(s.received_on)::date, true
    from tolsel_billing.suspense s
    join tolsel_channel.payment_channel h
        on h.tenant_id = p_tenant_id and h.channel_id = s.channel_id
    join tolsel_ledger.account a on a.tenant_id = p_tenant_id and a.account_id = h.account_id
    where s.tenant_id = p_tenant_id and s.received_on <= p_through_on and s.voided_at is null
        and s.assigned_amount < s.amount
    group by h.channel_id, h.name, a.currency
    union all
    select 'unmatched_line', h.name::text, b.currency, count(*), sum(d.amount),
        min(d.booked_on)::date, true
    from tolsel_bank.entry_detail d
    join tolsel_bank.bank_account b
        on b.tenant_id = p_tenant_id and b.channel_id = d.channel_id
    join tolsel_channel.payment_channel h
        on h.tenant_id = p_tenant_id and h.channel_id = d.channel_id
    where d.tenant_id = p_tenant_id and d.booked_on <= p_through_on and d.match_id is null
    group by h.channel_id, h.name, b.currency
    union all
    -- What is due to be paid to the state keeps no books open.
    select 'tax_due', concat_ws(' ', t.code, t.tax_rate || ' %'), t.currency, null, t.due_amount,
        v_from_on, false
    from tolsel.list_tax_due(v_from_on, greatest(v_from_on, p_through_on), null, p_tenant_id) t
    where p_through_on >= v_from_on
    order by 1, 3, 2;
end
$explain_period_close$;
comment on function tolsel.explain_period_close is
$$Explains what is left to do before the books are closed through a day: open_day (a channel has
moved on days that nobody has closed), payment_in_flight (open or unknown, whenever it began),
suspense (money of unknown payers), unmatched_line (a bank has told of it, and the book has not);
and what is no obstacle, tax_due since the books were closed last. The books can be closed all the
same.
raises: UC002 tenant_not_allowed, UC014 date_not_usable$$;
revoke all on function tolsel.explain_period_close from public;
grant execute on function tolsel.explain_period_close to tolsel_app, tolsel_read;
