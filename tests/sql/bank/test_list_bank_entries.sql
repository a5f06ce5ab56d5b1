-- G11: what the bank has booked, matched and not.
\ir payments.sql
select plan(6);
set role shop_app;
select tell('[{"amount": "100"}, {"amount": "-4"}, {"amount": "0"}]') \g /dev/null
select tolsel.match_invoices(detail(1), customer('A1')) \g /dev/null
select is((select string_agg(trim_scale(e.amount)::text, ', ')
        from tolsel.list_bank_entries(channel('bank'), '2026-03-01', '2026-03-31') e), '100, -4, 0', 'all');
select is((select string_agg(trim_scale(e.amount)::text, ', ')
        from tolsel.list_bank_entries(channel('bank'), '2026-03-01', '2026-03-31', true) e), '-4',
    'open ones: what moved nothing waits for nobody');
select is((select string_agg(trim_scale(e.amount)::text, ', ')
        from tolsel.list_bank_entries(channel('bank'), '2026-03-01', '2026-03-31', false) e), '100', 'matched ones');
select refuses($$select * from tolsel.list_bank_entries(channel('bank'), '2026-03-09', '2026-03-01')$$, 'UC014', 'From',
    'days in the wrong order');
select refuses($$select * from tolsel.list_bank_entries(channel('till'), '2026-03-01', '2026-03-09')$$, 'UK001',
    'no bank account', 'a drawer');
select refuses($$select * from tolsel.list_bank_entries(channel('bank'), '2026-03-01', '2026-03-09', null, 2)$$,
    'UC002', 'tenant 2', 'another tenant');
select * from finish();
