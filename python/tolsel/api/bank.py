"""Calls of the domain bank: see sql/bank/README.md.

Written by `make guards` from the catalog: change the SQL, not this file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from tolsel.calls import Call, Json, as_row, as_rows, as_value, chosen

__all__ = [
    "BankAccount",
    "DifferenceNote",
    "EntryDetail",
    "ExplainPeriodCloseRow",
    "Match",
    "MatchRun",
    "Profile",
    "Proposal",
    "Reconciliation",
    "Rule",
    "Statement",
    "UnmatchedPostingsRow",
    "add_statement_lines",
    "explain_period_close",
    "get_bank_profile",
    "import_statement",
    "list_bank_entries",
    "list_bank_reconciliation",
    "list_match_proposals",
    "list_unmatched_postings",
    "match_account",
    "match_bank_entries",
    "match_invoices",
    "match_postings",
    "match_return",
    "match_transfer",
    "match_vendor",
    "record_bank_difference",
    "save_bank_profile",
    "set_bank_account",
    "set_match_rule",
    "undo_match",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainPeriodCloseRow:
    """A row of `tolsel.explain_period_close`."""

    finding: str | None
    subject: str | None
    currency: str | None
    found_count: int | None
    amount: Decimal | None
    from_on: date | None
    is_obstacle: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A row of `tolsel_bank.profile`."""

    tenant_id: int
    """The business."""
    profile: str
    """Name, such as the bank's."""
    definition: Json
    """What tolsel bank import reads; its key columns names a column for each thing."""
    saved_at: datetime
    """When it was saved last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A row of `tolsel_bank.statement`."""

    tenant_id: int
    """The business."""
    statement_id: int
    """Key within the tenant."""
    channel_id: int
    """The channel whose account it is of."""
    format: str
    """Such as camt.053.001.08, MT940 or CSV."""
    identifier: str | None
    """The bank's own name for it; null: none."""
    number: int | None
    """The bank's number, which begins again with a year; null: none."""
    page: int | None
    """Page of that number; null: none."""
    opened_on: date | None
    """Day of the opening balance; null where nothing says one."""
    closed_on: date | None
    """Day of the closing balance, or of the last entry; null where nothing says one."""
    opening_balance: Decimal | None
    """What the bank says it opened with; null: the format has none, and nothing is proved."""
    closing_balance: Decimal | None
    """What the bank says it closed with."""
    from_balance: Decimal | None
    """The balance its new and adopted entries go on from; null: it has brought none that
    statements before it did not have, or no balance.
    """
    entry_count: int
    """Booked entries in it."""
    booked_amount: Decimal
    """Sum of those."""
    new_count: int
    """Booked entries that no statement before it had brought; they name it."""
    new_amount: Decimal
    """Sum of those."""
    adopted_amount: Decimal
    """Sum of its entries that lists without balances had brought, which it is the first to
    prove.
    """
    pending_count: int
    """Entries that are no money: pending, for information, or in future."""
    gap_reason: str | None
    """Why it was taken though it does not go on from the statement before it; null: it does."""
    source_name: str | None
    """Name of the file, for people; null: none."""
    note: str | None
    """What the bank says about it; null: nothing."""
    imported_at: datetime
    """When it was imported."""
    user_id: int | None
    """Person it is attributed to; null when none was named."""
    login: str
    """Database role that did it."""
    request_id: str | None
    """Request it belongs to; null when none was named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryDetail:
    """A row of `tolsel_bank.entry_detail`."""

    tenant_id: int
    """The business."""
    detail_id: int
    """Key within the tenant."""
    entry_id: int
    """The movement it is a part of."""
    channel_id: int
    """The channel."""
    detail_no: int
    """Its place in the entry, from 1 on."""
    amount: Decimal
    """Signed; those of an entry add up to it."""
    booked_on: date
    """entry.booked_on."""
    printed_references: list[str]
    """References as they were printed, in their order."""
    reference_keys: list[str]
    """What of the references and the text may name a document, in capitals without marks."""
    end_to_end: str | None
    """The reference its payer gave it; null: none."""
    counterparty: str | None
    """Who paid what came in, or got what went out; null: not told."""
    counterparty_account: str | None
    """Its account; null: not told."""
    text: str | None
    """What it was paid for; null: not told."""
    charge_amount: Decimal
    """What banks took on the way, as they say; it explains the amount and is not in it."""
    is_charge_included: bool | None
    """True: the amount is what was left; false: it was taken apart; null: not told."""
    match_id: int | None
    """The match that stands; null: not matched."""
    refusal: str | None
    """Code and text of the refusal that kept a rule from matching it when it was last tried;
    null: nothing did, or it is matched.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciliation:
    """A row of `tolsel_bank.reconciliation`."""

    business_date: date | None
    bank_balance: Decimal | None
    book_balance: Decimal | None
    unmatched_amount: Decimal | None
    in_transit_amount: Decimal | None
    pending_amount: Decimal | None
    opening_difference: Decimal | None
    unexplained_amount: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A row of `tolsel_bank.proposal`."""

    detail_id: int | None
    rule_id: int | None
    kind: str | None
    reason: str | None
    is_exact: bool | None
    is_automatic: bool | None
    customer_id: int | None
    invoice_ids: list[int] | None
    charge_amount: Decimal | None
    discount_amount: Decimal | None
    journal_ids: list[int] | None
    vendor_bill_id: int | None
    other_channel_id: int | None
    payment_id: int | None
    account_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnmatchedPostingsRow:
    """A row of `tolsel.list_unmatched_postings`."""

    journal_id: int | None
    posted_on: date | None
    amount: Decimal | None
    description: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A row of `tolsel_bank.match`."""

    tenant_id: int
    """The business."""
    match_id: int
    """Key within the tenant."""
    channel_id: int
    """The channel."""
    kind: str
    """What it was matched with: posting, invoice, vendor, transfer, return or account."""
    rule_id: int | None
    """The rule that found it; null: a person did."""
    reason: str
    """Why, for people."""
    amount: Decimal
    """Sum of its payments, and of its postings."""
    detail_ids: list[int]
    """Its payments, also after it was undone."""
    matched_at: datetime
    """When it was made."""
    user_id: int | None
    """Person it is attributed to; null when none was named."""
    login: str
    """Database role that did it."""
    request_id: str | None
    """Request it belongs to; null when none was named."""
    undone_at: datetime | None
    """When it was undone; null: it stands."""
    undo_reason: str | None
    """Why, for people; null: it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchRun:
    """A row of `tolsel_bank.match_run`."""

    examined: int | None
    matched: int | None
    refused: int | None
    last_detail_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferenceNote:
    """A row of `tolsel_bank.difference_note`."""

    tenant_id: int
    """The business."""
    difference_note_id: int
    """Key within the tenant."""
    channel_id: int
    """The channel."""
    noted_on: date
    """The day at whose end it is there."""
    amount: Decimal
    """How much it was when the note was made: another amount needs another note."""
    reason: str
    """Why, for people."""
    noted_at: datetime
    """When it was noted."""
    user_id: int | None
    """Person it is attributed to; null when none was named."""
    login: str
    """Database role that did it."""
    request_id: str | None
    """Request it belongs to; null when none was named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BankAccount:
    """A row of `tolsel_bank.bank_account`."""

    tenant_id: int
    """The business."""
    channel_id: int
    """The channel, of kind bank."""
    currency: str
    """The one currency of the channel."""
    scale: int
    """Its decimals, held by foreign key."""
    is_automatic: bool
    """True: an exact match by a rule that may act alone is booked without being asked for."""
    charge_account_id: int | None
    """Where charges are booked that a bank took on the way; null: nowhere."""
    charge_limit: Decimal
    """The most that may be missing of a payment and be taken for such charges."""
    discount_account_id: int | None
    """The account of cash discounts; null: none are granted."""
    discount_percent: Decimal
    """The most that may be missing of an invoice that is paid by its due day, in percent."""
    set_at: datetime
    """When it was first set."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A row of `tolsel_bank.rule`."""

    tenant_id: int
    """The business."""
    rule_id: int
    """Key within the tenant."""
    name: str
    """Name for people, unique within the tenant."""
    kind: str
    """What it finds: posting (what the book has already), invoice (by a reference), customer (by
    who pays and how much), vendor_bill, transfer (between own accounts), return (of a
    payment), or account: books to account_id what its conditions describe.
    """
    priority: int
    """Lesser ones are asked first."""
    is_automatic: bool
    """True: what it finds exactly may be matched where the bank account matches alone."""
    is_active: bool
    """False: it is not asked."""
    counterparty: str | None
    """Only from or to one whose name holds this, in any case of letters; null: anybody."""
    counterparty_account: str | None
    """Only from or to this account; null: any."""
    text_pattern: str | None
    """Only what says this, in any case of letters; null: anything."""
    min_amount: Decimal | None
    """Only this much or more, signed; null: any."""
    max_amount: Decimal | None
    """Only this much or less, signed; null: any."""
    account_id: int | None
    """Of kind account: what is booked against; else null."""
    vendor_id: int | None
    """Of kind vendor_bill: only bills of this vendor; null: of the one the payment names."""
    customer_id: int | None
    """Of kind customer: who pays; null: the customer whose name the payment has."""
    days: int
    """How many days the bank and the book may lie apart where both have it."""


