-- V1: what days, decimals and rights rest on is set once.
insert into tolsel_core.user_account (tenant_id, name) values (1, 'Ann');
select plan(15);
select throws_ok(statement, 'UC015', null, statement) from unnest(array[
    $$update tolsel_core.branch set time_zone = 'UTC'$$,
    $$update tolsel_core.branch set day_starts_at = '04:00'$$,
    $$update tolsel_core.branch set is_main = false$$,
    $$delete from tolsel_core.branch$$,
    $$truncate tolsel_core.branch cascade$$,
    $$update tolsel_core.user_account set role = 'admin'$$,
    $$delete from tolsel_core.user_account$$,
    $$update tolsel_core.tenant set currency = 'USD'$$,
    $$delete from tolsel_core.tenant$$,
    $$update tolsel_core.currency set scale = 3 where currency = 'EUR'$$,
    $$delete from tolsel_core.currency where currency = 'ZWG'$$,
    $$update tolsel_core.release set guards = '{}'$$,
    $$delete from tolsel_core.release$$]) statement;
select lives_ok($$update tolsel_core.branch set name = 'Head office' where tenant_id = 1$$,
    'a branch may get another name');
select lives_ok($$insert into tolsel_core.currency (currency, name, scale) values ('POINT', 'Points', 0)$$,
    'a currency may be added');
select * from finish();
