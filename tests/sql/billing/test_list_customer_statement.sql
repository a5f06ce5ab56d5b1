-- S60 S72 S73: what a customer owed, line by line, as the customer list and the ledger say it.
\ir quarter.sql
select plan(16);
set role shop_read;

select results_eq(
    $$select kind, effective_on, document, description, amount, balance
      from tolsel.list_customer_statement(customer_of('ann'), '2026-02-11', '2026-03-31')$$,
    $$values ('opening', date '2026-02-11', null, null, null::numeric, 1100.0),
        ('line', '2026-02-20', 'payment', 'Payment ' || payment_of('p2'), -600, 500),
        ('line', '2026-03-30', 'payment', 'Payment ' || payment_of('p3'), -100, 400),
        ('line', '2026-03-31', 'invoice', 'Invoice INV-3', 200, 600),
        ('closing', '2026-03-31', null, null, -500, 600)$$,
    'opening, lines with their document, closing');
select results_eq(
    $$select document, document_id, description, amount, balance
      from tolsel.list_customer_statement(customer_of('bob'), '2026-03-02', '2026-03-31') where kind = 'line'$$,
    $$values ('invoice', invoice_of('void'), 'Invoice INV-6', 77.0, 777.0),
        ('invoice', invoice_of('void'), 'Void of invoice INV-6', -77, 700),
        ('payment', payment_of('bounced'), 'Payment ' || payment_of('bounced'), -250, 450),
        ('credit_note', payment_of('note'), 'Credit note CN-1', -10, 440),
        ('debit_note', invoice_of('fee'), 'Invoice DN-1', 5, 445),
        ('payment', payment_of('bounced'), 'Void of payment ' || payment_of('bounced'), 250, 695)$$,
    'a void stands on its own day, beside what it voids');
select results_eq(
    $$select document, amount, balance from tolsel.list_customer_statement(customer_of('cleo'), '2026-03-31',
            '2026-03-31') where kind = 'line'$$,
    $$values ('payment', -120.0, -120.0), ('refund', 20, -100)$$, 'credit is below 0');
select results_eq(
    $$select kind, amount, balance from tolsel.list_customer_statement(customer_of('dan'), '2026-01-01',
            '2026-01-31')$$,
    $$values ('opening', null::numeric, 0.0), ('closing', 0, 0)$$, 'without a line it still opens and closes');
select results_eq(
    $$select document, due_on, reason from tolsel.list_customer_statement(customer_of('bob'), '2026-03-02',
            '2026-03-31') where kind = 'line'$$,
    $$values ('invoice', date '2026-03-31', null::text), ('invoice', null, 'wrong'), ('payment', null, null),
        ('credit_note', null, 'goodwill'),
        ('debit_note', '2026-03-15', 'late fee'), ('payment', null, 'it bounced')$$,
    'M18 when each is due, and why it was adjusted or voided');

-- The same figure everywhere.
select is_empty(
    $$select c.customer_id from tolsel.customer c
      cross join lateral (
          select s.balance from tolsel.list_customer_statement(c.customer_id, '1900-01-01', '2199-12-31') s
              where s.kind = 'closing') s
      left join lateral (
          select e.balance_after from tolsel.customer_ledger_entry e
          where e.tenant_id = c.tenant_id and e.customer_id = c.customer_id order by e.version desc limit 1) e on true
      left join tolsel.list_aging() a on a.customer_id = c.customer_id
      where c.tenant_id = 1 and (c.balance <> s.balance or c.balance <> coalesce(e.balance_after, 0)
          or c.balance <> coalesce(a.balance, 0)
          or c.balance <> coalesce(
              a.current_amount + a.days_1_30 + a.days_31_60 + a.days_61_90 + a.days_over_90 - a.credit_amount, 0))$$,
    'S60 S72 customer list, ledger, statement and aging agree');
select results_eq(
    $$select balance_after::numeric, document, is_void from tolsel.customer_ledger_entry
        where customer_id = customer_of('bob') and version = 5$$,
    $$values (777.0, 'payment', true)$$, 'S60 the ledger has the balance after each entry');

-- The old fault: a customer's credit pays part of an invoice, and everybody says so.
reset role;
set role shop_app;
select tolsel.record_payment(customer_of('dan'), 300, 'cash', channel_of('Till'), p_surplus => 'keep') \g /dev/null
select tolsel.issue_invoice(customer_of('dan'), '[{"amount": "1000"}]', p_uses_credit => true,
    p_request_key => 'dan') \g /dev/null
set role shop_read;
select results_eq(
    $$select i.status, i.paid_amount::numeric, i.balance_amount, c.balance::numeric, c.credit_amount,
          (select s.balance from tolsel.list_customer_statement(c.customer_id, '2026-01-01', '2026-12-31') s
              where s.kind = 'closing')
      from tolsel.invoice i join tolsel.customer c using (tenant_id, customer_id)
          where i.invoice_id = invoice_of('dan')$$,
    $$values ('partial', 300.0, 700.0, 700.0, 0.0, 700.0)$$, 'S73 a partial payment shows as partial');

select refuses($$select * from tolsel.list_customer_statement(0, '2026-01-01', '2026-01-31')$$, 'UB001', 'Customer 0',
    'no such customer');
select refuses($$select * from tolsel.list_customer_statement(null, '2026-01-01', '2026-01-31')$$, 'UB001', 'null',
    'no customer');
select refuses_alike('select * from tolsel.list_customer_statement(%s, ''2026-01-01'', ''2026-01-31'')',
    twin_customer(), '987654', 'UB001', 'A14 another tenant''s customer');
select refuses($$select * from tolsel.list_customer_statement(1, '2026-02-01', '2026-01-31')$$, 'UC014',
    'From 2026-02-01', 'a period that ends before it begins');
select refuses($$select * from tolsel.list_customer_statement(1, null, '2026-01-31')$$, 'UC014', 'first day is null',
    'no first day');
select refuses($$select * from tolsel.list_customer_statement(1, '2026-01-31', 'infinity')$$, 'UC014',
    'last day is infinity', 'no last day');
select refuses($$select * from tolsel.list_customer_statement(1, '2026-01-01', '2026-01-31', p_tenant_id => 2)$$,
    'UC002', 'tenant 2', 'another tenant');
-- M18: why a refund was, and why it was none.
reset role;
set role shop_app;
select tolsel.open_customer('Faye', 'faye') \g /dev/null
select tolsel.record_payment(customer_of('faye'), 9, 'cash', channel_of('Till'), p_surplus => 'keep',
    p_request_key => 'faye') \g /dev/null
select tolsel.void_refund((tolsel.refund_payment(payment_of('faye'), 9, 'card', channel_of('Till'),
    'broken')).refund_id, 'card is gone') \g /dev/null
select is((select string_agg(s.amount::numeric || ' ' || s.reason, ', ' order by s.ordinality)
        from tolsel.list_customer_statement(customer_of('faye'), '2020-01-01', '2100-01-01') with ordinality s
        where s.reason is not null), '9.00 broken, -9.00 card is gone', 'M18 the reason of a void refund stands there');
select * from finish();