def add_statement_lines(*, lines: Json, tenant_id: int | None = None) -> Call[int]:
    """Hands in lines of a long statement, at most 10,000 a call, as JSON: an array of objects
    like those of the key entries of tolsel.import_statement, which takes them within the same
    transaction. Answers how many they are.

    Raises: TenantNotAllowed, StatementNotReadable.

    Source: sql/bank/functions/add_statement_lines.sql.
    """
    return Call(
        "add_statement_lines",
        {"lines": (lines, "jsonb"), **chosen(tenant_id=(tenant_id, "bigint"))},
        as_value,
    )


def explain_period_close(
    *, through_on: date, tenant_id: int | None = None
) -> Call[list[ExplainPeriodCloseRow]]:
    """Explains what is left to do before the books are closed through a day: open_day (a channel
    has moved on days that nobody has closed), payment_in_flight (open or unknown, whenever it
    began), suspense (money of unknown payers), unmatched_line (a bank has told of it, and the
    book has not); and what is no obstacle, tax_due since the books were closed last. The
    books can be closed all the same.

    Raises: TenantNotAllowed, DateNotUsable.

    Source: sql/bank/functions/explain_period_close.sql.
    """
    return Call(
        "explain_period_close",
        {"through_on": (through_on, "date"), **chosen(tenant_id=(tenant_id, "bigint"))},
        as_rows(ExplainPeriodCloseRow),
    )


