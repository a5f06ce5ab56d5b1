"""Posts the lines of a history: opens its accounts, and says which line was refused."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import psycopg
from psycopg import Connection
from psycopg.rows import TupleRow

from tolsel.accounts import Account, list_accounts, open_account
from tolsel.errors import ReportedError, RetryableError, TolselError, translating
from tolsel.importing.csv_rows import BAD_LINES_SHOWN, BadLine, list_bad_lines
from tolsel.importing.history_file import HistoryFile, HistoryLine


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountsToOpen:
    """What to open where a history names an account that does not exist; None refuses the line."""

    account_type: str | None = None
    counter_account_type: str | None = None
    currency: str | None = None
    """Of opened accounts and, if given, of every amount; None is the tenant's, or the account's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What the first reading of a file found: the first line of each code it names."""

    line_count: int
    accounts: Mapping[str, int]
    counter_accounts: Mapping[str, int]
    has_printed_balances: bool
    bad_count: int
    bad_lines: Sequence[BadLine]


class BadHistoryError(ReportedError):
    """A file with lines that cannot be posted; nothing of it was."""

    def __init__(self, file: HistoryFile, count: int, first: Sequence[BadLine]) -> None:
        lines = f"{count:,} lines" if count > 1 else "1 line"
        super().__init__(
            f"{lines} of {file.path.name} cannot be posted; nothing was posted",
            detail=list_bad_lines(first, count),
        )
        self.count = count
        self.first = tuple(first)


class HistoryPoster:
    """Posts the lines of one file for one tenant."""

    def __init__(
        self, *, file: HistoryFile, to_open: AccountsToOpen, survey: Survey, tenant_id: int
    ) -> None:
        self._file, self._to_open, self._survey = file, to_open, survey
        self._tenant_id = tenant_id
        self._accounts: dict[str, Account] = {}

    def open_accounts(self, conn: Connection[TupleRow]) -> tuple[str, ...]:
        """Open the accounts that are missing; refuse the file if that is not wanted."""
        survey = self._survey
        # An account that stands on both sides is opened as an account.
        wanted = {code: self._to_open.counter_account_type for code in survey.counter_accounts}
        wanted |= {code: self._to_open.account_type for code in survey.accounts}
        self._find_accounts(conn, [*wanted])
        missing = [code for code in wanted if code not in self._accounts]
        bad = [self._missing(code) for code in missing if wanted[code] is None]
        if bad or survey.bad_count:
            listed = sorted([*survey.bad_lines, *bad])[:BAD_LINES_SHOWN]
            raise BadHistoryError(self._file, survey.bad_count + len(bad), listed)
        try:
            with translating(), conn.transaction():
                for code in missing:
                    open_account(
                        conn,
                        code=code,
                        name=code,
                        account_type=wanted[code] or "",
                        currency=self._to_open.currency,
                        tenant_id=self._tenant_id,
                    )
        except TolselError as error:
            if error.name != "name_taken":
                raise
            raise RetryableError("another import opened the same accounts") from error
        self._find_accounts(conn, missing)
        return tuple(missing)

    def _missing(self, code: str) -> BadLine:
        if code in self._survey.accounts:
            number, option = self._survey.accounts[code], "--open-accounts"
        else:
            number, option = self._survey.counter_accounts[code], "--open-counter-accounts"
        return BadLine(number, f"there is no account {code!r}; see {option}")

    def _find_accounts(self, conn: Connection[TupleRow], codes: Sequence[str]) -> None:
        found = list_accounts(conn, codes=codes, tenant_id=self._tenant_id)
        self._accounts |= {account.code: account for account in found}

    def post(self, conn: Connection[TupleRow], lines: Sequence[HistoryLine]) -> int:
        """Post lines in one transaction, all or none; return how many were not posted before."""
        try:
            with translating(), conn.transaction():
                return self._post(conn, lines)
        except (TolselError, psycopg.Error) as error:
            raise self._explain(conn, lines, error) from error

    def _post(self, conn: Connection[TupleRow], lines: Sequence[HistoryLine]) -> int:
        row = conn.execute(
            """select count(*) filter (where created_at = now())
               from tolsel.post_journals(p_journals => %s::jsonb, p_tenant_id => %s)""",
            [json.dumps([self._journal(line) for line in lines]), self._tenant_id],
        ).fetchone()
        assert row is not None
        return int(row[0])

    def _journal(self, line: HistoryLine) -> dict[str, object]:
        account = self._accounts[line.account]
        counter_account = self._accounts[line.counter_account]
        # Arithmetic would round to the context's precision; turning a sign does not.
        amount = line.amount if account.sign > 0 else line.amount.copy_negate()
        # The account comes first: tolsel.list_printed_balances relies on it.
        sides = [(account, amount), (counter_account, amount.copy_negate())]
        currency = {"currency": self._to_open.currency} if self._to_open.currency else {}
        # What is said here must be the same when a longer file is imported: no line number.
        metadata = {"source": self._file.source}
        if line.printed_balance is not None:
            metadata["printed_balance"] = line.printed_balance
        return {
            "lines": [
                {"account_id": side.account_id, "amount": f"{value:f}"} | currency
                for side, value in sides
            ],
            "description": line.text,
            "effective_on": line.effective_on.isoformat(),
            "metadata": metadata,
            "request_key": line.key,
        }

    def _explain(
        self,
        conn: Connection[TupleRow],
        lines: Sequence[HistoryLine],
        error: TolselError | psycopg.Error,
    ) -> ReportedError:
        """Say which line was refused: post one by one, as the batch would, and undo it all."""
        where = f"line {lines[0].number} or after it"
        try:
            with translating(), conn.transaction(force_rollback=True):
                for line in lines:
                    where = f"line {line.number}"
                    self._post(conn, [line])
                where = f"line {lines[0].number} or after it"
        except (TolselError, psycopg.Error) as found:
            error = found
        said = _as_reported(error)
        detail = re.sub(r"^Journal 1(, line \d)?: ", "", said.detail or "")
        way_out = (
            f"Nothing from line {lines[0].number} on is posted; "
            "correct the file or the books, and import again."
        )
        return type(said)(
            said.message,
            sqlstate=said.sqlstate,
            name=said.name,
            detail=f"{self._file.path.name}, {where}: {detail}".removesuffix(": "),
            hint=f"{said.hint}\n{way_out}" if said.hint else way_out,
        )


def _as_reported(error: TolselError | psycopg.Error) -> ReportedError:
    if isinstance(error, TolselError):
        return error
    said = error.diag
    return ReportedError(
        said.message_primary or str(error),
        sqlstate=error.sqlstate,
        detail=said.message_detail,
        hint=said.message_hint,
    )
