grant select on
    tolsel.customer, tolsel.invoice, tolsel.invoice_line, tolsel.payment, tolsel.payment_tracking,
    tolsel.allocation, tolsel.refund, tolsel.customer_ledger_entry, tolsel.daily_report,
    tolsel.invoice_change, tolsel_billing.invoice_change,
    tolsel.credit_note, tolsel.credit_note_line, tolsel_billing.credit_note,
    tolsel_billing.credit_note_line,
    tolsel.cheque, tolsel_billing.cheque, tolsel.suspense, tolsel_billing.suspense,
    tolsel.cash_rounding, tolsel_billing.cash_rounding,
    tolsel.request_document,
    tolsel_billing.customer, tolsel_billing.invoice, tolsel_billing.invoice_line,
    tolsel_billing.payment, tolsel_billing.payment_tracking, tolsel_billing.allocation,
    tolsel_billing.refund, tolsel_billing.daily_report
to tolsel_read;
