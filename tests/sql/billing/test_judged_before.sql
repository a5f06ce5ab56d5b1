-- S67 S70: a fault in a new document is found by the run that reads what is new, one in an old document by the full
-- one.
\ir shop.sql
\ir busy.sql
\ir sabotage.sql
select plan(15);
-- What posts nothing is new for an hour: it passes.
create function tap.let_an_hour_pass() returns void language sql
begin atomic
    insert into tolsel_core.validation (started_at, is_full, check_count, breach_count, entry_count, login)
    values (clock_timestamp() + interval '1 hour', false, 0, 0, 0, 'x');
end;
set role shop_admin;
select is((select breach_count from tolsel.validate_books()), 0, 'all documents are in order, and judged');
reset role;
select let_an_hour_pass() \g /dev/null
create function tap.quietly(p_checks text) returns text language sql return p_checks || ', of what is new: -';
select is(verdict_on($$update tolsel_billing.payment set amount = 41, allocated_amount = 41
            where request_key = 'p1'$$) ~ ', of what is new: -', true, 'an old payment of another amount');
select is(verdict_on($$update tolsel_billing.invoice set payment_count = payment_count + 1 where request_key = 'i1'$$),
    quietly('wrong_paid_amount'), 'an old invoice');
select is(verdict_on($$update tolsel_billing.customer set payment_count = payment_count + 1
            where code = 'ann' and tenant_id = 1$$), quietly('wrong_customer_figures'), 'an old customer');
select is(verdict_on($$delete from tolsel_billing.payment_tracking
            where payment_id = payment_of('p1') and status = 'initiated'$$), quietly('wrong_attempt'), 'an old trail');
select is(verdict_on($$update tolsel_billing.invoice_line set amount = amount + 1
            where invoice_id = invoice_of('lines') and line_no = 1$$), quietly('wrong_invoice_total wrong_posting'),
    'an old line');
-- New documents, of which only some post.
set role shop_app;
select tolsel.record_payment(customer_of('ann'), 4, 'cash', channel_of('Till'), p_request_key => 'new') \g /dev/null
select tolsel.attempt_payment(customer_of('ann'), 5000, 'cash', channel_of('Till'),
    p_request_key => 'refused') \g /dev/null
select bill('bob', 9, 'fresh') \g /dev/null
select tolsel.void_payment(payment_of('p1'), 'bounced') \g /dev/null
reset role;
select is(verdict_on('select'), null, 'what is new is in order');
select is(verdict_on($$update tolsel_billing.payment set paid_on = '2025-03-01'
            where request_key = 'new'$$) ~ 'wrong_posting', true, 'a new payment of another day');
select is(verdict_on($$update tolsel_billing.payment set channel_id = channel_of('Bank') where request_key = 'new'$$),
    'wrong_posting', 'in another channel');
select is(verdict_on($$delete from tolsel_billing.payment_tracking
            where payment_id = payment_of('refused') and status = 'initiated'$$), 'wrong_attempt',
    'a new trail, of a payment that posted nothing');
select is(verdict_on($$update tolsel_billing.payment set void_journal_id = journal_id
            where payment_id = payment_of('p1') and tenant_id = 1$$),
    'unexplained_entry wrong_void', 'an old payment that was made void since');
select is(verdict_on($$update tolsel_billing.invoice set number = number + 7 where request_key = 'fresh'$$),
    'number_gap', 'a new number');
select is(verdict_on($$update tolsel_billing.number_series set last_number = last_number + 1
            where series = 'INV' and tenant_id = 1$$), 'number_gap', 'the last number of any series');
-- Credit that is applied later posts nothing.
set role shop_app;
select bill('ann', 9, 'credit') \g /dev/null
set role shop_admin;
select tolsel.validate_books() \g /dev/null
reset role;
select let_an_hour_pass() \g /dev/null
set role shop_app;
select tolsel.allocate_payment(payment_of('p2'), invoice_of('credit'), 1) \g /dev/null
reset role;
select is(verdict_on($$update tolsel_billing.invoice set paid_amount = 2 where request_key = 'credit'$$),
    'wrong_customer_balance wrong_paid_amount', 'an old invoice that is paid since, of an old payment');
select is(verdict_on('select'), null, 'all of it was undone');
select * from finish();
