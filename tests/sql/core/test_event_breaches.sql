-- G8: what is done to the outbox behind its guards is found by the validator. # A17
\ir events.sql
select plan(9);
create function tap.verdict_on(p_sabotage text) returns text language plpgsql as $verdict_on$
declare
    v_verdict text;
begin
    begin
        alter table tolsel_core.event disable trigger user;
        execute p_sabotage;
        select string_agg(v.check_name, ' ' order by v.check_name) into v_verdict
        from tolsel.verify() v where v.status = 'breach' and v.check_name like 'core.event%';
        raise exception using errcode = 'P9999';
    exception when sqlstate 'P9999' then
        return v_verdict;
    end;
end
$verdict_on$;
select emit(1), emit(1), emit(1), emit(1) \g /dev/null
set role shop_app;
select claim(), acknowledge(1) \g /dev/null
select claim() \g /dev/null
reset role;
select is(verdict_on('select'), null, 'the outbox is in order');
select is(verdict_on('delete from tolsel_core.event where sequence_no = 3'), 'core.event_gap', 'an event is taken out');
select is(verdict_on('delete from tolsel_core.event where sequence_no = 1'), null, 'from the front it is pruned');
select is(
    verdict_on($$update tolsel_core.event set attempts = 1, claim_id = 9, claimed_by = 'x', claimed_at = now(),
            delivered_at = now() where sequence_no = 4$$),
    'core.event_out_of_order', 'a later event is delivered before an earlier one');
select is(verdict_on('update tolsel_core.event set sequence_no = 9 where sequence_no = 4'), 'core.event_gap',
    'an event is renumbered');
select throws_ok('update tolsel_core.event set delivered_at = now() where sequence_no = 4', '23514', null,
    'nothing is delivered that was never handed out');
select throws_ok('update tolsel_core.event set dead_at = now() where sequence_no = 4', '23514', null, 'nor given up');
select throws_ok(
    'update tolsel_core.event set dead_at = now(), expires_at = now() + interval ''1 minute'' where sequence_no = 4',
    '23514', null, 'before it has expired');
select throws_ok('update tolsel_core.event set attempts_left = -1 where sequence_no = 4', '23514', null,
    'nothing is handed out without end');

select * from finish();
