-- A14: the first statement of every public function.
select plan(9);
create role entered_app login in role bursar_app;
create role entering_app login in role bursar_app, entered_app;
select bursar.grant_login('entered_app', 1), bursar.grant_login('entering_app', 2) \g /dev/null
select throws_ok('select bursar_core.enter_tenant(1)', 'UC002', null, 'a superuser acts for no tenant unless granted');
set role bursar_owner;
select refuses('select bursar_core.enter_tenant(null)', 'UC002', 'bursar_owner, tenant null', 'no tenant');
reset role;
select bursar.grant_login('bursar_owner', 1, false) \g /dev/null
set role bursar_owner;
select lives_ok('select bursar_core.enter_tenant(1)', 'a granted login enters');
select refuses_alike('select bursar_core.enter_tenant(%s)', '2', '987654', 'UC002', 'another tenant is as good as none');
select is(current_setting('bursar.tenant_id', true), null, 'entering sets nothing');

set session authorization entering_app;
select lives_ok('select bursar.get_business_date(p_tenant_id => 2)', 'the login that connected acts');
select refuses('select bursar.get_business_date(p_tenant_id => 1)', 'UC002', 'entering_app, tenant 1', 'a membership alone is no grant');
set role entered_app;
select lives_ok('select bursar.get_business_date(p_tenant_id => 1)', 'the role chosen with SET ROLE acts');
select refuses('select bursar.get_business_date(p_tenant_id => 2)', 'UC002', 'entered_app, tenant 2', 'and for its own tenants only');
reset session authorization;

drop role entering_app;
drop role entered_app;
select * from finish();
