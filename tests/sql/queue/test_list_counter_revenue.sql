-- G18: from the counter to the cash.
\ir office.sql
select plan(8);
create function tap.sell(p_token text, p_counter text, p_minutes integer, p_amount numeric,
    p_paid numeric) returns void language sql
begin atomic
    select tolsel.call_ticket(tap.counter(p_counter), p_token),
    tolsel.start_service(tap.ticket(p_token), tap.counter(p_counter));
    select tap.minutes_later(p_minutes);
    select tolsel.complete_ticket(tap.ticket(p_token), tap.counter(p_counter), 'served');
    select tolsel.set_ticket_invoice(tap.ticket(p_token),
        (tolsel.issue_invoice(tap.customer('Ann'), jsonb_build_array(
                    jsonb_build_object('amount', p_amount)))).invoice_id)
    where p_amount > 0;
    select tolsel.record_payment(tap.customer('Ann'), p_paid, 'cash',
        (select c.channel_id from tolsel.list_channel_totals('2026-03-10', tap.branch('Manila')) c),
        array[i.invoice_id])
    from tolsel.list_invoices_by_status('open') i where p_paid > 0;
end;
set role shop_app;
select tolsel.open_channel('till', 'cash', branch('Manila')) \g /dev/null
select join_as('Cash'), join_as('Cash'), join_as('Cash'), join_as('Advice') \g /dev/null
select sell('C001', '1', 10, 100, 60) \g /dev/null
select sell('C002', '1', 20, 200, 200) \g /dev/null
select sell('C003', '1', 30, 0, 0) \g /dev/null
select sell('A001', '2', 6, 50, 0) \g /dev/null
select is((select string_agg(concat_ws(' ', r.counter, r.currency, r.ticket_count, r.invoice_count,
                trim_scale(r.invoiced_amount), trim_scale(r.paid_amount), r.service_hours, r.revenue_per_hour_amount,
    r.average_wait_s, coalesce(r.wait_spend_correlation::text, '-')), ', ')
        from tolsel.list_counter_revenue(branch('Manila'), '2026-03-10', '2026-03-10') r),
    '1 EUR 3 2 300 260 1.000 260.00 300.000 1.000, 2 EUR 1 1 50 0 0.100 0.00 3600.000 -',
    'tickets, invoices, what is paid for each hour, and whether waiting and spending go together');
reset role;
select is((select string_agg(concat_ws(' ', c.token, c.status, trim_scale(c.total_amount), trim_scale(c.paid_amount),
                trim_scale(c.payment_amount), c.method, c.wait_ms), ', ' order by c.ticket_id)
    from tolsel.counter_to_cash c where c.tenant_id = 1),
    'C001 partial 100 60 60 cash 0, C002 paid 200 200 200 cash 600000, A001 open 50 0 3600000',
    'ticket to invoice to payment');
set role shop_app;
select is((select count(*)::int from tolsel.list_counter_revenue(branch('Manila'), '2026-03-09', '2026-03-09')), 0,
    'a day without business');
select is((select string_agg(concat_ws(' ', r.counter, coalesce(r.currency, '-')), ', ')
        from tolsel.list_counter_revenue(branch('London'), '2026-03-10', '2026-03-10') r), null, 'a branch without');
select refuses($$select tolsel.list_counter_revenue(branch('Manila'), null, '2026-03-10')$$, 'UC014', 'null', 'no day');
select refuses($$select tolsel.list_counter_revenue(branch('Nowhere'), '2026-03-10', '2026-03-10')$$, 'UQ001', 'Branch',
    'a branch without a queue');
select refuses_alike($$select tolsel.list_counter_revenue(%s, '2026-03-10', '2026-03-10')$$, twin_of('branch'),
    '987654', 'UQ001', 'another tenant''s branch');
select refuses($$select tolsel.list_counter_revenue(branch('Manila'), '2026-03-10', '2026-03-10', 2)$$, 'UC002',
    'tenant 2', 'another tenant');
select * from finish();
