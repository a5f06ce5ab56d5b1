-- A shard that moves to another machine keeps its number and its tenants.
select plan(8);
set role shop_admin;
select lives_ok($$select tolsel.add_shard('north', 'service=north')$$, 'a shard');

select results_eq($$select shard_no, dsn, is_open from tolsel.change_shard('north', 'service=new')$$,
    $$values (1, 'service=new', true)$$, 'it is reached in another way');
select results_eq($$select dsn, is_open from tolsel.change_shard('north', p_is_open => false)$$,
    $$values ('service=new', false)$$, 'it takes no new tenants');
select results_eq($$select dsn, is_open from tolsel.change_shard('north')$$,
    $$values ('service=new', false)$$, 'null leaves a value as it is');
select refuses($$select tolsel.change_shard('south', 'service=a')$$, 'US001', 'south', 'a shard that is not there');
select refuses($$select tolsel.change_shard(null, 'service=a')$$, 'US001', 'NULL', 'no shard');
select refuses($$select tolsel.change_shard('north', 'password=x')$$, 'US002', 'password', 'a password');
select refuses($$select tolsel.change_shard('north', ' ')$$, 'UC016', 'dsn', 'a blank connection string');
reset role;
select * from finish();