def get_bank_profile(*, profile: str, tenant_id: int | None = None) -> Call[Profile]:
    """Answers with how a bank writes its CSV, by the name it was saved under.

    Raises: TenantNotAllowed, ProfileNotFound.

    Source: sql/bank/functions/get_bank_profile.sql.
    """
    return Call(
        "get_bank_profile",
        {"profile": (profile, "text"), **chosen(tenant_id=(tenant_id, "bigint"))},
        as_row(Profile),
    )


def import_statement(
    *, statement: Json, gap_reason: str | None = None, tenant_id: int | None = None
) -> Call[Statement]:
    """Takes a statement of a bank, as JSON: format, account, currency, and where the bank tells
    them identifier, number, page, opening_balance, closing_balance, opened_on, closed_on,
    note, source_name; entries is an array of {line, amount (signed, a text), booked_on,
    currency, status, value_on, day_from, reference, is_reversal, text, raw, payment_count,
    details: [{amount, references, end_to_end, counterparty, counterparty_account, text,
    charge, is_charge_included}]}. Longer ones are handed in before with
    tolsel.add_statement_lines. It is proved: opening and booked make the closing balance, it
    goes on from the statement before it (or gap_reason says why it does not), and no entry is
    another one than it was. The same statement again, under another name, in another format
    or overlapping, brings nothing twice.

    Raises: TenantNotAllowed, TextNotUsable, BankAccountUnknown, StatementNotReadable,
    EntriesNotUsable, StatementSumWrong, StatementGap, StatementChanged.

    Source: sql/bank/functions/import_statement.sql.
    """
    return Call(
        "import_statement",
        {
            "statement": (statement, "jsonb"),
            **chosen(gap_reason=(gap_reason, "text"), tenant_id=(tenant_id, "bigint")),
        },
        as_row(Statement),
    )


