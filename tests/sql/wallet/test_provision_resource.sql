-- S96: nothing is provisioned without funds: a hold and a resource, or neither. # S102 W32
\ir cloud.sql
select plan(41);
set role shop_app;
select tolsel.open_wallet(customer_of('bob')) \g /dev/null
-- S101 in its own words: 10,000 against 500, 5 against 1,000, and 5 against each plan.
reset role;
set role shop_admin;
select tolsel.set_plan_price('five-hundred', 500), tolsel.set_plan_price('thousand', 1000) \g /dev/null
set role shop_app;
select top_up('ann', 10000), top_up('bob', 5) \g /dev/null
select is((provision('ann', 'five-hundred', 'r1')).status, 'active', 'S101 of 10,000 500 are to be had');
select is(purse('ann'), '10000 500 9500', 'they are held, and nothing is spent');
select is(machine('r1'), 'active 500 0', 'by a hold of its own');
select refuses($$select provision('bob', 'thousand')$$, 'UW005',
    'Plan thousand: balance 5.00, held 0.00, owed 0.00, cost 1000.00, shortfall 995.00 EUR', 'S101 of 5 no 1,000');
select refuses($$select provision('bob', 'small')$$, 'UW005', 'cost 150.*shortfall 145(\.00)? EUR', 'S101 small: no');
select refuses($$select provision('bob', 'medium')$$, 'UW005', 'cost 300.*shortfall 295(\.00)? EUR', 'S101 medium: no');
select refuses($$select provision('bob', 'large')$$, 'UW005', 'cost 600.*shortfall 595(\.00)? EUR', 'S101 large: no');
select refuses($$select provision('bob', 'enterprise')$$, 'UW005', 'cost 1200.*shortfall 1195(\.00)? EUR',
    'S101 enterprise: no');
select is(purse('bob'), '5 0 5', 'W32 a refusal holds nothing');
-- A1, A2
select is((provision('ann', 'five-hundred', 'r1')).resource_id || ' ' || purse('ann'),
    resource_of('r1') || ' 10000 500 9500',
    'the same request answers with it');
select refuses($$select provision('ann', 'small', 'r1')$$, 'UC024', 'another plan', 'another plan under the key');
select refuses($$select provision('bob', 'five-hundred', 'r1')$$, 'UC024', 'another account_id', 'another wallet');
-- To the cent.
select top_up('bob', 145) \g /dev/null
select is((provision('bob', 'small', 'r2')).customer_id, customer_of('bob'), 'all there is may be held');
select is(purse('bob'), '150 150 0', 'nothing is available then');
select refuses($$select provision('bob', 'cheap')$$, 'UW005', 'shortfall 1(\.00)? EUR', 'and nothing more is had');
select is((tolsel.provision_resource(wallet_of('ann'), 'small', 'For Yuki', customer_of('yuki'), p_request_key => 'r3'))
    .customer_id, customer_of('yuki'), 'a wallet pays for what others use');
-- The last hour of a month, where a plan may cost nothing.
select at('2025-04-30 23:10+00') \g /dev/null
select is((provision('bob', 'cheap', 'r4')).covered_until_at || ' ' || machine('r4'),
    '2025-05-01 00:00:00+00 active 0 0', 'a hold of nothing is a hold');
select refuses($$select tolsel.provision_resource(wallet_of('ann'), 'small', ' ')$$, 'UC016', 'name', 'no name');
select refuses($$select tolsel.provision_resource(wallet_of('ann'), 'small', 'x', p_metadata => '[]')$$, 'UC013',
    'array', 'metadata that is no object');
select refuses($$select tolsel.provision_resource(wallet_of('ann'), 'small', 'x', p_request_key => ' ')$$, 'UC012',
    '1 char', 'a blank key');
select refuses($$select tolsel.provision_resource(wallet_of('ann'), 'small', 'x', -1)$$, 'UB001', '-1', 'for nobody');
select refuses($$select provision('ann', 'none')$$, 'UW004', 'none', 'no plan');
select refuses_alike($$select tolsel.provision_resource(%s, 'small', 'x')$$, twin_wallet(), '987654', 'UW001',
    'A14 from another tenant''s wallet');
select refuses_alike($$select tolsel.provision_resource(wallet_of('ann'), 'small', 'x', %s)$$, twin_of('customer'),
    '987654', 'UB001', 'A14 for another tenant''s customer');
select refuses($$select tolsel.provision_resource(1, 'small', 'x', p_tenant_id => 2)$$, 'UC002', 'tenant 2',
    'another tenant');

-- Whoever writes: no active resource without an open hold of its own in its wallet.
reset role;
create function tap.sneak(p_hold_id bigint, p_account_id bigint) returns void language plpgsql as $$
begin
    insert into tolsel_wallet.resource (
        tenant_id, account_id, customer_id, name, plan, status, hold_id, covered_until_at, started_at, login)
    values (1, p_account_id, tap.customer_of('ann'), 'sneaked in', 'small', 'active', p_hold_id,
        '2025-05-01', now(), 'x');
    set constraints all immediate;
end $$;
create function tap.hold_in(p_code text, p_is_open boolean default true) returns bigint language plpgsql as $$
declare v_id bigint;
begin
    insert into tolsel_ledger.hold (tenant_id, account_id, amount, is_lasting, closed_at)
    select 1, w.account_id, 0, true, case when not p_is_open then now() end
    from tolsel_wallet.wallet w where w.wallet_id = tap.wallet_of(p_code) and w.tenant_id = 1
    returning hold_id into v_id;
    return v_id;
