"""Calls of the domain ledger: see sql/ledger/README.md.

Written by `make guards` from the catalog: change the SQL, not this file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from tolsel.calls import Call, Json, as_row, as_rows, as_value, chosen

__all__ = [
    "Account",
    "AccountStatementRow",
    "Balance",
    "BalanceSheetRow",
    "EnforceBalanceConsistencyRow",
    "Hold",
    "ImportedLinesRow",
    "Journal",
    "PeriodClose",
    "PrintedBalanceDifferencesRow",
    "PrintedBalancesRow",
    "ProfitAndLossRow",
    "RebuildBalancesRow",
    "RebuildDailyTotalsRow",
    "RepairRow",
    "SealDifferencesRow",
    "SealsRow",
    "TrialBalanceRow",
    "Validation",
    "YearClose",
    "capture_hold",
    "close_period",
    "close_year",
    "drain_daily_totals",
    "enforce_balance_consistency",
    "expire_holds",
    "get_balance_at",
    "list_account_statement",
    "list_accounts",
    "list_balance_sheet",
    "list_imported_lines",
    "list_printed_balance_differences",
    "list_printed_balances",
    "list_profit_and_loss",
    "list_seal_differences",
    "list_seals",
    "list_trial_balance",
    "open_account",
    "place_hold",
    "post_journal",
    "post_journals",
    "post_transfer",
    "rebuild_balances",
    "rebuild_daily_totals",
    "release_hold",
    "reopen_period",
    "reopen_year",
    "repair",
    "reverse_journal",
    "seal_entries",
    "set_credit_limit",
    "set_daily_totals",
    "unfreeze_account",
    "validate_books",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Journal:
    """A row of `tolsel_ledger.journal`."""

    tenant_id: int
    """The business whose books these are."""
    journal_id: int
    """Key within the tenant."""
    created_at: datetime
    """When the transaction that posted it began, by the wall clock; the order of booking is
    entry.booked_at.
    """
    user_id: int | None
    """Person it is attributed to; null when none was named."""
    login: str
    """Database role that posted it."""
    reverses_journal_id: int | None
    """The journal it reverses, in whole or in part; else null."""
    hold_id: int | None
    """The hold it captures, in whole or in part; else null."""
    description: str | None
    """What happened, for people; null when nothing was said."""
    request_key: str | None
    """The caller's name for the request: posting it again answers with this journal. Null: not
    repeatable.
    """
    request_id: str | None
    """Request it belongs to; null when none was named."""
    metadata: Json
    """The caller's own facts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodClose:
    """A row of `tolsel_ledger.period_close`."""

    tenant_id: int
    """The business whose books these are."""
    period_close_id: int
    """Key within the tenant."""
    account_id: int | None
    """The one account that is closed, such as a cash drawer at the end of its day; null: all."""
    recorded_at: datetime
    """When it took effect, by the wall clock after all balances were locked."""
    closed_through_on: date | None
    """Last closed day from then on; null: nothing is closed."""
    previous_through_on: date | None
    """Last closed day until then; null: nothing was closed."""
    user_id: int | None
    """Person it is attributed to; null when none was named."""
    login: str
    """Database role that did it."""
    request_id: str | None
    """Request it belongs to; null when none was named."""
    reason: str
    """Why, for people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class YearClose:
    """A row of `tolsel_ledger.year_close`."""

    tenant_id: int
    """The business whose books these are."""
    year_close_id: int
    """Key within the tenant."""
    reopens_year_close_id: int | None
    """The closing that is undone; null: this is a closing."""
    journal_id: int | None
    """The closing journal, or the one that reverses it; null where nothing was earned or spent."""
    ended_on: date
    """Last business day of the year."""
    previous_through_on: date | None
    """Last closed day of the books until then; null: nothing was closed."""
    recorded_at: datetime
    """When it took effect, by the wall clock after all balances were locked."""
    user_id: int | None
    """Person it is attributed to; null when none was named."""
    login: str
    """Database role that did it."""
    request_id: str | None
    """Request it belongs to; null when none was named."""
    reason: str
    """Why, for people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EnforceBalanceConsistencyRow:
    """A row of `tolsel.enforce_balance_consistency`."""

    check_name: str | None
    subject: str | None
    before_row: Json | None
    after_row: Json | None
    outcome: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountStatementRow:
    """A row of `tolsel.list_account_statement`."""

    kind: str | None
    effective_on: date | None
    booked_at: datetime | None
    journal_id: int | None
    description: str | None
    amount: Decimal | None
    balance: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A row of `tolsel_ledger.account`."""

    tenant_id: int
    """The business whose books these are."""
    account_id: int
    """Key within the tenant."""
    code: str
    """The tenant's own name for it, such as 4000 or cash:till-2; unique."""
    name: str
    """Name for people."""
    type: str
    """asset, liability, equity, revenue or expense."""
    sign: int
    """1 where a debit raises the account, -1 where a credit does."""
    currency: str
    """The one currency of all its entries."""
    scale: int
    """Decimals of its currency, held by foreign key."""
    parent_account_id: int | None
    """The account it is listed under; null at the top."""
    purpose: str | None
    """What tolsel itself uses it for, such as retained_earnings; else null."""
    managed_by: str | None
    """The domain that alone posts to it, so that its documents and its balance agree; null where
    anyone may.
    """
    is_managed: bool
    """True where managed_by names a domain."""
    slots: int
    """Balance rows it is spread over, so that as many writers can post to it at once. One where
    a limit must be exact.
    """
    has_daily_totals: bool
    """True where a trigger keeps the totals of each day."""
    metadata: Json
    """The caller's own facts."""
    opened_at: datetime
    """When it was opened, by the business clock."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BalanceSheetRow:
    """A row of `tolsel.list_balance_sheet`."""

    currency: str | None
    section: str | None
    kind: str | None
    account_id: int | None
    code: str | None
    name: str | None
    amount: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedLinesRow:
    """A row of `tolsel.list_imported_lines`."""

    journal_id: int | None
    code: str | None
    effective_on: date | None
    amount: Decimal | None
    description: str | None
    line_id: str | None
    request_key: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedBalanceDifferencesRow:
    """A row of `tolsel.list_printed_balance_differences`."""

    account_id: int | None
    code: str | None
    effective_on: date | None
    expected: Decimal | None
    printed: Decimal | None
    difference: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedBalancesRow:
    """A row of `tolsel.list_printed_balances`."""

    account_id: int | None
    code: str | None
    effective_on: date | None
    expected: Decimal | None
    printed: Decimal | None
    difference: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfitAndLossRow:
    """A row of `tolsel.list_profit_and_loss`."""

    currency: str | None
    section: str | None
    kind: str | None
    account_id: int | None
    code: str | None
    name: str | None
    amount: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SealDifferencesRow:
    """A row of `tolsel.list_seal_differences`."""

    account_id: int | None
    slot: int | None
    version: int | None
    expected: str | None
    found: str | None
    fault: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SealsRow:
    """A row of `tolsel.list_seals`."""

    account_id: int | None
    code: str | None
    slot: int | None
    entry_count: int | None
    version: int | None
    hash: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialBalanceRow:
    """A row of `tolsel.list_trial_balance`."""

    account_id: int | None
    code: str | None
    name: str | None
    type: str | None
    currency: str | None
    debit: Decimal | None
    credit: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """A row of `tolsel_ledger.hold`."""

    tenant_id: int
    """The business whose books these are."""
    hold_id: int
    """Key within the tenant."""
    account_id: int
    """The account on which it is set aside."""
    slot: int
    """Always 0: holds stand on the first balance row of an account."""
    placed_at: datetime
    """When it was placed, by the business clock."""
    expires_at: datetime | None
    """From when it may be closed as expired; null: never."""
    closed_at: datetime | None
    """When nothing of it was left open, or its owner closed it, by the business clock; null
    while it is open.
    """
    user_id: int | None
    """Person it is attributed to; null when none was named."""
    amount: Decimal
    """What was set aside, above 0; of a lasting hold all that ever was, which may be 0."""
    captured_amount: Decimal
    """What of it was posted, by the journals that name this hold."""
    released_amount: Decimal
    """What of it was set free again."""
    open_amount: Decimal
    """What of it still counts as held."""
    is_lasting: bool
    """True where the domain that manages the account owns it: it may grow, may have nothing
    open, and ends only when its owner closes it. False: it ends with its last cent.
    """
    is_open: bool
    """True until it is closed; a foreign key may ask for a hold of an account that is open."""
    description: str | None
    """What it is for, for people."""
    request_key: str | None
    """The caller's name for the request; null: not repeatable."""
    request_id: str | None
    """Request it belongs to; null when none was named."""
    metadata: Json
    """The caller's own facts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RebuildBalancesRow:
    """A row of `tolsel.rebuild_balances`."""

    account_id: int | None
    slot: int | None
    version_off_by: int | None
    balance_off_by: Decimal | None
    held_off_by: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RebuildDailyTotalsRow:
    """A row of `tolsel.rebuild_daily_totals`."""

    effective_on: date | None
    slot: int | None
    entry_count_off_by: int | None
    debit_off_by: Decimal | None
    credit_off_by: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RepairRow:
    """A row of `tolsel.repair`."""

    tenant_id: int | None
    check_name: str | None
    subject: str | None
    before_row: Json | None
    after_row: Json | None
    outcome: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """A row of `tolsel_ledger.balance`."""

    tenant_id: int
    """The business whose books these are."""
    account_id: int
    """The account."""
    version: int | None
    """Number of entries so far, which is the version of the last one; null before the first.
    With balance it points at the last entry, by foreign key.
    """
    last_booked_at: datetime | None
    """entry.booked_at of the last entry; the next is never earlier."""
    closed_through_on: date | None
    """Entries of this day or before are refused; null while no period is closed, the last of all
    days while the account is frozen.
    """
    slot: int
    """0 to slots - 1; the balance of the account is the sum over its slots."""
    slots: int
    """account.slots, held by foreign key, as is everything of the account that judging a line
    needs.
    """
    sign: int
    """account.sign, held by foreign key."""
    scale: int
    """account.scale, held by foreign key."""
    is_managed: bool
    """account.is_managed, held by foreign key."""
    has_daily_totals: bool
    """account.has_daily_totals, held by foreign key: only such accounts pay for the totals."""
    currency: str
    """account.currency, held by foreign key."""
    balance: Decimal
    """Sum of the entries: debit above 0, credit below."""
    held_amount: Decimal
    """Sum of the open holds."""
    credit_limit: Decimal | None
    """How far beyond nothing the account may go, 0 or more; null: it is not guarded."""
    frozen_incident_id: int | None
    """The incident that froze the account; null: it is not frozen."""
    available: Decimal | None
    """What can still be spent: never below 0, by constraint; null where the account is not
    guarded.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class Validation:
    """A row of `tolsel_core.validation`."""

    validation_id: int
    """Key."""
    started_at: datetime
    """When its snapshot was taken, by the wall clock; what was committed before has been judged."""
    ended_at: datetime
    """When it was recorded, by the wall clock."""
    is_full: bool
    """True where the whole history was read, false where only what is new."""
    check_count: int
    """Number of checks that ran."""
    breach_count: int
    """Number of checks of severity breach that found an offender."""
    entry_count: int
    """Number of entries that no validation had judged before."""
    login: str
    """Database role that ran it."""


