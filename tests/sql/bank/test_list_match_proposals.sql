-- G11: proposals have reasons, and are exact or not.
\ir payments.sql
select plan(13);
set role shop_app;
select tolsel.set_bank_account(channel('bank'), array['DE02120300000000202051'], false, account_of('3000'), 5,
    account_of('3000'), 3) \g /dev/null
select tolsel.import_invoice('A1', 'RF18 5390 0754 7034', 25, '2026-03-01') \g /dev/null
-- Creditor references, with their check digits. # B23
select tell('[{"amount": "25", "references": ["RF18539007547034"]}, {"amount": "25",
    "references": ["RF19539007547034"]},
    {"amount": "97.50", "text": "INV-1"}, {"amount": "456", "text": "INV-3"}, {"amount": "120", "text": "INV-1"},
        {"amount": "560", "text": "INV-1 INV-3"}]') \g /dev/null
reset role;
create function tap.proposed(p_place integer) returns text language sql set role = none
    return (select p.kind || ' ' || p.is_exact || ' ' || trim_scale(p.charge_amount) || ' '
        || trim_scale(p.discount_amount) || ': ' || p.reason
            from tolsel_bank.find_proposals((select a from tolsel_bank.bank_account a where a.tenant_id = 1), 0, 1000) p
                where p.detail_id = tap.detail(p_place));
set role shop_app;
select is(proposed(1), 'invoice true 0 0: OPENING-1 is named; the amount is what is open', 'a creditor reference');
select is(proposed(2), null, 'with wrong check digits names nothing');
select is(proposed(3), 'invoice true 0 2.5: INV-1 is named; a discount of 2.50 is within the bound', 'a discount');
select is(proposed(4), 'invoice true 0 4: INV-3 is named; a discount of 4.00 is within the bound',
    'or charges, whichever has a bound first');
select is(proposed(5), 'invoice false 0 0: INV-1 is named; 20.00 is too much, and becomes credit',
    'an overpayment is for people');
select is(proposed(6), null, 'invoices of two customers are nobody''s');
select is((select count(*) from tolsel.list_match_proposals(channel('bank'), 1)), 1::bigint, 'so many');
-- Another currency, another channel, or void: it looks alike, and is nothing that this bank pays.
select tolsel.open_customer('Uma', 'U1', p_currency => 'USD') \g /dev/null
select tolsel.issue_invoice(customer('U1'), '[{"amount": "12"}]', p_reference => 'US-REF-1') \g /dev/null
select (tolsel.open_vendor('Usher', 'USD')).vendor_id as usher \gset
select (tolsel.open_account('usd', 'Dollars', 'expense', 'USD')).account_id as usd_expense \gset
select tolsel.record_vendor_bill(:usher, 'US-BILL-1', 13, :usd_expense) \g /dev/null
select tolsel.record_payment(customer('A1'), 14, 'card', channel('till'), '{}', p_surplus => 'keep',
    p_provider_reference => 'TILL-14') \g /dev/null
select (tolsel.record_payment(customer('A1'), 15, 'card', channel('bank'), '{}', p_surplus => 'keep',
    p_provider_reference => 'VOID-15')).payment_id as void \gset
select tolsel.void_payment(:void, 'a mistake') \g /dev/null
select tell('[{"amount": "12", "text": "US-REF-1", "counterparty": "Uma"}, {"amount": "-13", "text": "US-BILL-1"},
    {"amount": "-14", "references": ["TILL-14"]}, {"amount": "-15", "references": ["VOID-15"]}]') \g /dev/null
select is(proposed(7), null, 'an invoice in another currency, by its reference or by who pays');
select is(proposed(8), null, 'a bill in another currency');
select is(proposed(9), null, 'a return of what another channel took');
select is(proposed(10), null, 'a return of what is void');
select refuses($$select * from tolsel.list_match_proposals(channel('till'))$$, 'UK001', 'no bank account', 'a drawer');
select refuses($$select * from tolsel.list_match_proposals(channel('bank'), p_tenant_id => 2)$$, 'UC002', 'tenant 2',
    'another tenant');
select * from finish();
