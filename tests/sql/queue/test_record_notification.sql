-- S58 Q17: messages are made in the transaction of what they tell, and expire.
\ir office.sql
select plan(17);
create function tap.messages() returns text language sql set role = none
    return (select string_agg(concat_ws(' ', n.template, n.language, n.version, n.recipient, n.body,
                to_char(n.expires_at at time zone 'Asia/Manila', 'HH24:MI')), ', ' order by n.notification_id)
        from tolsel_queue.notification n where n.tenant_id = 1);
set role shop_app;
select tolsel.set_sms_template('ticket_joined', 'en', '{name}: {token}, {service}, {branch}, {before} before you'),
    tolsel.set_sms_template('ticket_called', 'fil', '{token} sa {counter}'),
    tolsel.set_sms_template('reminder', 'en', 'Soon {token}') \g /dev/null
select join_as('Cash') \g /dev/null
select tolsel.join_queue(branch('Manila'), service('Cash'), p_phone => '+63 917', p_customer_name => 'Ana {token}',
    p_language => 'fil') \g /dev/null
select is(messages(), 'ticket_joined en 1 +63 917 Ana {token}: C002, Cash, Manila, 1 before you 09:10',
    'who gave a number is told on joining, in the next best language');
select next_at('1'), next_at('2') \g /dev/null
select is(messages() ~ ', ticket_called fil 1 \+63 917 C002 sa 2 09:10$', true, 'and when he is called');
reset role;
select is((select string_agg(concat_ws(' ', e.topic, e.payload ->> 'template', e.payload ? 'body',
                e.expires_at is not null), ', ' order by e.event_id) from tolsel_core.event e
        where e.document = 'notification' and e.tenant_id = 1),
    'notification.queued ticket_joined f t, notification.queued ticket_called f t',
    'the outbox tells of each, and holds neither text nor number');
set role shop_app;
select minutes_later(3) \g /dev/null
select is((select concat_ws(' ', n.body, n.state, n.attempts)
        from tolsel.record_notification(ticket('C002'), 'reminder') n), 'Soon C002 queued 0', 'another one');
select tolsel.recall_ticket(ticket('C002'), counter('2')) \g /dev/null
select is((select count(*)::int from regexp_matches(messages(), 'ticket_called', 'g')), 1,
    'a repeated call sends no second message');
select refuses($$select tolsel.record_notification(ticket('C001'), 'reminder')$$, 'UQ024', 'no number',
    'a ticket without a number');
select is(tolsel.set_sms_opt_out('+63-917'), true, 'he wants none');
select refuses($$select tolsel.record_notification(ticket('C002'), 'reminder')$$, 'UQ024', 'opted out',
    'who wants none');
select tolsel.set_sms_opt_out('+63917', false) \g /dev/null
select refuses($$select tolsel.record_notification(ticket('C002'), 'none')$$, 'UQ021', 'none',
    'a template there is not');
select refuses($$select tolsel.record_notification(ticket('C002'), null)$$, 'UQ021', 'NULL', 'no template');
select tolsel.set_sms_template('reminder', 'en', null) \g /dev/null
select refuses($$select tolsel.record_notification(ticket('C002'), 'reminder')$$, 'UQ021', 'reminder',
    'one that is sent no more');
select refuses_alike($$select tolsel.record_notification(%s, 'reminder')$$, twin_of('ticket'), '987654', 'UQ008',
    'another tenant''s ticket');
select refuses($$select tolsel.record_notification(ticket('C002'), 'reminder', 2)$$, 'UC002', 'tenant 2',
    'another tenant');
select tolsel.set_queue_line(branch('Manila'), false) \g /dev/null
select refuses($$select tolsel.record_notification(ticket('C002'), 'ticket_joined')$$, 'UQ002', 'Branch',
    'a branch that is closed');
select tolsel.set_queue_line(branch('Manila'), true), minutes_later(1440) \g /dev/null
reset role;
select tolsel_queue.close_day(branch('Manila'), '2026-03-10', false, 1) \g /dev/null
set role shop_app;
select refuses($$select tolsel.record_notification(ticket('C002'), 'ticket_joined')$$, 'UQ014', 'of 2026-03-10',
    'a day that is closed');
reset role;
select is((select count(*)::int from tolsel.notification n where n.tenant_id = 1 and n.is_expired), 3,
    'what was not sent by now is not sent any more');
select refuses($$delete from tolsel_queue.notification$$, 'UC015', 'DELETE', 'no message is deleted');
select * from finish();