def capture_hold(
    *,
    hold_id: int,
    to_account_id: int,
    amount: Decimal | None = None,
    description: str | None = None,
    effective_on: date | None = None,
    metadata: Json | None = None,
    request_key: str | None = None,
    tenant_id: int | None = None,
) -> Call[Journal]:
    """Posts what was held, in whole (default) or in part, from its account to another one.

    Raises: TenantNotAllowed, AmountNotFinite, AmountIsZero, AmountTooPrecise, AmountTooLarge,
    RequestKeyNotUsable, MetadataNotUsable, DateNotUsable, TextNotUsable, RequestKeyReused,
    AmountNotPositive, JournalNotBalanced, TooFewLines, AccountNotFound, InsufficientFunds,
    AccountManaged, PeriodClosed, BalanceOutOfRange, HoldNotFound, HoldClosed, MoreThanHeld,
    AccountFrozen.

    Source: sql/ledger/functions/capture_hold.sql.
    """
    return Call(
        "capture_hold",
        {
            "hold_id": (hold_id, "bigint"),
            "to_account_id": (to_account_id, "bigint"),
            **chosen(
                amount=(amount, "numeric"),
                description=(description, "text"),
                effective_on=(effective_on, "date"),
                metadata=(metadata, "jsonb"),
                request_key=(request_key, "text"),
                tenant_id=(tenant_id, "bigint"),
            ),
        },
        as_row(Journal),
    )


