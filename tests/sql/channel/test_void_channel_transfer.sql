-- A void transfer is back where it left. # S7
\ir office.sql
select plan(20);
set role shop_app;
select tolsel.transfer_between_channels(channel('till'), channel('bank'), 60, '2026-03-08',
    p_request_key => 'near') \g /dev/null
select tolsel.transfer_between_channels(channel('till'), channel('manila'), 10, '2026-03-08', '2026-03-09',
    p_request_key => 'far') \g /dev/null
select is((tolsel.void_channel_transfer(keyed('channel_transfer', 'near'), 'wrong')).void_reason, 'wrong',
    'it is void');
select is(array[holds('till'), holds('bank')], array[-10, 0]::numeric[], 'and back');
select is((tolsel.void_channel_transfer(keyed('channel_transfer', 'near'), 'wrong')).channel_transfer_id,
    keyed('channel_transfer', 'near'), 'repeated, it answers the same');
select is(array[holds('till'), holds('bank')], array[-10, 0]::numeric[], 'and moves nothing more');
select is(topics('channel_transfer', keyed('channel_transfer', 'near')),
    'channel_transfer.completed channel_transfer.voided', 'others are told');
select refuses($$select tolsel.void_channel_transfer(keyed('channel_transfer', 'near'), 'x')$$, 'UH012',
    'voided at .*: wrong', 'another reason');
select refuses($$select tolsel.void_channel_transfer(keyed('channel_transfer', 'far'), 'x', '2026-03-08')$$, 'UH020',
    '2026-03-08, the document 2026-03-09', 'before it arrived');
select refuses($$select tolsel.void_channel_transfer(keyed('channel_transfer', 'far'), 'x', '2026-03-11')$$, 'UH004',
    '2026-03-11', 'tomorrow');
select refuses($$select tolsel.void_channel_transfer(keyed('channel_transfer', 'far'), 'x', 'infinity')$$, 'UC014',
    'infinity', 'never');
select refuses($$select tolsel.void_channel_transfer(keyed('channel_transfer', 'far'), '')$$, 'UC016', 'reason',
    'no reason');
select refuses($$select tolsel.void_channel_transfer(null, 'x')$$, 'UH011', 'null', 'no transfer');
select refuses($$select tolsel.void_channel_transfer(keyed('channel_transfer', 'far'), 'x', p_tenant_id => 2)$$,
    'UC002', 'tenant 2', 'another tenant');
select tolsel.close_day(channel('manila'), '2026-03-09') \g /dev/null
select refuses($$select tolsel.void_channel_transfer(keyed('channel_transfer', 'far'), 'x', '2026-03-09')$$, 'UL007',
    '2026-03-09', 'a closed day');
reset role;
select tolsel.set_clock('2026-03-10 17:00+00') \g /dev/null
set role shop_app;
select is((tolsel.void_channel_transfer(keyed('channel_transfer', 'far'), 'x')).arrival_void_journal_id is not null,
    true, 'one between branches, in two journals');
select is(array[holds('till'), holds('manila'), balance('1060')], array[0, 0, 0]::numeric[],
    'is back, through transit');
select is(book('manila'), '2026-03-09 0 + 10 - 0 10 closed, 2026-03-11 10 + 0 - 10 0', 'each side on its own day');
-- Of two channels the one that is closed longer says on which day it is void.
select tolsel.transfer_between_channels(channel('till'), channel('bank'), 5, '2026-03-09',
    p_request_key => 'half closed') \g /dev/null
select tolsel.close_day(channel('bank'), '2026-03-10') \g /dev/null
select lives_ok($$select tolsel.void_channel_transfer(keyed('channel_transfer', 'half closed'), 'x')$$,
    'one whose other side is closed, on the next day');
set role twin_app;
select tolsel.transfer_between_channels(twin_of('channel')::bigint,
    (tolsel.open_channel('twins bank', 'bank')).channel_id, 1) \g /dev/null
reset role;
select max(channel_transfer_id)::text as twins from tolsel_channel.channel_transfer where tenant_id = 2 \gset
set role shop_app;
select refuses_alike($$select tolsel.void_channel_transfer(%s, 'x')$$, :'twins', '987654', 'UH011',
    'another tenant''s transfer');
set role shop_read;
select throws_ok($$select tolsel.void_channel_transfer(1, 'x')$$, '42501', null, 'a reader voids none');
reset role;
set role shop_app;
select tolsel.open_channel('box', 'cash', p_is_guarded => true) \g /dev/null
select tolsel.transfer_between_channels(channel('till'), channel('box'), 5, p_request_key => 'change') \g /dev/null
select put('box', -5) \g /dev/null
select refuses($$select tolsel.void_channel_transfer(keyed('channel_transfer', 'change'), 'x')$$, 'UL005', 'short by 5',
    'M17 what is spent is not sent back');
select * from finish();
