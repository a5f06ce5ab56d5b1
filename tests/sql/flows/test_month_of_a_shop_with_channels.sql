-- A month with a till and a bank: invoices, payments, vendors, counted closes; every book agrees. # S4 S72 S86
\ir ../billing/shop.sql
select plan(7);
reset role;
select tolsel.set_clock('2025-02-01 09:00+01') \g /dev/null
set role shop_app;
select tolsel.open_account('rent', 'Rent', 'expense'), tolsel.open_account('capital', 'Capital', 'equity') \g /dev/null
select tolsel.record_daily_entry(channel_of('Till'), 'in', 100, account_of('capital'), 'float') \g /dev/null
select vendor_id as vendor from tolsel.open_vendor('Maker') \gset
-- Every working day: Ann buys for 10 and pays at once, Bob buys for 20 and pays half of it.
create procedure pg_temp.work(p_on date) language plpgsql as $$
begin
    perform tolsel.issue_invoice(tap.customer_of('ann'), '[{"amount": 10}]', p_request_key => 'ann ' || p_on);
    perform tolsel.record_payment(tap.customer_of('ann'), 10, 'cash', tap.channel_of('Till'),
        p_request_key => 'ann ' || p_on);
    perform tolsel.issue_invoice(tap.customer_of('bob'), '[{"amount": 20}]', p_due_on => p_on + 14,
        p_request_key => 'bob ' || p_on);
    perform tolsel.record_payment(tap.customer_of('bob'), 10, 'cash', tap.channel_of('Till'),
        array[tap.invoice_of('bob ' || p_on)], p_request_key => 'bob ' || p_on);
    perform tolsel.close_day(tap.channel_of('Till'), p_on,
        tap.held_in('Till') - case when p_on = '2025-02-14' then 0.50 else 0 end);
end $$;
reset role;
create procedure pg_temp.month() language plpgsql as $$
declare
    v_on date;
begin
    for v_on in select d::date from generate_series(date '2025-02-03', date '2025-02-28', interval '1 day') d
        where extract(isodow from d) < 6 loop
        reset role;
        perform tolsel.set_clock(v_on + time '18:00');
        set role shop_app;
        call pg_temp.work(v_on);
    end loop;
end $$;
call pg_temp.month();
set role shop_app;
select is(held_in('Till'), 100 + 20 * 20 - 0.50, 'twenty days of 20, less what was missing once');
select is(owed('ann') || ' ' || owed('bob') || ' ' || figures('ann') || ' / ' || figures('bob'),
    '0 200 payments 20 total 200 average 10.00 last 2025-02-28 / payments 20 total 200 average 10.00 last 2025-02-28',
    'Ann owes nothing, Bob a half of everything');
-- The end of the month: the till goes to the bank, a bill and the rent are paid, Bob pays by a transfer.
reset role;
select tolsel.set_clock('2025-03-01 10:00+01') \g /dev/null
set role shop_app;
select tolsel.transfer_between_channels(channel_of('Till'), channel_of('Bank'), 399.50) \g /dev/null
select vendor_bill_id as bill from tolsel.record_vendor_bill(:vendor, 'M-7', 150, account_of('6000')) \gset
select tolsel.pay_vendor(:vendor, 150, 'bank_transfer', channel_of('Bank'), :bill), tolsel.record_daily_entry(
    channel_of('Bank'), 'out', 90, account_of('rent'), 'rent for March') \g /dev/null
select tolsel.record_payment(customer_of('bob'), 205, 'bank_transfer', channel_of('Bank'), p_surplus => 'keep',
    p_request_key => 'transfer') \g /dev/null
select is(payment(payment_of('transfer')) || ' ' || owed('bob'), 'completed: allocated 200 refunded 0 left 5 -5',
    'twenty invoices are paid, the oldest first');
select is(held_in('Till') || ' ' || held_in('Bank'), '100 364.5', 'what is in the channels');
set role shop_read;
select is((select count(*) || ' ' || trim_scale(sum(i.paid_amount::numeric)) || ' ' || min(i.status)
        from tolsel.invoice i where i.request_key like 'bob%'), '20 400 paid', 'no invoice is open');
select is((select trim_scale(sum(c.balance)) from tolsel.customer c where c.code in ('ann', 'bob')), -5::numeric,
    'the list of customers');
set role shop_admin;
select is((select count(*) from tolsel.verify() where status = 'breach'), 0::bigint, 'and every book agrees');
select * from finish();
