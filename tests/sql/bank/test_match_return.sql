-- G11: a direct debit that comes back voids its payment.
\ir payments.sql
select plan(19);
set role shop_app;
select (tolsel.record_payment(customer('A1'), 100, 'direct_debit', channel('bank'), array[invoice(1)],
        p_paid_on => '2026-03-05')).payment_id as paid \gset
select tell('[{"amount": "-100", "text": "no funds"}, {"amount": "-90"}]') \g /dev/null
select is(invoices(), '1 paid 0, 2 open 60, 3 open 460', 'it was paid');
select refuses(format('select tolsel.match_return(detail(2), %s)', :paid), 'UK014',
    'payments are -90.00, the postings -100.00', 'another amount');
select is((m.kind, m.amount)::text, '(return,-100.00)', 'the return') from tolsel.match_return(detail(1), :paid) m;
select is(invoices(), '1 open 100, 2 open 60, 3 open 460', 'it is owed again');
reset role;
select is((select p.void_reason || ' ' || p.status from tolsel_billing.payment p
        where p.payment_id = :paid and p.tenant_id = 1), 'Returned by the bank: no funds void', 'and says why');
set role shop_app;
select refuses(format('select tolsel.match_return(detail(2), %s)', :paid), 'UH012', 'no funds',
    'a payment is returned once');
-- The bank has kept something for it, in the amount.
select tolsel.set_bank_account(channel('bank'), array['DE02120300000000202051'], false, account_of('3000'), 2)
    \g /dev/null
select (tolsel.record_payment(customer('A1'), 60, 'direct_debit', channel('bank'), array[invoice(2)],
        p_paid_on => '2026-03-05')).payment_id as fees \gset
select tell('[{"amount": "-63", "text": "closed", "charge": "3"}]') \g /dev/null
select refuses(format('select tolsel.match_return(detail(3), %s)', :fees), 'UK014', 'difference of -3',
    'which is said');
select refuses(format('select tolsel.match_return(detail(3), %s, 3.01)', :fees), 'UK023', 'bank tells 3',
    'not more than the bank tells');
select refuses(format('select tolsel.match_return(detail(3), %s, -1)', :fees), 'UC025', 'charge',
    'nor less than nothing');
select refuses(format('select tolsel.match_return(detail(3), %s, ''NaN'')', :fees), 'UC008', 'charge', 'nor no number');
select refuses(format('select tolsel.match_return(detail(3), %s, 2.001)', :fees), 'UC010', 'charge',
    'nor a part of a cent');
select refuses(format('select tolsel.match_return(987654, %s)', :fees), 'UK012', '987654', 'no payment');
select refuses(format('select tolsel.match_return(detail(1), %s)', :fees), 'UK013', 'belongs to match',
    'one that has a match');
select is((m.kind, m.amount)::text, '(return,-63.00)', 'both together') from tolsel.match_return(detail(3), :fees, 3) m;
reset role;
select is((select string_agg(trim_scale(p.amount) || ' ' || p.is_made, ', ' order by p.amount)
        from tolsel_bank.match_posting p where p.match_id = last_match()),
    '-60 false, -3 true', 'the charge is the match''s own');
set role shop_app;
select tolsel.undo_match(last_match(), 'a mistake') \g /dev/null
select is(holds('bank'), 0::numeric, 'and is taken back with it; the payment stays void');
select is(invoices(), '1 open 100, 2 open 60, 3 open 460', 'as it was');
select refuses('select tolsel.match_return(detail(2), 1, p_reason => '''')', 'UC016', 'reason has', 'no reason');
select refuses('select tolsel.match_return(detail(2), 1, p_tenant_id => 2)', 'UC002', 'tenant 2', 'another tenant');
select * from finish();
