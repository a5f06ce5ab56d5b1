-- M14: invoices, credit notes and their days belong to a branch; one that is a day ahead has days of its own.
\ir ../billing/shop.sql
select plan(17);
set role shop_admin;
select tolsel.open_branch('Line', 'Pacific/Kiritimati') \g /dev/null
reset role;
create function tap.line() returns bigint language sql set role = none
    return (select b.branch_id from tolsel_core.branch b where b.tenant_id = 1 and b.name = 'Line');
create function tap.note(p_key text) returns text language sql set role = none
    return (select format('%s at %s, void %s', n.issued_on, b.name, coalesce(n.voided_on::text, '-'))
        from tolsel.credit_note n join tolsel.branch b on b.tenant_id = 1 and b.branch_id = n.branch_id
        where n.tenant_id = 1 and n.request_key = p_key);
\set lines '[{"amount": 100}, {"amount": 19, "account_code": "2200", "tax_rate": 19, "base_amount": 100}]'
set role shop_app;
select is(
    (select concat_ws(' ', i.issued_on, i.due_on, i.branch_id = line())
     from tolsel.issue_invoice(customer_of('ann'), :'lines', p_branch_id => line(), p_request_key => 'i1') i),
    '2025-03-16 2025-03-16 t', 'a branch a day ahead issues on its own today');
select is((tolsel.issue_invoice(customer_of('ann'), :'lines', p_branch_id => line(),
    p_request_key => 'i1')).invoice_id, invoice_of('i1'), 'a repeat answers with it');
select refuses(format($$select tolsel.issue_invoice(customer_of('ann'), %L, p_request_key => 'i1')$$, :'lines'),
    'UC024', 'branch_id', 'at another branch the key is another request');
select lives_ok(format($$select tolsel.issue_invoice(customer_of('bob'), %L, p_issued_on => '2025-03-16',
    p_branch_id => %s, p_request_key => 'i2')$$, :'lines', line()), 'its today may be named');
select refuses(format($$select tolsel.issue_invoice(customer_of('bob'), %L, p_issued_on => '2025-03-16')$$, :'lines'),
    'UH004', 'today is 2025-03-15', 'which lies ahead of the main one');
select is((bill('bob', 5, 'main', null)).issued_on::date, '2025-03-15'::date, 'that issues on its own');
select is(
    (select concat_ws(' ', i.issued_on, i.branch_id = line())
     from tolsel.issue_draft((tolsel.draft_invoice(customer_of('bob'), :'lines', p_branch_id => line(),
         p_request_key => 'draft')).invoice_id) i),
    '2025-03-16 t', 'a draft knows its branch');
select is((tolsel.change_invoice(invoice_of('draft'), 'asked for', p_due_on => '2025-04-01')).due_on::date,
    '2025-04-01'::date, 'a change counts for a day of its branch');
select is((tolsel.void_invoice(invoice_of('draft'), 'mistake')).voided_on::date, '2025-03-16'::date,
    'and so does a void');
select tolsel.issue_credit_note(customer_of('ann'), '[{"amount": 10}]', 'scratched', invoice_of('i1'),
    p_request_key => 'c1') \g /dev/null
select is(note('c1'), '2025-03-16 at Line, void -', 'a credit note is of the branch of its invoice');
select tolsel.void_credit_note(payment_of('c1'), 'mistake') \g /dev/null
select is(note('c1'), '2025-03-16 at Line, void 2025-03-16', 'and voided on a day of it');
select tolsel.adjust_customer_ledger(customer_of('ann'), 7, 'fee', p_branch_id => line(), p_request_key => 'fee'),
    tolsel.adjust_customer_ledger(customer_of('ann'), -19, 'lost', p_invoice_id => invoice_of('i1'),
        p_request_key => 'lost'),
    tolsel.record_payment(customer_of('ann'), 100, 'cash', channel_of('Till'), array[invoice_of('i1')],
        p_request_key => 'p1') \g /dev/null
select is(note('lost'), '2025-03-16 at Line, void -', 'a write-off has the branch of its invoice');
reset role;
select is((select concat_ws(' ', i.issued_on, i.branch_id = line()) from tolsel.invoice i
        where i.invoice_id = invoice_of('fee')), '2025-03-16 t', 'a debit note names its branch');
select is((select string_agg(concat_ws(' ', a.allocated_on, a.amount), ', ') from tolsel.allocation a
        where a.payment_id = payment_of('p1')), '2025-03-16 100.00',
    'money that came on the day before pays it from its own day on');
set role shop_read;
select is((select string_agg(concat_ws(' ', t.base_amount, t.due_amount), ', ')
        from tolsel.list_tax_due('2025-03-16', '2025-03-16', line()) t), '200.00 38.00', 'tax by branch');
select is((select count(*) from tolsel.list_tax_due('2025-03-16', '2025-03-16', (
            select b.branch_id from tolsel.branch b where b.is_main))), 0::bigint, 'of which the main one owes none');
select results_eq($$select invoice_id from tolsel.list_invoices_by_status('open', p_branch_id => line())$$,
    $$values (invoice_of('i2')), (invoice_of('fee'))$$, 'invoices by branch');
select * from finish();
