-- Money moves between channels; between branches it is in transit, each side on its own day.
\ir office.sql
select plan(59);
set role shop_app;
select put('till', 100, '2026-03-01') \g /dev/null
select is(
    (select concat_ws(' ', t.amount, t.left_on, t.arrived_on, t.note, t.arrival_journal_id is null)
     from tolsel.transfer_between_channels(channel('till'), channel('bank'), 60.00, '2026-03-09',
         p_note => 'To the bank', p_metadata => '{"a": 1}', p_request_key => 'one') t),
    '60.00 2026-03-09 2026-03-09 To the bank t', 'within a branch it is one journal');
select is(book('till'), '2026-03-01 0 + 100 - 0 100, 2026-03-09 100 + 0 - 60 40', 'it leaves one book');
select is(book('bank'), '2026-03-09 0 + 60 - 0 60', 'and enters the other');
select is(topics('channel_transfer', keyed('channel_transfer', 'one')), 'channel_transfer.completed',
    'others are told');
select is(
    (tolsel.transfer_between_channels(channel('till'), channel('bank'), 60, null, null, 'To the bank', '{"a": 1}',
            'one')).channel_transfer_id,
    keyed('channel_transfer', 'one'), 'the same request answers with it');
select is(holds('till'), 40::numeric, 'and moves nothing more');
select refuses(format($$select tolsel.transfer_between_channels(%s, 'one')$$, a), 'UC024',
    '''one'' belongs to transfer', 'another content, ' || n)
from unnest(array[
    $$channel('drawer'), channel('bank'), 60, null, null, 'To the bank', '{"a": 1}'$$,
    $$channel('till'), channel('drawer'), 60, null, null, 'To the bank', '{"a": 1}'$$,
    $$channel('bank'), channel('till'), 60, null, null, 'To the bank', '{"a": 1}'$$,
    $$channel('till'), channel('bank'), 61, null, null, 'To the bank', '{"a": 1}'$$,
    $$channel('till'), channel('bank'), 60, '2026-03-08', null, 'To the bank', '{"a": 1}'$$,
    $$channel('till'), channel('bank'), 60, null, '2026-03-10', 'To the bank', '{"a": 1}'$$,
    $$channel('till'), channel('bank'), 60, null, null, null, '{"a": 1}'$$,
    $$channel('till'), channel('bank'), 60, null, null, 'To the bank', '{}'$$]) with ordinality c(a, n);

-- Over night within a branch.
select is(
    (select t.left_on || ' ' || t.arrived_on || ' ' || (t.arrival_journal_id is null)
        from tolsel.transfer_between_channels(channel('till'), channel('bank'), 5, '2026-03-09', '2026-03-10') t),
    '2026-03-09 2026-03-10 false', 'over night it is two journals');
set role shop_read;
select is((select sum(amount) from tolsel.entry where code = '1060' and effective_on <= '2026-03-09'), 5::numeric,
    'in between it is in transit');
set role shop_app;
select is(balance('1060'), 0::numeric, 'and arrives');
-- Between branches: at 17:00 UTC it is tomorrow in Manila.
reset role;
select tolsel.set_clock('2026-03-10 17:00+00') \g /dev/null
set role shop_app;
select is(
    (select t.left_on || ' ' || t.arrived_on || ' ' || (t.arrival_journal_id is null)
        from tolsel.transfer_between_channels(channel('till'), channel('manila'), 10, p_request_key => 'far') t),
    '2026-03-10 2026-03-11 false', 'between branches, each has its own day');
select is(
    (select t.left_on || ' ' || t.arrived_on from tolsel.transfer_between_channels(channel('manila'), channel('till'),
            2) t),
    '2026-03-11 2026-03-10', 'the way back, too, and arrives the day before it left');
select is(array[holds('manila'), holds('till'), balance('1060')], array[8, 27, 0]::numeric[], 'all of it');
select is(
    (select t.arrived_on::date from tolsel.transfer_between_channels(channel('till'), channel('manila'), 1,
            '2026-03-05') t),
    date '2026-03-11', 'what left earlier arrives today, unless it is said');
-- Closed days.
select tolsel.close_day(channel('bank'), '2026-03-10') \g /dev/null
select is(
    (select t.left_on || ' ' || t.arrived_on from tolsel.transfer_between_channels(channel('till'), channel('bank'),
            1) t),
    '2026-03-11 2026-03-11', 'the first day that is open in both');
select refuses($$select tolsel.transfer_between_channels(channel('till'), channel('bank'), 1, '2026-03-10')$$, 'UL007',
    '2026-03-10', 'a day that is closed in one');
select is(
    (select t.left_on || ' ' || t.arrived_on from tolsel.transfer_between_channels(channel('till'), channel('bank'), 1,
            '2026-03-10', '2026-03-11') t),
    '2026-03-10 2026-03-11', 'or over night');

select refuses($$select tolsel.transfer_between_channels(channel('till'), channel('till'), 1)$$, 'UH017', 'Channel',
    'to itself');
select refuses($$select tolsel.transfer_between_channels(channel('till'), channel('dollars'), 1)$$, 'UL004', 'USD; EUR',
    'another currency');
select refuses($$select tolsel.transfer_between_channels(channel('till'), channel('drawer'), 1, '2026-03-10',
            '2026-03-09')$$, 'UC014', 'left on 2026-03-10 and arrived on 2026-03-09', 'arriving before it left');
select refuses($$select tolsel.transfer_between_channels(channel('till'), channel('manila'), 1, '2026-03-10',
            '2026-03-08')$$, 'UC014', 'left on 2026-03-10 and arrived on 2026-03-08', 'between branches too');
select lives_ok($$select tolsel.transfer_between_channels(channel('till'), channel('manila'), 1, '2026-03-10',
            '2026-03-09')$$, 'but for the day between two zones');
select refuses($$select tolsel.transfer_between_channels(channel('till'), channel('drawer'), 1, 'infinity')$$, 'UC014',
    'infinity', 'never');
select refuses($$select tolsel.transfer_between_channels(channel('till'), channel('drawer'), 1, '2026-03-11')$$,
    'UH004', 'The leaving is 2026-03-11', 'tomorrow');
select refuses($$select tolsel.transfer_between_channels(channel('till'), channel('drawer'), 1, null, '2026-04-12')$$,
    'UH004', 'The arrival is 2026-04-12', 'arriving in more than a month');
select refuses($$select tolsel.transfer_between_channels(channel('till'), channel('drawer'), 'NaN')$$, 'UC008', 'NaN',
    'no number');
select refuses($$select tolsel.transfer_between_channels(channel('till'), channel('drawer'), 0)$$, 'UC009', '0',
    'nothing');
select refuses($$select tolsel.transfer_between_channels(channel('till'), channel('drawer'), 0.001)$$, 'UC010', '3',
    'too fine');
select refuses($$select tolsel.transfer_between_channels(channel('till'), channel('drawer'), 1e15)$$, 'UC011', '16',
    'too much');
select refuses($$select tolsel.transfer_between_channels(channel('till'), channel('drawer'), -1)$$, 'UC025', '-1',
    'backwards');
select refuses($$select tolsel.transfer_between_channels(channel('till'), channel('drawer'), 1, p_request_key => '')$$,
    'UC012', '0', 'an empty key');
select refuses($$select tolsel.transfer_between_channels(channel('till'), channel('drawer'), 1, p_metadata => '1')$$,
    'UC013', 'number', 'metadata');
select refuses($$select tolsel.transfer_between_channels(channel('till'), channel('drawer'), 1, p_note => '')$$,
    'UC016', 'note', 'an empty note');
select tolsel.set_channel_active(channel('drawer'), false) \g /dev/null
select refuses($$select tolsel.transfer_between_channels(channel('till'), channel('drawer'), 1)$$, 'UH002', 'drawer',
    'into an inactive channel');
select refuses($$select tolsel.transfer_between_channels(null, channel('till'), 1)$$, 'UH001', 'null', 'from nowhere');
select refuses_alike($$select tolsel.transfer_between_channels(channel('till'), %s, 1)$$, twin_of('channel'), '987654',
    'UH001', 'to another tenant''s channel');
select refuses($$select tolsel.transfer_between_channels(channel('till'), channel('bank'), 1, p_tenant_id => 2)$$,
    'UC002', 'tenant 2', 'another tenant');
reset role;
select refuses($$update tolsel_channel.channel_transfer set amount = 1$$, 'UC015', 'amount', 'it is never changed');
select refuses($$delete from tolsel_channel.channel_transfer$$, 'UC015', 'DELETE', 'nor deleted');
select refuses($$truncate tolsel_channel.channel_transfer cascade$$, 'UC015', 'TRUNCATE', 'nor truncated');
select is((select count(*) from tolsel_channel.channel_transfer), 8::bigint, 'eight are there');
reset role;
set role shop_app;
select tolsel.open_channel('box', 'cash', p_is_guarded => true) \g /dev/null
select refuses($$select tolsel.transfer_between_channels(channel('box'), channel('till'), 0.01)$$, 'UL005',
    'would be short by 0.01', 'M17 out of an empty drawer that is guarded');
-- M18: one call for what arrives tomorrow.
set role shop_app;
select tolsel.open_channel('safe', 'cash'), tolsel.open_channel('night safe', 'cash') \g /dev/null
select put('safe', 80) \g /dev/null
select is((select t.left_on || ' ' || t.arrived_on from tolsel.transfer_between_channels(channel('safe'),
            channel('night safe'), 50, p_arrived_on => '2026-03-12', p_request_key => 'tomorrow') t),
    '2026-03-10 2026-03-12', 'M18 it leaves today and arrives later');
select is(book('safe') || ' / ' || book('night safe'),
    '2026-03-10 0 + 80 - 50 30 / 2026-03-12 0 + 50 - 0 50', 'M18 each day of each book is right');
set role shop_read;
select is((select sum(coalesce(t.debit, 0) - coalesce(t.credit, 0)) from tolsel.list_trial_balance('2026-03-11') t
        where t.code = '1060') - coalesce((select sum(coalesce(t.debit, 0) - coalesce(t.credit, 0))
        from tolsel.list_trial_balance('2026-03-12') t where t.code = '1060'), 0), 50::numeric,
    'M18 until then it is on its way');
create function pg_temp.shown(p_name text) returns numeric language sql as $$
    select trim_scale(c.balance) from tolsel.payment_channel c where c.tenant_id = 1 and c.name = p_name $$;
select is(pg_temp.shown('safe') || ' ' || pg_temp.shown('night safe'), '30 0',
    'M18 neither channel holds it until then');
reset role;
select tolsel.set_clock('2026-03-11 23:00+00') \g /dev/null
set role shop_read;
select is(pg_temp.shown('night safe'), 50::numeric, 'M18 the day it arrives, by the clock of the branch');
reset role;
select tolsel.set_clock('2026-03-10 17:00+00') \g /dev/null
set role shop_app;
select is((tolsel.void_channel_transfer(keyed('channel_transfer', 'tomorrow'), 'not sent')).void_reason, 'not sent',
    'M18 and can be taken back before it arrives');
select refuses($$select tolsel.transfer_between_channels(channel('safe'), channel('night safe'), 50,
        p_arrived_on => '2026-03-12', p_request_key => 'tomorrow')$$, 'UB032', 'which is void: not sent',
    'M18 of which a repeat says so');
set role shop_read;
select is(pg_temp.shown('safe') || ' ' || pg_temp.shown('night safe'), '80 0', 'M18 then it never arrives');
select is(pg_temp.shown('manila'), (select trim_scale(t.closing_balance) from tolsel.list_channel_totals('2026-03-11') t
    where t.name = 'manila'), 'M18 what has arrived in a branch a day ahead is there');
set role shop_app;
select refuses($$select tolsel.transfer_between_channels(channel('safe'), channel('night safe'), 1,
            p_arrived_on => '2026-04-11')$$, 'UH004', '2026-04-11', 'M18 not in a month and a day');
select * from finish();
