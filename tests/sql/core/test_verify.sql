-- V5 S19: verify runs every check that is registered, in one snapshot, and writes nothing.
select plan(19);
set role shop_app;
select lives_ok($$select tolsel.post_journal(
            '[{"account_code":"1050","amount":13},{"account_code":"4000","amount":-13}]')$$, 'posted');
set role shop_admin;
select is_empty($$select * from tolsel.verify() where status in ('breach', 'error')$$,
    'a fresh installation is in order');
reset role;
select set_eq($$select check_name from tolsel.verify()$$, $$select check_name from tolsel_core.check_rule$$,
    'every check is run');
select is((select count(*) from tolsel.verify()), (select count(*) from tolsel_core.check_rule), 'once');
select volatility_is('tolsel', 'verify', array[]::text[], 'stable', 'one snapshot');
begin read only;
select isnt_empty('select from tolsel.verify()', 'it writes nothing, so a standby can run it');
commit;
begin;
alter table tolsel_ledger.entry disable trigger entry_before_change_append_only;
update tolsel_ledger.entry set amount = 12 where amount = 13;
select ok(
    (select array_agg(check_name order by check_name) from tolsel.verify() where status = 'breach')
        @> array['core.changed_guard', 'ledger.broken_chain', 'ledger.unbalanced_journal', 'ledger.wrong_balance'],
    'one changed amount is seen from several sides, and so is the guard that was off');
select matches((select sample from tolsel.verify() where check_name = 'ledger.wrong_balance'), '12',
    'the offender is shown');
rollback;
begin;
drop view tolsel_ledger.breach_open_system;
create view tolsel_ledger.breach_open_system as select 1 / (random() * 0)::int as x;
alter view tolsel_ledger.breach_open_system owner to tolsel_owner;
select is((select row(v.severity, v.status, v.row_count, v.sample)::text from tolsel.verify() v
        where v.check_name = 'ledger.open_system'),
    '(breach,breach,1,"This check stopped: 22012 division by zero.")', 'a check that cannot run is a breach');
select is((select count(*) from tolsel.verify()), (select count(*) from tolsel_core.check_rule), 'and the others run');
select is((select row(j.severity, j.subjects, j.before_rows[1] ->> 'fault', j.is_final)::text
        from tolsel_core.judge_checks(false) j where j.check_name = 'ledger.open_system'),
    '(breach,"{""check_name ledger.open_system""}","This check stopped: 22012 division by zero.",f)',
    'so it is to the validator, which says nothing of what it has not read');
rollback;
-- What is about the server and not the books stops it still: nothing was found, and nothing proven.
begin;
create function tap.verdict_of_verify() returns text language plpgsql as
    $$begin perform from tolsel.verify(); return null;
    exception when others or query_canceled then return sqlstate; end$$;
create or replace function tap.stop(p_state text) returns integer language plpgsql as
    $$begin raise exception using errcode = p_state, message = 'stopped'; end$$;
create or replace view tolsel_queue.notice_stopping as select tap.stop(current_setting('tap.state')) as x;
comment on view tolsel_queue.notice_stopping is 'Stopping.';
alter view tolsel_queue.notice_stopping owner to tolsel_owner;
grant execute on function tap.stop to tolsel_owner;
select tolsel_core.register_checks() \g /dev/null
select is((select count(s.x) from unnest(array['40001', '53200', '55P03', '57014']) s(x)
        where set_config('tap.state', s.x, true) = s.x
            and tap.verdict_of_verify() is distinct from s.x), 0::bigint, 'no room, no lock, no time');
select set_config('tap.state', 'P0004', true) \g /dev/null
select is((select v.status from tolsel.verify() v where v.check_name = 'queue.stopping'), 'breach',
    'a notice that cannot run is a breach too, even where it asserts');
rollback;
set role shop_app;
select throws_ok('select from tolsel.verify()', '42501', null, 'it reads all tenants, so an app may not run it');
set role shop_read;
select throws_ok('select from tolsel.verify()', '42501', null, 'nor a reader');
-- Of many offenders three are shown; of a thousand the rest is not known.
reset role;
begin;
create view tolsel_core.breach_of_many as select n as many_id
    from generate_series(1, current_setting('tap.many')::integer) n;
comment on view tolsel_core.breach_of_many is 'Many.';
alter view tolsel_core.breach_of_many owner to tolsel_owner;
select tolsel_core.register_checks() \g /dev/null
set local tap.many = '999';
select is((select (v.row_count, v.sample)::text from tolsel.verify() v where v.check_name = 'core.of_many'),
    E'(999,"many_id 1\nmany_id 2\nmany_id 3")', 'three are shown');
select is((select j.is_final from tolsel_core.judge_checks(true) j where j.check_name = 'core.of_many'), true,
    'of so many each is known');
set local tap.many = '1000';
select is((select j.is_final from tolsel_core.judge_checks(true) j where j.check_name = 'core.of_many'), false,
    'of a thousand the rest is not');
rollback;
-- A key of their own in a table that has given out none.
begin;
insert into tolsel_queue.service (tenant_id, service_id, name, prefix, priority) overriding system value
    values (1, 1, 'Own', 'O', 'regular');
select is((select v.sample from tolsel.verify() v where v.check_name = 'core.identity_behind'),
    'sequence_name tolsel_queue.service_service_id_seq, last_value null, greatest_key 1',
    'a key that would be given out again');
rollback;
select * from finish();
