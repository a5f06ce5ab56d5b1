"""Calls of the domain billing: see sql/billing/README.md.

Written by `make guards` from the catalog: change the SQL, not this file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from tolsel.api.channel import ChannelTransfer
from tolsel.api.ledger import Journal
from tolsel.calls import Call, Json, as_row, as_rows, as_value, chosen

__all__ = [
    "AgingMonthsRow",
    "AgingRow",
    "Allocation",
    "CashRounding",
    "Cheque",
    "CollectionMetricsRow",
    "CreditNote",
    "Customer",
    "CustomerStatementRow",
    "CustomersRow",
    "DailyReport",
    "GeneralJournalRow",
    "Invoice",
    "MethodTotalsRow",
    "Payment",
    "ProcessingTimesRow",
    "Refund",
    "Suspense",
    "TaxDueRow",
    "VerifyCustomerRow",
    "adjust_customer_ledger",
    "allocate_payment",
    "apply_credit",
    "apply_credit_note",
    "assign_suspense",
    "attempt_payment",
    "bank_cheque",
    "change_customer",
    "change_invoice",
    "charge_back_payment",
    "complete_payment",
    "correct_payment",
    "delete_daily_report",
    "draft_invoice",
    "fail_payment",
    "forget_customer",
    "get_collection_metrics",
    "get_daily_report",
    "get_invoice_by_number",
    "import_customer",
    "import_invoice",
    "issue_credit_note",
    "issue_draft",
    "issue_invoice",
    "issue_invoices",
    "list_aging",
    "list_aging_months",
    "list_allocations",
    "list_customer_statement",
    "list_customers",
    "list_daily_reports",
    "list_failed_payments",
    "list_general_journal",
    "list_invoices_by_status",
    "list_method_totals",
    "list_payments_of_request",
    "list_processing_times",
    "list_tax_due",
    "mark_unknown_payments",
    "merge_customers",
    "open_customer",
    "open_payment",
    "record_cheque",
    "record_divided_payment",
    "record_payment",
    "record_payments",
    "record_suspense",
    "refund_credit_note",
    "refund_payment",
    "retry_payment",
    "reverse_allocation",
    "save_daily_report",
    "set_cash_rounding",
    "set_customer_active",
    "set_invoice_note",
    "set_kept_years",
    "set_owed_limit",
    "verify_customer",
    "void_credit_note",
    "void_invoice",
    "void_payment",
    "void_refund",
    "void_suspense",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Allocation:
    """A row of `tolsel_billing.allocation`."""

    tenant_id: int
    """The business."""
    allocation_id: int
    """Key within the tenant."""
    payment_id: int
    """The payment."""
    invoice_id: int
    """The invoice."""
    customer_id: int
    """The customer of both, held by foreign keys."""
    amount: Decimal
    """Above 0; below 0 for a reversal."""
    allocated_on: date
    """Business day it counts for: never before the payment, the invoice, or what it takes back."""
    is_initial: bool
    """True: made when its payment was booked, whose allocated_amount counts it from the start."""
    reverses_allocation_id: int | None
    """The allocation that is taken back, in whole or in part; else null."""
    paid_at: datetime
    """When the invoice was paid by it, by the wall clock."""
    user_id: int | None
    """Person it is attributed to; null when none was named."""
    request_key: str | None
    """The caller's name for the request; null: not repeatable, or made by another command."""
    request_id: str | None
    """Request it belongs to; null when none was named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """A row of `tolsel_billing.payment`."""

    tenant_id: int
    """The business."""
    payment_id: int
    """Key within the tenant."""
    customer_id: int
    """Who paid."""
    kind: str
    """payment; credit_note: the half of a tolsel_billing.credit_note that pays; or top_up:
    prepaid money, which is in no credit and no figure of the customer.
    """
    status: str
    """open (a provider has not answered), completed, failed, unknown (it never answered) or
    void.
    """
    method: str | None
    """How it was paid; null for a credit note."""
    channel_id: int | None
    """Where the money went; null: undeposited funds, a credit note, or what was in suspense."""
    account_id: int | None
    """The account of another domain that a top-up is paid into; null: the receivable."""
    amount: Decimal
    """What was paid, above 0."""
    allocated_amount: Decimal
    """Sum of its allocations: it is booked with the first ones, and a trigger on allocation adds
    later ones and reversals.
    """
    refunded_amount: Decimal
    """Sum of its refunds; written by a trigger on refund alone."""
    unapplied_amount: Decimal
    """amount - allocated_amount - refunded_amount: the customer's credit; 0 unless completed,
    and for a top-up.
    """
    paid_on: date | None
    """Business day it counts for; null: it is not completed, and no day was asked for."""
    invoice_ids: list[int] | None
    """Invoices the payer named, in order; null: the oldest first, empty: none."""
    invoice_amounts: list[Decimal] | None
    """How much of it is for each of invoice_ids; null: as much as is open."""
    surplus: str
    """What to do with more than is open: refuse, or keep as credit."""
    is_provider: bool
    """True where a provider answers later, with complete_payment or fail_payment."""
    planned_amount: Decimal | None
    """What of it was to pay invoices when its provider was first asked; null: no provider
    decides it.
    """
    has_unique_reference: bool
    """True where a provider decides it, or vouches for references of its method; false for a
    payment that was made without one.
    """
    provider_reference: str | None
    """The provider's own number for it; null: none."""
    second_reference: str | None
    """Another number that the provider gave when it was paid, beside the one it was asked under;
    null: none.
    """
    asked_amount: Decimal | None
    """What the provider was asked for, where it has captured another amount; null: it has not."""
    processing_ms: int | None
    """Milliseconds from opening to completing; null: not completed."""
    failure_reason: str | None
    """Why the last attempt failed; null: it did not."""
    retry_count: int
    """Attempts after the first."""
    last_retry_at: datetime | None
    """When the last of them began; null: none."""
    next_retry_at: datetime | None
    """When another attempt is due; null: none is, or no more are made."""
    opened_at: datetime
    """When its first attempt began."""
    completed_at: datetime | None
    """When it was booked; null: it was not."""
    journal_id: int | None
    """Journal that booked it; null: it was not."""
    voided_at: datetime | None
    """When it was voided; null: it was not."""
    voided_on: date | None
    """Business day its void counts for; null: it was not."""
    void_reason: str | None
    """Why, for people; null: it was not."""
    void_journal_id: int | None
    """Journal that reversed it; null: it was not."""
    corrects_payment_id: int | None
    """The void payment in whose place it stands; null: none."""
    rounding_amount: Decimal | None
    """What of the amount was not received, as cash is rounded; below 0 what was received beside
    it; null: nothing.
    """
    rounding_account_id: int | None
    """Where that difference went; null: there is none."""
    suspense_id: int | None
    """The money of an unknown payer that turned out to be it; null: none."""
    user_id: int | None
    """Person it is attributed to; null when none was named."""
    login: str
    """Database role that opened or took it."""
    request_key: str | None
    """The caller's name for the request; null: not repeatable."""
    request_id: str | None
    """Request it belongs to; null when none was named."""
    metadata: Json
    """The caller's own facts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Customer:
    """A row of `tolsel_billing.customer`."""

    tenant_id: int
    """The business."""
    customer_id: int
    """Key within the tenant."""
    name: str
    """Name for people."""
    code: str | None
    """The tenant's own number for the customer, unique; null: none."""
    email: str | None
    """Address; null: none."""
    phone: str | None
    """Number; null: none."""
    account_id: int
    """The receivable account."""
    currency: str
    """The one currency of the account, the invoices and the payments."""
    scale: int
    """Decimals of the currency, held by foreign key."""
    owed_limit: Decimal | None
    """No invoice may bring what is owed above it; null: no limit."""
    payment_count: int
    """Completed payments that are not void; credit notes do not count."""
    payment_total: Decimal
    """Sum of those payments."""
    average_payment_amount: Decimal | None
    """payment_total / payment_count, rounded to the currency; null before the first."""
    last_payment_on: date | None
    """Latest payment.paid_on of those payments; null before the first."""
    metadata: Json
    """The caller's own facts."""
    is_active: bool
    """False: it gets no new invoices; what it owes is paid all the same."""
    forgotten_at: datetime | None
    """When its name and contact were forgotten; null: they were not."""
    merged_into_id: int | None
    """The customer that has taken over what was open; null: none."""
    opened_at: datetime
    """When it was opened."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Invoice:
    """A row of `tolsel_billing.invoice`."""

    tenant_id: int
    """The business."""
    invoice_id: int
    """Key within the tenant."""
    customer_id: int
    """Who is to pay it."""
    branch_id: int
    """The branch that issues it, whose days are its days."""
    kind: str
    """invoice, or debit_note: what an adjustment of a customer's ledger has added."""
    series: str
    """The series it is numbered in."""
    number: int | None
    """1, 2, 3 and so on within its series, without gaps; null while it is a draft."""
    reference: str | None
    """Its number elsewhere, such as in a former system; null: none."""
    uses_credit: bool
    """True where the customer's credit was to be used for it when it was issued."""
    issued_on: date | None
    """Business day it counts for; null while it is a draft."""
    due_on: date | None
    """Day by which it is to be paid; null while it is a draft."""
    total_amount: Decimal
    """Sum of its lines, 0 or more: 0 where a voucher pays all, or goods are exchanged."""
    paid_amount: Decimal
    """Sum of what payments pay of it; written by a trigger on allocation alone."""
    credited_amount: Decimal
    """Sum of what credit notes take off it, a write-off too; written by a trigger on allocation
    alone.
    """
    balance_amount: Decimal
    """total_amount - paid_amount - credited_amount. What a draft or a void invoice shows here is
    not owed.
    """
    status: str
    """draft, open, partial, paid, credited (nothing is open, and none of it was paid) or void."""
    payment_count: int
    """Number of payments that pay some of it; written by a trigger on allocation alone."""
    partial_payment_count: int
    """Number of those that do not pay all of it; written by a trigger on allocation alone."""
    last_payment_on: date | None
    """Latest payment.paid_on of those payments; null: nothing is paid."""
    journal_id: int | None
    """Journal that booked it; null while it is a draft, or where its lines leave nothing to
    book.
    """
    voided_at: datetime | None
    """When it was voided; null: it stands."""
    voided_on: date | None
    """Business day its void counts for; null: it stands, or never was booked."""
    void_reason: str | None
    """Why, for people; null: it stands."""
    void_journal_id: int | None
    """Journal that reversed it; null: it stands, or never was booked."""
    note: str | None
    """For people, written by tolsel.change_invoice; null: none."""
    recorded_at: datetime
    """When it was recorded."""
    user_id: int | None
    """Person it is attributed to; null when none was named."""
    login: str
    """Database role that wrote it."""
    request_key: str | None
    """The caller's name for the request; null: not repeatable."""
    request_id: str | None
    """Request it belongs to; null when none was named."""
    metadata: Json
    """The caller's own facts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refund:
    """A row of `tolsel_billing.refund`."""

    tenant_id: int
    """The business."""
    refund_id: int
    """Key within the tenant."""
    payment_id: int
    """The payment it is given back from."""
    customer_id: int
    """The customer of the payment, held by foreign key."""
    channel_id: int
    """Where the money was taken from."""
    method: str
    """How it was given back."""
    amount: Decimal
    """What was given back, above 0."""
    refunded_on: date
    """Business day it counts for."""
    reason: str
    """Why, for people."""
    journal_id: int
    """Journal that booked it."""
    reversal_ids: list[int]
    """The reversals, of tolsel_billing.allocation, by which it took back what was allocated, in
    their order: a void allocates that anew.
    """
    voided_at: datetime | None
    """When it was voided; null: it stands."""
    voided_on: date | None
    """Business day its void counts for; null: it stands."""
    void_reason: str | None
    """Why, for people; null: it stands."""
    void_journal_id: int | None
    """Journal that reversed it; null: it stands."""
    recorded_at: datetime
    """When it was recorded."""
    user_id: int | None
    """Person it is attributed to; null when none was named."""
    login: str
    """Database role that gave it back."""
    request_key: str | None
    """The caller's name for the request; null: not repeatable."""
    request_id: str | None
    """Request it belongs to; null when none was named."""
    metadata: Json
    """The caller's own facts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectionMetricsRow:
    """A row of `tolsel.get_collection_metrics`."""

    currency: str | None
    invoiced_amount: Decimal | None
    collected_amount: Decimal | None
    outstanding_amount: Decimal | None
    overdue_amount: Decimal | None
    collection_rate: Decimal | None
    days_sales_outstanding: Decimal | None
    average_days_to_pay: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DailyReport:
    """A row of `tolsel_billing.daily_report`."""

    tenant_id: int
    """The business."""
    branch_id: int
    """The branch."""
    reported_on: date
    """The business day."""
    channel_totals: Json
    """{"channel": {"opening", "in", "out", "closing", "currency"}} of the branch's channels."""
    method_totals: Json
    """{"method": {"count", "amount", "refunded"}} of the payments in the branch's channels that
    are kept in the tenant's currency; what was voided that day is taken off the amount.
    """
    income_amount: Decimal
    """What customers paid into those channels, less refunds and what was voided that day."""
    expense_amount: Decimal
    """What payments to vendors and manual entries took out of those channels, less what was
    voided.
    """
    counted_amount: Decimal | None
    """What was counted in all of those channels that day; null: nobody counted."""
    note: str | None
    """For people; null: none."""
    saved_at: datetime
    """When the picture was taken last."""
    user_id: int | None
    """Person who saved it last; null when none was named."""
    login: str
    """Database role that saved it last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditNote:
    """A row of `tolsel_billing.credit_note`."""

    tenant_id: int
    """The business."""
    credit_note_id: int
    """Key within the tenant: payment_id of its other half."""
    customer_id: int
    """Whose it is, held by foreign key."""
    branch_id: int
    """The branch that issued it, whose days are its days."""
    invoice_id: int | None
    """The invoice that it credits; null: it credits none in particular."""
    series: str
    """The series it is numbered in."""
    number: int
    """1, 2, 3 and so on within its series, without gaps."""
    reference: str | None
    """Its number elsewhere, such as in a former system; null: none."""
    reason: str
    """Why, for people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgingRow:
    """A row of `tolsel.list_aging`."""

    customer_id: int | None
    name: str | None
    currency: str | None
    current_amount: Decimal | None
    days_1_30: Decimal | None
    days_31_60: Decimal | None
    days_61_90: Decimal | None
    days_over_90: Decimal | None
    credit_amount: Decimal | None
    balance: Decimal | None
    oldest_due_on: date | None
    last_payment_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgingMonthsRow:
    """A row of `tolsel.list_aging_months`."""

    month_end_on: date | None
    currency: str | None
    current_amount: Decimal | None
    days_1_30: Decimal | None
    days_31_60: Decimal | None
    days_61_90: Decimal | None
    days_over_90: Decimal | None
    credit_amount: Decimal | None
    balance: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerStatementRow:
    """A row of `tolsel.list_customer_statement`."""

    kind: str | None
    effective_on: date | None
    booked_at: datetime | None
    document: str | None
    document_id: int | None
    description: str | None
    amount: Decimal | None
    balance: Decimal | None
    due_on: date | None
    reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomersRow:
    """A row of `tolsel.list_customers`."""

    customer_id: int | None
    code: str | None
    name: str | None
    currency: str | None
    balance: Decimal | None
    credit_amount: Decimal | None
    overdue_amount: Decimal | None
    days_overdue: int | None
    payment_count: int | None
    average_payment_amount: Decimal | None
    last_payment_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GeneralJournalRow:
    """A row of `tolsel.list_general_journal`."""

    journal_id: int | None
    effective_on: date | None
    description: str | None
    document: str | None
    document_id: int | None
    request_id: str | None
    line_no: int | None
    account_id: int | None
    amount: Decimal | None
    line_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodTotalsRow:
    """A row of `tolsel.list_method_totals`."""

    method: str | None
    name: str | None
    currency: str | None
    payment_count: int | None
    paid_amount: Decimal | None
    refund_count: int | None
    refunded_amount: Decimal | None
    void_count: int | None
    voided_amount: Decimal | None
    net_amount: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessingTimesRow:
    """A row of `tolsel.list_processing_times`."""

    method: str | None
    name: str | None
    processing_minutes: int | None
    payment_count: int | None
    average_ms: int | None
    median_ms: int | None
    percentile_95_ms: int | None
    maximum_ms: int | None
    late_share: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxDueRow:
    """A row of `tolsel.list_tax_due`."""

    currency: str | None
    account_id: int | None
    code: str | None
    tax_rate: Decimal | None
    invoiced_base_amount: Decimal | None
    invoiced_tax_amount: Decimal | None
    credited_base_amount: Decimal | None
    credited_tax_amount: Decimal | None
    base_amount: Decimal | None
    due_amount: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cheque:
    """A row of `tolsel_billing.cheque`."""

    tenant_id: int
    """The business."""
    payment_id: int
    """The payment that it is."""
    present_on: date
    """First business day on which it may be presented."""
    channel_transfer_id: int | None
    """The transfer that took it to a bank last; null: it is in hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspense:
    """A row of `tolsel_billing.suspense`."""

    tenant_id: int
    """The business."""
    suspense_id: int
    """Key within the tenant."""
    channel_id: int
    """Where the money is."""
    method: str
    """How it was paid."""
    amount: Decimal
    """What came in, above 0."""
    assigned_amount: Decimal
    """What of it payments of customers say is theirs."""
    received_on: date
    """Business day on which it came."""
    payer: str | None
    """What is known of who paid; null: nothing."""
    reference: str | None
    """What was written with it; null: nothing."""
    journal_id: int
    """Journal that booked it."""
    voided_at: datetime | None
    """When it was voided; null: it stands."""
    voided_on: date | None
    """Business day its void counts for; null: it stands."""
    void_reason: str | None
    """Why, for people; null: it stands."""
    void_journal_id: int | None
    """Journal that reversed it; null: it stands."""
    recorded_at: datetime
    """When it was recorded."""
    user_id: int | None
    """Person it is attributed to; null when none was named."""
    login: str
    """Database role that recorded it."""
    request_key: str | None
    """The caller's name for the request; null: not repeatable."""
    request_id: str | None
    """Request it belongs to; null when none was named."""
    metadata: Json
    """The caller's own facts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CashRounding:
    """A row of `tolsel_billing.cash_rounding`."""

    tenant_id: int
    """The business."""
    currency: str
    """The currency."""
    step_amount: Decimal | None
    """Amounts of cash are multiples of it, such as 0.05; null: cash is not rounded."""
    account_id: int
    """Where the differences go."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifyCustomerRow:
    """A row of `tolsel.verify_customer`."""

    source: str | None
    balance: Decimal | None
    is_right: bool | None


