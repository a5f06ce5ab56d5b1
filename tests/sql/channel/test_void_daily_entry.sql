-- A void entry is taken back on the channel's day. # S7
\ir office.sql
select plan(20);
set role shop_app;
select put('till', 50, '2026-03-08', 'a'), put('till', -20, '2026-03-09', 'b') \g /dev/null
select is((tolsel.void_daily_entry(keyed('daily_entry', 'a'), 'mistyped')).void_reason, 'mistyped', 'it is void');
select is(book('till'), '2026-03-08 0 + 50 - 0 50, 2026-03-09 50 + 0 - 20 30, 2026-03-10 30 + 0 - 50 -20',
    'it is taken back today');
select is(topics('daily_entry', keyed('daily_entry', 'a')), 'daily_entry.recorded daily_entry.voided',
    'others are told');
select is((tolsel.void_daily_entry(keyed('daily_entry', 'a'), 'mistyped')).daily_entry_id, keyed('daily_entry', 'a'),
    'repeated, it answers the same');
select is(holds('till'), -20::numeric, 'and takes nothing more back');
select refuses($$select tolsel.void_daily_entry(keyed('daily_entry', 'a'), 'x')$$, 'UH012', 'voided at .*: mistyped',
    'another reason');
select is((tolsel.void_daily_entry(keyed('daily_entry', 'b'), 'x', '2026-03-09')).void_reason, 'x',
    'or on the day it was');
select is(holds('till'), 0::numeric, 'both are undone');
select put('till', 5, '2026-03-09', 'c') \g /dev/null
select refuses($$select tolsel.void_daily_entry(keyed('daily_entry', 'c'), 'x', '2026-03-08')$$, 'UH020',
    '2026-03-08, the document 2026-03-09', 'before its day');
select refuses($$select tolsel.void_daily_entry(keyed('daily_entry', 'c'), 'x', '2026-03-11')$$, 'UH004', '2026-03-11',
    'tomorrow');
select refuses($$select tolsel.void_daily_entry(keyed('daily_entry', 'c'), 'x', 'infinity')$$, 'UC014', 'infinity',
    'never');
select refuses($$select tolsel.void_daily_entry(keyed('daily_entry', 'c'), '')$$, 'UC016', 'reason', 'no reason');
select refuses($$select tolsel.void_daily_entry(null, 'x')$$, 'UH010', 'null', 'no entry');
select refuses($$select tolsel.void_daily_entry(keyed('daily_entry', 'c'), 'x', p_tenant_id => 2)$$, 'UC002',
    'tenant 2', 'another tenant');
select tolsel.close_day(channel('till'), '2026-03-09') \g /dev/null
select refuses($$select tolsel.void_daily_entry(keyed('daily_entry', 'c'), 'x', '2026-03-09')$$, 'UL007', '2026-03-09',
    'a closed day');
select lives_ok($$select tolsel.void_daily_entry(keyed('daily_entry', 'c'), 'x')$$,
    'an entry of a closed day is voided later');
select tolsel.open_account('budget', 'Budget', 'liability', p_credit_limit => 0) \g /dev/null
select tolsel.record_daily_entry(channel('till'), 'in', 9, account_of('budget'), 'x', p_request_key => 'd') \g /dev/null
select tolsel.post_journal(
    '[{"account_code": "budget", "amount": 9}, {"account_code": "3000", "amount": -9}]') \g /dev/null
select refuses($$select tolsel.void_daily_entry(keyed('daily_entry', 'd'), 'x')$$, 'UL005', 'short by 9',
    'from an account that has spent it');
select refuses($$select tolsel.reverse_journal(
            (tolsel.record_daily_entry(channel('till'), 'in', 1, account_of('3000'), 'x')).journal_id)$$, 'UL006',
    'channel', 'its journal is not reversed past it');
set role twin_app;
select tolsel.record_daily_entry(twin_of('channel')::bigint, 'in', 1, twin_of('3000')::bigint, 'x') \g /dev/null
reset role;
select max(daily_entry_id)::text as twins from tolsel_channel.daily_entry where tenant_id = 2 \gset
set role shop_app;
select refuses_alike($$select tolsel.void_daily_entry(%s, 'x')$$, :'twins', '987654', 'UH010',
    'another tenant''s entry');
set role shop_read;
select throws_ok($$select tolsel.void_daily_entry(1, 'x')$$, '42501', null, 'a reader voids none');
select * from finish();
