-- A database that is one shard of several gives its tenants numbers that no other shard gives, and
-- says so to whoever asks for one that is elsewhere.
select plan(25);
set role shop_app;
select refuses('select tolsel.get_business_date(p_tenant_id => 987)', 'UC002', 'tenant 987',
    'a database by itself knows nothing of others');
set role shop_admin;
select refuses(format('select tolsel.join_cluster(%L, ''seven'')', number), 'UC038', coalesce(number::text, 'null'),
    'the number ' || coalesce(number::text, 'null'))
from unnest(array[0, -1, 1000, null]) number;
select refuses(format('select tolsel.join_cluster(7, ''seven'', %s)', after), 'UC038', 'after tenant ' || after,
    'above ' || after)
from unnest(array[-1, 1000000000001]) after;
select refuses($$select tolsel.join_cluster(7, ' ')$$, 'UC016', 'name', 'a blank name');
select results_eq($$select shard_no, shard_name::text, login from tolsel.join_cluster(7, 'seven')$$,
    $$values (7, 'seven', 'shop_admin')$$, 'it is shard 7');
select is((tolsel.join_cluster(7, 'seven')).shard_no, 7, 'asked again, it is the same');
select refuses($$select tolsel.join_cluster(8, 'eight')$$, 'UC039', 'It is shard 7 .seven.; 8 .eight. is wanted',
    'it is no other one');
select refuses($$select tolsel.join_cluster(7, 'other')$$, 'UC039', 'other', 'nor has it another name');

select is((tolsel.open_tenant('Mill', 'EUR', 'UTC')).tenant_id, 1007::bigint, 'a number that ends in 7');
select is((tolsel.open_tenant('Inn', 'EUR', 'UTC')).tenant_id, 2007::bigint, 'and the next');
select refuses($$select tolsel.open_tenant('Inn', 'EUR', 'UTC')$$, 'UC019', 'Inn', 'a name that is taken');
select is((tolsel.open_tenant('Ship', 'EUR', 'UTC')).tenant_id, 4007::bigint,
    'each has its own, after one that was refused');
reset role;
select is_empty($$select * from tolsel.verify() where status = 'breach'$$, 'the proof finds nothing');
set role shop_app;
select refuses('select tolsel.get_business_date(p_tenant_id => 1008)', 'UC037',
    'Tenant 1008; this database is shard 7 .seven.', 'a tenant of another shard');
select refuses($$select tolsel.open_customer('Ann', p_tenant_id => 1008)$$, 'UC037', 'Tenant 1008',
    'and writes nothing');
select refuses('select tolsel.get_business_date(p_tenant_id => 2)', 'UC002', 'tenant 2',
    'a tenant that is here and another login''s');
select lives_ok('select tolsel.get_business_date()', 'the login''s own is as before');
select throws_ok($$select tolsel.join_cluster(7, 'seven')$$, '42501', null, 'an app joins nothing');
reset role;
select throws_ok($$insert into tolsel_core.cluster_membership (shard_no, shard_name, joined_at, login)
    values (8, 'eight', now(), 'x')$$, '23505', null, 'not even a superuser makes it two shards');
delete from tolsel_core.cluster_membership;
set role shop_admin;
select is((tolsel.join_cluster(9, 'nine', 41234)).shard_no, 9, 'a shard that is added later');
select is((tolsel.open_tenant('Pier', 'EUR', 'UTC')).tenant_id, 42009::bigint,
    'gives numbers above the numbers that the catalogue has');
reset role;
select * from finish();
