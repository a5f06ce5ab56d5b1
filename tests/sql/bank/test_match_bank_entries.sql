-- G11: rules find what a payment is, and book what is exact where they may.
\ir payments.sql
select plan(37);
set role shop_app;
select tolsel.set_bank_account(channel('bank'), array['DE02120300000000202051'], false, account_of('3000'), 5,
    account_of('3000'), 3) \g /dev/null
select tolsel.open_channel('savings', 'bank', p_slots => 1) \g /dev/null
select tolsel.set_bank_account(channel('savings'), array['DE75512108001245126199']) \g /dev/null
select tolsel.record_vendor_bill(vendor('Roaster'), 'R-2026/7', 35, account_of('3000'), '2026-03-01',
    '2026-03-31') \g /dev/null
-- What the book has already, under a reference.
select (tolsel.record_payment(customer('B1'), 40, 'bank_transfer', channel('bank'), '{}', p_surplus => 'keep',
        p_paid_on => '2026-03-08',
    p_provider_reference => 'PSP-778')).payment_id \g /dev/null
select tell('[{"amount": "160", "text": "Invoice INV-1/INV 2, thanks", "counterparty": "Ada"},
    {"amount": "455", "references": ["inv-3"], "counterparty": "Bob", "charge": "5"},
    {"amount": "40", "references": ["PSP-778"]},
    {"amount": "-35", "text": "R 2026 7", "references": ["R-2026/7"]},
    {"amount": "-200", "counterparty_account": "DE75 5121 0800 1245 1261 99", "text": "to savings"},
    {"amount": "-4.50", "text": "Account FEES march"},
    {"amount": "1", "text": "INV-1"}]') \g /dev/null
select is((tolsel.match_bank_entries(channel('bank')))::text, format('(7,0,0,%s)', detail(7)),
    'nothing is booked where nobody allows it');
select is((select string_agg(p.kind || ' ' || p.is_exact || ': ' || p.reason, '; ' order by p.detail_id)
        from tolsel.list_match_proposals(channel('bank')) p),
    'invoice true: INV-1, INV-2 are named; the amount is what is open; '
    'invoice true: INV-3 is named; the bank tells the charge of 5.00; '
    'posting true: the book has it on 2026-03-08 under the same reference; '
    'vendor_bill true: bill R-2026/7 of Roaster is named, and open with this amount; '
    'transfer true: the other account is one of ours; '
    'invoice false: INV-1 is named; 99.00 stays open', 'but proposed, with reasons');
select lives_ok($$select tolsel.set_match_rule('fees', 'account', 50, true, p_text_pattern => 'fees',
            p_account_id => account_of('3000'))$$, 'a rule of the tenant');
select tolsel.set_bank_account(channel('bank'), array['DE02120300000000202051'], true, account_of('3000'), 5,
    account_of('3000'), 3) \g /dev/null
select is((r.examined, r.matched)::text, '(7,6)', 'what is exact is booked')
    from tolsel.match_bank_entries(channel('bank')) r;
select is(matched(), '160 invoice, 455 invoice, 40 posting, -35 vendor, -200 transfer, -4.5 account, 1 open',
    'each as what it is');
select is(invoices(), '1 paid 0, 2 paid 0, 3 paid 0', 'the invoices are paid');
select is(bill_state('R-2026/7'), 'paid: paid 35.00 open 0.00', 'so is the bill');
select is((holds('bank'), holds('savings')), (415.5, 200::numeric), 'each book holds what its bank does');
select is((r.examined, r.matched)::text, '(1,0)', 'again nothing more')
    from tolsel.match_bank_entries(channel('bank')) r;
reset role;
select is(unmatched(), '1 of the bank, 0 of the book', 'all but one is matched');
-- The other side of the transfer finds it in the book.
set role shop_app;
select tolsel.import_statement(jsonb_build_object('format', 'MT940', 'account', 'DE75512108001245126199', 'currency',
        'EUR', 'opening_balance', '0',
    'closing_balance', '200', 'entries', '[{"amount": "200", "booked_on": "2026-03-10", "details": [{"amount": "200",
        "counterparty_account": "DE02120300000000202051"}]}]'::jsonb)) \g /dev/null
