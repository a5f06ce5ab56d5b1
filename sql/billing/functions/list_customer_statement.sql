create or replace function tolsel.list_customer_statement(
    p_customer_id bigint,
    p_from_on date,
    p_to_on date,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns table (
    kind text, effective_on date, booked_at timestamptz, document text, document_id bigint,
    description text, amount numeric, balance numeric, due_on date, reason text
)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $list_customer_statement$
#variable_conflict use_column
declare
    v_customer tolsel_billing.customer;
    v_opening numeric;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_core.check_period(p_from_on, p_to_on);
    v_customer := tolsel_billing.get_customer(p_customer_id, p_tenant_id);
    v_opening := tolsel_ledger.balance_at(
        v_customer.account_id, p_from_on - 1, null, p_tenant_id);
    return query
    with line as (
        select e.effective_on, e.version, e.booked_at, e.document, e.document_id, e.description,
            e.amount::numeric as amount, e.due_on::date as due_on, e.reason,
            v_opening + sum(e.amount) over (order by e.effective_on, e.version) as balance
        from tolsel.customer_ledger_entry e
        where e.tenant_id = p_tenant_id and e.customer_id = p_customer_id
            and e.effective_on between p_from_on and p_to_on
    )
    select 'opening', p_from_on, null::timestamptz, null, null::bigint, null, null::numeric,
        v_opening, null::date, null
    union all
    (
        select 'line', l.effective_on, l.booked_at, l.document, l.document_id, l.description,
            l.amount, l.balance, l.due_on, l.reason
        from line l
        order by l.effective_on, l.version
    )
    union all
    select 'closing', p_to_on, null, null, null, null,
        coalesce(sum(l.amount), 0 * v_opening),
        v_opening + coalesce(sum(l.amount), 0), null, null
    from line l;
end
$list_customer_statement$;
comment on function tolsel.list_customer_statement is
$$Lists what a customer owed from a first to a last business day: the opening balance, each invoice,
payment, credit note, refund and void with the balance after it, the closing balance. Above 0 is
owed, below 0 is credit; the amount of the closing line is the change. An invoice says when it is
due, and what was adjusted, refunded or voided the reason that was given.
raises: UB001 customer_not_found, UC002 tenant_not_allowed, UC014 date_not_usable$$;
revoke all on function tolsel.list_customer_statement from public;
grant execute on function tolsel.list_customer_statement to tolsel_app, tolsel_read, tolsel_clerk;
