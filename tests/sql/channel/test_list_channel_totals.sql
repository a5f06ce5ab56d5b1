-- G14: what every channel did on a day.
\ir office.sql
select plan(11);
set role shop_app;
select put('till', 100, '2026-03-07'), put('till', -30, '2026-03-08'), put('till', 9, '2026-03-09'),
    put('bank', 7, '2026-03-08'), put('manila', 2, '2026-03-08') \g /dev/null
select tolsel.close_day(channel('till'), '2026-03-08', 71) \g /dev/null
select results_eq(
    $$select concat_ws(' ', name, kind, currency, opening_balance, in_amount, out_amount, closing_balance, entry_count,
    is_closed, counted_amount, difference_amount)
      from tolsel.list_channel_totals('2026-03-08') order by name$$,
    $$values ('bank bank EUR 0.00 7.00 0.00 7.00 1 f'), ('dollars cash USD 0.00 0.00 0.00 0.00 0 f'),
    ('drawer cash EUR 0.00 0.00 0.00 0.00 0 f'),
        ('manila cash EUR 0.00 2.00 0.00 2.00 1 f'), ('till cash EUR 100.00 1.00 30.00 71.00 2 t 71.00 1.00')$$,
            'all channels, those that did nothing too');
select is((select string_agg(name, ' ') from tolsel.list_channel_totals('2026-03-08', branch('Manila'))), 'manila',
    'of one branch');
select is((select sum(closing_balance) from tolsel.list_channel_totals('2026-12-31') where currency = 'EUR'),
    (select sum(holds(n)) from unnest(array['till', 'bank', 'drawer', 'manila']) n), 'they end with what they hold');
-- C6: the channels are the cash accounts.
set role shop_read;
select results_eq(
    $$select a.currency, sum(b.balance) from tolsel.account a join tolsel.account_balance b using (account_id)
      where a.parent_account_id in (select account_id from tolsel.account where purpose = 'cash_and_banks')
          and a.managed_by = 'channel' group by 1 order by 1$$,
    $$select currency, sum(closing_balance) from tolsel.list_channel_totals('2199-12-31') group by 1 order by 1$$,
    'sum of the channels = cash accounts');
set role shop_app;
select is((select string_agg(name || closing_balance, ' ') from tolsel.list_channel_totals('2026-03-01')
        where closing_balance <> 0), null, 'before the first day there is nothing');
select refuses($$select tolsel.list_channel_totals(null)$$, 'UC014', 'null', 'no day');
select refuses($$select tolsel.list_channel_totals('infinity')$$, 'UC014', 'infinity', 'never');
select refuses_alike($$select tolsel.list_channel_totals('2026-03-08', %s)$$, twin_of('branch'), '987654', 'UC018',
    'another tenant''s branch');
select refuses($$select tolsel.list_channel_totals('2026-03-08', p_tenant_id => 2)$$, 'UC002', 'tenant 2',
    'another tenant');
set role shop_admin;
select tolsel.reopen_day(channel('till'), '2026-03-08', 'miscounted') \g /dev/null
set role shop_app;
select tolsel.close_day(channel('till'), '2026-03-08', 70) \g /dev/null
select is((select string_agg(name || ' ' || counted_amount, ', ') from tolsel.list_channel_totals('2026-03-08')
        where is_closed), 'till 70.00', 'a closing that was reopened is none');
set role twin_app;
select is((select count(*) from tolsel.list_channel_totals('2026-03-08')), 1::bigint, 'another tenant has its own');
select * from finish();
