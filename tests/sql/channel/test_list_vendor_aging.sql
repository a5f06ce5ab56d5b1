-- M10 M3: what vendors are owed, by the days it is overdue, as it was at the end of any day.
\ir vendors.sql
select plan(15);
select is(aged('2026-02-28'), null, 'nothing yet');
select is(aged('2026-03-01'), 'Roaster 0 0 0 0 0 60 -60', 'paid ahead');
select is(aged('2026-03-05'), 'Roaster 100 0 0 0 0 60 40', 'a bill has come');
select tolsel.allocate_vendor_payment(pay('ahead'), bill('B-1'), p_request_key => 'one') \g /dev/null
select is(aged(), 'Roaster 40 0 0 0 0 0 40', 'the payment is put to it');
select is(aged('2026-03-09'), 'Roaster 100 0 0 0 0 60 40', 'before that day it was not');
select tolsel.record_vendor_bill(vendor('Roaster'), 'B-2', 7, account_of('6000'), '2025-11-01'),
    tolsel.record_vendor_bill(vendor('Roaster'), 'B-3', 11, account_of('6000'), '2025-12-20'),
    tolsel.record_vendor_bill(vendor('Roaster'), 'B-4', 13, account_of('6000'), '2026-02-01'),
    tolsel.record_vendor_bill(vendor('Roaster'), 'B-5', 17, account_of('6000'), '2026-03-09') \g /dev/null
select is(aged(), 'Roaster 40 17 13 11 7 0 88', 'by the days it is overdue');
select is((select oldest_due_on from tolsel.list_vendor_aging(vendor('Roaster'))), date '2025-11-01', 'since when');
select is((select count(*) from tolsel.list_vendor_aging(vendor('Importer'))), 0::bigint, 'of one vendor alone');
select tolsel.record_vendor_credit_note(vendor('Roaster'), 'C-1', 5, account_of('6000'), bill('B-2'), '2026-03-02',
    p_request_key => 'credit') \g /dev/null
select is(aged('2026-03-02'), 'Roaster 0 13 0 11 2 60 -34', 'a credit note');
select tolsel.void_vendor_payment(pay('ahead'), 'bounced', '2026-03-06') \g /dev/null
select is(aged('2026-03-05'), 'Roaster 100 0 13 11 2 60 66', 'a void counts for its own day');
select is(aged('2026-03-06'), 'Roaster 100 0 13 11 2 0 126', 'and from then on');
select is(aged(), 'Roaster 100 17 13 11 2 0 143', 'till now');
select refuses($$select * from tolsel.list_vendor_aging(p_on => 'infinity')$$, 'UC014', 'infinity', 'no day');
select refuses($$select * from tolsel.list_vendor_aging(987654)$$, 'UH007', '987654', 'no vendor');
select refuses($$select * from tolsel.list_vendor_aging(p_tenant_id => 2)$$, 'UC002', 'tenant 2', 'another tenant');
select * from finish();
