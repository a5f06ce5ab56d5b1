-- A tenant is on one shard, whoever says so and how often.
select plan(11);
set role shop_admin;
select lives_ok($$select tolsel.add_shard('north', 'service=north')$$, 'a shard');
select lives_ok($$select tolsel.add_shard('south', 'service=south')$$, 'another one');

select is(tolsel.place_tenants('north', '{1, 1001}', '{Shop, Mill}'), 2, 'two tenants are placed');
select is(tolsel.place_tenants('north', '{1, 2001}', '{"Shop, renamed", Inn}'), 1, 'one of them is new');
select results_eq($$select tenant_id, name, shard_no from tolsel.list_placements()$$,
    $$values (1::bigint, 'Shop', 1), (1001, 'Mill', 1), (2001, 'Inn', 1)$$, 'all are there, each once');
select refuses($$select tolsel.place_tenants('south', '{1002, 1001}', '{Ship, Mill}')$$, 'US004',
    'Tenant 1001 .Mill. is on shard 1, not on 2 .south.', 'one that is on another shard');
select is_empty($$select * from tolsel.list_placements('south')$$, 'and nothing of that is left');
select refuses($$select tolsel.place_tenants('east', '{5}', '{X}')$$, 'US001', 'east', 'a shard that is not there');
select is(tolsel.place_tenants('south', '{}', '{}'), 0, 'no tenants are none');
select is(tolsel.place_tenants('south', '{8, null}', '{}'), 1, 'a tenant without a name has its number');
reset role;
select throws_ok($$insert into tolsel_cluster.placement values (1, 'Shop', 2, now(), 'x')$$, '23505', null,
    'not even a superuser has one on two shards');
select * from finish();
