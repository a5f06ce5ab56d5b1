-- S94: what is done can be attributed to people of the tenant.
select plan(16);
set role shop_admin;

select results_eq(
    $$select tenant_id, name, role, is_active from tolsel.open_user_account('Ann')$$,
    $$values (1::bigint, 'Ann', 'clerk', true)$$, 'a person is a clerk by default');
select is((select role from tolsel.open_user_account('Bob', 'admin')), 'admin', 'or an admin');
select lives_ok(format('select tolsel.open_user_account(%L)', repeat('n', 200)), 'a name of 200 characters');
select refuses(format('select tolsel.open_user_account(%L)', repeat('n', 201)), 'UC016', '201', 'a name of 201');
select refuses($$select tolsel.open_user_account(' ')$$, 'UC016', 'name', 'a blank name');
select refuses($$select tolsel.open_user_account(null)$$, 'UC016', 'name has no', 'no name');
select refuses($$select tolsel.open_user_account('Ann', 'admin')$$, 'UC019', 'Ann', 'a name that is taken');
select refuses($$select tolsel.open_user_account('Cid', 'boss')$$, 'UC022', 'boss', 'an unknown role');
select refuses($$select tolsel.open_user_account('Cid', 'Admin')$$, 'UC022', 'Admin', 'a role in capitals');
select refuses($$select tolsel.open_user_account('Cid', null)$$, 'UC022', 'NULL', 'no role');
select refuses_alike('select tolsel.open_user_account(''Cid'', ''clerk'', %s)', '2', '987654', 'UC002',
    'another tenant is refused as one that does not exist');
select refuses($$select tolsel.open_user_account('Cid', 'clerk', null)$$, 'UC002', 'null', 'no tenant at all');
set role shop_app;
select throws_ok($$select tolsel.open_user_account('Cid')$$, '42501', null, 'an app makes no people');
reset role;
select is(
    (select array_agg(login || ' ' || action || ' ' || (detail ->> 'name') order by activity_id)
     from tolsel_core.activity_log where action = 'open_user_account' and detail ->> 'name' in ('Ann', 'Bob')),
    array['shop_admin open_user_account Ann', 'shop_admin open_user_account Bob'], 'each is logged');
select throws_ok($$update tolsel_core.activity_log set login = 'nobody'$$, 'UC015', null, 'the log is not rewritten');
select throws_ok($$delete from tolsel_core.activity_log$$, 'UC015', null, 'nor emptied');

select * from finish();