def close_period(
    *, through_on: date, reason: str, tenant_id: int | None = None
) -> Call[PeriodClose]:
    """Closes the books of the tenant through a business day: no entry may count for that day or
    one before it. Waits for postings in flight; those that wait for it are refused.

    Raises: TenantNotAllowed, DateNotUsable, TextNotUsable, PeriodNotClosable,
    IsolationNotUsable.

    Source: sql/ledger/functions/close_period.sql.
    """
    return Call(
        "close_period",
        {
            "through_on": (through_on, "date"),
            "reason": (reason, "text"),
            **chosen(tenant_id=(tenant_id, "bigint")),
        },
        as_row(PeriodClose),
    )


def close_year(*, ended_on: date, reason: str, tenant_id: int | None = None) -> Call[YearClose]:
    """Closes a year by its last business day: one journal of that day takes what revenue and
    expenses stand at to retained earnings, in each currency, and the books are closed through
    it. A profit and loss leaves that journal out. tolsel.reopen_year undoes it.

    Raises: TenantNotAllowed, DateNotUsable, TextNotUsable, InsufficientFunds,
    IsolationNotUsable, AccountFrozen, YearNotClosable.

    Source: sql/ledger/functions/close_year.sql.
    """
    return Call(
        "close_year",
        {
            "ended_on": (ended_on, "date"),
            "reason": (reason, "text"),
            **chosen(tenant_id=(tenant_id, "bigint")),
        },
        as_row(YearClose),
    )


def drain_daily_totals(*, limit: int = 1000, tenant_id: int | None = None) -> Call[int]:
    """Adds at most limit parked totals to their days, and answers how many it added. One whose
    fault lasts stays parked.

    Raises: TenantNotAllowed.

    Source: sql/ledger/functions/drain_daily_totals.sql.
    """
    return Call(
        "drain_daily_totals",
        {**chosen(limit=(limit, "integer"), tenant_id=(tenant_id, "bigint"))},
        as_value,
    )


