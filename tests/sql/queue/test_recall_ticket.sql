-- Q1 Q8: a repeated call is a further entry on the board, and changes no wait.
\ir office.sql
select plan(14);
set role shop_app;
select set_stage() \g /dev/null
select minutes_later(1) \g /dev/null
select is((select concat_ws(' ', t.wait_ms, t.call_count)
        from tolsel.recall_ticket(ticket('C001'), counter('1'), 'k') t), '0 1', 'the wait ended with the first call');
select is((tolsel.recall_ticket(ticket('C001'), counter('1'), 'k')).token, 'C001', 'the same request answers with it');
select is((tolsel.recall_ticket(ticket('C001'), counter('1'))).token, 'C001', 'another is another call');
select is((select string_agg(concat_ws(' ', c.call_no, c.token, c.is_repeated), ', ')
        from tolsel.list_calls(branch('Manila')) c),
    '1 C001 f, 2 C001 t, 3 C001 t', 'each of them shows');
select is(counted(), 'called_count 1, cancelled_count 1, joined_count 3, recalled_count 2', 'and is counted');
select refuses($$select tolsel.recall_ticket(ticket('C001'), counter('2'), 'k')$$, 'UC024', 'of C001',
    'another counter');
select refuses($$select tolsel.recall_ticket(ticket('C001'), counter('1'), '')$$, 'UC012', '0', 'an empty key');
select close_yesterday() \g /dev/null
select * from refusals('recall_ticket({ticket}, {counter}{tenant})', 'UC002 UQ006 UQ008 UQ009 UQ011 UQ014');
select tolsel.start_service(ticket('C001'), counter('1')) \g /dev/null
select refuses($$select tolsel.recall_ticket(ticket('C001'), counter('1'))$$, 'UQ009', 'is serving',
    'one who is being served');
select * from finish();
