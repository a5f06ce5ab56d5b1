-- A14: the first statement of every public function.
select plan(9);
create role entered_app login in role tolsel_app;
create role entering_app login in role tolsel_app, entered_app;
select tolsel.grant_login('entered_app', 1), tolsel.grant_login('entering_app', 2) \g /dev/null
select throws_ok('select tolsel_core.enter_tenant(1)', 'UC002', null, 'a superuser acts for no tenant unless granted');
set role tolsel_owner;
select refuses('select tolsel_core.enter_tenant(null)', 'UC002', 'tolsel_owner, tenant null', 'no tenant');
reset role;
select tolsel.grant_login('tolsel_owner', 1, false) \g /dev/null
set role tolsel_owner;
select lives_ok('select tolsel_core.enter_tenant(1)', 'a granted login enters');
select refuses_alike('select tolsel_core.enter_tenant(%s)', '2', '987654', 'UC002',
    'another tenant is as good as none');
select is(current_setting('tolsel.tenant_id', true), null, 'entering sets nothing');

set session authorization entering_app;
select lives_ok('select tolsel.get_business_date(p_tenant_id => 2)', 'the login that connected acts');
select is((refusal_of('select tolsel.get_business_date(p_tenant_id => 1)')).detail, 'Login entering_app, tenant 1.',
    'UC002 a membership alone is no grant');
set role entered_app;
select lives_ok('select tolsel.get_business_date(p_tenant_id => 1)', 'the role chosen with SET ROLE acts');
select is((refusal_of('select tolsel.get_business_date(p_tenant_id => 2)')).detail, 'Login entered_app, tenant 2.',
    'UC002 and for its own tenants only');
reset session authorization;

drop role entering_app;
drop role entered_app;
select * from finish();
