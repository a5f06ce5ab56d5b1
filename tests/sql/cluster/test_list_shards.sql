-- An operator sees which shards there are, and how full each is.
select plan(2);
set role shop_admin;
select is_empty('select * from tolsel.list_shards()', 'a database by itself has none');
select tolsel.add_shard('north', 'service=north'), tolsel.add_shard('south', 'service=south'),
    tolsel.place_tenants('south', '{1, 2, 3}', '{A, B, C}'), tolsel.change_shard('south', null, false);
select results_eq('select shard_no, name, dsn, is_open, tenant_count from tolsel.list_shards()',
    $$values (1, 'north', 'service=north', true, 0::bigint), (2, 'south', 'service=south', false, 3)$$, 'by number');
reset role;
select * from finish();
