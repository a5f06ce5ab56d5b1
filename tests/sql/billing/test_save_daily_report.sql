-- S36 S37: the report of a branch's day is worked out from the books.
\ir quarter.sql
select plan(17);
set role shop_app;
select results_eq(
    $$select income_amount::numeric, expense_amount::numeric, counted_amount::numeric, note, login
        from tolsel.save_daily_report(1, '2026-03-31')$$,
    -- Income: 120 - 20 - 250 that bounced; expense: the bakery 30, stamps 7.
    $$values (-150.0, 37.0, null::numeric, null, 'shop_app')$$, 'income and expense of the day');
select is((select d.channel_totals -> 'Till' from tolsel.get_daily_report(1, '2026-03-31') d),
    '{"opening": 400, "in": 170, "out": 57, "closing": 513, "currency": "EUR"}'::jsonb, 'what each channel did');
select is((select d.method_totals::jsonb from tolsel.get_daily_report(1, '2026-03-31') d),
    '{"cash": {"count": 1, "amount": 120, "refunded": 20}, "cheque": {"count": 0, "amount": -250,
        "refunded": 0}}'::jsonb, 'and each method');
select results_eq(
    $$select counted_amount::numeric, note from tolsel.save_daily_report(1, '2026-03-31', 513, 'all there')$$,
    $$values (513.0, 'all there')$$, 'S37 saved again, it takes the place of the one before');
select is((select count(*) from tolsel.list_daily_reports()), 1::bigint, 'there is one');
select tolsel.record_daily_entry(channel_of('Till'), 'out', 3, account_of('6000'), 'tea', '2026-03-31') \g /dev/null
select is((select d.expense_amount::numeric from tolsel.get_daily_report(1, '2026-03-31') d), 37.0,
    'a report is a picture: it stays as it was saved');
select is((tolsel.save_daily_report(1, '2026-03-31')).expense_amount::numeric, 40.0, 'until it is saved again');
select tolsel.close_day(channel_of('Till'), '2026-03-31', 505) \g /dev/null
select is((tolsel.save_daily_report(1, '2026-03-31')).counted_amount::numeric, 505.0,
    'the closing of the day says what was counted');
select is((tolsel.save_daily_report(1, '2026-03-31', 0)).counted_amount::numeric, 0.0, 'unless the report does');

select refuses($$select tolsel.save_daily_report(1, '2026-04-01')$$, 'UH004', '2026-04-01', 'a day that lies ahead');
select refuses($$select tolsel.save_daily_report(1, null)$$, 'UC014', 'null', 'S36 no day');
select refuses($$select tolsel.save_daily_report(null, '2026-03-31')$$, 'UC018', 'null', 'no branch');
select refuses($$select tolsel.save_daily_report(1, '2026-03-31', 'NaN')$$, 'UC008', 'NaN',
    'a count that is no number');
select refuses($$select tolsel.save_daily_report(1, '2026-03-31', 0.001)$$, 'UC010', '3 decimals',
    'a count finer than a cent');
select refuses($$select tolsel.save_daily_report(1, '2026-03-31', 1e15)$$, 'UC011', '16 digits', 'a count too large');
select refuses($$select tolsel.save_daily_report(1, '2026-03-31', p_note => ' ')$$, 'UC016', 'note', 'a blank note');
select refuses($$select tolsel.save_daily_report(1, '2026-03-31', p_tenant_id => 2)$$, 'UC002', 'tenant 2',
    'another tenant');
select * from finish();
