\ir office.sql
select plan(7);
set role shop_app;
select is(tolsel.set_sms_opt_out('+63 (917) 5'), true, 'a number wants no messages');
select is(tolsel.set_sms_opt_out('63-917-5'), false, 'it is the same number, however it is written');
select tolsel.set_sms_template('ticket_joined', 'en', 'x') \g /dev/null
select tolsel.join_queue(branch('Manila'), service('Cash'), p_phone => '639175') \g /dev/null
reset role;
select is((select count(*)::int from tolsel_queue.notification n where n.tenant_id = 1), 0, 'nothing is sent to it');
set role shop_app;
select is(tolsel.set_sms_opt_out('639175', false), true, 'it wants them again');
select is(tolsel.set_sms_opt_out('639175', false), false, 'once more, nothing happens');
select refuses($$select tolsel.set_sms_opt_out('')$$, 'UC016', 'phone', 'no number');
select refuses($$select tolsel.set_sms_opt_out('1', p_tenant_id => 2)$$, 'UC002', 'tenant 2', 'another tenant');
select * from finish();
