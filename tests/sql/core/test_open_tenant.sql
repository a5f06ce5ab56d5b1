-- S90: a tenant is opened whole: its row, its main branch, its chart of accounts.
select plan(25);
set role shop_admin;

select lives_ok($$select tolsel.open_tenant('Corner', 'EUR', 'Asia/Manila', '04:00')$$, 'a tenant is opened');
select lives_ok($$select tolsel.open_tenant('Midnight', 'JPY', 'UTC')$$, 'its day starts at midnight by default');
select lives_ok($$select tolsel.open_tenant('Null', 'EUR', 'UTC', null)$$, 'null is the default day start too');
select lives_ok(
    format('select tolsel.open_tenant(%L, ''EUR'', ''UTC'')', repeat('n', 200)), 'a name of 200 characters');

select refuses(format('select tolsel.open_tenant(%L, ''EUR'', ''UTC'')', repeat('n', 201)), 'UC016',
    'name has 201 characters', 'a name of 201 characters');
select refuses($$select tolsel.open_tenant('', 'EUR', 'UTC')$$, 'UC016', 'name has 0', 'an empty name');
select refuses($$select tolsel.open_tenant(E' \t\n', 'EUR', 'UTC')$$, 'UC016', 'name', 'a blank name');
select refuses($$select tolsel.open_tenant(null, 'EUR', 'UTC')$$, 'UC016', 'name has no', 'no name');
select refuses($$select tolsel.open_tenant('X', 'EUX', 'UTC')$$, 'UC007', $$'EUX'$$, 'an unknown currency');
select refuses($$select tolsel.open_tenant('X', 'eur', 'UTC')$$, 'UC007', $$'eur'$$, 'a currency in small letters');
select refuses($$select tolsel.open_tenant('X', null, 'UTC')$$, 'UC007', 'NULL', 'no currency');
select refuses($$select tolsel.open_tenant('Corner', 'EUR', 'UTC')$$, 'UC019', 'Corner', 'a name that is taken');
select refuses($$select tolsel.open_tenant('X', 'EUR', 'Mars/Olympus')$$, 'UC006', 'Mars/Olympus', 'an unknown zone');
select refuses($$select tolsel.open_tenant('X', 'EUR', 'CEST')$$, 'UC006', 'CEST',
    'an abbreviation, which knows no summer');
select refuses($$select tolsel.open_tenant('X', 'EUR', 'FOO+3')$$, 'UC006', 'FOO', 'an invented zone');
select refuses($$select tolsel.open_tenant('X', 'EUR', null)$$, 'UC006', 'NULL', 'no zone');
select lives_ok($$select tolsel.open_tenant('Late', 'EUR', 'UTC', '11:59:59')$$, 'a day may start just before noon');
select refuses($$select tolsel.open_tenant('X', 'EUR', 'UTC', '12:00')$$, 'UC017', '12:00',
    'a day that starts at noon');

select throws_ok($$set role shop_app; select tolsel.open_tenant('X', 'EUR', 'UTC')$$, '42501', null,
    'an app opens no tenant');
reset role;

select results_eq(
    $$select b.name, b.time_zone, b.day_starts_at, b.is_main from tolsel_core.branch b
      join tolsel_core.tenant t using (tenant_id) where t.name = 'Corner'$$,
    $$values ('Main', 'Asia/Manila', time '04:00', true)$$, 'it has its main branch');
select results_eq(
    $$select a.code, a.name, a.type, a.purpose, a.slots, a.currency, a.scale from tolsel_ledger.account a
      join tolsel_core.tenant t using (tenant_id) where t.name = 'Midnight' order by a.code$$,
    $$select c.code, c.name, c.type, c.purpose, c.slots, 'JPY', 0::smallint
      from tolsel_ledger.chart_template c order by c.code$$, 'it has the chart of accounts in its currency');
select is_empty(
    $$select from tolsel_ledger.account a where a.slots <> (
        select count(*) from tolsel_ledger.balance b
        where b.tenant_id = a.tenant_id and b.account_id = a.account_id)$$,
    'every account has a balance row for each slot');
select results_eq(
    $$select l.login, l.subject = 'tenant ' || t.tenant_id from tolsel_core.activity_log l
      join tolsel_core.tenant t using (tenant_id) where t.name = 'Corner' and l.action = 'open_tenant'$$,
    $$values ('shop_admin', true)$$, 'who opened it is logged');
select is((select count(*) from tolsel_core.tenant where name = 'X'), 0::bigint, 'nothing is left of what was refused');
select throws_ok(
    $$insert into tolsel_core.branch (tenant_id, name, time_zone, is_main) values (1, 'Second main', 'UTC', true)$$,
    '23505', null, 'a tenant has one main branch');

select * from finish();
