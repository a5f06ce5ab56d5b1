-- M16: two customers that are one: what is open moves, and both histories stay.
\ir shop.sql
select plan(30);
set role shop_app;
select bill('ann', 100, 'i1', '2025-01-01', '2025-01-31'), bill('ann', 50, 'i2', '2025-03-01', '2025-04-01'),
    bill('bob', 7, 'b1'),
    tolsel.record_payment(customer_of('ann'), 30, 'cash', channel_of('Till'), array[invoice_of('i1')]),
    tolsel.record_payment(customer_of('ann'), 20, 'cash', channel_of('Till'), '{}', p_surplus => 'keep',
        p_request_key => 'credit') \g /dev/null
create function pg_temp.aged(p_code text, p_on date default null) returns text language sql as $$
    select concat_ws(' ', trim_scale(a.current_amount), trim_scale(a.days_31_60), trim_scale(a.credit_amount),
        trim_scale(a.balance)) from tolsel.list_aging(customer_of(p_code), p_on) a $$;
select is(pg_temp.aged('ann') || ', ' || pg_temp.aged('bob'), '50 70 20 100, 0 0 0 7', 'before');
select is((tolsel.merge_customers(customer_of('ann'), customer_of('bob'), 'the same person')).customer_id,
    customer_of('bob'), 'she is he');
select is(coalesce(pg_temp.aged('ann'), '-') || ', ' || pg_temp.aged('bob'), '-, 50 70 20 107',
    'what is open is his, as late as it was, and so is her credit');
select is(pg_temp.aged('ann', '2025-03-14') || ', ' || pg_temp.aged('bob', '2025-03-14'), '50 100 0 150, 0 0 0 7',
    'the day before is as it was');
select is(owed('ann') || ' ' || owed('bob') || ' ' || balance('3000'), '0 107 0',
    'the ledger shows it, and nothing else');
set role shop_read;
select is((select concat_ws(' ', trim_scale(m.invoiced_amount), trim_scale(m.outstanding_amount), m.average_days_to_pay)
    from tolsel.get_collection_metrics('2025-03-15', '2025-03-15') m), '0 127',
    'what moves was invoiced before, and is not paid by that');
reset role;
select is((select string_agg(concat_ws(' ', i.kind, i.reference, i.issued_on, i.due_on, trim_scale(i.balance_amount)),
            ', ' order by i.due_on)
        from tolsel.invoice i where i.customer_id = customer_of('bob') and i.kind <> 'invoice'),
    'debit_note INV-1 2025-03-15 2025-01-31 70, debit_note INV-2 2025-03-15 2025-04-01 50', 'his documents name hers');
set role shop_app;
select is((select string_agg(concat_ws(' ', s.document, trim_scale(s.amount), s.reason), ', ' order by s.ordinality)
        from tolsel.list_customer_statement(customer_of('ann'), '2025-03-15', '2025-03-15')
    with ordinality s where s.document is not null),
    'payment -30, payment -20, debit_note 20 the same person, credit_note -70 the same person, '
        'credit_note -50 the same person', 'her statement says why');
select is((tolsel.merge_customers(customer_of('ann'), customer_of('bob'), 'again')).customer_id, customer_of('bob'),
    'a second call changes nothing');
select is(owed('bob'), 107::numeric, 'he owes as much');
select refuses($$select bill('ann', 1, 'x')$$, 'UB064', 'Ann', 'she gets no more invoices');
select refuses($$select tolsel.set_customer_active(customer_of('ann'), true)$$, 'UB118', 'merged into', 'for good');
select is((tolsel.change_invoice(d.invoice_id, 'asked', p_note => 'from Ann')).note::text, 'from Ann',
    'a note on what was due before')
from tolsel.list_invoices_by_status('open') d where d.due_on = '2025-01-31';
select lives_ok($$select tolsel.apply_credit(customer_of('bob'))$$, 'credit pays');
select is(owed('bob'), 107::numeric, 'what it pays is owed no more than before');
select refuses($$select tolsel.merge_customers(customer_of('ann'), customer_of('yuki'), 'x')$$, 'UB118',
    'was merged into', 'she is merged once');
select refuses($$select tolsel.merge_customers(customer_of('yuki'), customer_of('ann'), 'x')$$, 'UB118',
    'was merged into', 'nobody is merged into her');
select refuses($$select tolsel.merge_customers(customer_of('bob'), customer_of('bob'), 'x')$$, 'UB118', 'itself',
    'nobody into himself');
select refuses($$select tolsel.merge_customers(customer_of('bob'), customer_of('yuki'), 'x')$$, 'UL004', 'EUR.*JPY',
    'nor into another currency');
select tolsel.open_customer('Carl', 'carl', p_owed_limit => 1), tolsel.open_customer('Dora', 'dora'),
    tolsel.open_payment(customer_of('bob'), 5, 'stripe', channel_of('Bank'), '{}', p_request_key => 'asked'),
    tolsel.draft_invoice(customer_of('dora'), '[{"amount": 1}]', p_request_key => 'draft') \g /dev/null
select refuses($$select tolsel.merge_customers(customer_of('bob'), customer_of('carl'), 'x')$$, 'UB118',
    'has not answered', 'nor while a provider decides');
select refuses($$select tolsel.merge_customers(customer_of('dora'), customer_of('carl'), 'x')$$, 'UB118', 'draft',
    'nor with a draft');
select tolsel.fail_payment(payment_of('asked'), 'declined') \g /dev/null
select refuses($$select tolsel.merge_customers(customer_of('bob'), customer_of('carl'), '')$$, 'UC016', 'reason',
    'no reason');
select refuses($$select tolsel.merge_customers(customer_of('bob'), customer_of('carl'), 'x', 'infinity')$$, 'UC014',
    'infinity', 'no day');
select refuses($$select tolsel.merge_customers(customer_of('bob'), customer_of('carl'), 'x', '2025-03-16')$$, 'UH004',
    '2025-03-15', 'tomorrow');
set role shop_admin;
select tolsel.close_period('2025-03-14', 'half of march') \g /dev/null
set role shop_app;
select refuses($$select tolsel.merge_customers(customer_of('bob'), customer_of('carl'), 'x', '2025-03-14')$$, 'UL007',
    '2025-03-14', 'a closed day');
select tolsel.set_customer_active(customer_of('carl'), false) \g /dev/null
select refuses($$select tolsel.merge_customers(customer_of('bob'), customer_of('carl'), 'x')$$, 'UB064', 'Carl',
    'one that is not active takes nothing over');
select tolsel.set_customer_active(customer_of('carl'), true) \g /dev/null
select is((tolsel.merge_customers(customer_of('bob'), customer_of('carl'), 'x')).customer_id, customer_of('carl'),
    'one that may owe little takes all over');
select refuses($$select tolsel.merge_customers(null, customer_of('carl'), 'x')$$, 'UB001', 'null', 'nobody');
select refuses_alike('select tolsel.merge_customers(%s, customer_of(''carl''), ''x'')', twin_of('customer'), '987654',
    'UB001', 'another tenant''s customer');
select refuses($$select tolsel.merge_customers(1, 2, 'x', p_tenant_id => 2)$$, 'UC002', 'tenant 2', 'another tenant');
select * from finish();
