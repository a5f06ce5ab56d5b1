-- Q18: a counter calls only the services that it was given.
\ir office.sql
select plan(23);
create function tap.person(p_name text) returns bigint language sql set role = none
    return (select u.user_id from tolsel_core.user_account u where u.tenant_id = 1 and u.name = p_name);
set role shop_admin;
select tolsel.open_user_account('Ana', 'clerk'), tolsel.open_user_account('Ben', 'clerk') \g /dev/null
set role shop_app;
select is((select concat_ws(' ', c.name, c.is_open)
        from tolsel.change_counter(counter('1'), false, array[service('Advice')], 'one') c), 'one f',
    'all of it changed');
select is((select concat_ws(' ', c.name, c.is_open) from tolsel.change_counter(counter('one'), true) c), 'one t',
    'null leaves a value as it is');
select join_as('Cash') \g /dev/null
select is(next_at('one'), null, 'a counter calls only services that it was given');
select is(next_at('2'), 'C001', 'another calls them');
select refuses($$select tolsel.change_counter(counter('2'), false)$$, 'UQ026', 'C001 is called',
    'nobody is left at a counter that closes');
select tolsel.transfer_ticket(ticket('C001'), service('Advice'), counter('2'), counter('one')) \g /dev/null
select lives_ok($$select tolsel.change_counter(counter('2'), false)$$, 'once he is gone it closes');
select refuses($$select tolsel.change_counter(counter('one'), false)$$, 'UQ026', 'C001 is waiting',
    'nor does one close that somebody waits for');
select refuses($$select tolsel.change_counter(counter('one'), p_service_ids => array[service('Cash')])$$, 'UQ026',
    'C001 is waiting', 'or lose his service');
select refuses($$select tolsel.change_counter(counter('one'), p_name => '')$$, 'UC016', 'name', 'no name');
select refuses($$select tolsel.change_counter(counter('one'), p_name => '2')$$, 'UC019', '2', 'a name that is taken');
select refuses($$select tolsel.change_counter(counter('2'), p_service_ids => array[null]::bigint[])$$, 'UQ003', 'null',
    'a service that is none');
select refuses($$select tolsel.change_counter(null)$$, 'UQ006', 'null', 'no counter');
select refuses_alike('select tolsel.change_counter(%s)', twin_of('counter'), '987654', 'UQ006',
    'another tenant''s counter');
select refuses($$select tolsel.change_counter(counter('2'), p_tenant_id => 2)$$, 'UC002', 'tenant 2', 'another tenant');
-- Q18: and people call only at counters that they were given.
select tolsel.open_counter('own', branch('Manila'), array[service('Cash')]) \g /dev/null
select tolsel.change_counter(counter('own'), p_user_ids => array[person('Ana'), person('Ana')]) \g /dev/null
select join_as('Cash'), join_as('Cash') \g /dev/null
select refuses($$select tolsel.call_next_ticket(counter('own'))$$, 'UQ050', 'the user is not named',
    'nobody who is not named');
select set_config('tolsel.user_id', person('Ben')::text, false) \g /dev/null
select refuses($$select tolsel.call_next_ticket(counter('own'))$$, 'UQ050',
    format('was given to %s; the user is %s', person('Ana'), person('Ben')), 'nobody else');
select refuses($$select tolsel.call_ticket(counter('own'), 'C002')$$, 'UQ050', 'was given to', 'nor by number');
select set_config('tolsel.user_id', person('Ana')::text, false) \g /dev/null
select is(next_at('own'), 'C002', 'she does');
select tolsel.complete_ticket(ticket('C002'), counter('own')) \g /dev/null
select tolsel.change_counter(counter('own'), p_user_ids => array[person('Ben')]) \g /dev/null
select refuses($$select tolsel.call_next_ticket(counter('own'))$$, 'UQ050', 'was given to', 'until it is another''s');
reset role;
select is((select c.user_ids from tolsel.queue_counter c where c.tenant_id = 1 and c.name = 'own'),
    array[person('Ben')], 'it is said whose it is');
set role shop_app;
select tolsel.change_counter(counter('own'), p_user_ids => '{}') \g /dev/null
select is(next_at('own'), 'C003', 'one given to nobody is everybody''s');
select refuses($$select tolsel.change_counter(counter('own'), p_user_ids => array[null]::bigint[])$$, 'UC004', 'NULL',
    'a person who is none');
select is((refusal_of($$select tolsel.change_counter(counter('own'), p_user_ids => array[987654])$$)).hint,
    'Name people whom tolsel.user_account lists as active.', 'a person there is not');
select * from finish();
