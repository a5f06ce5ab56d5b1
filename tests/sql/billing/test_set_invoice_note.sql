-- M12: a note on an invoice has a call of its own.
\ir shop.sql
select plan(9);
set role shop_app;
select bill('ann', 10, 'i1'), tolsel.draft_invoice(customer_of('ann'), '[{"amount": 5}]', p_request_key => 'd1')
    \g /dev/null
select is((tolsel.set_invoice_note(invoice_of('i1'), 'Rang at noon')).note::text, 'Rang at noon', 'a note is written');
select is((tolsel.set_invoice_note(invoice_of('i1'), 'Rang at noon')).note::text, 'Rang at noon', 'once more');
select is((tolsel.set_invoice_note(invoice_of('i1'), null, 'Done')).note::text, null, 'and taken away');
set role shop_read;
select results_eq($$select change_no, reason, was_note::text, note::text from tolsel.invoice_change
        order by change_no$$,
    $$values (1, 'Note', null::text, 'Rang at noon'), (2, 'Done', 'Rang at noon', null)$$, 'what it was is kept');
set role shop_app;
select refuses($$select tolsel.set_invoice_note(invoice_of('d1'), 'x')$$, 'UB067', 'is draft', 'on a draft');
select refuses($$select tolsel.set_invoice_note(invoice_of('i1'), '')$$, 'UC016', 'note has 0', 'an empty note');
select refuses($$select tolsel.set_invoice_note(null, 'x')$$, 'UB002', 'null', 'no invoice');
select refuses_alike('select tolsel.set_invoice_note(%s, ''x'')', twin_of('invoice'), '987654', 'UB002',
    'another tenant''s invoice');
select refuses($$select tolsel.set_invoice_note(1, 'x', p_tenant_id => 2)$$, 'UC002', 'tenant 2', 'another tenant');
select * from finish();
