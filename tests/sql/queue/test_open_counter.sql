\ir office.sql
select plan(9);
set role shop_app;
select is((select c.name || ' ' || c.is_open
        from tolsel.open_counter('3', branch('Manila'), array[service('Cash'), service('Cash'), service('Advice')]) c),
    '3 true', 'a counter');
reset role;
select is((select count(*)::int from tolsel_queue.counter_service s where s.counter_id = counter('3')), 2,
    'with each of its services once');
set role shop_app;
select lives_ok($$select tolsel.open_counter('bare', branch('Manila'), null)$$, 'a counter without services');
select refuses($$select tolsel.open_counter('', branch('Manila'), '{}')$$, 'UC016', 'name', 'no name');
select refuses($$select tolsel.open_counter('3', branch('Manila'), '{}')$$, 'UC019', '3', 'a name that is taken');
select refuses($$select tolsel.open_counter('4', branch('Nowhere'), '{}')$$, 'UQ001', 'Branch',
    'a branch without a queue');
select refuses_alike($$select tolsel.open_counter('4', branch('Manila'), array[%s])$$, twin_of('service'), '987654',
    'UQ003', 'another tenant''s service');
select refuses_alike($$select tolsel.open_counter('4', %s, '{}')$$, twin_of('branch'), '987654', 'UQ001',
    'another tenant''s branch');
select refuses($$select tolsel.open_counter('4', branch('Manila'), '{}', 2)$$, 'UC002', 'tenant 2', 'another tenant');
select * from finish();