def adjust_customer_ledger(
    *,
    customer_id: int,
    amount: Decimal,
    reason: str,
    account_id: int | None = None,
    invoice_id: int | None = None,
    adjusted_on: date | None = None,
    branch_id: int | None = None,
    request_key: str | None = None,
    tenant_id: int | None = None,
) -> Call[Journal]:
    """Raises (above 0) or lowers (below 0) what a customer owes, against an account (default:
    write-offs), and answers with the journal. What is added is a debit note among the
    invoices; what is taken off is a credit note of one line, credit of the customer or, with
    invoice_id, applied to that invoice, as when it is written off. It belongs to branch_id,
    else to the branch of that invoice, else to the main one. tolsel.issue_credit_note takes
    several lines.

    Raises: CustomerNotFound, InvoiceNotFound, InvoiceNotOpen, MoreThanOpen,
    MoreThanMayBeOwed, PortionsNotUsable, RequestUndone, CustomerNotActive, TenantNotAllowed,
    AmountNotFinite, AmountIsZero, AmountTooPrecise, AmountTooLarge, RequestKeyNotUsable,
    DateNotUsable, TextNotUsable, BranchNotFound, RequestKeyReused, DayLiesAhead,
    AccountNotFound, CurrencyMismatch, InsufficientFunds, AccountManaged, PeriodClosed,
    BalanceOutOfRange.

    Source: sql/billing/functions/adjust_customer_ledger.sql.
    """
    return Call(
        "adjust_customer_ledger",
        {
            "customer_id": (customer_id, "bigint"),
            "amount": (amount, "numeric"),
            "reason": (reason, "text"),
            **chosen(
                account_id=(account_id, "bigint"),
                invoice_id=(invoice_id, "bigint"),
                adjusted_on=(adjusted_on, "date"),
                branch_id=(branch_id, "bigint"),
                request_key=(request_key, "text"),
                tenant_id=(tenant_id, "bigint"),
            ),
        },
        as_row(Journal),
    )


def allocate_payment(
    *,
    payment_id: int,
    invoice_id: int,
    amount: Decimal | None = None,
    request_key: str | None = None,
    tenant_id: int | None = None,
) -> Call[Allocation]:
    """Applies what is unapplied of a payment, or part of it, to an open invoice of the same
    customer; without an amount, as much as possible.

    Raises: InvoiceNotFound, PaymentNotFound, InvoiceNotOpen, MoreThanOpen,
    PaymentNotCompleted, MoreThanUnapplied, RequestUndone, TenantNotAllowed, AmountNotFinite,
    AmountIsZero, AmountTooPrecise, AmountTooLarge, RequestKeyNotUsable, RequestKeyReused,
    AmountNotPositive.

    Source: sql/billing/functions/allocate_payment.sql.
    """
    return Call(
        "allocate_payment",
        {
            "payment_id": (payment_id, "bigint"),
            "invoice_id": (invoice_id, "bigint"),
            **chosen(
                amount=(amount, "numeric"),
                request_key=(request_key, "text"),
                tenant_id=(tenant_id, "bigint"),
            ),
        },
        as_row(Allocation),
    )


def apply_credit(
    *, customer_id: int, invoice_id: int | None = None, tenant_id: int | None = None
) -> Call[Decimal]:
    """Pays an invoice, or without one all open invoices of a customer, the oldest first, from
    the customer's unapplied payments, the oldest first, as far as they go; answers with what
    was applied, 0 where there is nothing to apply: it needs no request key. A part of a
    payment is applied with tolsel.allocate_payment.

    Raises: CustomerNotFound, InvoiceNotFound, InvoiceNotOpen, TenantNotAllowed.

    Source: sql/billing/functions/apply_credit.sql.
    """
    return Call(
        "apply_credit",
        {
            "customer_id": (customer_id, "bigint"),
            **chosen(invoice_id=(invoice_id, "bigint"), tenant_id=(tenant_id, "bigint")),
        },
        as_value,
    )