select tolsel.set_bank_account(channel('savings'), array['DE75512108001245126199'], true) \g /dev/null
select is((r.examined, r.matched)::text, '(1,1)', 'it is matched') from tolsel.match_bank_entries(channel('savings')) r;
select is((holds('bank'), holds('savings')), (415.5, 200::numeric), 'and booked once');

-- A direct debit comes back: its payment is void, its invoice owed again.
select owes('B1', 70) \g /dev/null
select tolsel.record_payment(customer('B1'), 70, 'direct_debit', channel('bank'), array[invoice(4)],
    p_paid_on => '2026-03-09', p_provider_reference => 'MANDATE-9') \g /dev/null
select tell('[{"amount": "70", "references": ["MANDATE 9"]}, {"amount": "-70", "references": ["MANDATE 9"], '
    '"is_reversal": true, "text": "no funds"}]') \g /dev/null
select is((r.examined, r.matched)::text, '(3,2)', 'both are matched') from tolsel.match_bank_entries(channel('bank')) r;
select is(invoices(), '1 paid 0, 2 paid 0, 3 paid 0, 4 open 70', 'it is owed again');
select is(matched(),
    '160 invoice, 455 invoice, 40 posting, -35 vendor, -200 transfer, -4.5 account, 1 open, 200 posting, 70 posting, '
    '-70 return', 'as a return');
reset role;
select is(unmatched(), '1 of the bank, 0 of the book', 'nothing is left over');
set role shop_app;

-- So does one that this bank has told of before: what it returns is known by what its payer called it.
select tell('[{"amount": "70", "text": "INV-4", "end_to_end": "E2E-77"}]') \g /dev/null
select is((tolsel.match_bank_entries(channel('bank'))).matched, 1, 'it is paid by the bank''s word alone');
select tell('[{"amount": "-70", "end_to_end": "E2E 77", "is_reversal": true, "text": "no mandate"}]') \g /dev/null
select tolsel.match_bank_entries(channel('bank')) \g /dev/null
select is(invoices(), '1 paid 0, 2 paid 0, 3 paid 0, 4 open 70', 'and owed again');
select is(right(matched(), 22), '70 invoice, -70 return', 'as what it is');

-- What the bank takes for a return is in its amount: on its account, as much as the bound lets it be. # B26
select tell('[{"amount": "70", "text": "INV-4", "end_to_end": "E2E-78"}, {"amount": "-75.01", '
    '"end_to_end": "E2E 78", "is_reversal": true, "charge": "5.01"}]') \g /dev/null
select tolsel.match_bank_entries(channel('bank')) \g /dev/null
select is((tolsel.match_bank_entries(channel('bank'))).matched, 0, 'more than the bound is for people');
select is((select p.is_exact || ' ' || p.charge_amount || ' ' || p.reason
        from tolsel.list_match_proposals(channel('bank')) p where p.kind = 'return'),
    format('false 5.01 payment %s of 2026-03-09 has this reference and amount, and is taken back; the bank tells '
        'the charge of 5.01', last_payment()), 'who are told of it');
select tolsel.set_bank_account(channel('bank'), array['DE02120300000000202051'], true, account_of('3000'), 5.01,
    account_of('3000'), 3) \g /dev/null
select is((tolsel.match_bank_entries(channel('bank'))).matched, 1, 'as much as it is booked');
select is(invoices(), '1 paid 0, 2 paid 0, 3 paid 0, 4 open 70', 'the invoice is owed again');
reset role;
select is(unmatched(), '1 of the bank, 0 of the book', 'and the charge is on its account');
set role shop_app;

