\ir office.sql
select plan(11);
create function tap.invoice(p_customer text, p_amount numeric) returns bigint language sql
    return (tolsel.issue_invoice(tap.customer(p_customer),
            jsonb_build_array(jsonb_build_object('amount', p_amount)))).invoice_id;
set role shop_app;
select join_as('Cash'), join_as('Cash'), tolsel.join_queue(branch('Manila'), service('Cash'),
    p_customer_id => customer('Ben')) \g /dev/null
select invoice('Ann', 10) as ann, invoice('Ben', 5) as ben \gset
select is((select concat_ws(' ', t.invoice_id = :ann, t.customer_id = customer('Ann'))
        from tolsel.set_ticket_invoice(ticket('C001'), :ann) t), 't t', 'the ticket has the invoice, and its customer');
select is((tolsel.set_ticket_invoice(ticket('C001'), :ann)).invoice_id, :ann::bigint, 'once more, nothing happens');
select is((tolsel.set_ticket_invoice(ticket('C003'), :ben)).customer_id, customer('Ben'), 'of its own customer');
select refuses(format('select tolsel.set_ticket_invoice(ticket(''C002''), %s)', :ann), 'UQ025', 'another ticket',
    'an invoice that a ticket has');
select refuses(format('select tolsel.set_ticket_invoice(ticket(''C001''), %s)', :ben), 'UQ025', 'C001\) has customer',
    'another one');
select invoice('Ann', 1) as ann2 \gset
select refuses(format('select tolsel.set_ticket_invoice(ticket(''C001''), %s)', :ann2), 'UQ025', 'C001\) has customer',
    'a second one');
select refuses(format('select tolsel.set_ticket_invoice(ticket(''C003''), %s)', :ann2), 'UQ025', 'C003\) has customer',
    'one of another customer');
select refuses_alike('select tolsel.set_ticket_invoice(ticket(''C002''), %s)', twin_of('invoice'), '987654', 'UB002',
    'another tenant''s invoice');
select refuses_alike(format('select tolsel.set_ticket_invoice(%%s, %s)', :ann), twin_of('ticket'), '987654', 'UQ008',
    'another tenant''s ticket');
select refuses(format('select tolsel.set_ticket_invoice(ticket(''C002''), %s, 2)', :ann), 'UC002', 'tenant 2',
    'another tenant');
select minutes_later(1440) \g /dev/null
reset role;
select tolsel_queue.close_day(branch('Manila'), '2026-03-10', false, 1) \g /dev/null
set role shop_app;
select is((tolsel.set_ticket_invoice(ticket('C002'), :ann2)).invoice_id, :ann2::bigint,
    'an invoice may be written after the day is closed');
select * from finish();