def list_bank_entries(
    *,
    channel_id: int,
    from_on: date,
    to_on: date,
    is_open: bool | None = None,
    tenant_id: int | None = None,
) -> Call[list[EntryDetail]]:
    """Lists the payments that the bank has booked on a channel from a first to a last day: all,
    with is_open true those that are not matched and not 0, with false those that are matched.

    Raises: TenantNotAllowed, DateNotUsable, BankAccountUnknown.

    Source: sql/bank/functions/list_bank_entries.sql.
    """
    return Call(
        "list_bank_entries",
        {
            "channel_id": (channel_id, "bigint"),
            "from_on": (from_on, "date"),
            "to_on": (to_on, "date"),
            **chosen(is_open=(is_open, "boolean"), tenant_id=(tenant_id, "bigint")),
        },
        as_rows(EntryDetail),
    )


def list_bank_reconciliation(
    *, channel_id: int, from_on: date, to_on: date, tenant_id: int | None = None
) -> Call[list[Reconciliation]]:
    """Lists, for each day from a first to a last (a year at most), what the bank and the book of
    a channel say at its end, and what explains the difference: payments that are not matched,
    what is in transit, and what was different before the first statement.

    Raises: TenantNotAllowed, DateNotUsable, BankAccountUnknown.

    Source: sql/bank/functions/list_bank_reconciliation.sql.
    """
    return Call(
        "list_bank_reconciliation",
        {
            "channel_id": (channel_id, "bigint"),
            "from_on": (from_on, "date"),
            "to_on": (to_on, "date"),
            **chosen(tenant_id=(tenant_id, "bigint")),
        },
        as_rows(Reconciliation),
    )


def list_match_proposals(
    *, channel_id: int, limit: int = 1000, after_detail_id: int = 0, tenant_id: int | None = None
) -> Call[list[Proposal]]:
    """Lists, for payments of a channel that are not matched (at most so many, behind one of
    them), what the rules would match them with, by which rule and why; is_exact says that it
    is so to the digit and nothing else fits as well. What tolsel.match_bank_entries was
    refused when it tried stands behind the reason.

    Raises: TenantNotAllowed, BankAccountUnknown.

    Source: sql/bank/functions/list_match_proposals.sql.
    """
    return Call(
        "list_match_proposals",
        {
            "channel_id": (channel_id, "bigint"),
            **chosen(
                limit=(limit, "integer"),
                after_detail_id=(after_detail_id, "bigint"),
                tenant_id=(tenant_id, "bigint"),
            ),
        },
        as_rows(Proposal),
    )


def list_unmatched_postings(
    *, channel_id: int, from_on: date, to_on: date, tenant_id: int | None = None
) -> Call[list[UnmatchedPostingsRow]]:
    """Lists what the book of a channel has from a first to a last day that no bank has told of
    yet, or that is not matched with what it has told.

    Raises: TenantNotAllowed, DateNotUsable, BankAccountUnknown.

    Source: sql/bank/functions/list_unmatched_postings.sql.
    """
    return Call(
        "list_unmatched_postings",
        {
            "channel_id": (channel_id, "bigint"),
            "from_on": (from_on, "date"),
            "to_on": (to_on, "date"),
            **chosen(tenant_id=(tenant_id, "bigint")),
        },
        as_rows(UnmatchedPostingsRow),
    )


