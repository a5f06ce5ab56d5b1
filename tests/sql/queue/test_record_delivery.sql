\ir office.sql
select plan(12);
create function tap.message() returns bigint language sql set role = none
    return (select max(n.notification_id) from tolsel_queue.notification n where n.tenant_id = 1);
set role shop_app;
select tolsel.set_sms_template('ticket_joined', 'en', 'You are {token}') \g /dev/null
select tolsel.join_queue(branch('Manila'), service('Cash'), p_phone => '+63 917') \g /dev/null
select is((select concat_ws(' ', n.state, n.attempts, n.error)
        from tolsel.record_delivery(message(), 'failed', p_error => 'No route') n), 'failed 1 No route',
    'an attempt fails');
select is((select concat_ws(' ', n.state, n.attempts)
        from tolsel.record_delivery(message(), 'failed', p_error => 'Busy') n), 'failed 2', 'and another');
select is((select concat_ws(' ', n.state, n.attempts, n.provider_reference)
        from tolsel.record_delivery(message(), 'sent', 'p-1') n), 'sent 2 p-1', 'a retry succeeds');
select is((select concat_ws(' ', n.state, n.provider_reference) from tolsel.record_delivery(message(), 'delivered') n),
    'delivered p-1', 'it has arrived');
select is((tolsel.record_delivery(message(), 'delivered')).state, 'delivered', 'once more, nothing happens');
select is((tolsel.record_delivery(message(), 'sent')).state, 'delivered', 'nor when the provider tells it late');
select refuses($$select tolsel.record_delivery(message(), 'lost')$$, 'UQ023', 'lost', 'a state there is not');
select refuses($$select tolsel.record_delivery(message(), 'failed', p_error => '')$$, 'UC016', 'error',
    'an empty error');
select refuses($$select tolsel.record_delivery(message(), 'sent', '')$$, 'UC016', 'provider_reference',
    'an empty number');
select refuses($$select tolsel.record_delivery(null, 'sent')$$, 'UQ022', 'null', 'no message');
select refuses_alike($$select tolsel.record_delivery(%s, 'sent')$$, twin_of('notification'), '987654', 'UQ022',
    'another tenant''s message');
select refuses($$select tolsel.record_delivery(message(), 'sent', p_tenant_id => 2)$$, 'UC002', 'tenant 2',
    'another tenant');
select * from finish();
