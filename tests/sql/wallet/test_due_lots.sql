-- What a wallet has, and could have, once several lots have expired that no run has ended: each
-- pays the hours before its own end. # S110
\ir cloud.sql
\ir lots.sql
select plan(4);
set role shop_admin;
-- Whole euros an hour.
select tolsel.set_plan_price(p.plan, p.price) from (values ('one', 720), ('ten', 7200)) p(plan, price) \g /dev/null
set role shop_app;
select top_up('ann', 8000), grant_lot('ann', 10, 'g1', '2025-04-01 01:00+00'),
    grant_lot('ann', 5, 'g2', '2025-04-01 02:00+00'), provision('ann', 'one', 'r1'),
    tolsel.resize_resource(resource_of('r1'), 'ten'), at('2025-04-01 02:30+00') \g /dev/null
create temp table said as select g.settled_amount, g.held_amount, g.available_amount
    from tolsel.get_wallet(wallet_of('ann')) g;
create temp table could as select f.settled_amount, f.held_amount, f.available_amount
    from tolsel.explain_funds(wallet_of('ann'), 'cheap') f;
select tolsel.meter_usage() \g /dev/null
select results_eq('select * from said', $$select g.settled_amount, g.held_amount, g.available_amount
    from tolsel.get_wallet(wallet_of('ann')) g$$, 'get_wallet says before the run what it says after it');
select results_eq('select * from could', $$select f.settled_amount, f.held_amount, f.available_amount
    from tolsel.explain_funds(wallet_of('ann'), 'cheap') f$$, 'and explain_funds');
-- What is kept for holds ends nothing, but lets a command charge the hours: that is said before, too.
select tolsel.open_wallet(customer_of('bob')) \g /dev/null
select at('2025-04-01 00:00+00'), top_up('bob', 715), grant_lot('bob', 5, 'g3', '2025-04-01 03:00+00'),
    provision('bob', 'one', 'r2'), at('2025-04-01 03:30+00'), tolsel.meter_usage(),
    at('2025-04-01 04:30+00') \g /dev/null
select results_eq($$select f.settled_amount, f.held_amount, f.shortfall_amount
    from tolsel.explain_funds(wallet_of('bob'), 'one') f$$, 'values (716.00, 716.00, 716.00)',
    'what is kept is looked at as well');
select refuses($$select provision('bob', 'one')$$, 'UW005', 'balance 716.00, held 716.00, owed 0.00, cost 716.00',
    'and a refusal says the same');
select * from finish();
