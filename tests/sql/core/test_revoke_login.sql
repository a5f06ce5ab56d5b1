-- T2: who may no longer act for a tenant is out at once.
select plan(15);
create role revoked_app login in role tolsel_app;
set role shop_admin;
select lives_ok($$select tolsel.grant_login('revoked_app', 1)$$, 'given');
select is(tolsel.revoke_login('revoked_app', 1), true, 'a right is taken back');
set role revoked_app;
select refuses('select tolsel.current_tenant_id()', 'UC001', 'revoked_app', 'it has no tenant any more');
select refuses('select tolsel.get_business_date(p_tenant_id => 1)', 'UC002', 'revoked_app', 'nor may it name one');
set role shop_admin;
-- S38: nothing reports success when nothing happened.
select is(tolsel.revoke_login('revoked_app', 1), false, 'what it had not cannot be taken');
select is(tolsel.revoke_login('nobody_at_all', 1), false, 'nor from a role that is not there');
select is(tolsel.revoke_login(null, null), false, 'nor from none');
set role shop_app;
select throws_ok($$select tolsel.revoke_login('twin_app', 2)$$, '42501', null, 'an app shuts nobody out');
reset role;
select is((select count(*) from tolsel_core.activity_log where action = 'revoke_login'), 1::bigint,
    'the one that happened is logged');
select isnt_empty($$select from tolsel_core.login_tenant where login = 'twin_app'$$, 'others keep theirs');

-- A role that is gone leaves its right behind, which is taken back by the name it had.
set role shop_admin;
select tolsel.grant_login('revoked_app', 1), tolsel.grant_login('revoked_app', 2) \g /dev/null
reset role;
drop role revoked_app;
create role revoked_app login in role tolsel_app;
select results_eq($$select tenant_id, login_name from tolsel_core.breach_lost_login order by 1$$,
    $$values (1::bigint, 'revoked_app'), (2, 'revoked_app')$$, 'what is left is found');
set role shop_admin;
select lives_ok($$select tolsel.grant_login('revoked_app', 1)$$, 'the new role of that name is granted for itself');
select is(tolsel.revoke_login('revoked_app', 2), true, 'what is left of the old one is taken back');
select is(tolsel.revoke_login('revoked_app', 1), true, 'of both, where both have it');
reset role;
select is_empty('select from tolsel_core.breach_lost_login', 'nothing is left');
drop role revoked_app;
select * from finish();
