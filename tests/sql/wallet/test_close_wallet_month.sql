-- S107 S110: a month is closed once, its statement stands, and what is used beyond what was paid is invoiced. # S115
\ir cloud.sql
create function tap.closed(p_code text, p_month_on date default '2025-04-30')
returns tolsel_wallet.month_statement language sql
    return tolsel.close_wallet_month(tap.wallet_of(p_code), p_month_on);
-- Opening, paid in, used, given back, other, closing.
create function tap.month(p_code text, p_month_on date default '2025-04-30') returns text language sql
    return (select concat_ws(' ', trim_scale(m.opening_amount::numeric), trim_scale(m.top_up_amount::numeric),
            trim_scale(m.usage_amount::numeric), trim_scale(m.returned_amount::numeric),
            trim_scale(m.other_amount::numeric), trim_scale(m.closing_amount::numeric))
        from tap.closed(p_code, p_month_on) m);
create function tap.lines(p_month_on date) returns text language sql set role = none
    return (select string_agg(concat_ws(' ', l.description, l.quantity, trim_scale(l.amount::numeric)), ', '
            order by l.line_no)
        from tolsel_wallet.month_statement m
        join tolsel_billing.invoice_line l on l.tenant_id = m.tenant_id and l.invoice_id = m.invoice_id
        where m.tenant_id = 1 and m.month_on = p_month_on);
select plan(47);
set role shop_app;
select tolsel.open_wallet(customer_of('bob'), p_credit_limit => 5000) \g /dev/null
select top_up('ann', 1000), top_up('bob', 100) \g /dev/null
select provision('ann', 'small', 'r1'), provision('bob', 'small', 'b1'), provision('bob', 'large', 'b2') \g /dev/null
select refuses($$select closed('ann')$$, 'UW021', 'it ends at 2025-05-01 00:00', 'a month that has not ended');
select refuses($$select closed('ann', '2025-02-01')$$, 'UW021', 'it was opened at', 'one before the wallet was');
select refuses($$select closed('ann', null)$$, 'UC014', 'month', 'no month');
select refuses($$select tolsel.close_wallet_month(987654, '2025-04-01')$$, 'UW001', '987654', 'no such wallet');
select refuses($$select tolsel.close_wallet_month(1, '2025-04-01', 2)$$, 'UC002', 'tenant 2', 'another tenant');
select at('2025-05-01 00:30+00') \g /dev/null
select refuses($$select closed('ann')$$, 'UW021', 'its usage is charged until 2025-04-01 00:00',
    'hours not charged yet');
select tolsel.meter_usage() \g /dev/null
select tolsel.reverse_usage_hour(resource_of('r1'), '2025-04-03 12:00+00', 'Down') \g /dev/null
select is((closed('ann', '2025-03-01')).closing_amount::numeric, 0.00, 'the month in which it was opened');
select is(month('ann'), '0 1000 150 0 0 850', 'opening, paid in, used, given back in the month, other, closing');
select is((closed('ann', '2025-04-01')).closed_at, timestamptz '2025-05-01 00:30+00', 'a repeat is the first');
select is((closed('ann')).invoice_id, null, 'what is prepaid is not invoiced');
select refuses($$select tolsel.top_up_wallet(wallet_of('ann'), 5, 'cash', channel_of('Till'), '2025-04-30')$$, 'UL007',
    '2025-04-30', 'nothing counts for a month that is closed');
-- Invoiced: what is used beyond what was paid in.
select is(purse('bob'), '-650 750 3600', 'April is used, May is held');
select is(month('bob'), '0 100 750 0 0 -650', 'the month of a wallet that is invoiced');
select is(lines('2025-04-01'), 'web, 2025-04 720 150, web, 2025-04 720 600, Paid in advance -100',
    'a line a resource, and what was paid in advance');
select is(purse('bob'), '0 750 4250', 'which brings the wallet back');
set role shop_read;
select results_eq(
    $$select i.status, i.total_amount::numeric, i.customer_id from tolsel.month_statement m
      join tolsel.invoice i using (tenant_id, invoice_id) where m.wallet_id = wallet_of('bob')$$,
    $$values ('open', 650.00, customer_of('bob'))$$, 'and is owed by its customer');
select results_eq(
    $$select month_on, hours_amount, charged_amount, statement_amount, invoice_amount, is_equal, is_final
      from tolsel.reconcile_month(wallet_of('bob'), '2025-04-17')$$,
    $$values (date '2025-04-01', 750.00, 750.00, 750.00, 750.00, true, false)$$,
    'S107 hours, charges, statement and invoice are one sum');
select results_eq(
    $$select document, sum(amount) from tolsel.wallet_transaction where wallet_id = wallet_of('bob')
      and document = 'invoice' group by document$$,
    $$values ('invoice', 650.00)$$, 'S103 the wallet names the invoice');
set role shop_app;
select is((select shortfall_amount from tolsel.explain_funds(wallet_of('bob'), 'enterprise')), 0.00,
    'admission judges the wallet, and what is owed beside it');
select is(tolsel.verify_customer(customer_of('bob')) is null, false, 'a figure of the customer''s');
-- May: an hour of April reversed, a refund, a price to the next month, and paid in meanwhile.
select tolsel.reverse_usage_hour(resource_of('b1'), '2025-04-09 00:00+00', 'Down'),
    tolsel.refund_usage(resource_of('b2'), '2025-04-01', 100, 'Slow') \g /dev/null
