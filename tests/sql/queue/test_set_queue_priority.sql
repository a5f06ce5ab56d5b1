-- S42: priorities are rows with a head start.
\ir office.sql
select plan(9);
set role shop_app;
select is((select p.name || ' ' || p.head_start_s from tolsel.set_queue_priority('vip', 'Very', 90) p), 'Very 90',
    'a priority is added');
select is((select p.name || ' ' || p.head_start_s from tolsel.set_queue_priority('vip', 'Most', 60) p), 'Most 60',
    'and changed');
select join_as('Cash', 'vip') \g /dev/null
select tolsel.set_queue_priority('vip', 'Most', 0) \g /dev/null
reset role;
select is((select t.head_start_s::int from tolsel_queue.ticket t where t.ticket_id = ticket('C001')), 60,
    'who waits keeps the head start he was given');
set role shop_app;
select refuses($$select tolsel.set_queue_priority('vip', '', 1)$$, 'UC016', 'name', 'no name');
select refuses($$select tolsel.set_queue_priority('V', 'x', 1)$$, 'UQ017', 'V', 'a key that is none');
select refuses($$select tolsel.set_queue_priority('vip', 'x', -1)$$, 'UQ016', '-1', 'less than nothing');
select refuses($$select tolsel.set_queue_priority('vip', 'x', 86401)$$, 'UQ016', '86401', 'more than a day');
select refuses($$select tolsel.set_queue_priority('vip', 'x', null)$$, 'UQ016', 'null', 'no head start');
select refuses($$select tolsel.set_queue_priority('vip', 'x', 1, 2)$$, 'UC002', 'tenant 2', 'another tenant');
select * from finish();