def enforce_balance_consistency(
    *,
    account_ids: Sequence[int],
    operation: str = "enforce_balance_consistency",
    tenant_id: int | None = None,
) -> Call[list[EnforceBalanceConsistencyRow]]:
    """Makes sure, after a batch of the caller's, that the derived values of these accounts are
    what their entries, holds and closings say; puts right those that are not, and lists them.
    Each is kept as an incident whose cause is the operation.

    Raises: TenantNotAllowed, TextNotUsable, AccountNotFound.

    Source: sql/ledger/functions/enforce_balance_consistency.sql.
    """
    return Call(
        "enforce_balance_consistency",
        {
            "account_ids": (account_ids, "bigint[]"),
            **chosen(operation=(operation, "text"), tenant_id=(tenant_id, "bigint")),
        },
        as_rows(EnforceBalanceConsistencyRow),
    )


def expire_holds(*, account_limit: int = 1000, tenant_id: int | None = None) -> Call[int]:
    """Closes the expired holds of at most account_limit accounts, and answers how many it
    closed.

    Raises: TenantNotAllowed.

    Source: sql/ledger/functions/expire_holds.sql.
    """
    return Call(
        "expire_holds",
        {**chosen(account_limit=(account_limit, "integer"), tenant_id=(tenant_id, "bigint"))},
        as_value,
    )


def get_balance_at(
    *,
    account_id: int,
    effective_on: date | None = None,
    booked_at: datetime | None = None,
    tenant_id: int | None = None,
) -> Call[Decimal]:
    """Answers the balance of an account, debit above 0: at the end of a business day, as it was
    booked by a moment, or both at once (what was known then about that day). Without either:
    now.

    Raises: TenantNotAllowed, DateNotUsable, AccountNotFound.

    Source: sql/ledger/functions/get_balance_at.sql.
    """
    return Call(
        "get_balance_at",
        {
            "account_id": (account_id, "bigint"),
            **chosen(
                effective_on=(effective_on, "date"),
                booked_at=(booked_at, "timestamp with time zone"),
                tenant_id=(tenant_id, "bigint"),
            ),
        },
        as_value,
    )


def list_account_statement(
    *,
    account_id: int,
    from_on: date,
    to_on: date,
    clock: str = "effective",
    tenant_id: int | None = None,
) -> Call[list[AccountStatementRow]]:
    """Lists an account from a first to a last business day: its opening balance, its lines, its
    closing balance. On the effective clock a line stands on the day it counts for; on the
    booked clock on the day it was written, in the zone of the main branch. Amounts and
    balances are above 0 for debit; the amount of the closing line is the change.

    Raises: TenantNotAllowed, DateNotUsable, AccountNotFound, ClockUnknown.

    Source: sql/ledger/functions/list_account_statement.sql.
    """
    return Call(
        "list_account_statement",
        {
            "account_id": (account_id, "bigint"),
            "from_on": (from_on, "date"),
            "to_on": (to_on, "date"),
            **chosen(clock=(clock, "text"), tenant_id=(tenant_id, "bigint")),
        },
        as_rows(AccountStatementRow),
    )


def list_accounts(
    *, codes: Sequence[str] | None = None, tenant_id: int | None = None
) -> Call[list[Account]]:
    """Lists the accounts with one of the given codes, or all; a code that the tenant does not
    have is left out.

    Raises: TenantNotAllowed.

    Source: sql/ledger/functions/list_accounts.sql.
    """
    return Call(
        "list_accounts",
        {**chosen(codes=(codes, "text[]"), tenant_id=(tenant_id, "bigint"))},
        as_rows(Account),
    )


def list_balance_sheet(*, on: date, tenant_id: int | None = None) -> Call[list[BalanceSheetRow]]:
    """Lists, in each currency, what the accounts of assets, liabilities and equity stand at by
    the end of a business day, and their totals; customers, vendors and channels are part of
    the account above them. Those customers that have paid ahead are together a liability, as
    is a bank account that is overdrawn, and vendors that were paid ahead an asset. What
    revenue and expenses stand at, the profit that is not in an account of equity yet, is a
    line of equity, so that assets = liabilities + equity.

    Raises: TenantNotAllowed, DateNotUsable.

    Source: sql/ledger/functions/list_balance_sheet.sql.
    """
    return Call(
        "list_balance_sheet",
        {"on": (on, "date"), **chosen(tenant_id=(tenant_id, "bigint"))},
        as_rows(BalanceSheetRow),
    )


