-- S48: a business day belongs to a branch, with a zone and a start of its own.
select plan(17);
set role shop_admin;

select lives_ok($$select tolsel.open_branch('Harbour', 'America/Santiago', '06:00')$$, 'a branch is opened');
select lives_ok($$select tolsel.open_branch('Station', 'UTC')$$, 'its day starts at midnight by default');
select refuses($$select tolsel.open_branch('Harbour', 'UTC')$$, 'UC019', 'Harbour', 'a name that is taken');
select refuses($$select tolsel.open_branch('', 'UTC')$$, 'UC016', 'name has 0', 'an empty name');
select refuses($$select tolsel.open_branch(null, 'UTC')$$, 'UC016', 'name has no', 'no name');
select lives_ok(format('select tolsel.open_branch(%L, ''UTC'')', repeat('b', 200)), 'a name of 200 characters');
select refuses(format('select tolsel.open_branch(%L, ''UTC'')', repeat('b', 201)), 'UC016', '201', 'a name of 201');
select refuses($$select tolsel.open_branch('X', 'Europe/Atlantis')$$, 'UC006', 'Atlantis', 'an unknown zone');
select refuses($$select tolsel.open_branch('X', 'UTC', '12:00')$$, 'UC017', '12:00', 'a day that starts at noon');
select refuses($$select tolsel.open_branch('X', 'UTC', '24:00')$$, 'UC017', '24:00', 'a day that never starts');
select lives_ok($$select tolsel.open_branch('Almost noon', 'UTC', '11:59:59.999999')$$, 'just before noon');
select refuses_alike('select tolsel.open_branch(''X'', ''UTC'', ''00:00'', %s)', '2', '987654', 'UC002',
    'another tenant is refused as one that does not exist');
select refuses($$select tolsel.open_branch('X', 'UTC', '00:00', null)$$, 'UC002', 'null', 'no tenant at all');

set role twin_app;
select throws_ok($$select tolsel.open_branch('X', 'UTC')$$, '42501', null, 'an app opens no branch');
reset role;

select results_eq(
    $$select tenant_id, name, is_main from tolsel_core.branch where name in ('Harbour', 'Station') order by 2$$,
    $$values (1::bigint, 'Harbour', false), (1, 'Station', false)$$, 'they belong to the tenant and are not main');
select is((select count(*) from tolsel_core.activity_log where action = 'open_branch'), 4::bigint,
    'each opening is logged, and no refusal');
select throws_ok(
    $$update tolsel_core.branch set time_zone = 'UTC' where name = 'Station'$$, 'UC015', null,
    'its zone stays: days were counted by it');

select * from finish();
