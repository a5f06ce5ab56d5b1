-- M12: the tax that is due follows from lines, by rate and period.
\ir shop.sql
select plan(19);
set role shop_app;
select tolsel.issue_invoice(customer_of('ann'), jsonb_build_array(
        jsonb_build_object('amount', 100), jsonb_build_object('amount', 50),
        jsonb_build_object('amount', 19, 'account_code', '2200', 'tax_rate', 19, 'base_amount', 100),
        jsonb_build_object('amount', 3.5, 'account_code', '2200', 'tax_rate', 7.0, 'base_amount', 50)),
            p_issued_on => d::date, p_request_key => k)
from (values ('2025-02-10', 'i1'), ('2025-02-20', 'i2'), ('2025-03-10', 'i3')) v(d, k) \g /dev/null
select tolsel.issue_invoice(customer_of('bob'),
    '[{"amount": 10}, {"amount": 0, "account_code": "2200", "tax_rate": 0, "base_amount": 10, "metadata": {"reason": '
    '"export"}}]', p_issued_on => '2025-03-11', p_request_key => 'i4') \g /dev/null
select tolsel.issue_credit_note(customer_of('ann'),
    '[{"amount": 10}, {"amount": 1.9, "account_code": "2200", "tax_rate": 19, "base_amount": 10}]', 'scratched',
    invoice_of('i1'), '2025-03-12', p_request_key => 'c1'),
    tolsel.issue_credit_note(customer_of('ann'),
        '[{"amount": 1}, {"amount": 0.19, "account_code": "2200", "tax_rate": 19, "base_amount": 1}]', 'x',
        p_issued_on => '2025-02-12', p_request_key => 'c2') \g /dev/null
set role shop_read;
select results_eq($$select currency, code, tax_rate, invoiced_base_amount, invoiced_tax_amount, credited_base_amount,
        credited_tax_amount, base_amount, due_amount from tolsel.list_tax_due('2025-02-01', '2025-02-28')$$,
    $$values ('EUR', '2200', 7::numeric, 100::numeric, 7.0::numeric, null::numeric, null::numeric, 100::numeric,
            7.0::numeric), ('EUR', '2200', 19, 200, 38, 1, 0.19, 199, 37.81)$$, 'a month, by rate');
select results_eq($$select tax_rate, base_amount, due_amount from tolsel.list_tax_due('2025-03-01', '2025-03-31')$$,
    $$values (0::numeric, 10::numeric, 0::numeric), (7, 50, 3.5), (19, 90, 17.1)$$,
    'less what was credited; what is not taxed, too');
set role shop_app;
select tolsel.void_invoice(invoice_of('i2'), 'mistake', '2025-03-14'),
    tolsel.void_credit_note(payment_of('c2'), 'mistake', '2025-03-14') \g /dev/null
set role shop_read;
select is((select sum(due_amount) from tolsel.list_tax_due('2025-02-01', '2025-02-28')), 44.81,
    'a void leaves the month before as it was');
select results_eq($$select tax_rate, base_amount, due_amount from tolsel.list_tax_due('2025-03-01', '2025-03-31')$$,
    $$values (0::numeric, 10::numeric, 0::numeric), (7, 0, 0.0), (19, -9, -1.71)$$, 'and is taken off on its own day');
select is((select sum(due_amount) from tolsel.list_tax_due('2025-01-01', '2025-12-31')), -balance('2200'),
    'all of it is what the ledger says');
select is((select count(*) from tolsel.list_tax_due('2024-01-01', '2024-01-31')), 0::bigint, 'a period without any');
reset role;
select is((select l.metadata::jsonb from tolsel_billing.invoice_line l
        where l.invoice_id = invoice_of('i4') and l.line_no = 2), '{"reason": "export"}'::jsonb,
    'a line has facts of its own');
set role shop_app;
-- What is no tax.
select refuses(format($$select tolsel.issue_invoice(customer_of('bob'), '[{"amount": 10}, %s]')$$, l), code, d, w)
from (values ('{"amount": 1.92, "tax_rate": 19, "base_amount": 10}', 'UB062', '19 percent of 10.00 are 1.90, not 1.92',
        'two cents more, where two lines are a cent apart at most'),
    ('{"amount": 1, "tax_rate": 1000, "base_amount": 10}', 'UB062', '1000 percent', 'a thousand percent'),
    ('{"amount": 1, "tax_rate": -19, "base_amount": 10}', 'UB062', '-19 percent', 'a negative rate'),
    ('{"amount": 1, "tax_rate": 19}', 'UB014', 'Line 2', 'a rate of nothing'),
    ('{"amount": 1, "base_amount": 10}', 'UB014', 'Line 2', 'a base without a rate'),
    ('{"amount": 1, "tax_rate": "much", "base_amount": 10}', 'UB014', 'Line 2', 'no number'),
    ('{"amount": 0, "tax_rate": 19, "base_amount": 0.001}', 'UC010', '3 decimals', 'a base in tenths of a cent'),
    ('{"amount": 1, "metadata": []}', 'UC013', 'array', 'metadata that is no object')) v(l, code, d, w);
select lives_ok($$select tolsel.issue_invoice(customer_of('bob'),
            '[{"amount": 10}, {"amount": 1.91, "tax_rate": 19, "base_amount": 10}]')$$,
    'a cent is what two lines may be rounded by');
select refuses($$select * from tolsel.list_tax_due('2025-03-31', '2025-03-01')$$, 'UC014', 'From', 'no period');
select refuses($$select * from tolsel.list_tax_due('2025-03-01', '2025-03-31', 987654)$$, 'UC018',
    'Branch 987654', 'M14 no such branch');
select refuses($$select * from tolsel.list_tax_due('2025-03-01', '2025-03-31', p_tenant_id => 2)$$, 'UC002', 'tenant 2',
    'another tenant');
select * from finish();
