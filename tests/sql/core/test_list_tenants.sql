-- An administrator sees every tenant, whoever may act for it.
select plan(5);
set role shop_admin;
select results_eq('select tenant_id, name, currency from tolsel.list_tenants()',
    $$values (1::bigint, 'Shop', 'EUR'), (2, 'Twin', 'EUR')$$, 'all, by number');
select results_eq('select tenant_id from tolsel.list_tenants(1)', '{2}'::bigint[], 'those after a number');
select results_eq('select tenant_id from tolsel.list_tenants(p_limit => 1)', '{1}'::bigint[], 'a page');
select is_empty('select * from tolsel.list_tenants(2)', 'no more');
set role shop_app;
select throws_ok('select * from tolsel.list_tenants()', '42501', null, 'nobody else sees them');
reset role;
select * from finish();
