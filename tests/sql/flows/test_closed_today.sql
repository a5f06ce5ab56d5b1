-- M4: where the books are closed through today, every document counts for the first open day.
\ir ../billing/shop.sql
create function tap.vendor() returns bigint language sql set role = none
    return (select max(v.vendor_id) from tolsel_channel.vendor v where v.tenant_id = 1);
create function tap.bill() returns bigint language sql set role = none
    return (select min(b.vendor_bill_id) from tolsel_channel.vendor_bill b where b.tenant_id = 1);
create function tap.voided_on(p_id bigint) returns date language sql set role = none
    return (select p.voided_on from tolsel_billing.payment p where p.tenant_id = 1 and p.payment_id = p_id);
create function tap.paid_on(p_id bigint) returns date language sql set role = none
    return (select p.paid_on from tolsel_billing.payment p where p.tenant_id = 1 and p.payment_id = p_id);
select plan(27);
set role shop_app;
\o /dev/null
select bill('ann', 100, 'i1', '2025-03-10'), bill('ann', 60, 'i2', '2025-03-10'), bill('ann', 5, 'i3', '2025-03-10');
select tolsel.record_payment(customer_of('ann'), 20, 'cash', channel_of('Till'), '{}', p_surplus => 'keep',
    p_request_key => 'p1');
select tolsel.record_payment(customer_of('ann'), 30, 'stripe', null, '{}', p_surplus => 'keep', p_request_key => 'p2');
select tolsel.open_payment(customer_of('ann'), 50, 'stripe', null, '{}', p_request_key => 'o1');
select tolsel.adjust_customer_ledger(customer_of('ann'), -3, 'goodwill', p_request_key => 'cn');
select tolsel.draft_invoice(customer_of('ann'), '[{"amount": 9}]', p_request_key => 'd1');
select tolsel.record_vendor_bill(vendor_id, 'B1', 10, account_of('6000'), p_request_key => 'b1')
    from tolsel.open_vendor('Mill');
reset role;
set role shop_admin;
select tolsel.close_period('2025-03-15', 'month end');
set role shop_app;
\o
create function pg_temp.day_of(p_call text) returns date language plpgsql as $day_of$
declare
    v_row jsonb;
begin
    execute format('select to_jsonb(x) from %s x', p_call) into v_row;
    return coalesce(v_row ->> 'voided_on', v_row ->> 'refunded_on', v_row ->> 'allocated_on', v_row ->> 'paid_on',
        v_row ->> 'issued_on', v_row ->> 'billed_on', v_row ->> 'received_on', v_row ->> 'entered_on',
        v_row ->> 'left_on', v_row ->> 'present_on');
end
$day_of$;
select is(pg_temp.day_of(format(call, customer_of('ann'), channel_of('Till'))), '2025-03-16'::date, 'M4 ' || call)
from unnest(array[
    'tolsel.complete_payment(payment_of(''o1''), ''ch_1'')',
    'tolsel.issue_invoice(%1$s, ''[{"amount": 40}]'')',
    'tolsel.issue_invoice(%1$s, ''[{"amount": 41}]'', p_issued_on => ''2025-03-16'')',
    'tolsel.issue_draft(invoice_of(''d1''))',
    'tolsel.record_payment(%1$s, 5, ''cash'', null)',
    'tolsel.record_payment(%1$s, 5, ''cash'', %2$s)',
    'tolsel.record_payment(%1$s, 5, ''cash'', null, p_paid_on => ''2025-03-16'')',
    'tolsel.allocate_payment(payment_of(''p1''), invoice_of(''i2''), 10)',
    'tolsel.reverse_allocation(allocation_of(''p1'', ''i2''))',
    'tolsel.refund_payment(payment_of(''p1''), 1, null, %2$s, ''broken'')',
    'tolsel.correct_payment(payment_of(''p2''), ''wrong'', 31)',
    'tolsel.void_payment(payment_of(''o1''), ''not ours'')',
    '(select voided_on(n.credit_note_id) as voided_on from tolsel.void_credit_note(payment_of(''cn''), ''wrong'') n)',
    'tolsel.void_invoice(invoice_of(''d1''), ''wrong'')',
    '(select paid_on(n.credit_note_id) as paid_on
        from tolsel.issue_credit_note(%1$s, ''[{"amount": 1}]'', ''sorry'') n)',
    'tolsel.record_divided_payment(5, ''cash'', %2$s, ''[{"customer_id": %1$s, "amount": 5}]'', ''keep'')',
    'tolsel.record_suspense(%2$s, 5, ''cash'')',
    'tolsel.record_cheque(%1$s, 5, %2$s, p_surplus => ''keep'')',
    'tolsel.record_daily_entry(%2$s, ''in'', 1, account_of(''6000''), ''found'')',
    'tolsel.transfer_between_channels(%2$s, channel_of(''Bank''), 1)',
    'tolsel.pay_vendor(vendor(), 2, ''cash'', %2$s)',
    'tolsel.record_vendor_credit_note(vendor(), ''C1'', 1, account_of(''6000''))']) call;
select is(pg_temp.day_of(format('tolsel.record_vendor_bill(%s, ''B2'', 5, account_of(''6000''))', vendor())),
    '2025-03-16'::date, 'M4 a bill of a vendor');
select lives_ok(format('select tolsel.void_vendor_bill(%s, ''wrong'')', bill()), 'M4 and its void');
select lives_ok(format('select tolsel.adjust_customer_ledger(%s, %s, ''goodwill'')', customer_of('ann'), amount),
    'M4 an adjustment by ' || amount) from unnest(array[-2, 3]) amount;
select refuses(format('select tolsel.issue_invoice(%s, ''[{"amount": 1}]'', p_issued_on => ''2025-03-17'')',
        customer_of('ann')), 'UH004', 'first open day is 2025-03-16', 'M4 a day after it lies ahead');
select * from finish();
