-- S12 C9: the daily books are made anew from the entries, any time, with the same result.
\ir office.sql
select plan(17);
set role shop_app;
select put('till', 100, '2026-03-07'), put('till', -30, '2026-03-08'), put('bank', 7, '2026-03-08') \g /dev/null
set role shop_admin;
select is_empty('select * from tolsel.rebuild_daily_ledger()', 'the books agree with the entries');
reset role;
update tolsel_ledger.daily_total set debit_amount = debit_amount + 5
    where account_id = account_of('channel:' || channel('till')) and effective_on = '2026-03-07';
delete from tolsel_ledger.daily_total where account_id = account_of('channel:' || channel('bank'));
set role shop_admin;
select results_eq(
    $$select channel_id, business_date, entry_count_off_by, in_off_by, out_off_by from tolsel.rebuild_daily_ledger()
        order by business_date$$,
    $$select channel('till'), date '2026-03-07', 0::bigint, 5::numeric, 0::numeric union all select channel('bank'),
        '2026-03-08', -1, -7, 0$$, 'what is off is listed');
select is((select count(*) from tolsel.rebuild_daily_ledger(channel('till'))), 1::bigint, 'of one channel');
select is((select count(*) from tolsel.rebuild_daily_ledger(p_from_on => '2026-03-08')), 1::bigint, 'from a day');
select is((select count(*) from tolsel.rebuild_daily_ledger(p_to_on => '2026-03-07')), 1::bigint, 'to a day');
select is((select array_agg(c.channel_id) from (select channel_id from tolsel.rebuild_daily_ledger()) c),
    array[channel('till'), channel('bank')], 'in the order of their accounts, in which all lock them');
select is((select count(*) from tolsel.rebuild_daily_ledger()), 2::bigint, 'a dry run mends nothing');
select is((select count(*) from tolsel.rebuild_daily_ledger(channel('till'), p_is_dry_run => false)), 1::bigint,
    'one channel is mended');
select is((select count(*) from tolsel.rebuild_daily_ledger(p_is_dry_run => false)), 1::bigint, 'then all');
select is((select count(*) from tolsel.rebuild_daily_ledger(p_is_dry_run => false)), 0::bigint,
    'a second run finds nothing');
-- S13
set role shop_app;
select put('till', 1, '2026-03-09') \g /dev/null
select is(book('till'), '2026-03-07 0 + 100 - 0 100, 2026-03-08 100 + 0 - 30 70, 2026-03-09 70 + 1 - 0 71',
    'later movements count by themselves');
set role shop_admin;
select refuses($$select tolsel.rebuild_daily_ledger(p_from_on => 'infinity')$$, 'UC014', 'infinity',
    'a day that never comes');
select refuses($$select tolsel.rebuild_daily_ledger(p_to_on => '1899-01-01')$$, 'UC014', '1899', 'a day before all');
select refuses($$select tolsel.rebuild_daily_ledger(987654)$$, 'UH001', '987654', 'no channel');
select refuses_alike($$select tolsel.rebuild_daily_ledger(%s)$$, twin_of('channel'), '987654', 'UH001',
    'another tenant''s channel');
select refuses($$select tolsel.rebuild_daily_ledger(p_tenant_id => 2)$$, 'UC002', 'tenant 2', 'another tenant');
set role shop_app;
select throws_ok($$select tolsel.rebuild_daily_ledger()$$, '42501', null, 'an application rebuilds nothing');
select * from finish();