def list_imported_lines(
    *,
    source: str,
    account_ids: Sequence[int],
    from_on: date,
    to_on: date,
    tenant_id: int | None = None,
) -> Call[list[ImportedLinesRow]]:
    """Lists what was imported of a source between two days, for accounts of it: each line as it
    was printed, so that one that comes again is known. Amounts rise as the account does.

    Raises: TenantNotAllowed, TextNotUsable.

    Source: sql/ledger/functions/list_imported_lines.sql.
    """
    return Call(
        "list_imported_lines",
        {
            "source": (source, "text"),
            "account_ids": (account_ids, "bigint[]"),
            "from_on": (from_on, "date"),
            "to_on": (to_on, "date"),
            **chosen(tenant_id=(tenant_id, "bigint")),
        },
        as_rows(ImportedLinesRow),
    )


def list_printed_balance_differences(
    *, source: str, tenant_id: int | None = None
) -> Call[list[PrintedBalanceDifferencesRow]]:
    """Lists the days of tolsel.list_printed_balances on which the source printed something else
    than expected.

    Raises: TenantNotAllowed, TextNotUsable.

    Source: sql/ledger/functions/list_printed_balance_differences.sql.
    """
    return Call(
        "list_printed_balance_differences",
        {"source": (source, "text"), **chosen(tenant_id=(tenant_id, "bigint"))},
        as_rows(PrintedBalanceDifferencesRow),
    )


def list_printed_balances(
    *, source: str, tenant_id: int | None = None
) -> Call[list[PrintedBalancesRow]]:
    """Compares an imported history, day by day and account by account, with the balances its
    source printed. Expected is the closing balance printed the day before, 0 at first, plus
    what the import posted that day; printed is the balance nearest to it among the day's
    lines. Both rise as the account does. A day without a printed balance is not listed.

    Raises: TenantNotAllowed, TextNotUsable.

    Source: sql/ledger/functions/list_printed_balances.sql.
    """
    return Call(
        "list_printed_balances",
        {"source": (source, "text"), **chosen(tenant_id=(tenant_id, "bigint"))},
        as_rows(PrintedBalancesRow),
    )


def list_profit_and_loss(
    *, from_on: date, to_on: date, tenant_id: int | None = None
) -> Call[list[ProfitAndLossRow]]:
    """Lists, in each currency, what the accounts of revenue and expense have moved by from a
    first to a last business day, their totals, and the profit: revenue less expense, below 0
    for a loss. What closes a year is left out.

    Raises: TenantNotAllowed, DateNotUsable.

    Source: sql/ledger/functions/list_profit_and_loss.sql.
    """
    return Call(
        "list_profit_and_loss",
        {
            "from_on": (from_on, "date"),
            "to_on": (to_on, "date"),
            **chosen(tenant_id=(tenant_id, "bigint")),
        },
        as_rows(ProfitAndLossRow),
    )


def list_seal_differences(
    *, anchor: Json, tenant_id: int | None = None
) -> Call[list[SealDifferencesRow]]:
    """Lists the seals of an anchor that the database does not have as they were: entries and
    seals that were cut off together, and whole chains that were removed or made anew. Nothing
    but an anchor kept outside can show these.

    Raises: TenantNotAllowed, AnchorNotReadable.

    Source: sql/ledger/functions/list_seal_differences.sql.
    """
    return Call(
        "list_seal_differences",
        {"anchor": (anchor, "jsonb"), **chosen(tenant_id=(tenant_id, "bigint"))},
        as_rows(SealDifferencesRow),
    )


def list_seals(
    *, account_ids: Sequence[int] | None = None, tenant_id: int | None = None
) -> Call[list[SealsRow]]:
    """Lists how many entries each account and slot has, and its last seal: the version it
    reaches and its hash, null where nothing is sealed. Kept outside the database it is an
    anchor, see tolsel.list_seal_differences.

    Raises: TenantNotAllowed.

    Source: sql/ledger/functions/list_seals.sql.
    """
    return Call(
        "list_seals",
        {**chosen(account_ids=(account_ids, "bigint[]"), tenant_id=(tenant_id, "bigint"))},
        as_rows(SealsRow),
    )


def list_trial_balance(
    *, on: date | None = None, tenant_id: int | None = None
) -> Call[list[TrialBalanceRow]]:
    """Lists every account that is not at zero at the end of a business day (default: now): in
    each currency the debits and the credits add up to the same.

    Raises: TenantNotAllowed, DateNotUsable.

    Source: sql/ledger/functions/list_trial_balance.sql.
    """
    return Call(
        "list_trial_balance",
        {**chosen(on=(on, "date"), tenant_id=(tenant_id, "bigint"))},
        as_rows(TrialBalanceRow),
    )


