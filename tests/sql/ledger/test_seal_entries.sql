-- G12 L19: seals follow behind the postings, bounded, in a chain, whatever the session is set to.
\ir books.sql
select plan(15);
set role shop_admin;
select is(tolsel.seal_entries(1), 1::bigint, 'about as many as are asked for');
select is(tolsel.seal_entries(3) + tolsel.seal_entries(3), 5::bigint, 'and the rest: six entries of two tenants');
select is(tolsel.seal_entries(), 0::bigint, 'all are sealed');
set role shop_app;
select post('till', 'sales', 10, '2025-01-15', 'new') \g /dev/null
set role shop_admin;
select is(tolsel.seal_entries(null), 2::bigint, 'what is new is sealed next');
reset role;
select results_eq(
    $$select from_version, to_version from tolsel_ledger.seal where account_id = account_of('till')
        order by to_version$$,
    'values (1::bigint, 2::bigint), (3, 3)', 'one seal for each run and slot, without a gap');
create temp table sealed as select * from tolsel_ledger.seal;
select is((select tolsel_ledger.seal_hash(null, account_id, slot, 1, 2, 1) = hash from sealed
        where account_id = account_of('till') and to_version = 2),
    true, 'the first seal of a chain follows on nothing');
select isnt((select tolsel_ledger.seal_hash(null, account_id, slot, 3, 3, 1) from sealed
        where account_id = account_of('till') and to_version = 3),
    (select hash from sealed where account_id = account_of('till') and to_version = 3), 'the next one on it');
-- The text that is sealed does not depend on how a session writes dates, times and numbers.
set timezone = 'Asia/Kolkata';
set datestyle = 'German';
set intervalstyle = 'sql_standard';
set extra_float_digits = -15;
set bytea_output = 'escape';
set standard_conforming_strings = off;
select is_empty('select * from tolsel_ledger.breach_broken_seal', 'settings of the session change no seal');
reset standard_conforming_strings;
set session_replication_role = replica;
alter table tolsel_ledger.entry disable trigger entry_before_change_append_only;
update tolsel_ledger.entry set amount = amount::numeric(30, 10), balance_after = balance_after::numeric(30, 5);
select is_empty('select * from tolsel_ledger.breach_broken_seal', 'nor do zeros at the end of an amount');
update tolsel_ledger.entry set amount = trim_scale(amount), balance_after = trim_scale(balance_after);
alter table tolsel_ledger.entry enable always trigger entry_before_change_append_only;
reset session_replication_role;
-- Texts that would look alike when they are put side by side.
select isnt(row('a,b', 'c')::text, row('a', 'b,c')::text, 'fields are told apart');
select isnt(row('', null)::text, row(null, '')::text, 'null and nothing are told apart');
select throws_ok('update tolsel_ledger.seal set hash = hash', 'UC015', null, 'a seal is history');
select throws_ok('delete from tolsel_ledger.seal', 'UC015', null, 'also to the owner');
set role shop_app;
select throws_ok('select tolsel.seal_entries()', '42501', null, 'an application may not seal');
set role shop_read;
select throws_ok('select tolsel.seal_entries()', '42501', null, 'nor a reader');
select * from finish();
