-- S86: how much a customer may owe before new invoices are refused.
\ir shop.sql
select plan(20);
set role shop_app;
select bill('ann', 100, 'i1') \g /dev/null
select is((tolsel.set_owed_limit(customer_of('ann'), 50.50)).owed_limit::numeric, 50.50,
    'what is owed already may lie above the limit');
select refuses($$select bill('ann', 0.01, 'i2')$$, 'UB013', 'owes 100(\.00)? EUR and may owe 50.50',
    'then nothing is added');
select is((tolsel.set_owed_limit(customer_of('ann'), 100.01)).owed_limit::numeric, 100.01, 'it is raised');
select lives_ok($$select bill('ann', 0.01, 'i2')$$, 'exactly so far');
select is((tolsel.set_owed_limit(customer_of('ann'), null)).owed_limit::numeric, null, 'and taken away');
select lives_ok($$select bill('ann', 1000, 'i3')$$, 'then there is none');
select is((tolsel.set_owed_limit(customer_of('bob'), 0)).owed_limit::numeric, 0::numeric, 'nothing may be owed');
select tolsel.record_payment(customer_of('bob'), 5, 'cash', channel_of('Till'), p_surplus => 'keep') \g /dev/null
select lives_ok($$select bill('bob', 5, 'b1')$$, 'but what is paid before');
select refuses($$select bill('bob', 0.01, 'b2')$$, 'UB013', 'may owe 0', 'and no more');
select refuses(format('select tolsel.set_owed_limit(customer_of(''ann''), %L)', bad), 'UB024', 'Limit',
    'a limit of ' || bad)
from unnest(array['-0.01', '0.001', '1e15', 'NaN', 'Infinity', '-Infinity']) bad;
select is((tolsel.set_owed_limit(customer_of('ann'), 999999999999999.99)).owed_limit::numeric, 999999999999999.99,
    'the highest');
select refuses($$select tolsel.set_owed_limit(customer_of('yuki'), 0.5)$$, 'UB024', '0.5', 'half a yen');
select refuses_alike('select tolsel.set_owed_limit(%s, 1)', twin_of('customer'), '987654', 'UB001',
    'another tenant''s customer');
select refuses($$select tolsel.set_owed_limit(1, 1, p_tenant_id => 2)$$, 'UC002', 'tenant 2', 'another tenant');
reset role;
select is((select count(*) from tolsel_core.activity_log l where l.tenant_id = 1 and l.action = 'set_owed_limit'),
    5::bigint, 'each change is logged');
select * from finish();
