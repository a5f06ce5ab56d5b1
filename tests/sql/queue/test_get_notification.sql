\ir office.sql
select plan(9);
create function tap.message() returns bigint language sql set role = none
    return (select max(n.notification_id) from tolsel_queue.notification n where n.tenant_id = 1);
set role shop_app;
select tolsel.set_sms_template('ticket_joined', 'en', 'You are {token}') \g /dev/null
select tolsel.join_queue(branch('Manila'), service('Cash'), p_phone => '+63 917') \g /dev/null
-- The sender follows the outbox.
select is((select (c.payload ->> 'ticket_id')::bigint
        from tolsel.claim_events('sender', 10, 60, array['notification.queued']) c), ticket('C001'),
    'the sender hears of it');
select is((select concat_ws(' ', n.recipient, n.body) from tolsel.get_notification(message()) n),
    '+63 917 You are C001', 'and asks for it');
select tolsel.set_sms_opt_out('63917') \g /dev/null
select refuses($$select tolsel.get_notification(message())$$, 'UQ027', 'wants no messages', 'who opted out meanwhile');
select tolsel.set_sms_opt_out('63917', false) \g /dev/null
select tolsel.set_queue_line(branch('Manila'), false) \g /dev/null
select refuses($$select tolsel.get_notification(message())$$, 'UQ002', 'Branch', 'a branch that is closed');
select tolsel.set_queue_line(branch('Manila'), true), minutes_later(10) \g /dev/null
select refuses($$select tolsel.get_notification(message())$$, 'UQ027', 'is known', 'nobody is told hours late');
select is((select count(*)::int from tolsel.claim_events('other', 10, 60, array['notification.queued'])), 0,
    'nor does the outbox tell of it');
select refuses($$select tolsel.get_notification(null)$$, 'UQ022', 'null', 'no message');
select refuses_alike('select tolsel.get_notification(%s)', twin_of('notification'), '987654', 'UQ022',
    'another tenant''s message');
select refuses('select tolsel.get_notification(message(), 2)', 'UC002', 'tenant 2', 'another tenant');
select * from finish();
