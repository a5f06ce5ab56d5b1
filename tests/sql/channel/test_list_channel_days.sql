-- G14 C2 C3: opening + in - out = closing on each day, and each day opens as the one before closed.
\ir office.sql
select plan(12);
set role shop_app;
select put('till', 100, '2026-03-01'), put('till', -30, '2026-03-03'), put('till', 5, '2026-03-03') \g /dev/null
select tolsel.close_day(channel('till'), '2026-03-02', 100),
    tolsel.close_day(channel('till'), '2026-03-03', 74) \g /dev/null
select put('till', 1, '2026-03-05') \g /dev/null
select results_eq(
    $$select concat_ws(' ', business_date, opening_balance, in_amount, out_amount, closing_balance, entry_count,
    is_closed, counted_amount, difference_amount)
      from tolsel.list_channel_days(channel('till'), '2026-03-01', '2026-03-10')$$,
    $$values ('2026-03-01 0.00 100.00 0.00 100.00 1 t'), ('2026-03-02 100.00 0.00 0.00 100.00 0 t 100.00 0.00'),
    ('2026-03-03 100.00 5.00 31.00 74.00 3 t 74.00 -1.00'),
        ('2026-03-05 74.00 1.00 0.00 75.00 1 f')$$,
    'the days with a movement or a closing');
select results_eq(
    $$select business_date, opening_balance from tolsel.list_channel_days(channel('till'), '2026-03-04',
            '2026-03-05')$$,
    $$values (date '2026-03-05', 74::numeric)$$, 'it opens with what came before');
select is_empty($$select * from tolsel.list_channel_days(channel('bank'), '1900-01-01', '2199-12-31')$$,
    'C3 a channel without movements has no days');
set role shop_read;
select is_empty(
    $$(select business_date, opening_balance, in_amount, out_amount, closing_balance, entry_count,
    counted_amount::numeric, difference_amount, is_closed
       from tolsel.list_channel_days(channel('till'), '1900-01-01', '2199-12-31') where entry_count > 0)
      except all
      (select business_date, opening_balance, in_amount, out_amount, closing_balance, entry_count, counted_amount,
          difference_amount, is_closed
       from tolsel.payment_channel_daily_ledger)$$, 'the view tells the same');
select is((select count(*) from tolsel.payment_channel_daily_ledger), 3::bigint, 'of each day that had a movement');
select is_empty(
    $$select * from (select d.*, lag(d.closing_balance, 1, 0::numeric) over (partition by d.channel_id
        order by d.business_date) as previous
      from tolsel.payment_channel_daily_ledger d) q
          where opening_balance <> previous or closing_balance <> opening_balance + in_amount - out_amount$$,
    'each day follows on the one before');
set role shop_app;
select refuses($$select tolsel.list_channel_days(channel('till'), '2026-03-02', '2026-03-01')$$, 'UC014',
    'From 2026-03-02', 'backwards');
select refuses($$select tolsel.list_channel_days(channel('till'), null, '2026-03-01')$$, 'UC014', 'null',
    'from no day');
select refuses($$select tolsel.list_channel_days(channel('till'), '2026-03-01', 'infinity')$$, 'UC014', 'infinity',
    'for ever');
select refuses($$select tolsel.list_channel_days(null, '2026-03-01', '2026-03-01')$$, 'UH001', 'null', 'no channel');
select refuses_alike($$select tolsel.list_channel_days(%s, '2026-03-01', '2026-03-01')$$, twin_of('channel'), '987654',
    'UH001', 'another tenant''s channel');
select refuses($$select tolsel.list_channel_days(channel('till'), '2026-03-01', '2026-03-01', 2)$$, 'UC002', 'tenant 2',
    'another tenant');
select * from finish();