def match_account(
    *, detail_id: int, account_id: int, reason: str = "By hand", tenant_id: int | None = None
) -> Call[Match]:
    """Creates what a payment of the bank says from the payment alone: an entry of the channel
    against an account, such as one of fees or of interest.

    Raises: TenantNotAllowed, AmountIsZero, TextNotUsable, BankEntryMatched.

    Source: sql/bank/functions/match_account.sql.
    """
    return Call(
        "match_account",
        {
            "detail_id": (detail_id, "bigint"),
            "account_id": (account_id, "bigint"),
            **chosen(reason=(reason, "text"), tenant_id=(tenant_id, "bigint")),
        },
        as_row(Match),
    )


def match_bank_entries(
    *, channel_id: int, limit: int = 1000, after_detail_id: int = 0, tenant_id: int | None = None
) -> Call[MatchRun]:
    """Matches payments of a channel by the rules, where the bank account matches alone: what is
    exact, by rules that may act alone. Looks at so many that are not matched, behind one of
    them, and answers how many, how many it has matched, how many it could not book, and the
    last of them, from which the next call goes on. One that cannot be booked keeps no other
    from it: nothing of it is written, and tolsel.list_match_proposals says what it was
    refused for.

    Raises: TenantNotAllowed, ChannelNotFound, BankAccountUnknown.

    Source: sql/bank/functions/match_bank_entries.sql.
    """
    return Call(
        "match_bank_entries",
        {
            "channel_id": (channel_id, "bigint"),
            **chosen(
                limit=(limit, "integer"),
                after_detail_id=(after_detail_id, "bigint"),
                tenant_id=(tenant_id, "bigint"),
            ),
        },
        as_row(MatchRun),
    )


def match_invoices(
    *,
    detail_id: int,
    customer_id: int,
    invoice_ids: Sequence[int] | None = None,
    invoice_amounts: Sequence[Decimal] | None = None,
    charge_amount: Decimal | None = None,
    discount_amount: Decimal | None = None,
    reason: str = "By hand",
    tenant_id: int | None = None,
) -> Call[Match]:
    """Matches a payment that came in with invoices of a customer: in their order, each by the
    amount given for it or else by what is open (null: all that are open, the oldest first; an
    empty list: none). What is left over is the customer's credit. What banks took on the way,
    and a cash discount of one invoice, may be missing within the bounds of the bank account.

    Raises: CustomerNotFound, InvoiceNotFound, TenantNotAllowed, AmountNotFinite,
    AmountTooPrecise, TextNotUsable, AmountNotPositive, BankEntryNotFound, BankEntryMatched,
    DirectionWrong, MoreThanChargeLimit.

    Source: sql/bank/functions/match_invoices.sql.
    """
    return Call(
        "match_invoices",
        {
            "detail_id": (detail_id, "bigint"),
            "customer_id": (customer_id, "bigint"),
            **chosen(
                invoice_ids=(invoice_ids, "bigint[]"),
                invoice_amounts=(invoice_amounts, "numeric[]"),
                charge_amount=(charge_amount, "numeric"),
                discount_amount=(discount_amount, "numeric"),
                reason=(reason, "text"),
                tenant_id=(tenant_id, "bigint"),
            ),
        },
        as_row(Match),
    )


def match_postings(
    *,
    detail_ids: Sequence[int],
    journal_ids: Sequence[int],
    reason: str = "By hand",
    tenant_id: int | None = None,
) -> Call[Match]:
    """Matches payments of a bank with what the book of the channel has already: one or many with
    one or many journals, which must be the same amount.

    Raises: TenantNotAllowed, TextNotUsable, BankEntryNotFound, BankEntryMatched,
    MatchAmountWrong, PostingNotMatchable.

    Source: sql/bank/functions/match_postings.sql.
    """
    return Call(
        "match_postings",
        {
            "detail_ids": (detail_ids, "bigint[]"),
            "journal_ids": (journal_ids, "bigint[]"),
            **chosen(reason=(reason, "text"), tenant_id=(tenant_id, "bigint")),
        },
        as_row(Match),
    )


