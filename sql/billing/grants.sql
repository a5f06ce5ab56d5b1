grant select on
    bursar.customer, bursar.invoice, bursar.invoice_line, bursar.payment, bursar.payment_tracking,
    bursar.allocation, bursar.refund, bursar.customer_ledger_entry, bursar.daily_report,
    bursar.request_document,
    bursar_billing.customer, bursar_billing.invoice, bursar_billing.invoice_line,
    bursar_billing.payment, bursar_billing.payment_tracking, bursar_billing.allocation,
    bursar_billing.refund, bursar_billing.daily_report
to bursar_read;
