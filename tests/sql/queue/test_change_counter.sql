-- Q18: a counter calls only the services that it was given.
\ir office.sql
select plan(14);
set role shop_app;
select is((select concat_ws(' ', c.name, c.is_open) from tolsel.change_counter(counter('1'), false, array[service('Advice')], 'one') c), 'one f', 'all of it changed');
select is((select concat_ws(' ', c.name, c.is_open) from tolsel.change_counter(counter('one'), true) c), 'one t', 'null leaves a value as it is');
select join_as('Cash') \g /dev/null
select is(next_at('one'), null, 'a counter calls only services that it was given');
select is(next_at('2'), 'C001', 'another calls them');
select refuses($$select tolsel.change_counter(counter('2'), false)$$, 'UQ026', 'C001 is called', 'nobody is left at a counter that closes');
select tolsel.transfer_ticket(ticket('C001'), service('Advice'), counter('2'), counter('one')) \g /dev/null
select lives_ok($$select tolsel.change_counter(counter('2'), false)$$, 'once he is gone it closes');
select refuses($$select tolsel.change_counter(counter('one'), false)$$, 'UQ026', 'C001 is waiting', 'nor does one close that somebody waits for');
select refuses($$select tolsel.change_counter(counter('one'), p_service_ids => array[service('Cash')])$$, 'UQ026', 'C001 is waiting', 'or lose his service');
select refuses($$select tolsel.change_counter(counter('one'), p_name => '')$$, 'UC016', 'name', 'no name');
select refuses($$select tolsel.change_counter(counter('one'), p_name => '2')$$, 'UC019', '2', 'a name that is taken');
select refuses($$select tolsel.change_counter(counter('2'), p_service_ids => array[null]::bigint[])$$, 'UQ003', 'null', 'a service that is none');
select refuses($$select tolsel.change_counter(null)$$, 'UQ006', 'null', 'no counter');
select refuses_alike('select tolsel.change_counter(%s)', twin_of('counter'), '987654', 'UQ006', 'another tenant''s counter');
select refuses($$select tolsel.change_counter(counter('2'), p_tenant_id => 2)$$, 'UC002', 'tenant 2', 'another tenant');
select * from finish();
