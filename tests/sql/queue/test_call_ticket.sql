\ir office.sql
select plan(20);
set role shop_admin;
select (tolsel.open_user_account('Ana', 'clerk')).user_id as ana \gset
reset role;
set role shop_app;
select tolsel.open_counter('own', branch('Manila'), array[service('Cash')]) \g /dev/null
select tolsel.change_counter(counter('own'), p_user_ids => array[:ana]) \g /dev/null
select refuses($$select tolsel.call_ticket(counter('own'),
            (tolsel.join_queue(branch('Manila'), service('Cash'))).token)$$, 'UQ050', 'own\) was given to',
    'Q18 a counter of somebody else');
select join_as('Cash'), join_as('Cash'), join_as('Advice'), join_as('Cash') \g /dev/null
select is((tolsel.call_ticket(counter('1'), 'C002', 'k')).token, 'C002', 'one is called out of turn');
select is((tolsel.call_ticket(counter('1'), 'C002', 'k')).token, 'C002', 'the same request answers with it');
select refuses($$select tolsel.call_ticket(counter('1'), 'C001', 'k')$$, 'UC024', 'of C002', 'another token');
select is(waiting(), 'C001 A001 C003', 'the others wait as before');
select refuses($$select tolsel.call_ticket(counter('1'), 'C001')$$, 'UQ010', 'C002\) is called', 'while one is there');
select tolsel.park_ticket(ticket('C002'), counter('1'), 60) \g /dev/null
select is((tolsel.call_ticket(counter('1'), 'C002')).call_count::int, 2, 'one who is parked may be called early');
select refuses($$select tolsel.call_ticket(counter('2'), 'C002')$$, 'UQ009',
    'C002\) is called since .*; call wants one that is parked, waiting', 'one who is called');
select tolsel.complete_ticket(ticket('C002'), counter('1')) \g /dev/null
select refuses($$select tolsel.call_ticket(counter('1'), 'A001')$$, 'UQ012', 'Counter',
    'a service that the counter was not given');
select tolsel.transfer_ticket(ticket('C003'), service('Cash'), p_to_counter_id => counter('2')) \g /dev/null
select refuses($$select tolsel.call_ticket(counter('1'), 'C003')$$, 'UQ011', 'waits for counter',
    'one who waits for another counter');
select tolsel.cancel_ticket(ticket('C001')) \g /dev/null
select refuses($$select tolsel.call_ticket(counter('1'), 'C001')$$, 'UQ009', 'C001\) is cancelled', 'one who left');
select refuses($$select tolsel.call_ticket(counter('far'), 'C003')$$, 'UQ008', '''C003'' at branch',
    'a ticket of another branch');
select refuses($$select tolsel.call_ticket(counter('1'), null)$$, 'UQ008', 'NULL', 'no token');
select refuses($$select tolsel.call_ticket(counter('1'), 'C003', '')$$, 'UC012', '0', 'an empty key');
select refuses($$select tolsel.call_ticket(counter('shut'), 'C003')$$, 'UQ007', 'shut', 'a closed counter')
from (select tolsel.transfer_ticket(ticket('C003'), service('Cash'))) freed;
select refuses($$select tolsel.call_ticket(null, 'C003')$$, 'UQ006', 'null', 'no counter');
select refuses_alike($$select tolsel.call_ticket(%s, 'C003')$$, twin_of('counter'), '987654', 'UQ006',
    'another tenant''s counter');
select tolsel.set_queue_line(branch('Manila'), false) \g /dev/null
select refuses($$select tolsel.call_ticket(counter('2'), 'C003')$$, 'UQ002', 'Branch', 'a closed branch');
select refuses($$select tolsel.call_ticket(counter('2'), 'C003', p_tenant_id => 2)$$, 'UC002', 'tenant 2',
    'another tenant');
select is(stands('C003'), 'C003 waiting calls 0', 'nothing of this has changed it');
select * from finish();
