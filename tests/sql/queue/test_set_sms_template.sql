-- S58: templates have placeholders, versions and languages.
\ir office.sql
select plan(13);
set role shop_app;
select is((select concat_ws(' ', s.template, s.language, s.version, s.body)
        from tolsel.set_sms_template('ticket_called', 'en', 'Counter {counter}: {token}') s),
    'ticket_called en 1 Counter {counter}: {token}', 'a template');
select is((tolsel.set_sms_template('ticket_called', 'en', '{token} to {counter}')).version, 2, 'a second version');
select is((tolsel.set_sms_template('ticket_called', 'fil', '{token} sa {counter}')).version, 1, 'another language');
reset role;
select is((select string_agg(concat_ws(' ', s.language, s.version), ', ' order by s.language, s.version)
        from tolsel.sms_template s where s.tenant_id = 1 and s.is_in_force), 'en 2, fil 1', 'the newest is in force');
set role shop_app;
select is((tolsel.set_sms_template('ticket_called', 'fil', null)).body, null, 'and may say that nothing is sent');
select refuses($$select tolsel.set_sms_template('Ticket', 'en', 'x')$$, 'UQ017', 'Ticket', 'a key that is none');
select refuses($$select tolsel.set_sms_template('ticket_called', 'EN', 'x')$$, 'UQ017', 'EN',
    'a language that is none');
select refuses($$select tolsel.set_sms_template('ticket_called', null, 'x')$$, 'UQ017', 'NULL', 'no language');
select refuses($$select tolsel.set_sms_template('ticket_called', 'en', '')$$, 'UC016', 'body', 'no text');
select refuses($$select tolsel.set_sms_template('ticket_called', 'en', '{token} {table} {chair}')$$, 'UQ020',
    'chair, table', 'placeholders there are not');
select refuses($$select tolsel.set_sms_template('ticket_called', 'en', 'x', 2)$$, 'UC002', 'tenant 2',
    'another tenant');
reset role;
select refuses($$update tolsel_queue.sms_template set body = 'x'$$, 'UC015', 'UPDATE',
    'what was sent is never changed');
select refuses($$delete from tolsel_queue.sms_template$$, 'UC015', 'DELETE', 'nor deleted');
select * from finish();
