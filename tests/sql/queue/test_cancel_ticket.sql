\ir office.sql
select plan(12);
set role shop_app;
select set_stage() \g /dev/null
select close_yesterday() \g /dev/null
select * from refusals('cancel_ticket({ticket}{tenant})', 'UC002 UQ008 UQ014');
select refuses($$select tolsel.cancel_ticket(ticket('C001'), '')$$, 'UC016', 'reason', 'an empty reason');
select is((select concat_ws(' ', t.state, t.remarks) from tolsel.cancel_ticket(ticket('C001'), 'In a hurry') t),
    'cancelled In a hurry', 'one who is called leaves');
select is((tolsel.cancel_ticket(ticket('C001'), 'Again')).remarks, 'In a hurry', 'once more, nothing happens');
select join_as('Cash'), join_as('Cash') \g /dev/null
select is(next_at('1'), 'C003', 'the counter is free');
select is((tolsel.cancel_ticket(ticket('C004'))).state, 'cancelled', 'one who waits leaves');
select tolsel.park_ticket(ticket('C003'), counter('1'), 5) \g /dev/null
select is((select concat_ws(' ', t.state, t.returns_at) from tolsel.cancel_ticket(ticket('C003')) t), 'cancelled',
    'one who is parked leaves');
select join_as('Cash'), next_at('1') \g /dev/null
select tolsel.start_service(ticket('C005'), counter('1')) \g /dev/null
select refuses($$select tolsel.cancel_ticket(ticket('C005'))$$, 'UQ009', 'is serving',
    'one who is being served does not');
select is((refusal_of($$select tolsel.cancel_ticket(ticket('C005'))$$)).hint,
    'tolsel.ticket_transition lists what may happen in which state.', 'the way out');
select is(counted() ~ 'cancelled_count 4.*reset_cancelled_count 1', true,
    'each counts, apart from those of the closing');
select * from finish();
