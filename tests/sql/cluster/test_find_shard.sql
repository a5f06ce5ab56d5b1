-- Clients look a tenant up, and open its shard themselves.
select plan(7);
set role shop_admin;
select lives_ok($$select tolsel.add_shard('north', 'service=north')$$, 'a shard');
select is(tolsel.place_tenants('north', '{1001}', '{Mill}'), 1, 'with a tenant');
set role shop_app;
select results_eq('select shard_no, name, dsn from tolsel.find_shard(1001)',
    $$values (1, 'north', 'service=north')$$, 'an application finds it');
set role shop_read;
select is((tolsel.find_shard(1001)).name, 'north', 'a reader, too');
select refuses('select tolsel.find_shard(1002)', 'US005', 'Tenant 1002', 'a tenant that nobody placed');
select refuses('select tolsel.find_shard(null)', 'US005', 'null', 'no tenant');
select throws_ok('select * from tolsel.list_shards()', '42501', null, 'a reader does not list the shards');
reset role;
select * from finish();
