-- M10: what a vendor was owed, line by line.
\ir vendors.sql
select plan(6);
select tolsel.record_vendor_refund(pay('ahead'), 20, 'cash', channel('till'), 'too much', '2026-03-08',
    p_request_key => 'one'), tolsel.void_vendor_refund(refund('one'), 'bounced', '2026-03-09'),
    tolsel.record_vendor_credit_note(vendor('Roaster'), 'C-1', 9, account_of('6000')),
    tolsel.record_vendor_bill(vendor('Roaster'), 'B-2', 8, account_of('6000')) \g /dev/null
select tolsel.void_vendor_bill(bill('B-2'), 'not ours') \g /dev/null
set role shop_read;
select results_eq(
    $$select kind, effective_on, document, trim_scale(amount), trim_scale(balance), due_on, reason
        from tolsel.list_vendor_statement(vendor('Roaster'), '2026-03-02', '2026-03-10')$$,
    $$values ('opening', date '2026-03-02', null, null::numeric, -60::numeric, null::date, null),
        ('line', '2026-03-05', 'vendor_bill', 100, 40, '2026-03-31', null),
        ('line', '2026-03-08', 'vendor_refund', 20, 60, null, 'too much'),
        ('line', '2026-03-09', 'vendor_refund', -20, 40, null, 'bounced'),
        ('line', '2026-03-10', 'vendor_credit_note', -9, 31, null, null),
        ('line', '2026-03-10', 'vendor_bill', 8, 39, '2026-03-10', null),
        ('line', '2026-03-10', 'vendor_bill', -8, 31, null, 'not ours'),
        ('closing', '2026-03-10', null, 91, 31, null, null)$$,
    'each document, and what was owed after it');
select is((select string_agg(document || ' ' || trim_scale(balance), ' ')
        from tolsel.list_vendor_statement(vendor('Roaster'), '2026-03-01', '2026-03-01') where kind = 'line'),
    'vendor_payment -60', 'a payment');
select is((select string_agg(kind || ' ' || trim_scale(balance), ' ')
        from tolsel.list_vendor_statement(vendor('Importer'), '2026-03-01', '2026-03-01')), 'opening 0 closing 0',
    'nothing');
select refuses($$select * from tolsel.list_vendor_statement(vendor('Roaster'), '2026-03-02', '2026-03-01')$$, 'UC014',
    'From', 'no period');
select refuses($$select * from tolsel.list_vendor_statement(987654, '2026-03-02', '2026-03-02')$$, 'UH007', '987654',
    'no vendor');
select refuses($$select * from tolsel.list_vendor_statement(vendor('Roaster'), '2026-03-02', '2026-03-02', 2)$$,
    'UC002', 'tenant 2', 'another tenant');
select * from finish();