def match_return(
    *,
    detail_id: int,
    payment_id: int,
    charge_amount: Decimal | None = None,
    reason: str = "By hand",
    tenant_id: int | None = None,
) -> Call[Match]:
    """Matches what a bank has taken back, such as a direct debit that was returned, with the
    payment it returns: that is voided, and its invoices are owed again. What the bank took
    for it, and holds in the amount, is booked on the account of charges, within the bound of
    the bank account or as much as the bank tells.

    Raises: TenantNotAllowed, AmountNotFinite, AmountTooPrecise, TextNotUsable,
    AmountNotPositive, DocumentVoid, BankEntryNotFound, BankEntryMatched, MatchAmountWrong,
    MoreThanChargeLimit.

    Source: sql/bank/functions/match_return.sql.
    """
    return Call(
        "match_return",
        {
            "detail_id": (detail_id, "bigint"),
            "payment_id": (payment_id, "bigint"),
            **chosen(
                charge_amount=(charge_amount, "numeric"),
                reason=(reason, "text"),
                tenant_id=(tenant_id, "bigint"),
            ),
        },
        as_row(Match),
    )


def match_transfer(
    *, detail_id: int, other_channel_id: int, reason: str = "By hand", tenant_id: int | None = None
) -> Call[Match]:
    """Matches a payment with a transfer to or from another channel of the tenant, which it
    books; the other side of it is matched with that, once the other bank tells of it.

    Raises: TenantNotAllowed, AmountIsZero, TextNotUsable, BankEntryMatched.

    Source: sql/bank/functions/match_transfer.sql.
    """
    return Call(
        "match_transfer",
        {
            "detail_id": (detail_id, "bigint"),
            "other_channel_id": (other_channel_id, "bigint"),
            **chosen(reason=(reason, "text"), tenant_id=(tenant_id, "bigint")),
        },
        as_row(Match),
    )


def match_vendor(
    *,
    detail_id: int,
    vendor_id: int,
    vendor_bill_id: int | None = None,
    reason: str = "By hand",
    tenant_id: int | None = None,
) -> Call[Match]:
    """Matches a payment that went out with a vendor: with a bill of it, or on account.

    Raises: TenantNotAllowed, TextNotUsable, BankEntryNotFound, BankEntryMatched,
    DirectionWrong.

    Source: sql/bank/functions/match_vendor.sql.
    """
    return Call(
        "match_vendor",
        {
            "detail_id": (detail_id, "bigint"),
            "vendor_id": (vendor_id, "bigint"),
            **chosen(
                vendor_bill_id=(vendor_bill_id, "bigint"),
                reason=(reason, "text"),
                tenant_id=(tenant_id, "bigint"),
            ),
        },
        as_row(Match),
    )


def record_bank_difference(
    *, channel_id: int, noted_on: date, reason: str, tenant_id: int | None = None
) -> Call[DifferenceNote]:
    """Says why what is unexplained between bank and book of a channel stays at the end of a day,
    so that the books can be closed through it. The note counts for the amount there is now:
    another one needs another note.

    Raises: TenantNotAllowed, DateNotUsable, TextNotUsable, BankDifferenceNone.

    Source: sql/bank/functions/record_bank_difference.sql.
    """
    return Call(
        "record_bank_difference",
        {
            "channel_id": (channel_id, "bigint"),
            "noted_on": (noted_on, "date"),
            "reason": (reason, "text"),
            **chosen(tenant_id=(tenant_id, "bigint")),
        },
        as_row(DifferenceNote),
    )


def save_bank_profile(
    *, profile: str, definition: Json, tenant_id: int | None = None
) -> Call[Profile]:
    """Saves how a bank writes its CSV, under a name; an earlier profile of that name is
    replaced. tolsel bank profile proposes a definition from a file.

    Raises: TenantNotAllowed, MetadataNotUsable, ProfileNotUsable.

    Source: sql/bank/functions/save_bank_profile.sql.
    """
    return Call(
        "save_bank_profile",
        {
            "profile": (profile, "text"),
            "definition": (definition, "jsonb"),
            **chosen(tenant_id=(tenant_id, "bigint")),
        },
        as_row(Profile),
    )


