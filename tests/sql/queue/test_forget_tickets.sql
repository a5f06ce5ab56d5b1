-- Q17: who it was is forgotten, and what was counted stays.
\ir office.sql
select plan(9);
set role shop_app;
select tolsel.set_sms_template('ticket_joined', 'en', 'You are {token}') \g /dev/null
select minutes_later(-1440) \g /dev/null
select tolsel.join_queue(branch('Manila'), service('Cash'), p_phone => '+63 917', p_customer_name => 'Ana',
    p_email => 'a@b', p_metadata => '{"id": 7}'), join_as('Cash') \g /dev/null
select minutes_later(1440), close_yesterday() \g /dev/null
select tolsel.join_queue(branch('Manila'), service('Cash'), p_customer_name => 'Ben') \g /dev/null
set role shop_admin;
select is(tolsel.forget_tickets(branch('Manila'), '2026-03-09'), 0, 'nothing before that day');
select is(tolsel.forget_tickets(branch('Manila'), '2026-03-10'), 1, 'one ticket says who it was');
select is(tolsel.forget_tickets(branch('Manila'), '2026-03-10'), 0, 'once more, nothing happens');
select is(tolsel.forget_tickets(branch('Manila'), '2026-03-20'), 0, 'nobody is forgotten who is still here');
reset role;
select is((select concat_ws(' ', t.token, t.customer_name, t.email, t.phone, t.metadata) from tolsel_queue.ticket t
        where t.ticket_id = old_ticket()::bigint), 'C001 {}', 'the ticket stays');
select is((select concat_ws(' ', n.state, n.recipient, n.body) from tolsel_queue.notification n where n.tenant_id = 1),
    'queued', 'text and recipient of its message are gone');
set role shop_admin;
select refuses($$select tolsel.forget_tickets(branch('Manila'), null)$$, 'UC014', 'null', 'no day');
select refuses_alike($$select tolsel.forget_tickets(%s, '2026-03-10')$$, twin_of('branch'), '987654', 'UQ001',
    'another tenant''s branch');
select refuses($$select tolsel.forget_tickets(branch('Manila'), '2026-03-10', p_tenant_id => 2)$$, 'UC002', 'tenant 2',
    'another tenant');
select * from finish();
