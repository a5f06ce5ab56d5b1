-- Positions: what exchanges have left a business with in each foreign currency, what it has cost,
-- and what was gained with what has gone again. The cost of what goes is its share of the whole.

create or replace function tolsel_exchange.check_account(p_account tolsel_ledger.account)
returns void
language plpgsql
stable
as $check_account$
begin
    if p_account.managed_by is not null then
        perform tolsel_core.refuse('UL006', format(
            'Account %s is managed by %s.', p_account.code, p_account.managed_by));
    end if;
end
$check_account$;
comment on function tolsel_exchange.check_account is
$$Checks that no other domain alone posts to an account.
raises: UL006 account_managed$$;

create or replace function tolsel_exchange.list_legs(p_on date, p_tenant_id bigint)
returns table (
    currency text, exchanged_on date, exchange_id bigint, amount numeric, home_amount numeric
)
language sql
stable
as $list_legs$
    select l.currency, e.exchanged_on, e.exchange_id, e.sign * l.amount, e.home_amount
    from tolsel_exchange.exchange e
    join tolsel_core.tenant t on t.tenant_id = p_tenant_id
    cross join lateral (
        values (e.from_currency, -e.from_amount), (e.to_currency, e.converted_amount)
    ) l(currency, amount)
    where e.tenant_id = p_tenant_id and e.exchanged_on <= p_on
        and (e.voided_on <= p_on) is not true and l.currency <> t.currency;
$list_legs$;
comment on function tolsel_exchange.list_legs is
    'Lists what exchanges had brought, above 0, or taken of foreign currencies by a day, each with
what it was worth in the tenant''s own; void ones are left out.';

create or replace function tolsel_exchange.list_positions(p_on date, p_tenant_id bigint)
returns table (
    currency text, amount numeric, cost_amount numeric, realised_amount numeric
)
language plpgsql
stable
as $list_positions$
#variable_conflict use_column
declare
    v_scale integer := (
        select c.scale from tolsel_core.tenant t
        join tolsel_core.currency c on c.currency = t.currency
        where t.tenant_id = p_tenant_id);
    v_leg record;
    v_currency text;
    v_amount numeric := 0;
    v_cost numeric := 0;
    v_realised numeric := 0;
    v_closed numeric;
    v_closed_value numeric;
    v_closed_cost numeric;
begin
    for v_leg in
        select * from tolsel_exchange.list_legs(p_on, p_tenant_id) l
        order by l.currency, l.exchanged_on, l.exchange_id
    loop
        if v_leg.currency <> v_currency then
            return query select v_currency, v_amount, v_cost, v_realised;
            v_amount := 0;
            v_cost := 0;
            v_realised := 0;
        end if;
        v_currency := v_leg.currency;
        -- What goes the other way closes what there is; only what is more begins anew.
        v_closed := case when sign(v_leg.amount) = -sign(v_amount)
            then least(abs(v_leg.amount), abs(v_amount)) else 0 end;
        v_closed_value := 0;
        v_closed_cost := 0;
        if v_closed > 0 then
            v_closed_value := sign(v_leg.amount) * round(
                v_leg.home_amount * v_closed / abs(v_leg.amount), v_scale);
            v_closed_cost := round(v_cost * v_closed / abs(v_amount), v_scale);
            v_realised := v_realised - v_closed_value - v_closed_cost;
        end if;
        v_amount := v_amount + v_leg.amount;
        v_cost := v_cost - v_closed_cost
            + sign(v_leg.amount) * v_leg.home_amount - v_closed_value;
    end loop;
    if v_currency is not null then
        return query select v_currency, v_amount, v_cost, v_realised;
    end if;
end
$list_positions$;
comment on function tolsel_exchange.list_positions is
    'Lists what exchanges have left of each foreign currency by a day, below 0 where more has gone
than come; what that has cost in the tenant''s own currency, and what was gained with what is
closed.';
