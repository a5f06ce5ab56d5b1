-- G11: what the book has and no bank has told of.
\ir payments.sql
select plan(4);
set role shop_app;
select tolsel.record_payment(customer('A1'), 40, 'card', channel('bank'), '{}', p_surplus => 'keep',
    p_paid_on => '2026-03-08') \g /dev/null
select is((select string_agg(u.posted_on || ' ' || trim_scale(u.amount), ', ')
        from tolsel.list_unmatched_postings(channel('bank'), '2026-03-01', '2026-03-31') u), '2026-03-08 40',
    'a payment');
select refuses($$select * from tolsel.list_unmatched_postings(channel('bank'), '2026-03-09', '2026-03-01')$$, 'UC014',
    'From', 'days in the wrong order');
select refuses($$select * from tolsel.list_unmatched_postings(channel('till'), '2026-03-01', '2026-03-09')$$, 'UK001',
    'no bank account', 'a drawer');
select refuses($$select * from tolsel.list_unmatched_postings(channel('bank'), '2026-03-01', '2026-03-09', 2)$$,
    'UC002', 'tenant 2', 'another tenant');
select * from finish();
