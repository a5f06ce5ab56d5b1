-- The setting selects a tenant and proves nothing; without both there is an error, never tenant 1.
select plan(16);
create role tenantless_app login in role tolsel_app;

set role shop_app;
select is(tolsel.current_tenant_id(), 1::bigint, 'the default of the login');
set tolsel.tenant_id = '2';
select is(tolsel.current_tenant_id(), 2::bigint, 'the setting goes before it');
select refuses('select tolsel.get_business_date()', 'UC002', 'shop_app, tenant 2', 'and lets nobody in');
set tolsel.tenant_id = '';
select is(tolsel.current_tenant_id(), 1::bigint, 'an empty setting, as a pool leaves it, is none');
set tolsel.tenant_id = '1 or true';
select refuses('select tolsel.current_tenant_id()', 'UC003', '1 or true', 'a setting that is no number');
set tolsel.tenant_id = '-1';
select refuses('select tolsel.current_tenant_id()', 'UC003', '-1', 'a number below nothing');
set tolsel.tenant_id = ' 1';
select refuses('select tolsel.current_tenant_id()', 'UC003', '1', 'a blank before the number');
set tolsel.tenant_id = '9999999999999999999';
select refuses('select tolsel.current_tenant_id()', 'UC003', '9{19}', 'a number too long for a tenant');
set tolsel.tenant_id = '999999999999999999';
select refuses('select tolsel.get_business_date()', 'UC002', '9{18}', 'the longest number there is');
reset tolsel.tenant_id;

begin;
set local tolsel.tenant_id = '2';
select is(tolsel.current_tenant_id(), 2::bigint, 'a setting of one transaction');
commit;
select is(tolsel.current_tenant_id(), 1::bigint, 'ends with it');

set role twin_app;
select is(tolsel.current_tenant_id(), 2::bigint, 'each login has its own');
set role tenantless_app;
select refuses('select tolsel.current_tenant_id()', 'UC001', 'tenantless_app', 'a login without a tenant has none');
select refuses($$select tolsel.post_journal('[]')$$, 'UC001', 'tenantless_app', 'and can call nothing');
select refuses($$select tolsel.post_journal('[]', p_tenant_id => 1)$$, 'UC002', 'tenantless_app, tenant 1',
    'not by naming one either');
reset role;
select refuses('select tolsel.current_tenant_id()', 'UC001', 'postgres', 'a superuser has no tenant by accident');

drop role tenantless_app;
select * from finish();