def apply_credit_note(
    *,
    credit_note_id: int,
    invoice_id: int,
    amount: Decimal | None = None,
    request_key: str | None = None,
    tenant_id: int | None = None,
) -> Call[Allocation]:
    """Applies what is left of a credit note, or part of it, to an open invoice of the same
    customer; without an amount, as much as possible.

    Raises: InvoiceNotFound, InvoiceNotOpen, MoreThanOpen, PaymentNotCompleted,
    MoreThanUnapplied, RequestUndone, CreditNoteNotFound, TenantNotAllowed, AmountNotFinite,
    AmountIsZero, AmountTooPrecise, AmountTooLarge, RequestKeyNotUsable, RequestKeyReused,
    AmountNotPositive.

    Source: sql/billing/functions/apply_credit_note.sql.
    """
    return Call(
        "apply_credit_note",
        {
            "credit_note_id": (credit_note_id, "bigint"),
            "invoice_id": (invoice_id, "bigint"),
            **chosen(
                amount=(amount, "numeric"),
                request_key=(request_key, "text"),
                tenant_id=(tenant_id, "bigint"),
            ),
        },
        as_row(Allocation),
    )


def assign_suspense(
    *,
    suspense_id: int,
    customer_id: int,
    amount: Decimal | None = None,
    invoice_ids: Sequence[int] | None = None,
    invoice_amounts: Sequence[Decimal] | None = None,
    surplus: str = "keep",
    metadata: Json | None = None,
    request_key: str | None = None,
    tenant_id: int | None = None,
) -> Call[Payment]:
    """Says that money of an unknown payer, or a part of it (null: all that is left), was a
    customer's payment: it counts for the day on which it came, or the first open day if that
    is closed, and moves nothing in the channel. It pays invoices as with
    tolsel.record_payment, and what is left over is credit unless surplus says 'refuse'.
    tolsel.void_payment takes it back into suspense.

    Raises: CustomerNotFound, SuspenseNotFound, MoreThanInSuspense, TenantNotAllowed,
    CurrencyMismatch.

    Source: sql/billing/functions/assign_suspense.sql.
    """
    return Call(
        "assign_suspense",
        {
            "suspense_id": (suspense_id, "bigint"),
            "customer_id": (customer_id, "bigint"),
            **chosen(
                amount=(amount, "numeric"),
                invoice_ids=(invoice_ids, "bigint[]"),
                invoice_amounts=(invoice_amounts, "numeric[]"),
                surplus=(surplus, "text"),
                metadata=(metadata, "jsonb"),
                request_key=(request_key, "text"),
                tenant_id=(tenant_id, "bigint"),
            ),
        },
        as_row(Payment),
    )


def attempt_payment(
    *,
    customer_id: int,
    amount: Decimal,
    method: str,
    channel_id: int | None = None,
    invoice_ids: Sequence[int] | None = None,
    invoice_amounts: Sequence[Decimal] | None = None,
    surplus: str = "refuse",
    paid_on: date | None = None,
    provider_reference: str | None = None,
    metadata: Json | None = None,
    request_key: str | None = None,
    tenant_id: int | None = None,
) -> Call[Payment]:
    """Records a payment as tolsel.record_payment does, but keeps a refusal instead of raising
    it: answers with the payment, completed or failed, and tolsel.payment_tracking has its
    trail. A failed one can be tried again with tolsel.retry_payment. Only what cannot be
    written down at all is raised: an unknown customer, channel or method, or a number that is
    no amount.

    Raises: CustomerNotFound, SurplusUnknown, PortionsNotUsable, ProviderReferenceReused,
    RequestUndone, TenantNotAllowed, AmountNotFinite, AmountIsZero, AmountTooPrecise,
    AmountTooLarge, RequestKeyNotUsable, MetadataNotUsable, DateNotUsable, TextNotUsable,
    RequestKeyReused, AmountNotPositive, ChannelNotFound, ChannelNotActive, MethodNotUsable,
    CurrencyMismatch.

    Source: sql/billing/functions/attempt_payment.sql.
    """
    return Call(
        "attempt_payment",
        {
            "customer_id": (customer_id, "bigint"),
            "amount": (amount, "numeric"),
            "method": (method, "text"),
            **chosen(
                channel_id=(channel_id, "bigint"),
                invoice_ids=(invoice_ids, "bigint[]"),
                invoice_amounts=(invoice_amounts, "numeric[]"),
                surplus=(surplus, "text"),
                paid_on=(paid_on, "date"),
                provider_reference=(provider_reference, "text"),
                metadata=(metadata, "jsonb"),
                request_key=(request_key, "text"),
                tenant_id=(tenant_id, "bigint"),
            ),
        },
        as_row(Payment),
    )


def bank_cheque(
    *, payment_id: int, channel_id: int, banked_on: date | None = None, tenant_id: int | None = None
) -> Call[ChannelTransfer]:
    """Takes a cheque to a bank, on a day of both channels (null: today, or the first open day if
    that is closed), and not before it may be presented. A second call answers with the first.
    Where the bank did not take it, tolsel.void_channel_transfer brings it back, and it can be
    banked again.

    Raises: PaymentNotFound, PaymentNotCompleted, ChequeNotFound, ChequeNotPresentable,
    TenantNotAllowed, DateNotUsable, ChannelNotFound, DayLiesAhead.

    Source: sql/billing/functions/bank_cheque.sql.
    """
    return Call(
        "bank_cheque",
        {
            "payment_id": (payment_id, "bigint"),
            "channel_id": (channel_id, "bigint"),
            **chosen(banked_on=(banked_on, "date"), tenant_id=(tenant_id, "bigint")),
        },
        as_row(ChannelTransfer),
    )


def change_customer(
    *,
    customer_id: int,
    name: str | None = None,
    email: str | None = None,
    phone: str | None = None,
    metadata: Json | None = None,
    code: str | None = None,
    clears: Sequence[str] | None = None,
    tenant_id: int | None = None,
) -> Call[Customer]:
    """Changes how a customer is called and reached; null leaves a value as it is, and clears
    names what is to be empty: code, email, phone.

    Raises: CustomerNotFound, TenantNotAllowed, MetadataNotUsable, TextNotUsable, NameTaken.

    Source: sql/billing/functions/change_customer.sql.
    """
    return Call(
        "change_customer",
        {
            "customer_id": (customer_id, "bigint"),
            **chosen(
                name=(name, "text"),
                email=(email, "text"),
                phone=(phone, "text"),
                metadata=(metadata, "jsonb"),
                code=(code, "text"),
                clears=(clears, "text[]"),
                tenant_id=(tenant_id, "bigint"),
            ),
        },
        as_row(Customer),
    )


def change_invoice(
    *,
    invoice_id: int,
    reason: str,
    due_on: date | None = None,
    reference: str | None = None,
    note: str | None = None,
    metadata: Json | None = None,
    clears: Sequence[str] | None = None,
    tenant_id: int | None = None,
) -> Call[Invoice]:
    """Changes of an issued invoice what no figure rests on: the day it is due, its reference,
    its note and its metadata; null leaves a value as it is, and clears names what is to be
    empty: reference, note. tolsel.invoice_change keeps what it was; a report on an earlier
    day has the day it was due then. A second call changes nothing.

    Raises: InvoiceNotFound, DueBeforeIssued, InvoiceNotChangeable, TenantNotAllowed,
    MetadataNotUsable, DateNotUsable, TextNotUsable.

    Source: sql/billing/functions/change_invoice.sql.
    """
    return Call(
        "change_invoice",
        {
            "invoice_id": (invoice_id, "bigint"),
            "reason": (reason, "text"),
            **chosen(
                due_on=(due_on, "date"),
                reference=(reference, "text"),
                note=(note, "text"),
                metadata=(metadata, "jsonb"),
                clears=(clears, "text[]"),
                tenant_id=(tenant_id, "bigint"),
            ),
        },
        as_row(Invoice),
    )


def charge_back_payment(
    *,
    payment_id: int,
    reason: str,
    fee_amount: Decimal | None = None,
    fee_account_id: int | None = None,
    channel_id: int | None = None,
    charged_back_on: date | None = None,
    request_key: str | None = None,
    tenant_id: int | None = None,
) -> Call[Refund]:
    """Takes back what is left of a payment that its payer has had charged back, after a refund
    of a part too, and what the provider takes for that: as a refund of all that is left, and
    a fee against an account, both out of a channel (null: the payment's own). What it paid is
    owed again. A second call with the same key answers with the refund.

    Raises: PaymentNotFound, PaymentNotCompleted, MoreThanLeftToRefund, RefundTooEarly,
    RequestUndone, PaymentIsTopUp, TenantNotAllowed, AmountNotFinite, AmountTooPrecise,
    AmountTooLarge, RequestKeyNotUsable, DateNotUsable, TextNotUsable, RequestKeyReused,
    AmountNotPositive, ChannelNotFound, ChannelNotActive, DayLiesAhead, AccountNotFound,
    CurrencyMismatch, AccountManaged, PeriodClosed, BalanceOutOfRange.

    Source: sql/billing/functions/charge_back_payment.sql.
    """
    return Call(
        "charge_back_payment",
        {
            "payment_id": (payment_id, "bigint"),
            "reason": (reason, "text"),
            **chosen(
                fee_amount=(fee_amount, "numeric"),
                fee_account_id=(fee_account_id, "bigint"),
                channel_id=(channel_id, "bigint"),
                charged_back_on=(charged_back_on, "date"),
                request_key=(request_key, "text"),
                tenant_id=(tenant_id, "bigint"),
            ),
        },
        as_row(Refund),
    )


def complete_payment(
    *,
    payment_id: int | None = None,
    provider_reference: str | None = None,
    paid_on: date | None = None,
    attempt_no: int | None = None,
    amount: Decimal | None = None,
    tenant_id: int | None = None,
) -> Call[Payment]:
    """Books a payment that its provider says is paid: one that is open, and also one that was
    given up before; without its number, the one of which an attempt has the provider's
    reference. It has the amount that was captured, where that is named; a second reference is
    kept beside the first. Counts for paid_on (default: the channel's open day). The answer is
    about the attempt of a number, or with that reference of its own, else about the current
    one. A second call with the same reference answers with the payment, as does one about an
    earlier attempt, which is kept in tolsel.activity_log, changes nothing and, as money may
    have come, is told as payment.contradicted. What was to pay an invoice that was paid or
    voided meanwhile becomes credit, told as payment.kept_as_credit.

    Raises: PaymentNotFound, PaymentNotOpen, ProviderReferenceReused, AttemptNotFound,
    SecondCharge, PaymentIsTopUp, TenantNotAllowed, AmountNotFinite, AmountIsZero,
    AmountTooPrecise, AmountTooLarge, DateNotUsable, TextNotUsable, AmountNotPositive,
    DayLiesAhead, PeriodClosed, BalanceOutOfRange.

    Source: sql/billing/functions/complete_payment.sql.
    """
    return Call(
        "complete_payment",
        {
            **chosen(
                payment_id=(payment_id, "bigint"),
                provider_reference=(provider_reference, "text"),
                paid_on=(paid_on, "date"),
                attempt_no=(attempt_no, "integer"),
                amount=(amount, "numeric"),
                tenant_id=(tenant_id, "bigint"),
            )
        },
        as_row(Payment),
    )