select at('2025-06-01 00:00+00') \g /dev/null
select tolsel.meter_usage() \g /dev/null
select at('2025-06-02 12:00+00') \g /dev/null
select tolsel.meter_usage() \g /dev/null
select top_up('bob', 50) \g /dev/null
select is(month('bob', '2025-05-01'), '-650 0 750 100.21 650 -649.79', 'the invoice of April is in May');
select is(lines('2025-05-01'), 'web, 2025-05 744 149.79, web, 2025-05 744 500, Paid in advance -50',
    'each resource less what it was given back; what was paid in since counts');
set role shop_read;
select results_eq(
    $$select hours_amount, charged_amount, statement_amount, invoice_amount, is_equal
      from tolsel.reconcile_month(wallet_of('bob'), '2025-05-01')$$,
    $$values (649.79, 649.79, 649.79, 649.79, true)$$, 'which adds up');
select results_eq(
    $$select payload ->> 'month_on', payload ->> 'usage', payload ->> 'invoiced', payload ->> 'closing',
        payload ->> 'account_code', payload ->> 'customer_code'
      from tolsel.event where topic = 'wallet.month_closed' and document_id = wallet_of('bob') order by sequence_no$$,
    format($$values ('2025-04-01', '750.00', '650.00', '-650.00', 'wallet:%1$s', 'bob'),
        ('2025-05-01', '750.00', '599.79', '-649.79', 'wallet:%1$s', 'bob')$$, wallet_of('bob')),
    'S115 accounting is told of each month');
-- Neither voided, nor more than brings the wallet to nothing: what was given back meanwhile is brought forward.
set role shop_app;
select refuses($$select tolsel.void_invoice((closed('bob', '2025-05-01')).invoice_id, 'Wrong')$$, 'UB141', 'wallet:',
    'the invoice of a month is not voided');
select tolsel.stop_resource(resource_of('b1')), tolsel.stop_resource(resource_of('b2')) \g /dev/null
select at('2025-07-01 00:00+00') \g /dev/null
select tolsel.meter_usage() \g /dev/null
select is(purse('bob'), '-38.54 0 4961.46', 'what ran in June');
select at('2025-07-04 00:00+00') \g /dev/null
select tolsel.refund_usage(resource_of('b2'), '2025-05-01', 20, 'Slow') \g /dev/null
select refuses($$select closed('ann', '2025-06-01')$$, 'UW021', 'the month to be closed is 2025-05',
    'one after the other: a month before is open');
select is(lines('2025-06-01'), null, 'no invoice yet');
select is((closed('bob', '2025-06-01')).closing_amount::numeric, -38.54, 'the month closes where it stood');
select is(lines('2025-06-01'), 'web, 2025-06 37 7.71, web, 2025-06 37 30.83, Paid in advance -20',
    'and is invoiced as far as it is below nothing now');
select is(purse('bob'), '0 0 5000', 'never above nothing');
select is((select invoice_amount from tolsel.reconcile_month(wallet_of('bob'), '2025-06-01')), 38.54,
    'its lines are what was used');
select provision('bob', 'small', 'b3') \g /dev/null
-- A branch whose day still is the month's.
select at('2025-08-01 02:00+00') \g /dev/null
select tolsel.meter_usage() \g /dev/null
set role shop_admin;
select tolsel.open_branch('Santiago', 'America/Santiago') \g /dev/null
set role shop_app;
select refuses($$select closed('bob', '2025-07-01')$$, 'UW021', 'Santiago still has 2025-07-31', 'its day is not over');
select at('2025-08-01 12:00+00') \g /dev/null
select tolsel.meter_usage() \g /dev/null
-- A customer who is not active is not invoiced, nor is a frozen wallet.
select tolsel.set_customer_active(customer_of('bob'), false) \g /dev/null
select refuses($$select closed('bob', '2025-07-01')$$, 'UB064', 'Bob', 'a customer who is not active');
select tolsel.set_customer_active(customer_of('bob'), true) \g /dev/null
select at('2025-08-04 12:00+00') \g /dev/null
select tolsel.meter_usage() \g /dev/null
select freeze(format('wallet:%s', wallet_of('bob'))) \g /dev/null
select refuses($$select closed('bob', '2025-07-01')$$, 'UL027', 'wallet:', 'a wallet that is frozen');
-- The job makes up for what an outage has left, wallet by wallet; the one at fault is noted, and stops no other.
reset role;
create function tap.job(p_limit integer, p_progress text default null) returns tolsel_core.job_slice language sql
    return tolsel_wallet.job_close_months(row('wallet.close_months', 1, null, now(), now(), null, p_limit,
        p_progress)::tolsel_core.job_task);
select is((job(1)).item_count, 3, 'W20 three months of one');
select is((job(9)).item_count, 5, 'five of another, and none of the third');
select results_eq('select wallet_id, task, error_code from tolsel_wallet.notice_metering_fault',
    $$values (wallet_of('bob'), 'month', 'UL027')$$, 'which verify tells');
update tolsel_ledger.balance set frozen_incident_id = null, closed_through_on = '2025-06-30'
where frozen_incident_id is not null;
select is((job(9)).item_count, 1, 'the next run tries again');
select is((job(9)).progress, null, 'and then nothing is due');
-- What recurs and is due in it comes first.
set role shop_app;
select tolsel.open_customer('Cleo', 'cleo'), at('2025-08-03 00:00+00') \g /dev/null
select tolsel.open_wallet(customer_of('cleo')), tolsel.set_recurring_grant(wallet_of('cleo'), 'Free', 3,
    p_from_at => '2025-08-31'), at('2025-09-05 00:00+00') \g /dev/null
select refuses($$select closed('cleo', '2025-08-01')$$, 'UW021', 'recurring grants in it are due',
    'W21 a month with something to be granted in it');
select * from finish();