def open_account(
    *,
    code: str,
    name: str,
    type: str,
    currency: str | None = None,
    parent_account_id: int | None = None,
    slots: int = 1,
    credit_limit: Decimal | None = None,
    has_daily_totals: bool = False,
    metadata: Json | None = None,
    tenant_id: int | None = None,
) -> Call[Account]:
    """Opens an account of the tenant's chart, in the tenant's currency unless another is named.
    A credit limit, 0 or more, guards it: what is available never falls below nothing. Null
    leaves it unguarded.

    Raises: TenantNotAllowed, CurrencyUnknown, AmountNotFinite, AmountTooPrecise,
    AmountTooLarge, MetadataNotUsable, TextNotUsable, NameTaken, AccountNotFound,
    AccountTypeUnknown, SlotsNotUsable, CreditLimitNotUsable.

    Source: sql/ledger/functions/open_account.sql.
    """
    return Call(
        "open_account",
        {
            "code": (code, "text"),
            "name": (name, "text"),
            "type": (type, "text"),
            **chosen(
                currency=(currency, "text"),
                parent_account_id=(parent_account_id, "bigint"),
                slots=(slots, "integer"),
                credit_limit=(credit_limit, "numeric"),
                has_daily_totals=(has_daily_totals, "boolean"),
                metadata=(metadata, "jsonb"),
                tenant_id=(tenant_id, "bigint"),
            ),
        },
        as_row(Account),
    )


def place_hold(
    *,
    account_id: int,
    amount: Decimal,
    expires_at: datetime | None = None,
    description: str | None = None,
    metadata: Json | None = None,
    request_key: str | None = None,
    tenant_id: int | None = None,
) -> Call[Hold]:
    """Sets money of an account aside: it counts as spent until captured, released or expired. A
    guarded account must have it available; expired holds of the account are closed first.

    Raises: TenantNotAllowed, AmountNotFinite, AmountIsZero, AmountTooPrecise, AmountTooLarge,
    RequestKeyNotUsable, MetadataNotUsable, DateNotUsable, TextNotUsable, RequestKeyReused,
    AmountNotPositive, AccountNotFound, InsufficientFunds, AccountManaged, BalanceOutOfRange,
    AccountFrozen.

    Source: sql/ledger/functions/place_hold.sql.
    """
    return Call(
        "place_hold",
        {
            "account_id": (account_id, "bigint"),
            "amount": (amount, "numeric"),
            **chosen(
                expires_at=(expires_at, "timestamp with time zone"),
                description=(description, "text"),
                metadata=(metadata, "jsonb"),
                request_key=(request_key, "text"),
                tenant_id=(tenant_id, "bigint"),
            ),
        },
        as_row(Hold),
    )


def post_journal(
    *,
    lines: Json,
    description: str | None = None,
    effective_on: date | None = None,
    metadata: Json | None = None,
    request_key: str | None = None,
    tenant_id: int | None = None,
) -> Call[Journal]:
    """Posts one journal: [{"account_id" or "account_code", "amount", optional "currency"}, ...].
    A debit is above 0, a credit below; in each currency they add up to 0. Counts for the
    business day of the main branch unless effective_on names another. The same request key
    answers with the first journal.

    Raises: TenantNotAllowed, AmountNotFinite, AmountIsZero, AmountTooPrecise, AmountTooLarge,
    RequestKeyNotUsable, MetadataNotUsable, DateNotUsable, TextNotUsable, RequestKeyReused,
    JournalNotBalanced, TooFewLines, AccountNotFound, CurrencyMismatch, InsufficientFunds,
    AccountManaged, PeriodClosed, LineNotReadable, AmountNotANumber, BalanceOutOfRange,
    TooManyLines, AccountFrozen.

    Source: sql/ledger/functions/post_journal.sql.
    """
    return Call(
        "post_journal",
        {
            "lines": (lines, "jsonb"),
            **chosen(
                description=(description, "text"),
                effective_on=(effective_on, "date"),
                metadata=(metadata, "jsonb"),
                request_key=(request_key, "text"),
                tenant_id=(tenant_id, "bigint"),
            ),
        },
        as_row(Journal),
    )


def post_journals(*, journals: Json, tenant_id: int | None = None) -> Call[list[Journal]]:
    """Posts many journals, all or none, with the same result as one by one in their order:
    [{"lines": [...] as in post_journal, "description", "effective_on", "metadata",
    "request_key"}, ...]. Answers with one journal for each; one whose key was posted before
    answers with the first journal.

    Raises: TenantNotAllowed, AmountNotFinite, AmountIsZero, AmountTooPrecise, AmountTooLarge,
    RequestKeyNotUsable, MetadataNotUsable, DateNotUsable, TextNotUsable, RequestKeyReused,
    JournalNotBalanced, TooFewLines, AccountNotFound, CurrencyMismatch, InsufficientFunds,
    AccountManaged, PeriodClosed, LineNotReadable, AmountNotANumber, BalanceOutOfRange,
    TooManyLines, AccountFrozen.

    Source: sql/ledger/functions/post_journals.sql.
    """
    return Call(
        "post_journals",
        {"journals": (journals, "jsonb"), **chosen(tenant_id=(tenant_id, "bigint"))},
        as_rows(Journal),
    )


