-- S110 S98: two wallets live through the same, one charged each hour and one weeks later: what each lot has paid is
-- the same to the cent, and adds up. # W9 W10 G13
\ir cloud.sql
\ir lots.sql
\o /dev/null
set role shop_admin;
select tolsel.set_plan_price('a', 7.20), tolsel.set_plan_price('b', 36.01), tolsel.set_plan_price('c', 72);
set role shop_app;
select tolsel.open_wallet(customer_of('bob'));
reset role;
-- The last payment, or resource, of a wallet up to a number.
create function tap.last_of(p_code text, p_which integer, p_what text) returns bigint language sql set role = none
    return (select d.id from (
        select p.payment_id as id, p.request_key from tolsel_billing.payment p
        where p.tenant_id = 1 and p_what = 'payment'
        union all
        select r.resource_id, r.request_key from tolsel_wallet.resource r
        where r.tenant_id = 1 and p_what = 'resource' and r.status = 'active'
    ) d where d.request_key ~ ('^' || p_code || '[0-9]+$') and substr(d.request_key, 4)::integer <= p_which
    order by substr(d.request_key, 4)::integer desc limit 1);
-- The same call for one wallet, and what became of it.
create function tap.try(p_code text, p_do text, p_no integer, p_amount numeric, p_until timestamptz, p_which integer)
returns text language plpgsql as $$
declare
    v_wallet_id bigint := tap.wallet_of(p_code);
    v_key text := p_code || p_no;
    v_resource_id bigint := tap.last_of(p_code, p_which, 'resource');
    v_payment_id bigint := tap.last_of(p_code, p_which, 'payment');
    v_plan text := substr('abc', 1 + p_no % 3, 1);
begin
    case p_do
    when 'grant' then perform tolsel.grant_credit(v_wallet_id, p_amount, 'x', p_until, 25 * (1 + p_no % 3),
        p_request_key => v_key);
    when 'forever' then perform tolsel.grant_credit(v_wallet_id, p_amount, 'x', p_request_key => v_key);
    when 'pay' then perform tap.top_up(p_code, p_amount, v_key);
    when 'have' then perform tap.provision(p_code, v_plan, v_key);
    when 'stop' then perform tolsel.stop_resource(v_resource_id);
    when 'size' then perform tolsel.resize_resource(v_resource_id, v_plan);
    when 'back' then perform tolsel.refund_top_up(v_payment_id, 1, 'cash', tap.channel_of('Till'), 'x');
    when 'void' then perform tolsel.void_top_up(v_payment_id, 'x');
    when 'lost' then perform tolsel.charge_back_top_up(v_payment_id, 'x');
    end case;
    return 'done';
exception when others then
    if sqlstate !~ '^U' then
        raise;
    end if;
    return sqlstate;
end
$$;
-- What is known of each lot of a wallet, in the order in which they came.
create function tap.fates(p_code text) returns text language sql set role = none
    return (select string_agg(concat_ws(' ', tap.name_of_lot(l.lot_id), trim_scale(l.amount::numeric),
            trim_scale(l.used_amount::numeric), trim_scale(l.expired_amount::numeric), trim_scale(l.left_amount)), ', '
            order by l.lot_id)
        from tolsel.lot l where l.tenant_id = 1 and l.wallet_id = tap.wallet_of(p_code));
create function tap.added_up(p_code text) returns boolean language sql set role = none
    return (select sum(l.amount - l.used_amount - l.expired_amount) = max(w.settled_amount) and sum(l.left_amount)
            = max(w.settled_amount) and bool_and(l.left_amount >= 0) and max(w.available_amount) >= 0
        from tolsel.lot l join tolsel.wallet w using (tenant_id, wallet_id)
        where l.tenant_id = 1 and l.wallet_id = tap.wallet_of(p_code));
create function tap.live(p_hours integer) returns table (happened text, same boolean) language plpgsql as $$
declare
    v_now timestamptz := '2025-04-01 00:00+00';
    v_do text;
    v_amount numeric;
    v_until timestamptz;
    v_which integer;
begin
    perform setseed(0.42);
    for v_no in 1 .. p_hours loop
        perform tap.at(v_now + interval '20 minutes');
        v_do := (array['grant', 'grant', 'grant', 'forever', 'pay', 'pay', 'have', 'have', 'stop', 'size', 'back',
            'void', 'lost'])[1 + floor(random() * 13)];
        v_amount := round((0.01 + random() * 40)::numeric, 2);
        v_until := v_now + make_interval(hours => 1 + floor(random() * 30)::integer);
        v_which := 1 + floor(random() * v_no);
        happened := v_do || ' ' || tap.try('ann', v_do, v_no, v_amount, v_until, v_which);
        same := happened = v_do || ' ' || tap.try('bob', v_do, v_no, v_amount, v_until, v_which);
        return next;
        v_now := v_now + interval '1 hour';
        perform tap.at(v_now);
        -- One wallet alone: its own is the lower number.
        perform tolsel.meter_usage(1, tap.wallet_of('ann') - 1);
    end loop;
end
$$;
\o
select plan(7);
set role shop_app;
create temporary table history as select * from live(200);
select is((select count(*) from history where not same), 0::bigint, 'both may do the same');
select ok((select count(distinct split_part(happened, ' ', 1)) filter (where happened ~ 'done') = 9
    and count(*) filter (where happened !~ 'done') between 20 and 180 from history),
    'of everything something is done, and something refused');
select tolsel.meter_usage() \g /dev/null
select is(replace(fates('bob'), 'bob', 'ann'), fates('ann'), 'W9 W10 however late, the same lots have paid the same');
select is(purse('bob'), purse('ann'), 'and the same is left');
select ok(added_up('ann') and added_up('bob'), 'S110 which adds up to the cent');
set role shop_read;
select ok((select count(*) filter (where l.expired_amount > 0) > 5 and count(*) filter (where l.left_amount = 0) > 20
    from tolsel.lot l), 'many of them have ended');
reset role;
-- One name in all layers: a table, the view that shows it, and what its functions answer with.
select is_empty(
    $$select t.name from (values ('lot'), ('lot_use'), ('debt'), ('wallet'), ('resource'), ('resource_span'),
        ('plan_price'), ('usage_hour'), ('metering_fault'), ('wallet_rule')) t(name)
      where to_regclass('tolsel_wallet.' || t.name) is null or to_regclass('tolsel.' || t.name) is null$$,
    'S98 a view is called as its table is');
select * from finish();
