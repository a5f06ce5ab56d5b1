-- G11: fees, interest, anything: created from the payment of the bank alone.
\ir payments.sql
select plan(7);
set role shop_app;
select tell('[{"amount": "-4.50", "text": "Account fees"}, {"amount": "0.30", "text": "Interest"},
    {"amount": "0", "text": "nothing"}]') \g /dev/null
select is((m.kind, m.amount)::text, '(account,-4.50)', 'a fee')
    from tolsel.match_account(detail(1), account_of('3000')) m;
select is((m.kind, m.amount)::text, '(account,0.30)', 'interest')
    from tolsel.match_account(detail(2), account_of('3000')) m;
select is((holds('bank'), balance('3000')), (-4.2, 4.2), 'both are booked');
select refuses($$select tolsel.match_account(detail(3), account_of('3000'))$$, 'UC009', 'is 0', 'nothing moved');
select refuses($$select tolsel.match_account(detail(1), account_of('3000'))$$, 'UK013', 'belongs to match',
    'never twice');
select refuses($$select tolsel.match_account(detail(3), account_of('3000'), '')$$, 'UC016', 'reason has', 'no reason');
select refuses($$select tolsel.match_account(detail(3), 1, p_tenant_id => 2)$$, 'UC002', 'tenant 2', 'another tenant');
select * from finish();