def correct_payment(
    *,
    payment_id: int,
    reason: str,
    amount: Decimal | None = None,
    method: str | None = None,
    channel_id: int | None = None,
    paid_on: date | None = None,
    request_key: str | None = None,
    tenant_id: int | None = None,
) -> Call[Payment]:
    """Replaces a payment that was recorded with a wrong amount, method, channel or day (null:
    that was right). The wrong one is voided on its own day, or on the first day after it that
    is still open; the right one is recorded on the same day, or on the nearest one that is
    open in its channel; the two are linked. The right one pays what the wrong one paid, as
    far as it goes, or where it is more, the invoices that the wrong one was for; the rest
    becomes credit.

    Raises: PaymentNotFound, PaymentNotCompleted, PaymentRefunded, ProviderReferenceReused,
    RequestUndone, PaymentNotCorrectable, PaymentIsTopUp, TenantNotAllowed, AmountNotFinite,
    AmountIsZero, AmountTooPrecise, AmountTooLarge, RequestKeyNotUsable, DateNotUsable,
    TextNotUsable, RequestKeyReused, AmountNotPositive, ChannelNotFound, ChannelNotActive,
    MethodNotUsable, DayLiesAhead, CurrencyMismatch, PeriodClosed, BalanceOutOfRange.

    Source: sql/billing/functions/correct_payment.sql.
    """
    return Call(
        "correct_payment",
        {
            "payment_id": (payment_id, "bigint"),
            "reason": (reason, "text"),
            **chosen(
                amount=(amount, "numeric"),
                method=(method, "text"),
                channel_id=(channel_id, "bigint"),
                paid_on=(paid_on, "date"),
                request_key=(request_key, "text"),
                tenant_id=(tenant_id, "bigint"),
            ),
        },
        as_row(Payment),
    )


def delete_daily_report(
    *, branch_id: int, reported_on: date, tenant_id: int | None = None
) -> Call[bool]:
    """Deletes the report of a branch's day and answers whether there was one. Only
    tolsel.save_daily_report brings it back. Needs a person who is an admin, named by
    tolsel.set_context, and leaves who and when in tolsel.activity_log. The books are not
    touched.

    Raises: TenantNotAllowed, UserUnknown, DateNotUsable, BranchNotFound, AdminNeeded.

    Source: sql/billing/functions/delete_daily_report.sql.
    """
    return Call(
        "delete_daily_report",
        {
            "branch_id": (branch_id, "bigint"),
            "reported_on": (reported_on, "date"),
            **chosen(tenant_id=(tenant_id, "bigint")),
        },
        as_value,
    )


def draft_invoice(
    *,
    customer_id: int,
    lines: Json,
    uses_credit: bool = False,
    reference: str | None = None,
    series: str = "INV",
    metadata: Json | None = None,
    branch_id: int | None = None,
    request_key: str | None = None,
    tenant_id: int | None = None,
) -> Call[Invoice]:
    """Writes an invoice down without booking it: it has no number, and nothing is owed for it,
    until tolsel.issue_draft issues it. Arguments as for tolsel.issue_invoice.

    Raises: CustomerNotFound, LinesNotReadable, TotalNotPositive, SeriesNotUsable,
    RequestUndone, TaxNotMatching, TenantNotAllowed, AmountTooPrecise, AmountTooLarge,
    RequestKeyNotUsable, MetadataNotUsable, TextNotUsable, BranchNotFound, RequestKeyReused,
    AccountNotFound, CurrencyMismatch, AccountManaged.

    Source: sql/billing/functions/draft_invoice.sql.
    """
    return Call(
        "draft_invoice",
        {
            "customer_id": (customer_id, "bigint"),
            "lines": (lines, "jsonb"),
            **chosen(
                uses_credit=(uses_credit, "boolean"),
                reference=(reference, "text"),
                series=(series, "text"),
                metadata=(metadata, "jsonb"),
                branch_id=(branch_id, "bigint"),
                request_key=(request_key, "text"),
                tenant_id=(tenant_id, "bigint"),
            ),
        },
        as_row(Invoice),
    )


def fail_payment(
    *,
    payment_id: int,
    reason: str,
    error_code: str | None = None,
    attempt_no: int | None = None,
    provider_reference: str | None = None,
    tenant_id: int | None = None,
) -> Call[Payment]:
    """Marks a payment that its provider has refused as failed, and says when to try again. The
    answer is about the attempt of a number, or with a provider's reference of its own, else
    about the current one. What is said of an attempt that has ended already is kept in
    tolsel.activity_log and changes nothing: the call answers with the payment, as does a
    second call with the same reason.

    Raises: PaymentNotFound, PaymentNotOpen, AttemptNotFound, PaymentIsTopUp,
    TenantNotAllowed, TextNotUsable.

    Source: sql/billing/functions/fail_payment.sql.
    """
    return Call(
        "fail_payment",
        {
            "payment_id": (payment_id, "bigint"),
            "reason": (reason, "text"),
            **chosen(
                error_code=(error_code, "text"),
                attempt_no=(attempt_no, "integer"),
                provider_reference=(provider_reference, "text"),
                tenant_id=(tenant_id, "bigint"),
            ),
        },
        as_row(Payment),
    )


def forget_customer(*, customer_id: int, tenant_id: int | None = None) -> Call[Customer]:
    """Forgets who a customer was: its name, code, address, number and facts go, and it is not
    active any more. Its documents, their figures and numbers stay, and so do the entries and
    their seals. Refused while something is open, and for the years that tolsel.set_kept_years
    says. A second call changes nothing.

    Raises: CustomerNotFound, CustomerMustBeKept, TenantNotAllowed.

    Source: sql/billing/functions/forget_customer.sql.
    """
    return Call(
        "forget_customer",
        {"customer_id": (customer_id, "bigint"), **chosen(tenant_id=(tenant_id, "bigint"))},
        as_row(Customer),
    )


def get_collection_metrics(
    *, from_on: date, to_on: date, currency: str | None = None, tenant_id: int | None = None
) -> Call[list[CollectionMetricsRow]]:
    """Answers how well customers in one currency (default: the tenant's) pay. For the period:
    what was invoiced, what was collected (payments less refunds), the second as a share of
    the first, and the average days from issue to the last payment of its invoices that were
    paid at its end, 0 where that came first. What was voided counts on its own day, and is
    taken off on the day of its void; what a merge or an opening balance moves counts where it
    was invoiced, not again. As of the end of the period: what was outstanding, what of it
    overdue (by today, if that is earlier), and how many days of the period's invoicing it
    stands for (days sales outstanding). Null where nothing was invoiced.

    Raises: TenantNotAllowed, CurrencyUnknown, DateNotUsable.

    Source: sql/billing/functions/get_collection_metrics.sql.
    """
    return Call(
        "get_collection_metrics",
        {
            "from_on": (from_on, "date"),
            "to_on": (to_on, "date"),
            **chosen(currency=(currency, "text"), tenant_id=(tenant_id, "bigint")),
        },
        as_rows(CollectionMetricsRow),
    )


def get_daily_report(
    *, branch_id: int, reported_on: date, tenant_id: int | None = None
) -> Call[DailyReport]:
    """Answers with the report of a branch's day as it was saved.

    Raises: ReportNotFound, TenantNotAllowed, DateNotUsable, BranchNotFound.

    Source: sql/billing/functions/get_daily_report.sql.
    """
    return Call(
        "get_daily_report",
        {
            "branch_id": (branch_id, "bigint"),
            "reported_on": (reported_on, "date"),
            **chosen(tenant_id=(tenant_id, "bigint")),
        },
        as_row(DailyReport),
    )


def get_invoice_by_number(*, invoice_number: str, tenant_id: int | None = None) -> Call[Invoice]:
    """Answers with the invoice that has a number such as INV-17: its series, a hyphen, and its
    number in the series.

    Raises: InvoiceNotFound, TenantNotAllowed.

    Source: sql/billing/functions/get_invoice_by_number.sql.
    """
    return Call(
        "get_invoice_by_number",
        {"invoice_number": (invoice_number, "text"), **chosen(tenant_id=(tenant_id, "bigint"))},
        as_row(Invoice),
    )


def import_customer(
    *,
    code: str,
    name: str,
    email: str | None = None,
    phone: str | None = None,
    currency: str | None = None,
    owed_limit: Decimal | None = None,
    opening_balance: Decimal | None = None,
    opened_on: date | None = None,
    tenant_id: int | None = None,
) -> Call[Customer]:
    """Takes a customer over from another system, by its code there: opens it, and books what it
    owed (above 0) or had as credit (below 0), beyond the invoices that tolsel.import_invoice
    takes over, even where that is more than it may owe. A second call opens and books
    nothing.

    Raises: OwedLimitNotUsable, TenantNotAllowed, CurrencyUnknown, AmountNotFinite,
    AmountTooPrecise, AmountTooLarge, DateNotUsable, TextNotUsable, RequestKeyReused,
    DayLiesAhead, PeriodClosed.

    Source: sql/billing/functions/import_customer.sql.
    """
    return Call(
        "import_customer",
        {
            "code": (code, "text"),
            "name": (name, "text"),
            **chosen(
                email=(email, "text"),
                phone=(phone, "text"),
                currency=(currency, "text"),
                owed_limit=(owed_limit, "numeric"),
                opening_balance=(opening_balance, "numeric"),
                opened_on=(opened_on, "date"),
                tenant_id=(tenant_id, "bigint"),
            ),
        },
        as_row(Customer),
    )


def import_invoice(
    *,
    customer_code: str,
    reference: str,
    total_amount: Decimal,
    issued_on: date,
    due_on: date | None = None,
    paid_amount: Decimal | None = None,
    description: str | None = None,
    tenant_id: int | None = None,
) -> Call[Invoice]:
    """Takes an open invoice over from another system, by its number there: it gets a number of
    the series OPENING, keeps its own as reference, and what was paid of it before is credited
    to it, even where more is owed then than may be. A second call books nothing.

    Raises: CustomerNotFound, MoreThanOpen, DueBeforeIssued, TenantNotAllowed,
    AmountNotFinite, AmountIsZero, AmountTooPrecise, AmountTooLarge, DateNotUsable,
    TextNotUsable, RequestKeyReused, AmountNotPositive, DayLiesAhead, PeriodClosed.

    Source: sql/billing/functions/import_invoice.sql.
    """
    return Call(
        "import_invoice",
        {
            "customer_code": (customer_code, "text"),
            "reference": (reference, "text"),
            "total_amount": (total_amount, "numeric"),
            "issued_on": (issued_on, "date"),
            **chosen(
                due_on=(due_on, "date"),
                paid_amount=(paid_amount, "numeric"),
                description=(description, "text"),
                tenant_id=(tenant_id, "bigint"),
            ),
        },
        as_row(Invoice),
    )


