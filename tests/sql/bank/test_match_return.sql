-- G11: a direct debit that comes back voids its payment.
\ir payments.sql
select plan(8);
set role shop_app;
select (tolsel.record_payment(customer('A1'), 100, 'direct_debit', channel('bank'), array[invoice(1)],
        p_paid_on => '2026-03-05')).payment_id as paid \gset
select tell('[{"amount": "-100", "text": "no funds"}, {"amount": "-90"}]') \g /dev/null
select is(invoices(), '1 paid 0, 2 open 60, 3 open 460', 'it was paid');
select refuses(format('select tolsel.match_return(detail(2), %s)', :paid), 'UK014',
    'payments are -90, the postings -100', 'another amount');
select is((m.kind, m.amount)::text, '(return,-100)', 'the return') from tolsel.match_return(detail(1), :paid) m;
select is(invoices(), '1 open 100, 2 open 60, 3 open 460', 'it is owed again');
reset role;
select is((select p.void_reason || ' ' || p.status from tolsel_billing.payment p
        where p.payment_id = :paid and p.tenant_id = 1), 'Returned by the bank: no funds void', 'and says why');
set role shop_app;
select refuses(format('select tolsel.match_return(detail(2), %s)', :paid), 'UH012', 'no funds',
    'a payment is returned once');
select refuses('select tolsel.match_return(detail(2), 1, '''')', 'UC016', 'reason', 'no reason');
select refuses('select tolsel.match_return(detail(2), 1, p_tenant_id => 2)', 'UC002', 'tenant 2', 'another tenant');
select * from finish();
