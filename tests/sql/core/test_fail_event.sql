-- G8: what fails is tried again after longer and longer pauses, and at last given up.
\ir events.sql
select plan(23);
select emit(1), emit(1), emit(2), emit(9, p_tenant_id => 2) \g /dev/null
set role shop_app;
select is(claim('a'), '1:1 2:1', 'two are claimed');
select is(return_event(1), 'pending', 'one fails and is pending again');
select is(state(1), 'pending tried 1 left 11 no route', 'with the attempt and the error kept');
select is(claim('b'), null, 'it is not handed out at once, nor does the next of its document overtake it');
select is(return_event(1), 'pending', 'a repeat is answered again');
select is(state(1), 'pending tried 1 left 11 no route', 'and changes nothing');
select later('9.999999 seconds') \g /dev/null
select is(claim('b'), null, 'the first pause is ten seconds');
select later('1 microsecond') \g /dev/null
select is(claim('b'), '1:1', 'then it is handed out');
select is(acknowledge(1), 1, 'and may succeed');
select is(state(1), 'delivered tried 2 left 10 no route', 'which keeps the last error');
select is(claim('b'), '1:2', 'now the next of its document');

-- Each pause, in seconds.
create function pg_temp.pauses() returns text language plpgsql as $$
declare
    v_event record;
    v_pause interval;
    v_pauses text := '';
begin
    loop
        select * into v_event from tolsel.fail_event(claim_of(1, 2), event_of(1, 2), 'no route');
        exit when v_event.status <> 'pending';
        v_pause := v_event.next_attempt_at - clock();
        v_pauses := concat_ws(' ', v_pauses, extract(epoch from v_pause)::integer);
        perform later(v_pause);
        perform claim('b', p_topics => '{payment.completed}');
    end loop;
    return v_pauses || ', ' || v_event.status;
end
$$;
select is(pg_temp.pauses(), ' 10 20 40 80 160 320 640 1280 2560 3600 3600, dead',
    'each pause is twice the one before, up to an hour, and after the twelfth attempt it is given up');
select is(state(1, 2), 'dead tried 12 left 0 no route', 'a dead letter says why');
select is((select next_attempt_at from tolsel.fail_event(claim_of(1, 2), event_of(1, 2), 'again')), null,
    'and stays dead');
select claim('b'), acknowledge(2) \g /dev/null
select refuses('select return_event(2)', 'UC029', 'Event', 'what was delivered does not fail');
select refuses($$select tolsel.fail_event(0, event_of(1), 'x')$$, 'UC029', 'claim 0', 'nor under another claim');
select refuses($$select tolsel.fail_event(null, event_of(1), 'x')$$, 'UC029', 'claim null', 'nor under none');
select refuses($$select tolsel.fail_event(1, null, 'x')$$, 'UC029', 'Event null', 'nor does no event');
select refuses($$select tolsel.fail_event(claim_of(1), event_of(1), '')$$, 'UC016', 'error has 0', 'without a word');
select refuses($$select tolsel.fail_event(claim_of(1), event_of(1), repeat('x', 2001))$$, 'UC016', '2001',
    'with too many');
set role twin_app;
select event_id as foreign_id, claim_id as foreign_claim from tolsel.claim_events('twin') \gset
set role shop_app;
select refuses_alike(format('select tolsel.fail_event(%s, %%s, ''x'')', :foreign_claim), :'foreign_id', '987654',
    'UC029', 'another tenant''s event is nobody''s');
select refuses_alike('select tolsel.fail_event(1, 1, ''x'', %s)', '2', '987654', 'UC002', 'another tenant');
set role shop_read;
select throws_ok('select tolsel.fail_event(1, 1, ''x'')', '42501', null, 'a reader fails nothing');

select * from finish();