def post_transfer(
    *,
    from_account_id: int,
    to_account_id: int,
    amount: Decimal,
    description: str | None = None,
    effective_on: date | None = None,
    metadata: Json | None = None,
    request_key: str | None = None,
    tenant_id: int | None = None,
) -> Call[Journal]:
    """Posts one journal of two lines: credits the first account and debits the second with an
    amount above 0, as post_journal does with the lines written out, at less cost. Counts for
    the business day of the main branch unless effective_on names another. The same request
    key answers with the first journal.

    Raises: TenantNotAllowed, AmountNotFinite, AmountIsZero, AmountTooPrecise, AmountTooLarge,
    RequestKeyNotUsable, MetadataNotUsable, DateNotUsable, TextNotUsable, RequestKeyReused,
    AmountNotPositive, JournalNotBalanced, TooFewLines, AccountNotFound, InsufficientFunds,
    AccountManaged, PeriodClosed, BalanceOutOfRange, AccountFrozen.

    Source: sql/ledger/functions/post_transfer.sql.
    """
    return Call(
        "post_transfer",
        {
            "from_account_id": (from_account_id, "bigint"),
            "to_account_id": (to_account_id, "bigint"),
            "amount": (amount, "numeric"),
            **chosen(
                description=(description, "text"),
                effective_on=(effective_on, "date"),
                metadata=(metadata, "jsonb"),
                request_key=(request_key, "text"),
                tenant_id=(tenant_id, "bigint"),
            ),
        },
        as_row(Journal),
    )


def rebuild_balances(
    *, is_dry_run: bool = True, tenant_id: int | None = None
) -> Call[list[RebuildBalancesRow]]:
    """Lists the balances that are not what the last entry and the open holds say, and by how
    much; unless it is a dry run, takes over what those say. Entries are never changed. A
    second run finds nothing.

    Raises: TenantNotAllowed.

    Source: sql/ledger/functions/rebuild_balances.sql.
    """
    return Call(
        "rebuild_balances",
        {**chosen(is_dry_run=(is_dry_run, "boolean"), tenant_id=(tenant_id, "bigint"))},
        as_rows(RebuildBalancesRow),
    )


def rebuild_daily_totals(
    *,
    account_id: int,
    from_on: date | None = None,
    to_on: date | None = None,
    is_dry_run: bool = True,
    tenant_id: int | None = None,
) -> Call[list[RebuildDailyTotalsRow]]:
    """Lists the days on which the totals of an account, parked ones included, differ from its
    entries, and by how much; unless it is a dry run, puts them right from the entries. A
    second run finds nothing.

    Raises: TenantNotAllowed, DateNotUsable, AccountNotFound, DailyTotalsOff.

    Source: sql/ledger/functions/rebuild_daily_totals.sql.
    """
    return Call(
        "rebuild_daily_totals",
        {
            "account_id": (account_id, "bigint"),
            **chosen(
                from_on=(from_on, "date"),
                to_on=(to_on, "date"),
                is_dry_run=(is_dry_run, "boolean"),
                tenant_id=(tenant_id, "bigint"),
            ),
        },
        as_rows(RebuildDailyTotalsRow),
    )


def release_hold(*, hold_id: int, tenant_id: int | None = None) -> Call[Hold]:
    """Sets free what is open of a hold. Releasing twice answers twice with the same.

    Raises: TenantNotAllowed, AccountManaged, HoldNotFound, HoldClosed.

    Source: sql/ledger/functions/release_hold.sql.
    """
    return Call(
        "release_hold",
        {"hold_id": (hold_id, "bigint"), **chosen(tenant_id=(tenant_id, "bigint"))},
        as_row(Hold),
    )


def reopen_period(
    *, through_on: date | None, reason: str, tenant_id: int | None = None
) -> Call[PeriodClose]:
    """Opens the books again: closed stays only what lies on or before through_on, null for
    nothing. Who did it, when and why is kept in tolsel.period_close.

    Raises: TenantNotAllowed, DateNotUsable, TextNotUsable, PeriodNotClosed,
    IsolationNotUsable, YearClosed.

    Source: sql/ledger/functions/reopen_period.sql.
    """
    return Call(
        "reopen_period",
        {
            "through_on": (through_on, "date"),
            "reason": (reason, "text"),
            **chosen(tenant_id=(tenant_id, "bigint")),
        },
        as_row(PeriodClose),
    )


def reopen_year(*, ended_on: date, reason: str, tenant_id: int | None = None) -> Call[YearClose]:
    """Opens the last closed year again: its closing journal is reversed on its own day, and the
    books are open as they were before, its last day in any case. Who did it, when and why is
    kept in tolsel.year_close.

    Raises: TenantNotAllowed, DateNotUsable, TextNotUsable, IsolationNotUsable, AccountFrozen,
    YearNotClosed.

    Source: sql/ledger/functions/reopen_year.sql.
    """
    return Call(
        "reopen_year",
        {
            "ended_on": (ended_on, "date"),
            "reason": (reason, "text"),
            **chosen(tenant_id=(tenant_id, "bigint")),
        },
        as_row(YearClose),
    )


