-- S39 S41 Q9 Q16: a ticket has a token of its branch and day, from a counter row.
\ir office.sql
select plan(43);
set role shop_app;
select is((select concat_ws(' ', t.token, t.state, t.business_on, t.priority, t.head_start_s, t.customer_name, t.email,
            t.phone, t.language, t.request_key,
    t.joined_at at time zone 'Asia/Manila', t.metadata)
    from tolsel.join_queue(branch('Manila'), service('Cash'), null, 'Ann', '+63 2', 'a@b', customer('Ann'), 'fil',
        '{"a": 1}', 'one') t),
    'C001 waiting 2026-03-10 regular 0 Ann a@b +63 2 fil one 2026-03-10 09:00:00 {"a": 1}', 'a ticket');
select is((tolsel.join_queue(branch('Manila'), service('Cash'), null, 'Ann', '+63 2', 'a@b', customer('Ann'), 'fil',
            '{"a": 1}', 'one')).token, 'C001',
    'the same request answers with it');
select refuses(format('select tolsel.join_queue(%s, p_request_key => ''one'')', a), 'UC024',
    '''one'' belongs to ticket', 'another content: ' || a) from unnest(array[
    $$branch('London'), service('Cash'), p_customer_id => customer('Ann'), p_metadata => '{"a": 1}'$$,
    $$branch('Manila'), service('Advice'), p_customer_id => customer('Ann'), p_metadata => '{"a": 1}'$$,
    $$branch('Manila'), service('Cash'), 'senior', p_customer_id => customer('Ann'), p_metadata => '{"a": 1}'$$,
    $$branch('Manila'), service('Cash'), p_metadata => '{"a": 1}'$$,
    $$branch('Manila'), service('Cash'), p_customer_id => customer('Ann')$$]) a;
select is(join_as('Cash'), 'C002', 'the next number');
select is(join_as('Advice'), 'A001', 'each service has its own numbers');
select is((tolsel.join_queue(branch('London'), service('Cash'))).token, 'C001', 'and so has each branch');
-- S42: the head start of a priority moves a ticket forward, and no further.
select minutes_later(5) \g /dev/null
select is(join_as('Cash', 'senior'), 'C003', 'a senior');
select is(waiting(), 'C003 C001 C002 A001', 'is before those who joined less than his head start ago');
select minutes_later(6) \g /dev/null
select join_as('Cash', 'senior') \g /dev/null
select is(waiting(), 'C003 C001 C002 A001 C004', 'and never before those who joined longer ago');
-- S48: a day belongs to the branch.
select at('23:59:59') \g /dev/null
select is((select t.token || ' ' || t.business_on from tolsel.join_queue(branch('Manila'), service('Advice')) t),
    'A002 2026-03-10', 'the last second of a day in Manila');
select at('24:00') \g /dev/null
select is((select t.token || ' ' || t.business_on from tolsel.join_queue(branch('Manila'), service('Advice')) t),
    'A001 2026-03-11', 'begins with number one');
select is((select t.token || ' ' || t.business_on from tolsel.join_queue(branch('London'), service('Cash')) t),
    'C002 2026-03-10', 'while London goes on');
reset role;
select is(counted(), 'joined_count 7', 'each was counted');
set role shop_app;
-- A second ticket of a customer.
select tolsel.join_queue(branch('Manila'), service('Cash'), p_customer_id => customer('Ann')) \g /dev/null
select is((refusal_of($$select tolsel.join_queue(branch('Manila'), service('Cash'),
                    p_customer_id => customer('Ann'))$$)).hint,
    'Wait with C001, or allow a second ticket with tolsel.set_queue_line.', 'who waits already is told with which');
select refuses($$select tolsel.join_queue(branch('Manila'), service('Cash'), p_customer_id => customer('Ann'))$$,
    'UQ013', 'C001\), which is waiting', 'who waits already');
select lives_ok($$select tolsel.join_queue(branch('Manila'), service('Advice'), p_customer_id => customer('Ann'))$$,
    'for another service he may');
select tolsel.set_queue_line(branch('Manila'), p_is_second_ticket_allowed => true) \g /dev/null
select lives_ok($$select tolsel.join_queue(branch('Manila'), service('Cash'), p_customer_id => customer('Ann'))$$,
    'or where the branch allows it');
-- What follows 999.
select count(tolsel.join_queue(branch('London'), service('Advice'))) from generate_series(1, 998) \g /dev/null
select is((tolsel.join_queue(branch('London'), service('Advice'))).token, 'A999', 'three digits at least');
select is((tolsel.join_queue(branch('London'), service('Advice'))).token, 'A1000', 'and as many as it takes');
select refuses($$select tolsel.join_queue(branch('Manila'), service('Cash'), p_request_key => ' ')$$, 'UC012', '1',
    'an empty key');
select refuses($$select tolsel.join_queue(branch('Manila'), service('Cash'), p_metadata => '[]')$$, 'UC013', 'array',
    'metadata');
select refuses($$select tolsel.join_queue(branch('Manila'), service('Cash'), p_customer_name => '')$$, 'UC016',
    'customer_name', 'an empty name');
select refuses($$select tolsel.join_queue(branch('Manila'), service('Cash'), p_email => 'x')$$, 'UC016', 'email',
    'no address');
select refuses($$select tolsel.join_queue(branch('Manila'), service('Cash'), p_phone => '')$$, 'UC016', 'phone',
    'no number');
select refuses($$select tolsel.join_queue(branch('Manila'), service('Cash'), p_language => 'English')$$, 'UQ017',
    'English', 'no language');
select refuses($$select tolsel.join_queue(branch('Manila'), service('Cash'), 'none')$$, 'UQ005', 'none',
    'a priority there is not');
select refuses($$select tolsel.join_queue(branch('Nowhere'), service('Cash'))$$, 'UQ001', 'Branch',
    'a branch without a queue');
select refuses($$select tolsel.join_queue(branch('Manila'), service('Closed'))$$, 'UQ004', 'Closed',
    'a service out of use');
select refuses_alike($$select tolsel.join_queue(%s, service('Cash'))$$, twin_of('branch'), '987654', 'UQ001',
    'another tenant''s branch');
select refuses_alike($$select tolsel.join_queue(branch('Manila'), %s)$$, twin_of('service'), '987654', 'UQ003',
    'another tenant''s service');
select refuses_alike($$select tolsel.join_queue(branch('Manila'), service('Cash'), p_customer_id => %s)$$,
    twin_of('customer'), '987654', 'UB001', 'another tenant''s customer');
select tolsel.set_queue_line(branch('Manila'), false) \g /dev/null
select refuses($$select tolsel.join_queue(branch('Manila'), service('Cash'))$$, 'UQ002', 'Branch', 'a closed branch');
select refuses($$select tolsel.join_queue(branch('Manila'), service('Cash'), p_tenant_id => 2)$$, 'UC002', 'tenant 2',
    'another tenant');
-- A clock that was set back never gives a token of a day that is closed.
select tolsel.set_queue_line(branch('Manila'), true) \g /dev/null
select at('09:00') \g /dev/null
select is((select concat_ws(' ', t.token, t.business_on, t.joined_at at time zone 'Asia/Manila')
        from tolsel.join_queue(branch('Manila'), service('Advice')) t),
    'A003 2026-03-11 2026-03-11 00:00:00', 'a clock that was set back');
reset role;
select refuses($$update tolsel_queue.ticket set joined_at = joined_at - interval '1 s'$$, 'UC015', 'UPDATE',
    'when it joined is never changed');
select refuses($$delete from tolsel_queue.ticket$$, 'UC015', 'DELETE', 'nor is a ticket deleted');
select refuses($$update tolsel_queue.ticket_event set remark = 'x'$$, 'UC015', 'UPDATE',
    'nor what happened to it changed');
select throws_ok($$update tolsel_queue.ticket set order_at = now()$$, '428C9', null,
    'its place is worked out, and cannot be set');
select throws_ok($$update tolsel_queue.ticket set token = 'X'$$, '428C9', null, 'nor can its token');
select * from finish();
