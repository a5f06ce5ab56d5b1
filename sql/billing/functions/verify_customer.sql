create or replace function tolsel.verify_customer(
    p_customer_id bigint,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns table (source text, balance numeric, is_right boolean)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $verify_customer$
#variable_conflict use_column
declare
    v_customer tolsel_billing.customer;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    v_customer := tolsel_billing.get_customer(p_customer_id, p_tenant_id);
    -- STABLE: all of it is read in the one snapshot of the calling query.
    return query
    select s.source, s.balance, s.balance = first_value(s.balance) over (order by s.place)
    from (
        select 1, 'entries', coalesce(sum(e.amount), 0)
        from tolsel_ledger.entry e
        where e.tenant_id = p_tenant_id and e.account_id = v_customer.account_id
        union all
        select 2, 'last entry', coalesce(max(e.balance_after), 0)
        from (
            select e.balance_after
            from tolsel_ledger.entry e
            where e.tenant_id = p_tenant_id and e.account_id = v_customer.account_id
            order by e.version desc
            limit 1
        ) e
        union all
        select 3, 'balance', sum(b.balance)
        from tolsel_ledger.balance b
        where b.tenant_id = p_tenant_id and b.account_id = v_customer.account_id
        union all
        select 4, 'documents',
            (
                select coalesce(sum(i.balance_amount), 0)
                from tolsel_billing.invoice i
                where i.tenant_id = p_tenant_id and i.customer_id = p_customer_id
                    and i.status in ('open', 'partial')
            ) - (
                select coalesce(sum(p.unapplied_amount), 0)
                from tolsel_billing.payment p
                where p.tenant_id = p_tenant_id and p.customer_id = p_customer_id
                    and p.unapplied_amount > 0
            )
        union all
        select 5, 'customer list', c.balance
        from tolsel.customer c
        where c.tenant_id = p_tenant_id and c.customer_id = p_customer_id
        union all
        select 6, 'statement', l.balance
        from tolsel.list_customer_statement(
            p_customer_id, '1900-01-01', '2199-12-31', p_tenant_id) l
        where l.kind = 'closing'
        union all
        select 7, 'aging', coalesce(sum(a.current_amount + a.days_1_30 + a.days_31_60
            + a.days_61_90 + a.days_over_90 - a.credit_amount), 0)
        from tolsel.list_aging(p_customer_id, p_tenant_id => p_tenant_id) a
    ) s (place, source, balance)
    order by s.place;
end
$verify_customer$;
comment on function tolsel.verify_customer is
$$Answers what a customer owes by each of the books that say it, read anew in one snapshot, and
whether each says the sum of the customer's entries, which comes first. tolsel.verify proves it for
all customers.
raises: UB001 customer_not_found, UC002 tenant_not_allowed$$;
revoke all on function tolsel.verify_customer from public;
grant execute on function tolsel.verify_customer to tolsel_app, tolsel_read;
