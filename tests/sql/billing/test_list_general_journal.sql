-- G9: every line of every journal, with its document.
\ir quarter.sql
select plan(5);
set role shop_read;
select results_eq(
    $$select effective_on, description, document, document_id, request_id, line_no, account_id, amount, line_on
      from tolsel.list_general_journal() where document = 'payment' and document_id = payment_of('p1')$$,
    $$values (date '2026-01-30', 'Payment ' || payment_of('p1'), 'payment', payment_of('p1'), 'req-1', 1,
    account_of('customer:' || customer_of('ann')), -400.0, date '2026-01-30'),
        ('2026-01-30', 'Payment ' || payment_of('p1'), 'payment', payment_of('p1'), 'req-1', 2,
            account_of('channel:' || channel_of('Till')), 400, '2026-01-30')$$,
    'the lines of a payment');
select is((select count(*) from tolsel.list_general_journal()), (select count(*) from tolsel.entry where tenant_id = 1),
    'no line is missing or doubled');
select is_empty('select * from tolsel.list_general_journal() where document is null', 'each has its document');
select results_eq('select effective_on from tolsel.list_general_journal()',
    'select effective_on from tolsel.list_general_journal() order by 1', 'by day');
select refuses('select * from tolsel.list_general_journal(p_tenant_id => 2)', 'UC002', 'tenant 2', 'another tenant');
select * from finish();
