-- M17: a drawer may not go below nothing, whatever is asked for.
\ir office.sql
select plan(22);
set role shop_app;
select tolsel.open_channel('box', 'cash', p_is_guarded => true) \g /dev/null
select refuses($$select put('box', -0.01)$$, 'UL005', 'box.* has 0(\.00)? EUR available and would be short by 0.01',
    'nothing is taken out of an empty drawer');
select put('box', 20, p_key => 'float') \g /dev/null
select refuses($$select tolsel.pay_vendor(vendor('Roaster'), 20.01, 'cash', channel('box'))$$, 'UL005',
    'has 20(\.00)? EUR available and would be short by 0.01', 'nor more than is there');
select refuses($$select tolsel.transfer_between_channels(channel('box'), channel('till'), 20.01)$$, 'UL005',
    'short by 0.01', 'nor moved elsewhere');
select lives_ok($$select tolsel.pay_vendor(vendor('Roaster'), 20, 'cash', channel('box'), p_request_key => 'all')$$,
    'all that is there');
select refuses($$select tolsel.void_daily_entry(keyed('daily_entry', 'float'), 'x')$$, 'UL005', 'short by 20',
    'what is spent is not taken back');
select is(holds('box'), 0::numeric, 'it holds nothing');
select tolsel.transfer_between_channels(channel('till'), channel('box'), 5, p_request_key => 'change') \g /dev/null
select put('box', -5) \g /dev/null
select refuses($$select tolsel.void_channel_transfer(keyed('channel_transfer', 'change'), 'x')$$, 'UL005', 'short by 5',
    'nor sent back');
select tolsel.pay_vendor(vendor('Roaster'), 3, 'cash', channel('till'), p_request_key => 'ahead'),
    tolsel.record_vendor_refund(keyed('vendor_payment', 'ahead'), 3, 'cash', channel('box'), 'x',
        p_request_key => 'back') \g /dev/null
select put('box', -3) \g /dev/null
select refuses($$select tolsel.void_vendor_refund(keyed('vendor_refund', 'back'), 'x')$$, 'UL005', 'short by 3',
    'nor a refund that is spent');
select is((select count(*) from tolsel.list_channel_days(channel('box'), '2026-03-10', '2026-03-10')), 1::bigint,
    'its book is kept');
select lives_ok($$select tolsel.close_day(channel('box'), '2026-03-10', 0)$$, 'and its day closed');
select is((tolsel.set_channel_guarded(channel('box'), null)).name, 'box', 'it is let');
select lives_ok($$select put('box', -1)$$, 'and goes below');
select refuses($$select tolsel.set_channel_guarded(channel('box'), true)$$, 'UL005', 'short by 1',
    'not guarded before that is mended');
select put('box', 1) \g /dev/null
select is((tolsel.set_channel_guarded(channel('box'), true)).name, 'box', 'guarded again');
set role shop_read;
select is((select string_agg(c.name, ', ') from tolsel.payment_channel c where c.is_guarded), 'box', 'others are not');
set role shop_app;
select refuses($$select tolsel.set_channel_guarded(channel('till'), true)$$, 'UL013', '8 slots',
    'a channel of many slots is not');
select refuses($$select tolsel.open_channel('x', 'cash', p_slots => 2, p_is_guarded => true)$$, 'UL013',
    '2 slots', 'nor opened so');
select refuses($$select tolsel.set_channel_guarded(null, true)$$, 'UH001', 'null', 'no channel');
select refuses_alike('select tolsel.set_channel_guarded(%s, true)', twin_of('channel'), '987654', 'UH001',
    'another tenant''s channel');
select refuses($$select tolsel.set_channel_guarded(channel('box'), true, 2)$$, 'UC002', 'tenant 2', 'another tenant');
reset role;
select throws_ok($$update tolsel_ledger.balance set balance = -1
    where account_id = (select account_id from tolsel_channel.payment_channel where name = 'box')$$, '23514', null,
    'a constraint holds it');
select is(
    (select array_agg(detail ->> 'is_guarded' order by activity_id) from tolsel_core.activity_log
     where action = 'set_channel_guarded'), array['false', 'true'], 'each setting is logged');
select * from finish();
