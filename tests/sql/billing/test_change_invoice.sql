-- M12: due date, reference, note and metadata change after issue, and what they were is kept.
\ir shop.sql
select plan(21);
set role shop_app;
select tolsel.issue_invoice(customer_of('ann'), '[{"amount": 100}]', '2025-03-12', '2025-03-10', p_reference => 'R-1',
    p_metadata => '{"a": 1}', p_request_key => 'i1') \g /dev/null
select is((select concat_ws(' ', i.due_on, i.reference, i.note, i.metadata)
        from tolsel.change_invoice(invoice_of('i1'), 'asked for time', '2025-04-10', 'R-2', 'by telephone',
            '{"a": 2}') i), '2025-04-10 R-2 by telephone {"a": 2}', 'all of it');
select is((tolsel.change_invoice(invoice_of('i1'), 'asked for time', '2025-04-10')).due_on::date, '2025-04-10'::date,
    'once more, nothing changes');
select is((select concat_ws(' ', i.due_on, i.reference, i.note, i.metadata)
        from tolsel.change_invoice(invoice_of('i1'), 'clean', p_clears => '{reference,note}') i), '2025-04-10 {"a": 2}',
    'what is to be empty');
reset role;
set role shop_read;
select results_eq($$select change_no, changed_on::date, reason, was_due_on::date, due_on::date, was_reference::text,
        reference::text, was_note::text from tolsel.invoice_change where tenant_id = 1 order by change_no$$,
    $$values (1, date '2025-03-15', 'asked for time', date '2025-03-12', date '2025-04-10', 'R-1', 'R-2', null::text),
        (2, '2025-03-15', 'clean', '2025-04-10', '2025-04-10', 'R-2', null, 'by telephone')$$, 'what it was is kept');
select is((select concat_ws(' ', trim_scale(a.current_amount), trim_scale(a.days_1_30), a.oldest_due_on)
        from tolsel.list_aging(p_on => '2025-03-14') a), '0 100 2025-03-12',
    'M3 on a day before the change it was overdue');
select is((select concat_ws(' ', trim_scale(a.current_amount), trim_scale(a.days_1_30), a.oldest_due_on)
        from tolsel.list_aging(p_on => '2025-03-15') a), '100 0 2025-04-10', 'and on the day itself not');
reset role;
set role shop_app;
select is((tolsel.issue_invoice(customer_of('ann'), '[{"amount": 100}]', '2025-03-12', '2025-03-10',
            p_reference => 'R-1', p_metadata => '{"a": 1}', p_request_key => 'i1')).due_on::date, '2025-04-10'::date,
    'A1: its request is repeated as it was');
select refuses($$select tolsel.issue_invoice(customer_of('ann'), '[{"amount": 100}]', '2025-04-10', '2025-03-10',
            p_reference => 'R-1', p_metadata => '{"a": 1}', p_request_key => 'i1')$$, 'UC024', 'due_on',
    'and not as it is');
select refuses($$select tolsel.change_invoice(invoice_of('i1'), 'x', '2025-03-09')$$, 'UB017',
    '2025-03-10, due on 2025-03-09', 'due before it was issued');
select refuses($$select tolsel.change_invoice(invoice_of('i1'), 'x', 'infinity')$$, 'UC014', 'infinity',
    'a day that never comes');
select refuses($$select tolsel.change_invoice(invoice_of('i1'), ' ', '2025-04-11')$$, 'UC016', 'reason', 'no reason');
select refuses($$select tolsel.change_invoice(invoice_of('i1'), 'x', p_reference => repeat('x', 101))$$, 'UC016', '101',
    'a long reference');
select refuses($$select tolsel.change_invoice(invoice_of('i1'), 'x', p_note => repeat('x', 1001))$$, 'UC016', '1001',
    'a long note');
select refuses($$select tolsel.change_invoice(invoice_of('i1'), 'x', p_clears => '{due_on}')$$, 'UC016', 'due_on',
    'a due date stays');
select refuses($$select tolsel.change_invoice(invoice_of('i1'), 'x', p_metadata => '[]')$$, 'UC013', 'array',
    'metadata that is no object');
select tolsel.draft_invoice(customer_of('ann'), '[{"amount": 1}]', p_request_key => 'd1') \g /dev/null
select refuses($$select tolsel.change_invoice(invoice_of('d1'), 'x', p_note => 'y')$$, 'UB067', 'is draft', 'a draft');
select tolsel.void_invoice(invoice_of('i1'), 'wrong') \g /dev/null
select refuses($$select tolsel.change_invoice(invoice_of('i1'), 'x', p_note => 'y')$$, 'UB067', 'is void',
    'a void one');
reset role;
select refuses($$update tolsel_billing.invoice set due_on = due_on + 1 where request_key = 'i1'$$, 'UC015', 'due_on',
    'not past the trail');
select refuses($$update tolsel_billing.invoice_change set reason = 'y'$$, 'UC015', 'invoice_change',
    'which is never changed');
set role shop_app;
select refuses_alike('select tolsel.change_invoice(%s, ''x'')', twin_of('invoice'), '987654', 'UB002',
    'another tenant''s invoice');
select refuses($$select tolsel.change_invoice(1, 'x', p_tenant_id => 2)$$, 'UC002', 'tenant 2', 'another tenant');
select * from finish();
