-- Each breach view finds what it is for: planted with every guard off, then undone. # A17
\ir office.sql
\ir sabotage.sql
select plan(28);
set role shop_app;
select minutes_later(-1440) \g /dev/null
select join_as('Cash'), join_as('Cash'), join_as('Cash'), join_as('Advice') \g /dev/null
select minutes_later(2) \g /dev/null
select next_at('1'), next_at('2') \g /dev/null
select tolsel.complete_ticket(ticket('C001'), counter('1'), 'served'), next_at('1'), minutes_later(1440) \g /dev/null
select close_yesterday(), join_as('Cash'), join_as('Cash') \g /dev/null
select minutes_later(3), next_at('1') \g /dev/null
reset role;
select is(verdict_on('select'), null, 'the queue is in order');
-- What happened follows what happened before.
select is(verdict_on($$update tolsel_queue.ticket_event set from_state = 'parked'
            where ticket_id = ticket('C001') and event_no = 2$$), 'wrong_transition', 'a state that was never before');
select is(verdict_on($$update tolsel_queue.ticket_event set action = 'steal'
            where ticket_id = ticket('C002') and event_no = 1$$), 'wrong_hour wrong_transition', 'an act there is not');
select is(verdict_on($$update tolsel_queue.ticket_event set event_no = 3
            where ticket_id = ticket('C001') and event_no = 2$$), 'wrong_ticket wrong_transition',
    'an event that is left out');
select is(verdict_on($$delete from tolsel_queue.ticket_event where ticket_id = ticket('C001') and event_no = 2$$),
    'wrong_call wrong_hour wrong_ticket, of what is new: wrong_hour wrong_ticket', 'a call that never was');
select is(verdict_on($$update tolsel_queue.ticket_event set happened_at = happened_at - interval '1 day'
            where ticket_id = ticket('C001') and event_no = 2$$), 'wrong_ticket wrong_transition',
    'a call before joining');
select is(verdict_on($$delete from tolsel_queue.transition where action = 'call'$$), 'wrong_transition',
    'a rule that is gone');
-- A ticket stands where its last event has put it.
select is(verdict_on($$update tolsel_queue.ticket set state = 'serving', served_at = called_at
            where ticket_id = ticket('C001')$$), 'wrong_ticket', 'a ticket that is served, and was only called');
select is(verdict_on($$update tolsel_queue.ticket set changed_at = changed_at + interval '1 second'
            where ticket_id = ticket('C001')$$), 'wrong_ticket', 'that changed later');
select is(verdict_on($$update tolsel_queue.ticket set called_at = called_at + interval '1 second'
            where ticket_id = ticket('C001')$$), 'wrong_ticket', 'that waited longer');
select is(verdict_on($$update tolsel_queue.ticket set called_at = null, called_event_no = null, state = 'completed',
    ended_at = changed_at, served_at = joined_at, archived_at = null
    where ticket_id = ticket('C001')$$), 'wrong_ticket', 'that waited for ever');
select is(verdict_on($$update tolsel_queue.ticket set event_no = 1, state = 'waiting', counter_id = null
            where ticket_id = ticket('C001')$$), 'wrong_ticket', 'that forgot its call');
-- Q7: hours are what events come to, and days what hours and tickets come to.
select is(verdict_on($$update tolsel_queue.hourly_stat set joined_count = joined_count + 1
            where business_on = '2026-03-10' and joined_count > 0$$), 'wrong_hour', 'an hour with one more');
select is(verdict_on($$update tolsel_queue.hourly_stat set wait_ms = wait_ms + 1
            where business_on = '2026-03-09' and wait_ms > 0$$), 'wrong_hour', 'a millisecond');
select is(verdict_on($$delete from tolsel_queue.hourly_stat where business_on = '2026-03-09' and counter_id > 0$$),
    'wrong_hour', 'hours that are gone');
select is(verdict_on($$update tolsel_queue.day_summary set cancelled_count = 1$$), 'wrong_summary',
    'a day with another count');
select is(verdict_on($$update tolsel_queue.day_summary set p90_wait_ms = 1$$), 'wrong_summary',
    'or another percentile');
select is(verdict_on($$delete from tolsel_queue.day_summary$$), 'wrong_summary', 'a closed day without a summary');
-- Q5 Q6: tokens without a gap, and nothing of a closed day is open.
select is(verdict_on($$update tolsel_queue.ticket set token_no = 9 where ticket_id = ticket('C002')$$), 'token_gap',
    'a token that is left out');
select is(verdict_on($$delete from tolsel_queue.ticket where ticket_id = ticket('C001')$$), 'token_gap',
    'a ticket that is gone');
select is(verdict_on($$update tolsel_queue.ticket set archived_at = null where ticket_id = old_ticket()::bigint$$),
    'open_closed_day', 'a ticket that left its closed day');
-- The board.
select is(verdict_on($$delete from tolsel_queue.board_call where call_no = 4 and tenant_id = 1$$), 'wrong_call',
    'a last call that is gone');
select is(verdict_on($$delete from tolsel_queue.board_call where call_no = 2 and tenant_id = 1$$),
    'wrong_call, of what is new: -', 'a call in the middle that is gone');
select is(verdict_on($$update tolsel_queue.line set last_call_no = 9 where tenant_id = 1$$), 'wrong_call',
    'a number that was never called');
select is(verdict_on($$update tolsel_queue.board_call set ticket_id = old_ticket()::bigint
            where call_no = 4 and tenant_id = 1$$), 'wrong_call, of what is new: -', 'a call of another ticket');
select is(verdict_on('select'), null, 'all of it was undone');
-- What is judged before is not judged again by a quick validation.
set role shop_admin;
select is((select breach_count from tolsel.validate_books()), 0, 'all is judged');
reset role;
select is(verdict_on($$update tolsel_queue.hourly_stat set wait_ms = wait_ms + 1
            where business_on = '2026-03-09' and wait_ms > 0$$), 'wrong_hour, of what is new: -',
    'an old day is found by the full validation');
select * from finish();
