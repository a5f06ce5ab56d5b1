-- Undoes 0004_billing: every customer, invoice and payment is lost; their journals stay.

drop type tolsel_billing.portion;
drop table
    tolsel_billing.row_seal,
    tolsel_billing.document_seal,
    tolsel_billing.daily_report,
    tolsel_billing.refund,
    tolsel_billing.allocation,
    tolsel_billing.payment_tracking,
    tolsel_billing.credit_note_line,
    tolsel_billing.credit_note,
    tolsel_billing.cheque,
    tolsel_billing.payment,
    tolsel_billing.suspense,
    tolsel_billing.cash_rounding,
    tolsel_billing.invoice_line,
    tolsel_billing.invoice_change,
    tolsel_billing.invoice,
    tolsel_billing.number_series,
    tolsel_billing.retention,
    tolsel_billing.customer;
drop domain
    tolsel_billing.surplus,
    tolsel_billing.attempt_status,
    tolsel_billing.payment_status,
    tolsel_billing.payment_kind,
    tolsel_billing.invoice_kind,
    tolsel_billing.phone_number,
    tolsel_billing.email_address,
    tolsel_billing.reference;
drop schema tolsel_billing;
