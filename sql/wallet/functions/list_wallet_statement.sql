create or replace function tolsel.list_wallet_statement(
    p_wallet_id bigint,
    p_from_on date,
    p_to_on date,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns table (
    kind text, effective_on date, booked_at timestamptz, document text, document_id bigint,
    description text, amount numeric, settled_amount numeric
)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $list_wallet_statement$
#variable_conflict use_column
declare
    v_wallet tolsel_wallet.wallet;
    v_opening numeric;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_core.check_period(p_from_on, p_to_on);
    v_wallet := tolsel_wallet.get_wallet(p_wallet_id, p_tenant_id);
    v_opening := -tolsel_ledger.balance_at(v_wallet.account_id, p_from_on - 1, null, p_tenant_id);
    return query
    with line as (
        select t.effective_on, t.version, t.booked_at, t.document, t.document_id, t.description,
            t.amount,
            v_opening + sum(t.amount) over (order by t.effective_on, t.version) as settled_amount
        from tolsel.wallet_transaction t
        where t.tenant_id = p_tenant_id and t.wallet_id = p_wallet_id
            and t.effective_on between p_from_on and p_to_on
    )
    select 'opening', p_from_on, null::timestamptz, null, null::bigint, null, null::numeric,
        v_opening
    union all
    (
        select 'line', l.effective_on, l.booked_at, l.document, l.document_id, l.description,
            l.amount, l.settled_amount
        from line l
        order by l.effective_on, l.version
    )
    union all
    select 'closing', p_to_on, null, null, null, null,
        coalesce(sum(l.amount), 0 * v_opening),
        v_opening + coalesce(sum(l.amount), 0)
    from line l;
end
$list_wallet_statement$;
comment on function tolsel.list_wallet_statement is
$$Lists what a wallet had from a first to a last business day: the opening balance, what moved it
with the balance after it (above 0 what came in), the closing balance, whose amount is the change.
raises: UC002 tenant_not_allowed, UC014 date_not_usable, UW001 wallet_not_found$$;
revoke all on function tolsel.list_wallet_statement from public;
grant execute on function tolsel.list_wallet_statement to tolsel_app, tolsel_read, tolsel_clerk;
