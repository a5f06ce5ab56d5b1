-- An operator sees where each tenant is, page by page.
select plan(4);
set role shop_admin;
select tolsel.add_shard('north', 'service=north'), tolsel.add_shard('south', 'service=south'),
    tolsel.place_tenants('south', '{2, 1002}', '{Inn, Mill}'), tolsel.place_tenants('north', '{1}', '{Shop}');
select results_eq('select tenant_id, name, shard_no, shard_name from tolsel.list_placements()',
    $$values (1::bigint, 'Shop', 1, 'north'), (2, 'Inn', 2, 'south'), (1002, 'Mill', 2, 'south')$$, 'all, by number');
select results_eq($$select tenant_id from tolsel.list_placements('south')$$, '{2, 1002}'::bigint[], 'of one shard');
select results_eq('select tenant_id from tolsel.list_placements(null, 1, 1)', '{2}'::bigint[], 'one after a number');
select is_empty('select * from tolsel.list_placements(p_limit => 0)', 'a page of none');
reset role;
select * from finish();