def issue_credit_note(
    *,
    customer_id: int,
    lines: Json,
    reason: str,
    invoice_id: int | None = None,
    issued_on: date | None = None,
    reference: str | None = None,
    series: str = "CN",
    metadata: Json | None = None,
    branch_id: int | None = None,
    request_key: str | None = None,
    tenant_id: int | None = None,
) -> Call[CreditNote]:
    """Issues a credit note: lines as for tolsel.issue_invoice, above 0 for what is taken back.
    It gets the next number of its series and counts for issued_on (default: today in its
    branch). It belongs to branch_id, else to the branch of the invoice that it credits, else
    to the main one. With invoice_id it credits that invoice, together with others at most its
    total, and pays what is open of it; what is left, or all without an invoice, is credit of
    the customer, for tolsel.apply_credit_note or tolsel.refund_credit_note.

    Raises: CustomerNotFound, InvoiceNotFound, InvoiceNotOpen, LinesNotReadable,
    TotalNotPositive, SeriesNotUsable, RequestUndone, MoreThanInvoiced, TaxNotMatching,
    TenantNotAllowed, AmountTooPrecise, AmountTooLarge, RequestKeyNotUsable,
    MetadataNotUsable, DateNotUsable, TextNotUsable, BranchNotFound, RequestKeyReused,
    DayLiesAhead, AccountNotFound, CurrencyMismatch, InsufficientFunds, AccountManaged,
    PeriodClosed, BalanceOutOfRange.

    Source: sql/billing/functions/issue_credit_note.sql.
    """
    return Call(
        "issue_credit_note",
        {
            "customer_id": (customer_id, "bigint"),
            "lines": (lines, "jsonb"),
            "reason": (reason, "text"),
            **chosen(
                invoice_id=(invoice_id, "bigint"),
                issued_on=(issued_on, "date"),
                reference=(reference, "text"),
                series=(series, "text"),
                metadata=(metadata, "jsonb"),
                branch_id=(branch_id, "bigint"),
                request_key=(request_key, "text"),
                tenant_id=(tenant_id, "bigint"),
            ),
        },
        as_row(CreditNote),
    )


def issue_draft(
    *,
    invoice_id: int,
    due_on: date | None = None,
    issued_on: date | None = None,
    tenant_id: int | None = None,
) -> Call[Invoice]:
    """Issues a draft: numbers and books it, as tolsel.issue_invoice does. A second call with the
    same days answers with the invoice.

    Raises: InvoiceNotFound, MoreThanMayBeOwed, DueBeforeIssued, InvoiceNotDraft,
    CustomerNotActive, TenantNotAllowed, DateNotUsable, DayLiesAhead, InsufficientFunds,
    PeriodClosed, BalanceOutOfRange.

    Source: sql/billing/functions/issue_draft.sql.
    """
    return Call(
        "issue_draft",
        {
            "invoice_id": (invoice_id, "bigint"),
            **chosen(
                due_on=(due_on, "date"),
                issued_on=(issued_on, "date"),
                tenant_id=(tenant_id, "bigint"),
            ),
        },
        as_row(Invoice),
    )


def issue_invoice(
    *,
    customer_id: int,
    lines: Json,
    due_on: date | None = None,
    issued_on: date | None = None,
    uses_credit: bool = False,
    reference: str | None = None,
    series: str = "INV",
    metadata: Json | None = None,
    branch_id: int | None = None,
    request_key: str | None = None,
    tenant_id: int | None = None,
) -> Call[Invoice]:
    """Issues an invoice: [{"amount", optional "account_id" or "account_code" (else revenue),
    "quantity", "description", "metadata"}, ...]; a line that is a tax has its "tax_rate" in
    percent and its "base_amount". It gets the next number of its series, counts for issued_on
    (default: today in its branch, which is the main one unless branch_id names another) and
    is due at once unless due_on says otherwise. With uses_credit, the customer's unapplied
    payments pay it, oldest first.

    Raises: CustomerNotFound, MoreThanMayBeOwed, LinesNotReadable, TotalNotPositive,
    SeriesNotUsable, DueBeforeIssued, RequestUndone, TaxNotMatching, CustomerNotActive,
    TenantNotAllowed, AmountTooPrecise, AmountTooLarge, RequestKeyNotUsable,
    MetadataNotUsable, DateNotUsable, TextNotUsable, BranchNotFound, RequestKeyReused,
    DayLiesAhead, AccountNotFound, CurrencyMismatch, InsufficientFunds, AccountManaged,
    PeriodClosed, BalanceOutOfRange.

    Source: sql/billing/functions/issue_invoice.sql.
    """
    return Call(
        "issue_invoice",
        {
            "customer_id": (customer_id, "bigint"),
            "lines": (lines, "jsonb"),
            **chosen(
                due_on=(due_on, "date"),
                issued_on=(issued_on, "date"),
                uses_credit=(uses_credit, "boolean"),
                reference=(reference, "text"),
                series=(series, "text"),
                metadata=(metadata, "jsonb"),
                branch_id=(branch_id, "bigint"),
                request_key=(request_key, "text"),
                tenant_id=(tenant_id, "bigint"),
            ),
        },
        as_row(Invoice),
    )


def issue_invoices(*, invoices: Json, tenant_id: int | None = None) -> Call[list[Invoice]]:
    """Issues many invoices, all or none, with the same result as tolsel.issue_invoice for one
    after the other: [{"customer_id", "lines", and optional "due_on", "issued_on",
    "uses_credit", "reference", "series", "metadata", "branch_id", "request_key"}, ...], at
    most 10,000. Answers with one invoice for each, in their order; one whose key was used
    before answers with the first invoice. A refusal names the item.

    Raises: CustomerNotFound, MoreThanMayBeOwed, LinesNotReadable, TotalNotPositive,
    SeriesNotUsable, DueBeforeIssued, RequestUndone, ItemsNotReadable, TaxNotMatching,
    CustomerNotActive, TenantNotAllowed, AmountTooPrecise, AmountTooLarge,
    RequestKeyNotUsable, MetadataNotUsable, TextNotUsable, BranchNotFound, RequestKeyReused,
    DayLiesAhead, AccountNotFound, CurrencyMismatch, InsufficientFunds, AccountManaged,
    PeriodClosed, BalanceOutOfRange.

    Source: sql/billing/functions/issue_invoices.sql.
    """
    return Call(
        "issue_invoices",
        {"invoices": (invoices, "jsonb"), **chosen(tenant_id=(tenant_id, "bigint"))},
        as_rows(Invoice),
    )


def list_aging(
    *, customer_id: int | None = None, on: date | None = None, tenant_id: int | None = None
) -> Call[list[AgingRow]]:
    """Lists the customers (or the one given) that had open invoices or credit at the end of a
    day: what was open, by the days it was overdue, and the credit; the open less the credit
    is the balance of that day. Without a day: all that is open now, by today in the main
    branch. An invoice that is paid twice on that day, because a payment recorded later counts
    for an earlier day, is credit. Those who have waited longest come first.

    Raises: CustomerNotFound, TenantNotAllowed, DateNotUsable.

    Source: sql/billing/functions/list_aging.sql.
    """
    return Call(
        "list_aging",
        {
            **chosen(
                customer_id=(customer_id, "bigint"),
                on=(on, "date"),
                tenant_id=(tenant_id, "bigint"),
            )
        },
        as_rows(AgingRow),
    )


def list_aging_months(
    *, from_on: date, to_on: date, tenant_id: int | None = None
) -> Call[list[AgingMonthsRow]]:
    """Lists, for each month whose last day is within a period, and in each currency, the sums of
    what tolsel.list_aging lists for that day. Each document is read once, however many months
    there are. Months in which nothing is open and nothing is credit are left out.

    Raises: TenantNotAllowed, DateNotUsable.

    Source: sql/billing/functions/list_aging_months.sql.
    """
    return Call(
        "list_aging_months",
        {
            "from_on": (from_on, "date"),
            "to_on": (to_on, "date"),
            **chosen(tenant_id=(tenant_id, "bigint")),
        },
        as_rows(AgingMonthsRow),
    )


def list_allocations(*, invoice_id: int, tenant_id: int | None = None) -> Call[list[Allocation]]:
    """Lists what has paid an invoice, the latest first; what was taken back again is below 0.

    Raises: InvoiceNotFound, TenantNotAllowed.

    Source: sql/billing/functions/list_allocations.sql.
    """
    return Call(
        "list_allocations",
        {"invoice_id": (invoice_id, "bigint"), **chosen(tenant_id=(tenant_id, "bigint"))},
        as_rows(Allocation),
    )


def list_customer_statement(
    *, customer_id: int, from_on: date, to_on: date, tenant_id: int | None = None
) -> Call[list[CustomerStatementRow]]:
    """Lists what a customer owed from a first to a last business day: the opening balance, each
    invoice, payment, credit note, refund and void with the balance after it, the closing
    balance. Above 0 is owed, below 0 is credit; the amount of the closing line is the change.
    An invoice says when it is due, and what was adjusted, refunded or voided the reason that
    was given.

    Raises: CustomerNotFound, TenantNotAllowed, DateNotUsable.

    Source: sql/billing/functions/list_customer_statement.sql.
    """
    return Call(
        "list_customer_statement",
        {
            "customer_id": (customer_id, "bigint"),
            "from_on": (from_on, "date"),
            "to_on": (to_on, "date"),
            **chosen(tenant_id=(tenant_id, "bigint")),
        },
        as_rows(CustomerStatementRow),
    )


def list_customers(
    *,
    search: str | None = None,
    limit: int = 1000,
    on: date | None = None,
    tenant_id: int | None = None,
) -> Call[list[CustomersRow]]:
    """Lists the customers whose id or code is a text, or whose name begins with it (null: all),
    by name, with what they owed at the end of a day, their credit, what of it was overdue,
    and how they had paid; without a day, all of it as it stands now, by today in the main
    branch.

    Raises: TenantNotAllowed, DateNotUsable.

    Source: sql/billing/functions/list_customers.sql.
    """
    return Call(
        "list_customers",
        {
            **chosen(
                search=(search, "text"),
                limit=(limit, "integer"),
                on=(on, "date"),
                tenant_id=(tenant_id, "bigint"),
            )
        },
        as_rows(CustomersRow),
    )


def list_daily_reports(
    *, branch_id: int | None = None, limit: int = 1000, tenant_id: int | None = None
) -> Call[list[DailyReport]]:
    """Lists the reports of a branch, null for all, the latest day first.

    Raises: TenantNotAllowed, BranchNotFound.

    Source: sql/billing/functions/list_daily_reports.sql.
    """
    return Call(
        "list_daily_reports",
        {
            **chosen(
                branch_id=(branch_id, "bigint"),
                limit=(limit, "integer"),
                tenant_id=(tenant_id, "bigint"),
            )
        },
        as_rows(DailyReport),
    )


def list_failed_payments(
    *,
    min_retry_count: int = 0,
    is_due: bool | None = None,
    limit: int = 1000,
    tenant_id: int | None = None,
) -> Call[list[Payment]]:
    """Lists the failed payments that were tried again at least so often, the most often tried
    first: those whose next attempt is due, or is not, null for both. What
    tolsel.retry_payment refuses, since less is open by now than was asked for, or nothing and
    the customer is not active, is not listed.

    Raises: TenantNotAllowed.

    Source: sql/billing/functions/list_failed_payments.sql.
    """
    return Call(
        "list_failed_payments",
        {
            **chosen(
                min_retry_count=(min_retry_count, "integer"),
                is_due=(is_due, "boolean"),
                limit=(limit, "integer"),
                tenant_id=(tenant_id, "bigint"),
            )
        },
        as_rows(Payment),
    )


