-- G11: what came in pays invoices: one, many, in part, with more, with charges and discounts.
\ir payments.sql
select plan(28);
set role shop_app;
select tolsel.set_bank_account(channel('bank'), array['DE02120300000000202051'], false, account_of('3000'), 5,
    account_of('3000'), 3) \g /dev/null
select tell('[{"amount": "160"}, {"amount": "300"}, {"amount": "155"}, {"amount": "97"}, {"amount": "50"}, {"amount": '
    '"-9"}]') \g /dev/null
select is((m.kind, m.amount, m.rule_id, m.reason)::text, '(invoice,160.00,,"By hand")', 'one payment of two invoices')
from tolsel.match_invoices(detail(1), customer('A1'), array[invoice(1), invoice(2)]) m;
select is(invoices(), '1 paid 0, 2 paid 0, 3 open 460', 'both are paid');
select refuses($$select tolsel.match_invoices(detail(1), customer('A1'))$$, 'UK013',
    'of 160.00 on 2026-03-09 belongs to match', 'never twice');
select is((tolsel.match_invoices(detail(2), customer('B1'), array[invoice(3)])).amount::numeric, 300::numeric,
    'a part payment');
select is(invoices(), '1 paid 0, 2 paid 0, 3 partial 160', 'leaves the rest');
-- 155 came of 160: the bank took 5 on the way. # B11
select refuses($$select tolsel.match_invoices(detail(3), customer('B1'), array[invoice(3)], p_charge_amount => 5.01)$$,
    'UK023', 'A charge of 5.01 .the limit is 5', 'more than the stated bound');
select lives_ok($$select tolsel.match_invoices(detail(3), customer('B1'), array[invoice(3)], p_charge_amount => 5)$$,
    'charges within the bound');
select is(invoices(), '1 paid 0, 2 paid 0, 3 paid 0', 'settle the invoice');
select is((holds('bank'), balance('3000')), (615::numeric, 5::numeric),
    'the bank has what came, the charge is on its account');
-- 97 for 100: a discount of 3 percent.
select owes('A1', 100) \g /dev/null
select refuses($$select tolsel.match_invoices(detail(4), customer('A1'), array[invoice(4)],
            p_discount_amount => 3.01)$$, 'UK023', 'A discount of 3.01', 'more than the discount granted');
select refuses($$select tolsel.match_invoices(detail(4), customer('A1'), p_discount_amount => 3)$$, 'UK023',
    'on 0 invoices', 'a discount is of one invoice');
select lives_ok($$select tolsel.match_invoices(detail(4), customer('A1'), array[invoice(4)], p_discount_amount => 3)$$,
    'a discount');
select is((invoices(), balance('3000')), ('1 paid 0, 2 paid 0, 3 paid 0, 4 paid 0'::text, 8::numeric),
    'settles the invoice');
select lives_ok($$select tolsel.match_invoices(detail(5), customer('A1'))$$, 'what nothing is owed for');
reset role;
select is((select trim_scale(p.unapplied_amount) from tolsel_billing.payment p
        where p.tenant_id = 1 and p.kind = 'payment' order by p.payment_id desc limit 1),
    50::numeric, 'is credit');
select is(unmatched(), '-9 of the bank, 0 of the book', 'what is matched and what is not adds up');
set role shop_app;
select refuses($$select tolsel.match_invoices(detail(6), customer('A1'))$$, 'UK022', 'is -9',
    'what went out pays no invoice');
select refuses($$select tolsel.match_invoices(null, customer('A1'))$$, 'UK012', 'null', 'no payment');
select refuses($$select tolsel.match_invoices(detail(6), customer('A1'), p_reason => ' ')$$, 'UC016', 'reason has',
    'no reason');
select refuses($$select tolsel.match_invoices(detail(6), customer('A1'), p_charge_amount => -1)$$, 'UC025',
    'The charge is -1', 'a charge below 0');
select refuses($$select tolsel.match_invoices(detail(6), customer('A1'), p_charge_amount => null)$$, 'UC008',
    'The charge is null', 'no charge');
select refuses($$select tolsel.match_invoices(detail(6), customer('A1'), p_discount_amount => 0.001)$$, 'UC010',
    'The discount', 'a discount too precise');
select tell('[{"amount": "5", "on": "2026-03-10"}]') \g /dev/null
select refuses($$select tolsel.match_invoices(detail(7), 987654)$$, 'UB001', '987654', 'nobody''s payment');
select refuses($$select tolsel.match_invoices(detail(7), customer('B1'), array[987654])$$, 'UB002', '987654',
    'no invoice');
select refuses($$select tolsel.match_invoices(detail(7), customer('B1'), p_tenant_id => 2)$$, 'UC002', 'tenant 2',
    'another tenant');
-- The day is the bank's, or the first that is open.
select tolsel.close_day(channel('bank'), '2026-03-10') \g /dev/null
select lives_ok($$select tolsel.match_invoices(detail(7), customer('B1'))$$, 'a payment of a closed day');
reset role;
select is((select paid_on::text from tolsel_billing.payment where tenant_id = 1 order by payment_id desc limit 1),
    '2026-03-11', 'counts for the next');
select is((select count(*) from tolsel_bank.match where tenant_id = 1), 6::bigint, 'six matches');
select * from finish();
