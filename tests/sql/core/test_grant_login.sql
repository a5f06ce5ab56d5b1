-- T2: the login is the proof of who may act for which tenant.
select plan(22);
create role granted_app login in role tolsel_app;
create role "odd, ""name"" %s" login in role tolsel_app;
set role shop_admin;

select results_eq(
    $$select tenant_id, login, is_default from tolsel.grant_login('granted_app', 1)$$,
    $$values (1::bigint, 'granted_app', true)$$, 'a grant is a default unless it says otherwise');
select lives_ok($$select tolsel.grant_login('odd, "name" %s', 1)$$, 'a name with quotes is a name');
set role granted_app;
select is(tolsel.current_tenant_id(), 1::bigint, 'the login acts for its tenant');
set role shop_admin;
select lives_ok($$select tolsel.grant_login('granted_app', 2, false)$$, 'a second tenant beside it');
set role granted_app;
select is(tolsel.current_tenant_id(), 1::bigint, 'the default stays');
select lives_ok($$select tolsel.get_business_date(p_tenant_id => 2)$$, 'the second tenant is open to it');
set role shop_admin;
select lives_ok($$select tolsel.grant_login('granted_app', 2, true)$$, 'the default moves');
set role granted_app;
select is(tolsel.current_tenant_id(), 2::bigint, 'there is one default');
set role shop_admin;
select lives_ok($$select tolsel.grant_login('granted_app', 2, true)$$, 'granting twice is granting once');
select is((select is_default from tolsel.grant_login('granted_app', 2, null)), true, 'null is the default');
select refuses($$select tolsel.grant_login('nobody_at_all', 1)$$, 'UC021', 'nobody_at_all', 'a role that is not there');
select refuses($$select tolsel.grant_login('granted_app', 987654)$$, 'UC002', '987654', 'a tenant that is not there');
select refuses($$select tolsel.grant_login('granted_app', null)$$, 'UC002', 'granted_app', 'no tenant');
select refuses($$select tolsel.grant_login(null, 1)$$, 'UC021', 'NULL', 'no role');
select refuses($$select tolsel.grant_login('', 1)$$, 'UC021', $$''$$, 'an empty role');
set role shop_app;
select throws_ok($$select tolsel.grant_login('shop_app', 2)$$, '42501', null, 'an app lets nobody in');
reset role;
select is(
    (select array_agg((detail ->> 'tenant_id') || ' ' || (detail ->> 'is_default') order by activity_id)
     from tolsel_core.activity_log where subject = 'login granted_app' and action = 'grant_login'),
    array['1 true', '2 false', '2 true', '2 true', '2 true'], 'every grant is logged');

-- The right belongs to the role, not to its name.
alter role granted_app rename to renamed_app;
create role granted_app login in role tolsel_app;
set role renamed_app;
select is(tolsel.current_tenant_id(), 2::bigint, 'a renamed role keeps what it was granted');
set role granted_app;
select refuses('select tolsel.current_tenant_id()', 'UC001', 'granted_app', 'a role that takes its name has nothing');
select refuses('select tolsel.get_business_date(p_tenant_id => 2)', 'UC002', 'granted_app', 'and may name no tenant');
set role shop_admin;
select is((select login from tolsel.grant_login('renamed_app', 2)), 'renamed_app',
    'granted again, the new name is kept');
reset role;
select is((select array_agg(login order by tenant_id) from tolsel_core.login_tenant
        where login_role = 'renamed_app'::regrole),
    array['granted_app', 'renamed_app'], 'with that grant');

drop role renamed_app;
drop role granted_app;
drop role "odd, ""name"" %s";
select * from finish();
