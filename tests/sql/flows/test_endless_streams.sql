-- Q6 S42: nobody who joined later than the difference of head starts is called before a ticket, whatever
-- stream of a higher priority arrives, and whatever line is there already.
\ir ../queue/office.sql
select plan(8);
-- A senior each 30 seconds for hours, while one counter calls somebody each minute: the line only grows.
create function tap.stream(p_seniors integer, p_rounds integer) returns void language plpgsql as $$
-- A row type of that schema is looked up again whenever caches are emptied, and not to be seen by an app.
declare v_ticket_id bigint;
begin
    perform tap.join_as('Cash', 'senior') from generate_series(1, p_seniors);
    perform tap.join_as('Cash');
    for v_round in 1..p_rounds loop
        perform tolsel.set_clock((select c.set_to_at from tolsel_core.test_clock c) + interval '30 seconds');
        perform tap.join_as('Cash', 'senior'), case when v_round % 5 = 0 then tap.join_as('Cash') end,
            case when v_round % 7 = 0 then tap.join_as('Advice', 'senior') end;
        if v_round % 2 = 0 then
            v_ticket_id := (tolsel.call_next_ticket(tap.counter('1'))).ticket_id;
            perform tolsel.complete_ticket(v_ticket_id, tap.counter('1'), 'served');
        end if;
    end loop;
end$$;
-- Pairs of calls in the wrong order, and the worst of them in seconds.
create function tap.overtaken(p_limit_s integer) returns text language sql set role = none return (
    select concat_ws(' ', count(*), coalesce(max(extract(epoch from b.joined_at - a.joined_at)), 0)::integer)
    from tolsel_queue.ticket a
    join tolsel_queue.ticket b on b.tenant_id = 1 and b.business_on = a.business_on and b.called_event_no is not null
        and b.joined_at > a.joined_at + make_interval(secs => p_limit_s) and b.service_id = a.service_id
    where a.tenant_id = 1 and (a.called_at is null or a.called_at > b.called_at));
grant usage on schema tolsel_core to shop_app;
grant select on tolsel_core.test_clock to shop_app;
grant execute on function tolsel.set_clock to shop_app;
set role shop_app;
select stream(0, 120) \g /dev/null
select is(overtaken(600), '0 0', 'nobody overtakes by more than the head start, in an endless stream');
select is(overtaken(0) ~ '^[1-9][0-9]* (5[4-9]|60)[0-9]$', true, 'and seniors do overtake by nearly as much');
select isnt((select count(*) from tolsel.list_calls(branch('Manila'), 0, 10000) c where c.ticket_id in (
    select e.ticket_id from tolsel.list_calls(branch('Manila'), 0, 10000) e where e.token in ('C001', 'C007'))),
        0::bigint, 'who is regular is called in the stream');
-- The next day with ten seniors in line already.
select minutes_later(1440), stream(10, 120) \g /dev/null
select is(overtaken(600), '0 0', 'nor with a line that is there already');
reset role;
select is((select count(*)::int from tolsel_queue.ticket_event e
        where e.tenant_id = 1 and e.action = 'call' and e.business_on = '2026-03-11'
    and e.happened_at <= (select t.called_at from tolsel_queue.ticket t
        where t.tenant_id = 1 and t.token = 'C011' and t.business_on = '2026-03-11')), 30,
    'the regular one is called after the ten before him and the nineteen who join within the head start');
-- A counter with only one service keeps the bound within it.
set role shop_app;
select minutes_later(1440), stream(3, 60) \g /dev/null
select tolsel.call_next_ticket(counter('2')) \g /dev/null
select is(overtaken(600), '0 0', 'a counter of two services keeps it, too');
reset role;
select is((select count(*)::int from (select e.order_at,
            lag(e.order_at) over (partition by e.business_on order by e.call_no) as before_at
            from tolsel_queue.ticket_event e
    where e.tenant_id = 1 and e.action = 'call' and e.counter_id = counter('1')) e
        where e.order_at < e.before_at - interval '11 minutes'), 0,
        'a place that comes later is earlier by the head start at most');
select is((select count(*)::int from tolsel.verify() v where v.check_name ~ '^queue' and v.status = 'breach'), 0,
    'the checks find nothing');
select * from finish();
