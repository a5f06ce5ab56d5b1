-- April in the shop: what an application would call, one call an event.
do $month$
declare
    v_ann bigint := (select c.customer_id from tolsel.customer c where c.code = 'C1');
    v_bistro bigint := (select c.customer_id from tolsel.customer c where c.code = 'C2');
    v_couriers bigint := (select c.customer_id from tolsel.customer c where c.code = 'C3');
    v_dora bigint := (select c.customer_id from tolsel.customer c where c.code = 'C4');
    v_owner bigint := (select a.account_id from tolsel.account a where a.code = 'owner');
    v_supplies bigint := (select a.account_id from tolsel.account a where a.code = 'supplies');
    v_stock bigint := (select a.account_id from tolsel.account a where a.code = 'stock');
    v_front bigint := (tolsel.open_channel('Front till', 'cash')).channel_id;
    v_workshop bigint := (tolsel.open_channel('Workshop till', 'cash')).channel_id;
    v_bank bigint := (tolsel.open_channel('House bank', 'bank')).channel_id;
    v_parts bigint := (tolsel.open_vendor('Velo Parts')).vendor_id;
    v_invoice_id bigint;
    v_bill_id bigint;
    v_payment_id bigint;
    v_paid_id bigint;
begin
    -- 1 April: change for the drawers, capital for the bank.
    perform tolsel.record_daily_entry(v_front, 'in', 200, v_owner, 'Change', '2026-04-01');
    perform tolsel.record_daily_entry(v_workshop, 'in', 150, v_owner, 'Change', '2026-04-01');
    perform tolsel.record_daily_entry(v_bank, 'in', 5000, v_owner, 'Capital', '2026-04-01');

    -- 2 April: Ann has 300.00 to her credit, and it pays part of her invoice.
    perform tolsel.issue_invoice(
        v_ann, '[{"amount": "840.34", "description": "Touring bike"},
                 {"amount": "159.66", "account_code": "2200", "description": "VAT 19 %"}]',
        p_due_on => '2026-04-16', p_issued_on => '2026-04-02', p_uses_credit => true);

    -- 3 April: the couriers pay by bank; the drawer is counted, and 1.50 is missing.
    perform tolsel.record_payment(
        v_couriers, 1180, 'bank_transfer', v_bank, p_paid_on => '2026-04-03');
    perform tolsel.record_payment(
        v_bistro, 150, 'cash', v_front, p_paid_on => '2026-04-03');
    perform tolsel.close_day(v_front, '2026-04-03', 348.50, 'Counted by Mia');
    perform tolsel.close_day(v_workshop, '2026-04-03', 150);

    -- 7 April: three invoices; Dora's cheque comes the same day.
    perform tolsel.issue_invoice(
        v_bistro, '[{"amount": "480.00", "description": "Cargo bike, monthly hire"}]',
        p_due_on => '2026-04-21', p_issued_on => '2026-04-07');
    perform tolsel.issue_invoice(
        v_couriers, '[{"amount": "950.00", "description": "Ten services"},
                      {"amount": "-95.00", "description": "Discount"}]',
        p_due_on => '2026-05-07', p_issued_on => '2026-04-07');
    v_invoice_id := (tolsel.issue_invoice(
        v_dora, '[{"amount": "320.00", "description": "New fork, fitted"}]',
        p_due_on => '2026-04-07', p_issued_on => '2026-04-07')).invoice_id;
    v_payment_id := (tolsel.record_payment(
        v_dora, 320, 'cheque', v_bank, array[v_invoice_id], p_paid_on => '2026-04-08')).payment_id;

    -- 8 April: parts are ordered, and 300.00 paid ahead; the bill comes a day later, and the payment
    -- is put to it. A week later more of it is paid.
    v_paid_id := (tolsel.pay_vendor(
        v_parts, 300, 'bank_transfer', v_bank, p_paid_on => '2026-04-08')).vendor_payment_id;
    v_bill_id := (tolsel.record_vendor_bill(
        v_parts, 'VP-88', 1450, v_stock, '2026-04-09', '2026-05-09')).vendor_bill_id;
    perform tolsel.allocate_vendor_payment(v_paid_id, v_bill_id);
    perform tolsel.pay_vendor(v_parts, 600, 'bank_transfer', v_bank, v_bill_id, '2026-04-16');

    -- 10 April: Ann pays something; what the front till does not need goes to the bank.
    perform tolsel.record_payment(v_ann, 200, 'cash', v_front, p_paid_on => '2026-04-10');
    perform tolsel.transfer_between_channels(v_front, v_bank, 350, '2026-04-10', '2026-04-10');
    perform tolsel.close_day(v_front, '2026-04-10', 198.50);

    -- 13 April: Dora's cheque has bounced: she owes again, and pays half of it in cash.
    perform tolsel.void_payment(v_payment_id, 'The cheque bounced', '2026-04-13');
    perform tolsel.record_payment(
        v_dora, 160, 'cash', v_workshop, array[v_invoice_id], p_paid_on => '2026-04-15');

    -- 17 April: the couriers pay too much and keep the rest as credit; some goes back in cash.
    v_payment_id := (tolsel.record_payment(
        v_couriers, 1000, 'bank_transfer', v_bank, p_surplus => 'keep',
        p_paid_on => '2026-04-17')).payment_id;
    perform tolsel.refund_payment(
        v_payment_id, 45, 'cash', v_workshop, 'Half of the surplus', '2026-04-20');

    -- 22 April: the bistro pays online. The first try is too much, the second one comes through.
    perform tolsel.attempt_payment(
        v_bistro, 9999, 'card', v_bank, p_paid_on => '2026-04-22', p_request_key => 'april-22');
    v_payment_id := (tolsel.open_payment(v_bistro, 250, 'stripe', v_bank)).payment_id;
    perform tolsel.complete_payment(v_payment_id, 'ch_2026_0422', '2026-04-22');

    -- 24 April: stamps from the drawer; a payment is booked with a wrong amount and put right.
    perform tolsel.record_daily_entry(v_workshop, 'out', 12.80, v_supplies, 'Stamps', '2026-04-24');
    v_payment_id := (tolsel.record_payment(
        v_ann, 150, 'cash', v_front, p_paid_on => '2026-04-24')).payment_id;
    perform tolsel.correct_payment(v_payment_id, 'It was 105.00', 105);

    -- 28 April: Dora's new fork has a scratch, and 20.00 of its price are credited.
    perform tolsel.issue_credit_note(
        v_dora, '[{"amount": "20.00", "description": "New fork"}]', 'A scratch', v_invoice_id,
        '2026-04-28');

    -- 30 April: both drawers are counted, and the bank agrees with its statement.
    perform tolsel.close_day(v_front, '2026-04-30', 303.50);
    perform tolsel.close_day(v_workshop, '2026-04-30', 252.20, 'Counted by Jo');
    perform tolsel.close_day(v_bank, '2026-04-30', 6880);

    -- Before the shop opened, a grant paid the fees of its founding: that year is closed.
    perform tolsel.post_journal(
        '[{"account_code": "6000", "amount": "240"}, {"account_code": "4000", "amount": "-240"}]',
        'Grant for the founding', '2025-12-15');
    perform tolsel.close_year('2025-12-31', 'The year of the founding');
end
$month$;