def list_general_journal(*, tenant_id: int | None = None) -> Call[list[GeneralJournalRow]]:
    """Lists every line of every journal, the journals by the day of their first line: what an
    export needs. line_on is the day that the line itself counts for.

    Raises: TenantNotAllowed.

    Source: sql/billing/functions/list_general_journal.sql.
    """
    return Call(
        "list_general_journal",
        {**chosen(tenant_id=(tenant_id, "bigint"))},
        as_rows(GeneralJournalRow),
    )


def list_invoices_by_status(
    *, status: str, limit: int = 1000, branch_id: int | None = None, tenant_id: int | None = None
) -> Call[list[Invoice]]:
    """Lists the invoices of a status, draft, open, partial, paid, credited or void, of a branch
    (null: of all), those due first at the top.

    Raises: StatusUnknown, TenantNotAllowed, BranchNotFound.

    Source: sql/billing/functions/list_invoices_by_status.sql.
    """
    return Call(
        "list_invoices_by_status",
        {
            "status": (status, "text"),
            **chosen(
                limit=(limit, "integer"),
                branch_id=(branch_id, "bigint"),
                tenant_id=(tenant_id, "bigint"),
            ),
        },
        as_rows(Invoice),
    )


def list_method_totals(
    *, on: date, branch_id: int | None = None, tenant_id: int | None = None
) -> Call[list[MethodTotalsRow]]:
    """Lists what customers paid on a day by each method, from the books of a branch's channels,
    or of all channels and of undeposited funds: payments, less refunds, less payments voided
    on that day, whenever they were made. Of the amount of refunds those voided on that day
    are taken off.

    Raises: TenantNotAllowed, DateNotUsable, BranchNotFound.

    Source: sql/billing/functions/list_method_totals.sql.
    """
    return Call(
        "list_method_totals",
        {
            "on": (on, "date"),
            **chosen(branch_id=(branch_id, "bigint"), tenant_id=(tenant_id, "bigint")),
        },
        as_rows(MethodTotalsRow),
    )


def list_payments_of_request(
    *, request_id: str, tenant_id: int | None = None
) -> Call[list[Payment]]:
    """Lists the payments that one request has opened, in order. tolsel.request_document lists
    all it did.

    Raises: TenantNotAllowed.

    Source: sql/billing/functions/list_payments_of_request.sql.
    """
    return Call(
        "list_payments_of_request",
        {"request_id": (request_id, "text"), **chosen(tenant_id=(tenant_id, "bigint"))},
        as_rows(Payment),
    )


def list_processing_times(
    *, from_on: date, to_on: date, tenant_id: int | None = None
) -> Call[list[ProcessingTimesRow]]:
    """Lists how long the payments of a period took from opening to completing, by method, in
    milliseconds, and the share of them that took longer than the method usually does, in
    whole minutes. Payments voided later count, because they were processed.

    Raises: TenantNotAllowed, DateNotUsable.

    Source: sql/billing/functions/list_processing_times.sql.
    """
    return Call(
        "list_processing_times",
        {
            "from_on": (from_on, "date"),
            "to_on": (to_on, "date"),
            **chosen(tenant_id=(tenant_id, "bigint")),
        },
        as_rows(ProcessingTimesRow),
    )


def list_tax_due(
    *, from_on: date, to_on: date, branch_id: int | None = None, tenant_id: int | None = None
) -> Call[list[TaxDueRow]]:
    """Lists the tax that is due for a period by account and rate, from the lines of invoices and
    credit notes (of a branch; null: of all) that say so: of invoices, less of credit notes;
    null where there was none. Each counts on its own day, and is taken off on the day of its
    void, so that the figures of a past period stand, and are what the ledger of that day says
    of the account.

    Raises: TenantNotAllowed, DateNotUsable, BranchNotFound.

    Source: sql/billing/functions/list_tax_due.sql.
    """
    return Call(
        "list_tax_due",
        {
            "from_on": (from_on, "date"),
            "to_on": (to_on, "date"),
            **chosen(branch_id=(branch_id, "bigint"), tenant_id=(tenant_id, "bigint")),
        },
        as_rows(TaxDueRow),
    )


def mark_unknown_payments(
    *, opened_before_at: datetime | None = None, limit: int = 1000, tenant_id: int | None = None
) -> Call[int]:
    """Ends the attempts whose provider has not answered since a moment (default: a day ago), at
    most limit of them, and answers with their number. A person has to find out what became of
    them; the provider's answer is still taken.

    Raises: TenantNotAllowed.

    Source: sql/billing/functions/mark_unknown_payments.sql.
    """
    return Call(
        "mark_unknown_payments",
        {
            **chosen(
                opened_before_at=(opened_before_at, "timestamp with time zone"),
                limit=(limit, "integer"),
                tenant_id=(tenant_id, "bigint"),
            )
        },
        as_value,
    )


def merge_customers(
    *,
    customer_id: int,
    into_customer_id: int,
    reason: str,
    merged_on: date | None = None,
    tenant_id: int | None = None,
) -> Call[Customer]:
    """Merges a customer into another, and answers with that: what is open moves on merged_on
    (null: today), each invoice as a debit note that is due when it was and names it, credit
    as a credit note. Both histories stay as they were, and their statements say why. The
    merged customer is not active any more. Refused where the currencies differ, or something
    is under way: a payment that a provider has not answered, a hold, a draft. A second call
    changes nothing.

    Raises: CustomerNotFound, CustomerNotActive, CustomerNotMergeable, TenantNotAllowed,
    DateNotUsable, TextNotUsable, DayLiesAhead, CurrencyMismatch, PeriodClosed.

    Source: sql/billing/functions/merge_customers.sql.
    """
    return Call(
        "merge_customers",
        {
            "customer_id": (customer_id, "bigint"),
            "into_customer_id": (into_customer_id, "bigint"),
            "reason": (reason, "text"),
            **chosen(merged_on=(merged_on, "date"), tenant_id=(tenant_id, "bigint")),
        },
        as_row(Customer),
    )


def open_customer(
    *,
    name: str,
    code: str | None = None,
    email: str | None = None,
    phone: str | None = None,
    currency: str | None = None,
    owed_limit: Decimal | None = None,
    metadata: Json | None = None,
    tenant_id: int | None = None,
) -> Call[Customer]:
    """Opens a customer and its receivable account, in the tenant's currency unless another is
    named. No invoice may bring what is owed above owed_limit, null for no limit.

    Raises: OwedLimitNotUsable, TenantNotAllowed, CurrencyUnknown, MetadataNotUsable,
    TextNotUsable, NameTaken.

    Source: sql/billing/functions/open_customer.sql.
    """
    return Call(
        "open_customer",
        {
            "name": (name, "text"),
            **chosen(
                code=(code, "text"),
                email=(email, "text"),
                phone=(phone, "text"),
                currency=(currency, "text"),
                owed_limit=(owed_limit, "numeric"),
                metadata=(metadata, "jsonb"),
                tenant_id=(tenant_id, "bigint"),
            ),
        },
        as_row(Customer),
    )


def open_payment(
    *,
    customer_id: int,
    amount: Decimal,
    method: str,
    channel_id: int | None = None,
    invoice_ids: Sequence[int] | None = None,
    invoice_amounts: Sequence[Decimal] | None = None,
    provider_reference: str | None = None,
    metadata: Json | None = None,
    request_key: str | None = None,
    tenant_id: int | None = None,
) -> Call[Payment]:
    """Begins a payment that a provider decides: commit it, ask the provider, then call
    tolsel.complete_payment or tolsel.fail_payment. Nothing is booked yet. Arguments as for
    tolsel.record_payment; once the provider has the money, what cannot be allocated any more
    becomes the customer's credit.

    Raises: CustomerNotFound, InvoiceNotFound, InvoiceNotOpen, MoreThanOpen,
    PortionsNotUsable, ProviderReferenceReused, RequestUndone, CustomerNotActive,
    TenantNotAllowed, AmountNotFinite, AmountIsZero, AmountTooPrecise, AmountTooLarge,
    RequestKeyNotUsable, MetadataNotUsable, TextNotUsable, RequestKeyReused,
    AmountNotPositive, ChannelNotFound, ChannelNotActive, MethodNotUsable, CurrencyMismatch.

    Source: sql/billing/functions/open_payment.sql.
    """
    return Call(
        "open_payment",
        {
            "customer_id": (customer_id, "bigint"),
            "amount": (amount, "numeric"),
            "method": (method, "text"),
            **chosen(
                channel_id=(channel_id, "bigint"),
                invoice_ids=(invoice_ids, "bigint[]"),
                invoice_amounts=(invoice_amounts, "numeric[]"),
                provider_reference=(provider_reference, "text"),
                metadata=(metadata, "jsonb"),
                request_key=(request_key, "text"),
                tenant_id=(tenant_id, "bigint"),
            ),
        },
        as_row(Payment),
    )


def record_cheque(
    *,
    customer_id: int,
    amount: Decimal,
    channel_id: int,
    present_on: date | None = None,
    cheque_number: str | None = None,
    invoice_ids: Sequence[int] | None = None,
    surplus: str = "refuse",
    taken_on: date | None = None,
    metadata: Json | None = None,
    request_key: str | None = None,
    tenant_id: int | None = None,
) -> Call[Cheque]:
    """Takes a cheque of a customer, which may be presented from present_on on (null: at once): a
    payment into the channel where cheques are kept until tolsel.bank_cheque takes it to a
    bank. One that bounces is voided with tolsel.void_payment, banked or not. Otherwise as
    tolsel.record_payment.

    Raises: CustomerNotFound, TenantNotAllowed, DateNotUsable, RequestKeyReused,
    ChannelNotFound.

    Source: sql/billing/functions/record_cheque.sql.
    """
    return Call(
        "record_cheque",
        {
            "customer_id": (customer_id, "bigint"),
            "amount": (amount, "numeric"),
            "channel_id": (channel_id, "bigint"),
            **chosen(
                present_on=(present_on, "date"),
                cheque_number=(cheque_number, "text"),
                invoice_ids=(invoice_ids, "bigint[]"),
                surplus=(surplus, "text"),
                taken_on=(taken_on, "date"),
                metadata=(metadata, "jsonb"),
                request_key=(request_key, "text"),
                tenant_id=(tenant_id, "bigint"),
            ),
        },
        as_row(Cheque),
    )