-- One that cannot be booked keeps no other from it, is not written by half, and says why. # B25
select owes('A1', 200 + n) from generate_series(1, 23) n \g /dev/null
select owes('B1', 300) \g /dev/null
select tell((select jsonb_agg(jsonb_build_object('amount', (200 + n)::text, 'text', 'INV-' || 4 + n) order by n)
    from generate_series(1, 23) n) || '[{"amount": "300", "text": "INV-28"}, {"amount": "4", "text": "FEES"}]')
    \g /dev/null
reset role;
create function tap.account_of_bob() returns bigint language sql set role = none
    return (select c.account_id from tolsel_billing.customer c where c.tenant_id = 1 and c.code = 'B1');
update tolsel_ledger.balance set frozen_incident_id = 1, closed_through_on = '2199-12-31'
where tenant_id = 1 and account_id = account_of_bob();
create temporary table before_run as select
    (select count(*) from tolsel_billing.payment) as payments, (select count(*) from tolsel_ledger.journal) as journals,
    (select count(*) from tolsel_core.event) as events;
set role shop_app;
select is((r.matched, r.refused)::text, '(24,1)', 'all others are booked')
    from tolsel.match_bank_entries(channel('bank')) r;
reset role;
select is((select format('%s payments, %s journals, %s events',
            (select count(*) from tolsel_billing.payment) - b.payments,
            (select count(*) from tolsel_ledger.journal) - b.journals,
            (select count(*) from tolsel_core.event) - b.events) from before_run b),
    '23 payments, 24 journals, 71 events', 'and nothing of the one');
set role shop_app;
select matches((select p.reason from tolsel.list_match_proposals(channel('bank')) p
        where p.reason like '%refused%'),
    '^INV-28 is named; the amount is what is open; refused: UL007 period_closed: .*customer:2 is closed',
    'which says why');
set role shop_admin;
select tolsel.unfreeze_account(account_of_bob(), 'found') \g /dev/null
set role shop_app;
select is((r.matched, r.refused)::text, '(1,0)', 'until it can be booked')
    from tolsel.match_bank_entries(channel('bank')) r;
select is(refused('INV-28'), null, 'and nothing is said of it');

-- Two payments name one invoice: the second finds it paid.
select owes('B1', 30) \g /dev/null
select tell('[{"amount": "30", "text": "INV-29"}, {"amount": "30", "text": "INV-29"}, {"amount": "9", "on": '
    '"2026-03-12", "text": "FEES back"}]') \g /dev/null
select is((r.examined, r.matched)::text, '(4,1)', 'one of the two, and nothing of a day ahead')
    from tolsel.match_bank_entries(channel('bank')) r;
select is((r.examined, r.matched, r.last_detail_id = detail(7))::text, '(1,0,t)', 'so many at a time')
    from tolsel.match_bank_entries(channel('bank'), 1) r;
select is((r.examined, r.matched)::text, '(2,0)', 'and from there on')
    from tolsel.match_bank_entries(channel('bank'), 100, detail(7)) r;
select is((r.examined, r.matched, r.last_detail_id)::text, '(0,0,)', 'to the end')
    from tolsel.match_bank_entries(channel('bank'), 100, 987654321) r;
-- A counterparty and an amount: proposed, and booked where the tenant lets that rule.
select owes('A1', 12.34) \g /dev/null
select tell('[{"amount": "12.34", "counterparty": "Ada", "on": "2026-03-12"}]') \g /dev/null
select is((select p.kind || ': ' || p.reason from tolsel.list_match_proposals(channel('bank')) p
        order by p.detail_id desc limit 1),
    'customer: Ada pays, and INV-30 alone is open with this amount', 'who pays and how much');
select refuses($$select tolsel.match_bank_entries(channel('till'))$$, 'UK001', 'has no bank account', 'a drawer');
select refuses_alike('select tolsel.match_bank_entries(%s)', twin_of('channel'), '987654', 'UH001',
    'another tenant''s channel');
select refuses($$select tolsel.match_bank_entries(channel('bank'), p_tenant_id => 2)$$, 'UC002', 'tenant 2',
    'another tenant');
select * from finish();