def repair(*, is_dry_run: bool = True) -> Call[list[RepairRow]]:
    """Lists the derived values that are not what entries, holds and closings say, judged again
    under the locks of their writers; unless it is a dry run, puts them right and keeps each
    as an incident with what was before and after. Entries are never changed, and where some
    are missing or not what they were, nothing is made anew from them: they are named.
    Sequences that are behind are moved on. A second run finds what is not repairable.

    Source: sql/ledger/functions/repair.sql.
    """
    return Call("repair", {**chosen(is_dry_run=(is_dry_run, "boolean"))}, as_rows(RepairRow))


def reverse_journal(
    *,
    journal_id: int,
    lines: Json | None = None,
    description: str | None = None,
    effective_on: date | None = None,
    metadata: Json | None = None,
    request_key: str | None = None,
    tenant_id: int | None = None,
) -> Call[Journal]:
    """Posts the opposite of a journal and links it: all that earlier reversals have left, or the
    lines given, each with the opposite sign of the original and no more than is left of it.

    Raises: TenantNotAllowed, AmountNotFinite, AmountIsZero, AmountTooPrecise, AmountTooLarge,
    RequestKeyNotUsable, MetadataNotUsable, DateNotUsable, TextNotUsable, RequestKeyReused,
    JournalNotBalanced, TooFewLines, AccountNotFound, CurrencyMismatch, InsufficientFunds,
    AccountManaged, PeriodClosed, LineNotReadable, AmountNotANumber, BalanceOutOfRange,
    TooManyLines, JournalNotFound, MoreThanLeftToReverse, ReversalNotReversible,
    AccountFrozen, JournalClosesYear.

    Source: sql/ledger/functions/reverse_journal.sql.
    """
    return Call(
        "reverse_journal",
        {
            "journal_id": (journal_id, "bigint"),
            **chosen(
                lines=(lines, "jsonb"),
                description=(description, "text"),
                effective_on=(effective_on, "date"),
                metadata=(metadata, "jsonb"),
                request_key=(request_key, "text"),
                tenant_id=(tenant_id, "bigint"),
            ),
        },
        as_row(Journal),
    )


def seal_entries(*, limit: int = 100000) -> Call[int]:
    """Seals about limit entries that have no seal, and answers how many it sealed. Call it until
    it answers 0.

    Source: sql/ledger/functions/seal_entries.sql.
    """
    return Call("seal_entries", {**chosen(limit=(limit, "integer"))}, as_value)


def set_credit_limit(
    *, account_id: int, credit_limit: Decimal, tenant_id: int | None = None
) -> Call[Balance]:
    """Sets how far beyond nothing an account may go; null: it is guarded no longer.

    Raises: TenantNotAllowed, AmountNotFinite, AmountTooPrecise, AmountTooLarge,
    AccountNotFound, InsufficientFunds, AccountManaged, SlotsNotUsable, CreditLimitNotUsable.

    Source: sql/ledger/functions/set_credit_limit.sql.
    """
    return Call(
        "set_credit_limit",
        {
            "account_id": (account_id, "bigint"),
            "credit_limit": (credit_limit, "numeric"),
            **chosen(tenant_id=(tenant_id, "bigint")),
        },
        as_row(Balance),
    )


def set_daily_totals(
    *, account_id: int, has_daily_totals: bool, tenant_id: int | None = None
) -> Call[Account]:
    """Switches the daily totals of an account on, for all its past too, or off.

    Raises: TenantNotAllowed, AccountNotFound, AccountManaged.

    Source: sql/ledger/functions/set_daily_totals.sql.
    """
    return Call(
        "set_daily_totals",
        {
            "account_id": (account_id, "bigint"),
            "has_daily_totals": (has_daily_totals, "boolean"),
            **chosen(tenant_id=(tenant_id, "bigint")),
        },
        as_row(Account),
    )


def unfreeze_account(*, account_id: int, reason: str, tenant_id: int | None = None) -> Call[bool]:
    """Releases an account that a check has frozen; answers false where it was not. Who did it
    and why is kept in tolsel.activity_log.

    Raises: TenantNotAllowed, TextNotUsable, AccountNotFound.

    Source: sql/ledger/functions/unfreeze_account.sql.
    """
    return Call(
        "unfreeze_account",
        {
            "account_id": (account_id, "bigint"),
            "reason": (reason, "text"),
            **chosen(tenant_id=(tenant_id, "bigint")),
        },
        as_value,
    )


def validate_books(*, is_full: bool = False) -> Call[Validation]:
    """Runs the validator by hand: all balances and all new entries, or with true the whole
    history. What it finds is kept: tolsel.list_incidents. Postings do not wait for it.

    Source: sql/ledger/functions/validate_books.sql.
    """
    return Call("validate_books", {**chosen(is_full=(is_full, "boolean"))}, as_row(Validation))
