-- A catalogue says which databases there are; it holds no password.
select plan(17);
set role shop_admin;

select results_eq($$select shard_no, name, dsn, is_open, login from tolsel.add_shard('north', 'service=north')$$,
    $$values (1, 'north', 'service=north', true, 'shop_admin')$$, 'the first shard is number 1');
select is((tolsel.add_shard('south', 'postgresql://clerk@south.example/books')).shard_no, 2, 'the second number 2');
select is((tolsel.add_shard('north', 'service=north')).shard_no, 1, 'added again, it is the same one');
select refuses($$select tolsel.add_shard('north', 'service=other')$$, 'US003', 'north .1.: service=north',
    'added again with another connection string');
select refuses(format('select tolsel.add_shard(%L, ''service=a'')', name), 'US002', 'Name', 'the name ' || name)
from unnest(array['North', '', 'a b', '1st', repeat('n', 51)]) name;
select lives_ok(format('select tolsel.add_shard(%L, ''service=a'')', repeat('n', 50)), 'a name of 50 letters');
select refuses($$select tolsel.add_shard(null, 'service=a')$$, 'US002', 'NULL', 'no name');
select refuses(format('select tolsel.add_shard(''east'', %L)', dsn), 'US002', 'has a password[.]$', 'a password')
from unnest(array['host=a password=secret', 'postgresql://u:' || 'secret@a/b', 'service=a sslpassword=b']) dsn;
select refuses($$select tolsel.add_shard('east', ' ')$$, 'UC016', 'dsn', 'a blank connection string');
select refuses($$select tolsel.add_shard('east', repeat('x', 1001))$$, 'UC016', 'dsn has 1001', 'one that is too long');

reset role;
update tolsel_cluster.shard set shard_no = 999 where name = 'south';
set role shop_admin;
select refuses($$select tolsel.add_shard('east', 'service=east')$$, 'US006', 'east', 'the thousandth shard');
reset role;
select * from finish();
