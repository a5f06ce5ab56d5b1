create or replace function tolsel.list_lots(
    p_wallet_id bigint,
    p_is_all boolean default false,
    p_limit integer default 1000,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns table (
    place bigint, lot_id bigint, kind text, priority integer, valid_from_at timestamptz,
    expires_at timestamptz, ended_at timestamptz, amount numeric, used_amount numeric,
    expired_amount numeric, left_amount numeric, payment_id bigint, reason text
)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $list_lots$
#variable_conflict use_column
declare
    v_wallet tolsel_wallet.wallet;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    v_wallet := tolsel_wallet.get_wallet(p_wallet_id, p_tenant_id);
    return query
    select o.place, l.lot_id, l.kind, l.priority::integer, l.valid_from_at, l.expires_at,
        l.ended_at, l.amount::numeric, l.used_amount::numeric, l.expired_amount::numeric,
        l.left_amount, p.payment_id, l.reason::text
    from (
        select u.* from tolsel_wallet.lot u
        where u.tenant_id = p_tenant_id and u.account_id = v_wallet.account_id and not u.is_spent
        union all
        select s.* from tolsel_wallet.lot s
        where s.tenant_id = p_tenant_id and s.account_id = v_wallet.account_id and s.is_spent
            and p_is_all
    ) l
    left join tolsel_wallet.list_lots_in_order(
        array[v_wallet.account_id], 'infinity', p_tenant_id) o on o.lot_id = l.lot_id
    left join tolsel_billing.payment p
        on p.tenant_id = l.tenant_id and p.journal_id = l.journal_id
    order by o.place, l.lot_id desc
    limit tolsel_core.row_limit(p_limit, 1000);
end
$list_lots$;
comment on function tolsel.list_lots is
$$Lists the lots of a wallet that have something left, in the order in which they are spent, each
with what came in, was used, has expired and is left; all: those that are spent too, behind them,
the newest first.
raises: UC002 tenant_not_allowed, UW001 wallet_not_found$$;
revoke all on function tolsel.list_lots from public;
grant execute on function tolsel.list_lots to tolsel_app, tolsel_read, tolsel_clerk;