def record_divided_payment(
    *,
    amount: Decimal,
    method: str,
    channel_id: int,
    shares: Json,
    surplus: str = "refuse",
    paid_on: date | None = None,
    payer: str | None = None,
    provider_reference: str | None = None,
    metadata: Json | None = None,
    request_key: str | None = None,
    tenant_id: int | None = None,
) -> Call[list[Payment]]:
    """Records money that came into a channel as one, such as a bank transfer, and was for
    several customers, all or none: [{"customer_id", "amount", optional "invoice_ids",
    "invoice_amounts"}, ...], each customer once, together the amount. Each share becomes a
    payment of its customer, and pays invoices as with tolsel.record_payment; answers with
    them, in the order of the shares. The channel has one movement, as its bank does: the
    money passes through suspense, where tolsel.void_payment takes a share back to, for
    tolsel.assign_suspense to give it to somebody else. The first payment has the request key,
    the others the key with a colon and their number.

    Raises: CustomerNotFound, InvoiceNotFound, InvoiceNotOpen, MoreThanOpen, SurplusNotWanted,
    SurplusUnknown, PortionsNotUsable, ProviderReferenceReused, RequestUndone,
    SharesNotUsable, TenantNotAllowed, AmountNotFinite, AmountIsZero, AmountTooPrecise,
    AmountTooLarge, RequestKeyNotUsable, MetadataNotUsable, DateNotUsable, TextNotUsable,
    RequestKeyReused, AmountNotPositive, ChannelNotFound, ChannelNotActive, MethodNotUsable,
    DayLiesAhead, CurrencyMismatch, PeriodClosed.

    Source: sql/billing/functions/record_divided_payment.sql.
    """
    return Call(
        "record_divided_payment",
        {
            "amount": (amount, "numeric"),
            "method": (method, "text"),
            "channel_id": (channel_id, "bigint"),
            "shares": (shares, "jsonb"),
            **chosen(
                surplus=(surplus, "text"),
                paid_on=(paid_on, "date"),
                payer=(payer, "text"),
                provider_reference=(provider_reference, "text"),
                metadata=(metadata, "jsonb"),
                request_key=(request_key, "text"),
                tenant_id=(tenant_id, "bigint"),
            ),
        },
        as_rows(Payment),
    )


def record_payment(
    *,
    customer_id: int,
    amount: Decimal,
    method: str,
    channel_id: int | None = None,
    invoice_ids: Sequence[int] | None = None,
    invoice_amounts: Sequence[Decimal] | None = None,
    surplus: str = "refuse",
    paid_on: date | None = None,
    provider_reference: str | None = None,
    metadata: Json | None = None,
    received_amount: Decimal | None = None,
    request_key: str | None = None,
    tenant_id: int | None = None,
) -> Call[Payment]:
    """Records money that a customer has paid into a channel (null: undeposited funds), and
    allocates it to the invoices named, in their order, each by the amount given for it or
    else by what is open; with no invoices named, to all that are open, the oldest first; with
    an empty list, to none. What is left over is refused, or kept as the customer's credit
    with surplus 'keep'. Counts for paid_on (default: the channel's open day). Cash may be
    rounded: received_amount is what was received for amount, by the step that
    tolsel.set_cash_rounding has set. A refusal leaves nothing behind; tolsel.attempt_payment
    keeps it.

    Raises: CustomerNotFound, InvoiceNotFound, InvoiceNotOpen, MoreThanOpen, SurplusNotWanted,
    SurplusUnknown, PortionsNotUsable, ProviderReferenceReused, RequestUndone, CashNotRounded,
    RoundingNotUsable, TenantNotAllowed, AmountNotFinite, AmountIsZero, AmountTooPrecise,
    AmountTooLarge, RequestKeyNotUsable, MetadataNotUsable, DateNotUsable, TextNotUsable,
    RequestKeyReused, AmountNotPositive, ChannelNotFound, ChannelNotActive, MethodNotUsable,
    DayLiesAhead, CurrencyMismatch, PeriodClosed, BalanceOutOfRange.

    Source: sql/billing/functions/record_payment.sql.
    """
    return Call(
        "record_payment",
        {
            "customer_id": (customer_id, "bigint"),
            "amount": (amount, "numeric"),
            "method": (method, "text"),
            **chosen(
                channel_id=(channel_id, "bigint"),
                invoice_ids=(invoice_ids, "bigint[]"),
                invoice_amounts=(invoice_amounts, "numeric[]"),
                surplus=(surplus, "text"),
                paid_on=(paid_on, "date"),
                provider_reference=(provider_reference, "text"),
                metadata=(metadata, "jsonb"),
                received_amount=(received_amount, "numeric"),
                request_key=(request_key, "text"),
                tenant_id=(tenant_id, "bigint"),
            ),
        },
        as_row(Payment),
    )


def record_payments(*, payments: Json, tenant_id: int | None = None) -> Call[list[Payment]]:
    """Records many payments, all or none, with the same result as tolsel.record_payment for one
    after the other: [{"customer_id", "amount", "method", and optional "channel_id",
    "invoice_ids", "invoice_amounts", "surplus", "paid_on", "provider_reference", "metadata",
    "received_amount", "request_key"}, ...], at most 10,000. Answers with one payment for
    each, in their order; one whose key was used before answers with the first payment. A
    refusal names the item.

    Raises: CustomerNotFound, InvoiceNotFound, InvoiceNotOpen, MoreThanOpen, SurplusNotWanted,
    SurplusUnknown, PortionsNotUsable, ProviderReferenceReused, RequestUndone,
    ItemsNotReadable, CashNotRounded, RoundingNotUsable, TenantNotAllowed, AmountIsZero,
    AmountTooPrecise, AmountTooLarge, RequestKeyNotUsable, MetadataNotUsable, TextNotUsable,
    RequestKeyReused, AmountNotPositive, ChannelNotFound, ChannelNotActive, MethodNotUsable,
    DayLiesAhead, CurrencyMismatch, PeriodClosed, BalanceOutOfRange.

    Source: sql/billing/functions/record_payments.sql.
    """
    return Call(
        "record_payments",
        {"payments": (payments, "jsonb"), **chosen(tenant_id=(tenant_id, "bigint"))},
        as_rows(Payment),
    )


def record_suspense(
    *,
    channel_id: int,
    amount: Decimal,
    method: str,
    received_on: date | None = None,
    payer: str | None = None,
    reference: str | None = None,
    metadata: Json | None = None,
    request_key: str | None = None,
    tenant_id: int | None = None,
) -> Call[Suspense]:
    """Records money that came into a channel from a payer whom nobody knows, on a day of the
    channel (null: today, or the first open day if that is closed). It is kept in suspense
    until tolsel.assign_suspense says whose payment it was, or tolsel.void_suspense sends it
    back.

    Raises: RequestUndone, TenantNotAllowed, AmountNotFinite, AmountIsZero, AmountTooPrecise,
    AmountTooLarge, RequestKeyNotUsable, MetadataNotUsable, DateNotUsable, TextNotUsable,
    RequestKeyReused, AmountNotPositive, ChannelNotFound, ChannelNotActive, MethodNotUsable,
    DayLiesAhead, PeriodClosed.

    Source: sql/billing/functions/record_suspense.sql.
    """
    return Call(
        "record_suspense",
        {
            "channel_id": (channel_id, "bigint"),
            "amount": (amount, "numeric"),
            "method": (method, "text"),
            **chosen(
                received_on=(received_on, "date"),
                payer=(payer, "text"),
                reference=(reference, "text"),
                metadata=(metadata, "jsonb"),
                request_key=(request_key, "text"),
                tenant_id=(tenant_id, "bigint"),
            ),
        },
        as_row(Suspense),
    )


def refund_credit_note(
    *,
    credit_note_id: int,
    amount: Decimal,
    method: str,
    channel_id: int,
    reason: str,
    refunded_on: date | None = None,
    metadata: Json | None = None,
    request_key: str | None = None,
    tenant_id: int | None = None,
) -> Call[Refund]:
    """Gives the customer money for a credit note, such as for goods of a paid invoice that came
    back, by a method (null: in cash) and out of a channel; all refunds together are at most
    its total. What is left of it goes first; beyond it what it pays is taken back, so that
    those invoices are owed again.

    Raises: PaymentNotCompleted, MoreThanLeftToRefund, RefundTooEarly, RequestUndone,
    CreditNoteNotFound, TenantNotAllowed, AmountNotFinite, AmountIsZero, AmountTooPrecise,
    AmountTooLarge, RequestKeyNotUsable, MetadataNotUsable, DateNotUsable, TextNotUsable,
    RequestKeyReused, AmountNotPositive, ChannelNotFound, ChannelNotActive, MethodNotUsable,
    DayLiesAhead, CurrencyMismatch, PeriodClosed, BalanceOutOfRange.

    Source: sql/billing/functions/refund_credit_note.sql.
    """
    return Call(
        "refund_credit_note",
        {
            "credit_note_id": (credit_note_id, "bigint"),
            "amount": (amount, "numeric"),
            "method": (method, "text"),
            "channel_id": (channel_id, "bigint"),
            "reason": (reason, "text"),
            **chosen(
                refunded_on=(refunded_on, "date"),
                metadata=(metadata, "jsonb"),
                request_key=(request_key, "text"),
                tenant_id=(tenant_id, "bigint"),
            ),
        },
        as_row(Refund),
    )


def refund_payment(
    *,
    payment_id: int,
    amount: Decimal,
    method: str,
    channel_id: int,
    reason: str,
    refunded_on: date | None = None,
    metadata: Json | None = None,
    request_key: str | None = None,
    tenant_id: int | None = None,
) -> Call[Refund]:
    """Gives money of a payment back to its customer, by a method (null: the payment's own) and
    out of a channel; all refunds together are at most what was paid. What is credit goes
    first; beyond it allocations are taken back, the newest first, so that their invoices are
    owed again, unless a credit note of the customer has something left: that pays them
    instead.

    Raises: PaymentNotFound, PaymentNotCompleted, MoreThanLeftToRefund, RefundTooEarly,
    RequestUndone, PaymentIsTopUp, TenantNotAllowed, AmountNotFinite, AmountIsZero,
    AmountTooPrecise, AmountTooLarge, RequestKeyNotUsable, MetadataNotUsable, DateNotUsable,
    TextNotUsable, RequestKeyReused, AmountNotPositive, ChannelNotFound, ChannelNotActive,
    MethodNotUsable, DayLiesAhead, CurrencyMismatch, InsufficientFunds, PeriodClosed,
    BalanceOutOfRange.

    Source: sql/billing/functions/refund_payment.sql.
    """
    return Call(
        "refund_payment",
        {
            "payment_id": (payment_id, "bigint"),
            "amount": (amount, "numeric"),
            "method": (method, "text"),
            "channel_id": (channel_id, "bigint"),
            "reason": (reason, "text"),
            **chosen(
                refunded_on=(refunded_on, "date"),
                metadata=(metadata, "jsonb"),
                request_key=(request_key, "text"),
                tenant_id=(tenant_id, "bigint"),
            ),
        },
        as_row(Refund),
    )


def retry_payment(
    *, payment_id: int, provider_reference: str | None = None, tenant_id: int | None = None
) -> Call[Payment]:
    """Tries a failed payment once more, as a new attempt of the same payment, and answers with
    it, completed or failed. One that a provider decides is opened again, under the provider's
    reference for this attempt where it has one, unless less is open of the invoices it is for
    than when it was opened. tolsel.list_failed_payments says which are due.

    Raises: PaymentNotFound, PaymentNotFailed, ProviderReferenceReused, PaymentNotWanted,
    CustomerNotActive, PaymentIsTopUp, TenantNotAllowed, TextNotUsable, ChannelNotActive,
    MethodNotUsable.

    Source: sql/billing/functions/retry_payment.sql.
    """
    return Call(
        "retry_payment",
        {
            "payment_id": (payment_id, "bigint"),
            **chosen(
                provider_reference=(provider_reference, "text"), tenant_id=(tenant_id, "bigint")
            ),
        },
        as_row(Payment),
    )