def set_bank_account(
    *,
    channel_id: int,
    account_numbers: Sequence[str],
    is_automatic: bool = False,
    charge_account_id: int | None = None,
    charge_limit: Decimal | None = None,
    discount_account_id: int | None = None,
    discount_percent: Decimal | None = None,
    tenant_id: int | None = None,
) -> Call[BankAccount]:
    """Says which account at a bank a channel of kind bank stands for: its IBAN, and the other
    numbers that formats call it by; the currency is the channel's. Says too whether exact
    matches are booked without being asked for, and what may be missing of a payment: charges
    of banks up to a limit, and a cash discount up to a percentage, each with the account it
    is booked on. A tenant without rules gets the usual ones.

    Raises: TenantNotAllowed, AmountTooPrecise, ChannelNotFound, ChannelNotBank,
    AccountNumberNotUsable, AccountNumberTaken, BoundNotUsable, AccountManaged.

    Source: sql/bank/functions/set_bank_account.sql.
    """
    return Call(
        "set_bank_account",
        {
            "channel_id": (channel_id, "bigint"),
            "account_numbers": (account_numbers, "text[]"),
            **chosen(
                is_automatic=(is_automatic, "boolean"),
                charge_account_id=(charge_account_id, "bigint"),
                charge_limit=(charge_limit, "numeric"),
                discount_account_id=(discount_account_id, "bigint"),
                discount_percent=(discount_percent, "numeric"),
                tenant_id=(tenant_id, "bigint"),
            ),
        },
        as_row(BankAccount),
    )


def set_match_rule(
    *,
    name: str,
    kind: str,
    priority: int = 500,
    is_automatic: bool = False,
    is_active: bool = True,
    counterparty: str | None = None,
    counterparty_account: str | None = None,
    text_pattern: str | None = None,
    min_amount: Decimal | None = None,
    max_amount: Decimal | None = None,
    account_id: int | None = None,
    vendor_id: int | None = None,
    customer_id: int | None = None,
    days: int = 5,
    tenant_id: int | None = None,
) -> Call[Rule]:
    """Sets a rule by its name: what kind of thing it finds, in which order it is asked, whether
    what it finds exactly may be matched without being asked for, and the conditions a payment
    must meet: who pays or is paid holds a text, its account, what it says, a least and a
    greatest amount (signed). One of kind account books to account_id what its conditions
    describe.

    Raises: CustomerNotFound, TenantNotAllowed, TextNotUsable, VendorNotFound, RuleNotUsable,
    AccountManaged.

    Source: sql/bank/functions/set_match_rule.sql.
    """
    return Call(
        "set_match_rule",
        {
            "name": (name, "text"),
            "kind": (kind, "text"),
            **chosen(
                priority=(priority, "integer"),
                is_automatic=(is_automatic, "boolean"),
                is_active=(is_active, "boolean"),
                counterparty=(counterparty, "text"),
                counterparty_account=(counterparty_account, "text"),
                text_pattern=(text_pattern, "text"),
                min_amount=(min_amount, "numeric"),
                max_amount=(max_amount, "numeric"),
                account_id=(account_id, "bigint"),
                vendor_id=(vendor_id, "bigint"),
                customer_id=(customer_id, "bigint"),
                days=(days, "integer"),
                tenant_id=(tenant_id, "bigint"),
            ),
        },
        as_row(Rule),
    )


def undo_match(*, match_id: int, reason: str, tenant_id: int | None = None) -> Call[Match]:
    """Undoes a match: what it has booked is voided, by reversal, and its payments can be matched
    again. A payment that was voided because the bank returned it stays void. Repeated with
    the same reason, it answers with the match.

    Raises: TenantNotAllowed, TextNotUsable, MatchNotFound, MatchUndone, MatchNeededElsewhere.

    Source: sql/bank/functions/undo_match.sql.
    """
    return Call(
        "undo_match",
        {
            "match_id": (match_id, "bigint"),
            "reason": (reason, "text"),
            **chosen(tenant_id=(tenant_id, "bigint")),
        },
        as_row(Match),
    )
