-- A draft has no number, and nothing is owed for it.
\ir shop.sql
select plan(24);
set role shop_app;
select is(
    (select concat_ws(' ', i.status, i.total_amount::numeric, i.number is null, i.issued_on is null, i.due_on is null,
            i.journal_id is null, i.uses_credit, i.series)
     from tolsel.draft_invoice(customer_of('ann'), '[{"amount": 40}, {"amount": 2, "account_code": "shop"}]', true, 'r',
         'D', '{"a": 1}', null, 'd1') i),
    'draft 42.00 t t t t t D', 'a draft');
select is(owed('ann') || ' ' || balance('4000'), '0 0', 'books nothing');
select is((tolsel.draft_invoice(customer_of('ann'), '[{"amount": "40.00"}, {"amount": 2, "account_code": "shop"}]',
            true, 'r', 'D', '{"a": 1}', null, 'd1')).invoice_id, invoice_of('d1'),
    'A1: the same request answers with its draft');
select refuses($$select tolsel.draft_invoice(customer_of('ann'), '[{"amount": 40}]', true, 'r', 'D', '{"a": 1}', null,
            'd1')$$, 'UC024', 'd1', 'other lines under the key');
select tolsel.issue_draft(invoice_of('d1')) \g /dev/null
select is((tolsel.draft_invoice(customer_of('ann'), '[{"amount": "40.00"}, {"amount": 2, "account_code": "shop"}]',
            true, 'r', 'D', '{"a": 1}', null, 'd1')).status, 'open', 'whatever has become of it');
select refuses($$select tolsel.draft_invoice(customer_of('ann'), null)$$, 'UB014', 'null', 'no lines');
select refuses($$select tolsel.draft_invoice(customer_of('ann'), '[{"amount": 1}, {"amount": -1.01}]')$$, 'UB015',
    'add up to -0.01', 'a discount of more than everything');
select refuses($$select tolsel.draft_invoice(customer_of('ann'), '[{"amount": 1}]', p_series => '-A')$$, 'UB016', '-A',
    'a series that begins with a hyphen');
select refuses($$select tolsel.draft_invoice(customer_of('ann'), '[{"amount": "Infinity"}]')$$, 'UB014', 'Infinity',
    'no end');
select refuses($$select tolsel.draft_invoice(customer_of('ann'),
            '[{"amount": 2, "tax_rate": 19, "base_amount": 10}]')$$, 'UB062', '19 percent of 10.00 are 1.90, not 2.00',
    'M12 a tax that is another');
select refuses($$select tolsel.draft_invoice(customer_of('ann'), '[{"amount": 0.001}]')$$, 'UC010', '3 decimals',
    'a tenth of a cent');
select refuses($$select tolsel.draft_invoice(customer_of('ann'),
            '[{"amount": 900000000000000}, {"amount": 900000000000000}]')$$, 'UC011', '1800000000000000',
    'too much together');
select lives_ok($$select tolsel.draft_invoice(customer_of('ann'),
            '[{"amount": 900000000000000}, {"amount": 900000000000000}, {"amount": -900000000000000}]')$$,
    'on the way to a total it may be more');
select refuses($$select tolsel.draft_invoice(customer_of('ann'), '[{"amount": 1}]', p_request_key => ' ')$$, 'UC012',
    '1 char', 'a blank key');
select refuses($$select tolsel.draft_invoice(customer_of('ann'), '[{"amount": 1}]', p_metadata => '[]')$$, 'UC013',
    'array', 'metadata that is no object');
select refuses($$select tolsel.draft_invoice(customer_of('ann'), '[{"amount": 1}]', p_reference => ' ')$$, 'UC016',
    'reference', 'a blank reference');
select refuses($$select tolsel.draft_invoice(customer_of('ann'), '[{"amount": 1, "account_id": 987654321}]')$$, 'UL003',
    '987654321', 'an unknown account');
select refuses($$select tolsel.draft_invoice(customer_of('ann'), '[{"amount": 1, "account_code": "sales-jpy"}]')$$,
    'UL004', 'JPY', 'an account in another currency');
select refuses(format($$select tolsel.draft_invoice(customer_of('ann'),
                '[{"amount": 1, "account_code": "customer:%s"}]')$$, customer_of('bob')), 'UL006', 'managed by billing',
    'a managed account');
select is((tolsel.draft_invoice(customer_of('yuki'), '[{"amount": 1}]')).total_amount::numeric, 1::numeric,
    'each currency has its revenue account');
select refuses_alike('select tolsel.draft_invoice(%s, ''[{"amount": 1}]'')', twin_of('customer'), '987654', 'UB001',
    'another tenant''s customer');
select refuses($$select tolsel.draft_invoice(customer_of('bob'), '[{"amount": 1}]', p_branch_id => 987654)$$, 'UC018',
    'Branch 987654', 'M14 no such branch');
select refuses($$select tolsel.draft_invoice(1, '[{"amount": 1}]', p_tenant_id => 2)$$, 'UC002', 'tenant 2',
    'another tenant');
reset role;
set role shop_app;
select tolsel.void_invoice(d.invoice_id, 'mistake')
    from tolsel.draft_invoice(customer_of('bob'), '[{"amount": 3}]', p_request_key => 'undone') d \g /dev/null
select refuses($$select tolsel.draft_invoice(customer_of('bob'), '[{"amount": 3}]', p_request_key => 'undone')$$,
    'UB032', 'invoice \d+, which is void: mistake', 'M18 a request whose draft was voided says so');
select * from finish();