def reverse_allocation(
    *,
    allocation_id: int,
    amount: Decimal | None = None,
    request_key: str | None = None,
    tenant_id: int | None = None,
) -> Call[Allocation]:
    """Takes back an allocation, or part of it: the invoice is owed again, and the money is
    credit again, to be allocated elsewhere.

    Raises: AllocationNotFound, MoreThanAllocated, TenantNotAllowed, AmountNotFinite,
    AmountIsZero, AmountTooPrecise, AmountTooLarge, RequestKeyNotUsable, RequestKeyReused,
    AmountNotPositive.

    Source: sql/billing/functions/reverse_allocation.sql.
    """
    return Call(
        "reverse_allocation",
        {
            "allocation_id": (allocation_id, "bigint"),
            **chosen(
                amount=(amount, "numeric"),
                request_key=(request_key, "text"),
                tenant_id=(tenant_id, "bigint"),
            ),
        },
        as_row(Allocation),
    )


def save_daily_report(
    *,
    branch_id: int,
    reported_on: date,
    counted_amount: Decimal | None = None,
    note: str | None = None,
    tenant_id: int | None = None,
) -> Call[DailyReport]:
    """Saves the report of a branch's day, in place of the one before: what the books say now of
    each channel and method, what was counted (default: what the closings of the day's
    channels say), and a note.

    Raises: TenantNotAllowed, AmountNotFinite, AmountTooPrecise, AmountTooLarge,
    DateNotUsable, TextNotUsable, BranchNotFound, DayLiesAhead.

    Source: sql/billing/functions/save_daily_report.sql.
    """
    return Call(
        "save_daily_report",
        {
            "branch_id": (branch_id, "bigint"),
            "reported_on": (reported_on, "date"),
            **chosen(
                counted_amount=(counted_amount, "numeric"),
                note=(note, "text"),
                tenant_id=(tenant_id, "bigint"),
            ),
        },
        as_row(DailyReport),
    )


def set_cash_rounding(
    *,
    step: Decimal,
    account_id: int | None = None,
    currency: str | None = None,
    tenant_id: int | None = None,
) -> Call[CashRounding]:
    """Sets to what cash is rounded in a currency (null: the tenant's), such as 0.05, and the
    account for the differences (null: cash over and short); a step of null: cash is not
    rounded.

    Raises: TenantNotAllowed, CurrencyUnknown, AmountNotFinite, AmountIsZero,
    AmountTooPrecise, AmountTooLarge, AmountNotPositive, AccountNotFound, CurrencyMismatch,
    AccountManaged.

    Source: sql/billing/functions/set_cash_rounding.sql.
    """
    return Call(
        "set_cash_rounding",
        {
            "step": (step, "numeric"),
            **chosen(
                account_id=(account_id, "bigint"),
                currency=(currency, "text"),
                tenant_id=(tenant_id, "bigint"),
            ),
        },
        as_row(CashRounding),
    )


def set_customer_active(
    *, customer_id: int, is_active: bool, tenant_id: int | None = None
) -> Call[Customer]:
    """Activates a customer, or deactivates it: it gets no new invoices then, but pays what it
    owes, and all that was done can be credited, refunded and voided.

    Raises: CustomerNotFound, CustomerNotMergeable, TenantNotAllowed.

    Source: sql/billing/functions/set_customer_active.sql.
    """
    return Call(
        "set_customer_active",
        {
            "customer_id": (customer_id, "bigint"),
            "is_active": (is_active, "boolean"),
            **chosen(tenant_id=(tenant_id, "bigint")),
        },
        as_row(Customer),
    )


def set_invoice_note(
    *, invoice_id: int, note: str | None, reason: str = "Note", tenant_id: int | None = None
) -> Call[Invoice]:
    """Writes a note for people on an issued invoice (null: none), as tolsel.change_invoice does,
    which keeps what stood there before.

    Raises: InvoiceNotFound, InvoiceNotChangeable, TenantNotAllowed, TextNotUsable.

    Source: sql/billing/functions/set_invoice_note.sql.
    """
    return Call(
        "set_invoice_note",
        {
            "invoice_id": (invoice_id, "bigint"),
            "note": (note, "text"),
            **chosen(reason=(reason, "text"), tenant_id=(tenant_id, "bigint")),
        },
        as_row(Invoice),
    )


def set_kept_years(*, kept_years: int, tenant_id: int | None = None) -> Call[int]:
    """Sets for how many years after its last entry a customer is not forgotten, 10 where nothing
    is set, and answers with it.

    Raises: KeptYearsNotUsable, TenantNotAllowed.

    Source: sql/billing/functions/set_kept_years.sql.
    """
    return Call(
        "set_kept_years",
        {"kept_years": (kept_years, "integer"), **chosen(tenant_id=(tenant_id, "bigint"))},
        as_value,
    )


def set_owed_limit(
    *, customer_id: int, owed_limit: Decimal | None, tenant_id: int | None = None
) -> Call[Customer]:
    """Sets how much a customer may owe before new invoices are refused, null for no limit. What
    is owed already may lie above it.

    Raises: CustomerNotFound, OwedLimitNotUsable, TenantNotAllowed.

    Source: sql/billing/functions/set_owed_limit.sql.
    """
    return Call(
        "set_owed_limit",
        {
            "customer_id": (customer_id, "bigint"),
            "owed_limit": (owed_limit, "numeric"),
            **chosen(tenant_id=(tenant_id, "bigint")),
        },
        as_row(Customer),
    )


def verify_customer(
    *, customer_id: int, tenant_id: int | None = None
) -> Call[list[VerifyCustomerRow]]:
    """Answers what a customer owes by each of the books that say it, read anew in one snapshot,
    and whether each says the sum of the customer's entries, which comes first. tolsel.verify
    proves it for all customers.

    Raises: CustomerNotFound, TenantNotAllowed.

    Source: sql/billing/functions/verify_customer.sql.
    """
    return Call(
        "verify_customer",
        {"customer_id": (customer_id, "bigint"), **chosen(tenant_id=(tenant_id, "bigint"))},
        as_rows(VerifyCustomerRow),
    )


def void_credit_note(
    *, credit_note_id: int, reason: str, voided_on: date | None = None, tenant_id: int | None = None
) -> Call[CreditNote]:
    """Voids a credit note of which nothing is refunded: its journal is reversed, its number
    stays used, and what it paid is owed again. Counts for voided_on (default: today in the
    main branch). A second call with the same reason answers with the credit note, too.

    Raises: PaymentRefunded, CreditNoteNotFound, DocumentOfWallet, TenantNotAllowed,
    DateNotUsable, TextNotUsable, DayLiesAhead, DocumentVoid, VoidTooEarly, PeriodClosed,
    BalanceOutOfRange.

    Source: sql/billing/functions/void_credit_note.sql.
    """
    return Call(
        "void_credit_note",
        {
            "credit_note_id": (credit_note_id, "bigint"),
            "reason": (reason, "text"),
            **chosen(voided_on=(voided_on, "date"), tenant_id=(tenant_id, "bigint")),
        },
        as_row(CreditNote),
    )


def void_invoice(
    *, invoice_id: int, reason: str, voided_on: date | None = None, tenant_id: int | None = None
) -> Call[Invoice]:
    """Voids an invoice of which nothing is paid or credited, or a draft; its number stays used.
    A second call with the same reason answers with the void invoice.

    Raises: InvoiceNotFound, InvoicePaid, DocumentOfWallet, TenantNotAllowed, DateNotUsable,
    TextNotUsable, DayLiesAhead, DocumentVoid, VoidTooEarly, InsufficientFunds, PeriodClosed,
    BalanceOutOfRange.

    Source: sql/billing/functions/void_invoice.sql.
    """
    return Call(
        "void_invoice",
        {
            "invoice_id": (invoice_id, "bigint"),
            "reason": (reason, "text"),
            **chosen(voided_on=(voided_on, "date"), tenant_id=(tenant_id, "bigint")),
        },
        as_row(Invoice),
    )


def void_payment(
    *, payment_id: int, reason: str, voided_on: date | None = None, tenant_id: int | None = None
) -> Call[Payment]:
    """Voids a payment that turned out to be none, such as a cheque that bounced: its journal is
    reversed, and the invoices it paid are owed again. Counts for voided_on (default: the
    channel's open day). A second call with the same reason answers with the void payment.

    Raises: PaymentNotFound, PaymentNotCompleted, PaymentRefunded, PaymentIsTopUp,
    TenantNotAllowed, DateNotUsable, TextNotUsable, DayLiesAhead, DocumentVoid, VoidTooEarly,
    InsufficientFunds, PeriodClosed, BalanceOutOfRange.

    Source: sql/billing/functions/void_payment.sql.
    """
    return Call(
        "void_payment",
        {
            "payment_id": (payment_id, "bigint"),
            "reason": (reason, "text"),
            **chosen(voided_on=(voided_on, "date"), tenant_id=(tenant_id, "bigint")),
        },
        as_row(Payment),
    )


def void_refund(
    *, refund_id: int, reason: str, voided_on: date | None = None, tenant_id: int | None = None
) -> Call[Refund]:
    """Voids a refund that turned out to be none, such as one that failed at the provider: its
    journal is reversed, and the payment is as free as before. The invoices that the refund
    made owed again are paid again, as far as they are still open; the rest is the customer's
    credit. Counts for voided_on (default: the channel's open day). A second call with the
    same reason answers with the void refund.

    Raises: RefundNotFound, PaymentIsTopUp, TenantNotAllowed, DateNotUsable, TextNotUsable,
    DayLiesAhead, DocumentVoid, VoidTooEarly, PeriodClosed, BalanceOutOfRange.

    Source: sql/billing/functions/void_refund.sql.
    """
    return Call(
        "void_refund",
        {
            "refund_id": (refund_id, "bigint"),
            "reason": (reason, "text"),
            **chosen(voided_on=(voided_on, "date"), tenant_id=(tenant_id, "bigint")),
        },
        as_row(Refund),
    )


def void_suspense(
    *, suspense_id: int, reason: str, voided_on: date | None = None, tenant_id: int | None = None
) -> Call[Suspense]:
    """Voids money of an unknown payer of which nothing is assigned, because it was none or was
    sent back: it leaves its channel on a day of that (null: today, or the first open day if
    that is closed). A second call with the same reason answers with it.

    Raises: SuspenseNotFound, SuspenseAssigned, TenantNotAllowed, DateNotUsable,
    TextNotUsable, DayLiesAhead, DocumentVoid, VoidTooEarly, PeriodClosed.

    Source: sql/billing/functions/void_suspense.sql.
    """
    return Call(
        "void_suspense",
        {
            "suspense_id": (suspense_id, "bigint"),
            "reason": (reason, "text"),
            **chosen(voided_on=(voided_on, "date"), tenant_id=(tenant_id, "bigint")),
        },
        as_row(Suspense),
    )
