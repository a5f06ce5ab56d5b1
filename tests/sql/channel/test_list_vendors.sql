-- M10 M3: the vendors with what they are owed, found by number or name, as it was at the end of any day.
\ir vendors.sql
select plan(15);
set role shop_app;
select tolsel.open_vendor('Wool 100%'), tolsel.open_vendor('Z_b\c'),
    tolsel.record_vendor_bill(vendor('Roaster'), 'B-2', 7, account_of('6000'), '2026-02-01', '2026-02-20')
    \g /dev/null
create function pg_temp.said(p_search text default null, p_on date default null) returns text language sql
as $$ select string_agg(concat_ws(' ', name, currency, trim_scale(balance), trim_scale(paid_ahead_amount),
        trim_scale(overdue_amount), days_overdue, payment_count,
        coalesce(trim_scale(average_payment_amount)::text, '-'),
        coalesce(last_payment_on::text, '-')), ', ') from tolsel.list_vendors(p_search, p_on => p_on) $$;
set role shop_read;
select is(pg_temp.said('Roaster'), 'Roaster EUR 47 60 7 18 1 60 2026-03-01',
    'balance, paid ahead, overdue, and how it is paid');
select is(pg_temp.said('Importer'), 'Importer USD 0 0 0 0 0 - -', 'nothing');
select is(pg_temp.said((select vendor_id from tolsel.vendor where name = 'Roaster')::text), pg_temp.said('Roaster'),
    'by id');
select is(pg_temp.said('Roas'), pg_temp.said('Roaster'), 'by the beginning of the name');
select is(pg_temp.said('oaster'), null, 'which is not within it');
select is(pg_temp.said('%'), null, 'and no pattern');
select results_eq($$select name from tolsel.list_vendors('Wool 100%') union all select name
        from tolsel.list_vendors('Z_b\c')$$, $$values ('Wool 100%'), ('Z_b\c')$$, 'nor is any part of it');
select is((select count(*) from tolsel.list_vendors()), 4::bigint, 'all, those of another tenant left out');
select is((select string_agg(name, ', ') from tolsel.list_vendors(p_limit => 2)), 'Importer, Roaster',
    'by name, so many of them');
select is(pg_temp.said('Roaster', '2026-02-28'), 'Roaster EUR 7 0 7 8 0 - -', 'M3 before it was paid');
select is(pg_temp.said('Roaster', '2026-03-01'), 'Roaster EUR -53 60 7 9 1 60 2026-03-01', 'M3 paid ahead');
set role shop_app;
select tolsel.void_vendor_payment(pay('ahead'), 'bounced', '2026-03-06') \g /dev/null
set role shop_read;
select is(pg_temp.said('Roaster', '2026-03-05'), 'Roaster EUR 47 60 7 13 1 60 2026-03-01',
    'M3 a void counts for its own day');
select is(pg_temp.said('Roaster'), 'Roaster EUR 107 0 7 18 0 - -', 'and from then on');
select refuses($$select * from tolsel.list_vendors(p_on => 'infinity')$$, 'UC014', 'infinity', 'no day');
select refuses('select * from tolsel.list_vendors(p_tenant_id => 2)', 'UC002', 'tenant 2', 'another tenant');
select * from finish();