end $$;
select account_id as purse from tolsel_wallet.wallet where tenant_id = 1 and wallet_id = wallet_of('ann') \gset
select throws_ok(format('select sneak(null, %s)', :purse), '23502', null, 'not without a hold');
select throws_ok(format($$select sneak(hold_in('ann', false), %s)$$, :purse), '23503', null, 'not with a closed one');
select throws_ok(format($$select sneak(hold_in('bob'), %s)$$, :purse), '23503', null, 'not with another wallet''s');
select throws_ok(format($$select sneak((select hold_id from tolsel_wallet.resource where request_key = 'r1'), %s)$$,
    :purse), '23505', null, 'not with another resource''s');
select throws_ok($t$do $x$ begin
        update tolsel_ledger.hold h set released_amount = h.amount, closed_at = now()
        from tolsel_wallet.resource r where r.hold_id = h.hold_id and r.request_key = 'r1';
        set constraints all immediate; end $x$$t$, '23503', null, 'nor is its hold closed underneath');
select throws_ok($t$do $x$ begin
        delete from tolsel_ledger.hold h using tolsel_wallet.resource r
        where r.hold_id = h.hold_id and r.request_key = 'r1';
        set constraints all immediate; end $x$$t$, '23503', null, 'or removed');
select throws_ok($$update tolsel_wallet.resource set hold_id = hold_id + 1 where request_key = 'r1'$$, 'UC015', null,
    'or changed');
-- A frozen wallet provisions nothing, and one with a debt.
set role shop_app;
select tolsel.open_customer('Cleo', 'cleo') \g /dev/null
select tolsel.open_wallet(customer_of('cleo')), top_up('cleo', 1200, 'k1') \g /dev/null
select provision('cleo', 'enterprise', 'k2') \g /dev/null
select tolsel.charge_back_top_up(payment_of('k1'), 'stolen') \g /dev/null
select refuses($$select provision('cleo', 'cheap')$$, 'UW015', 'wallet [0-9]+ owes [0-9.]+ EUR',
    'a wallet with a debt');
select freeze(format('wallet:%s', wallet_of('ann'))) \g /dev/null
select refuses($$select provision('ann', 'small')$$, 'UL027', 'test.frozen', 'a frozen wallet');
set role shop_app;
select tolsel.close_wallet(wallet_of('ann', 'JPY')) \g /dev/null
select refuses($$select tolsel.provision_resource(wallet_of('ann', 'JPY'), 'small', 'x')$$, 'UW011', 'was closed',
    'W25 of a closed wallet');
-- What has expired is ended first, and with it what was metered to its end: the new one is metered from its hour on.
reset role;
set role shop_app;
select tolsel.open_customer('Zoe', 'zoe'), at('2025-06-01 00:00+00') \g /dev/null
select tolsel.open_wallet(customer_of('zoe')), top_up('zoe', 1000) \g /dev/null
select tolsel.grant_credit(wallet_of('zoe'), 5, 'Welcome', '2025-06-01 02:00+00'),
    provision('zoe', 'large', 'z1') \g /dev/null
select tolsel.stop_resource(resource_of('z1')), at('2025-06-01 02:30+00') \g /dev/null
select provision('zoe', 'large', 'z2'), at('2025-06-01 04:00+00') \g /dev/null
select tolsel.meter_usage(5000, wallet_of('zoe') - 1) \g /dev/null
select is(machine('z2'), 'active 596.67 1.66', 'its hours are charged');
-- W16: who has no limit holds nothing on credit; who has one does, and says how much.
reset role;
create function tap.on_credit(p_key text) returns text language sql set role = none
    return (select e.payload ->> 'credit_amount' from tolsel_core.event e where e.tenant_id = 1
        and e.document = 'resource' and e.document_id = tap.resource_of(p_key) order by e.event_id desc limit 1);
set role shop_app;
select tolsel.open_customer('Yan', 'yan'), at('2025-07-01 00:00+00') \g /dev/null
select tolsel.open_wallet(customer_of('yan')), top_up('yan', 400, 'y0'), provision('yan', 'medium', 'y1') \g /dev/null
select is(on_credit('y1'), '0', 'W16 what a wallet has it holds on no credit');
select refuses($$select provision('yan', 'small', 'y2')$$, 'UW005',
    'balance 400(\.0+)?, held 300\.00, .* shortfall 50\.00',
    'W16 without a limit nothing more is held');
select tolsel.set_wallet_limit(wallet_of('yan'), 500), provision('yan', 'small', 'y2') \g /dev/null
select is((select g.mode from tolsel.get_wallet(wallet_of('yan')) g) || ' ' || on_credit('y2') || ' / ' || purse('yan'),
    'invoice 50.00 / 400 450 450', 'W16 with one it is, and says how much of it is on credit');
select tolsel.resize_resource(resource_of('y2'), 'medium') \g /dev/null
select is(on_credit('y2') || ' / ' || purse('yan'), '149.80 / 400 599.8 300.2', 'W16 what grows, too');
select tolsel.resize_resource(resource_of('y2'), 'small') \g /dev/null
select is(on_credit('y2'), '0', 'and what shrinks is on none');
select * from finish();
