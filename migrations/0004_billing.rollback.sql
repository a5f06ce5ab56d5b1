-- Undoes 0004_billing: every customer, invoice and payment is lost; their journals stay.

drop type bursar_billing.portion;
drop table
    bursar_billing.daily_report,
    bursar_billing.refund,
    bursar_billing.allocation,
    bursar_billing.payment_tracking,
    bursar_billing.payment,
    bursar_billing.invoice_line,
    bursar_billing.invoice,
    bursar_billing.number_series,
    bursar_billing.customer;
drop domain
    bursar_billing.surplus,
    bursar_billing.attempt_status,
    bursar_billing.payment_status,
    bursar_billing.payment_kind,
    bursar_billing.invoice_kind,
    bursar_billing.phone_number,
    bursar_billing.email_address,
    bursar_billing.reference;
drop schema bursar_billing;
