create or replace function tolsel.explain_funds(
    p_wallet_id bigint,
    p_plan text,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns table (
    is_enough boolean, settled_amount numeric, held_amount numeric, owed_amount numeric,
    available_amount numeric, cost_amount numeric, shortfall_amount numeric, currency text
)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $explain_funds$
#variable_conflict use_column
declare
    v_wallet tolsel_wallet.wallet;
    v_cost numeric;
    v_debt_amount numeric;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    v_wallet := tolsel_wallet.get_wallet(p_wallet_id, p_tenant_id);
    perform tolsel_wallet.check_open(v_wallet);
    v_cost := (
        select q.cost_amount from tolsel.quote_plan(p_plan, v_wallet.currency, p_tenant_id) q);
    v_debt_amount := tolsel_wallet.sum_debts(v_wallet);
    return query
    select a.amount >= v_cost and v_debt_amount = 0,
        f.settled_amount - d.hours_amount - d.expired_amount + d.granted_amount,
        f.held_amount - d.hours_amount,
        greatest(f.owed_amount, v_debt_amount), a.amount, v_cost,
        greatest(v_cost - a.amount, 0 * v_cost) + v_debt_amount, v_wallet.currency
    from tolsel_wallet.judge_funds(v_wallet, 0) f
    cross join tolsel_wallet.judge_due(v_wallet) d
    cross join lateral (
        select f.available_amount - d.expired_amount + d.granted_amount as amount
    ) a;
end
$explain_funds$;
comment on function tolsel.explain_funds is
$$Answers whether a wallet could have a plan now, and why: what it has, what of that is held, what
its customer owes beside it, what is available then, the cost to the end of this UTC month, and what
is missing, a debt that comes first counted. What has expired since the last run, and the hours
before, are taken off, and what recurs and is due is added: a refusal (UW005) says the same
figures.
raises: UC002 tenant_not_allowed, UW001 wallet_not_found, UW004 plan_without_price,
UW011 wallet_closed$$;
revoke all on function tolsel.explain_funds from public;
grant execute on function tolsel.explain_funds to tolsel_app, tolsel_read, tolsel_clerk;
