-- S15: an inactive channel takes nothing new, and can be emptied.
\ir office.sql
select plan(14);
set role shop_app;
select put('drawer', 50, p_key => 'before') \g /dev/null
select is((tolsel.set_channel_active(channel('drawer'), false)).is_active, false, 'it is deactivated');
select is((tolsel.set_channel_active(channel('drawer'), null)).is_active, false, 'null is no');
select refuses($$select put('drawer', 1)$$, 'UH002', 'drawer', 'no entry');
select refuses($$select tolsel.pay_vendor(vendor('Roaster'), 1, 'cash', channel('drawer'))$$, 'UH002', 'drawer',
    'no payment');
select refuses($$select tolsel.transfer_between_channels(channel('till'), channel('drawer'), 1)$$, 'UH002', 'drawer',
    'no transfer into it');
select is(put('drawer', 50, p_key => 'before'), keyed('daily_entry', 'before'), 'a repeated request is answered');
select lives_ok($$select tolsel.transfer_between_channels(channel('drawer'), channel('till'), 20)$$,
    'what it holds can be taken out');
select lives_ok($$select tolsel.void_daily_entry(keyed('daily_entry', 'before'), 'x')$$, 'what was done can be voided');
select lives_ok($$select tolsel.close_day(channel('drawer'), '2026-03-10', -20)$$, 'its days can be closed');
select is((tolsel.set_channel_active(channel('drawer'), true)).is_active, true, 'it is activated again');
select lives_ok($$select put('drawer', 1)$$, 'and takes money');
select refuses($$select tolsel.set_channel_active(null, true)$$, 'UH001', 'null', 'no channel');
select refuses_alike('select tolsel.set_channel_active(%s, true)', twin_of('channel'), '987654', 'UH001',
    'another tenant''s channel');
select refuses($$select tolsel.set_channel_active(channel('drawer'), true, 2)$$, 'UC002', 'tenant 2', 'another tenant');
select * from finish();
