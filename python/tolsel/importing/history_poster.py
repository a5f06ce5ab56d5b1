"""Posts the lines of a history that are new, and opens its accounts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from psycopg import Connection
from psycopg.rows import TupleRow

from tolsel.accounts import Account, list_accounts, open_account
from tolsel.errors import RetryableError, TolselError, translating
from tolsel.importing.csv_rows import BadLine
from tolsel.importing.history_file import HistoryFile, HistoryLine
from tolsel.importing.known_lines import KnownLines, list_known
from tolsel.importing.refusing import Faults


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
    from_on: date
    to_on: date
    has_printed_balances: bool
    has_bad_lines: bool


@dataclass(frozen=True, slots=True)
class NewLine:
    """A line that is not posted yet."""

    number: int
    line: HistoryLine
    key: str


class HistoryPoster:
    """Posts the lines of one file for one tenant."""

    def __init__(
        self, *, file: HistoryFile, to_open: AccountsToOpen, survey: Survey, tenant_id: int
    ) -> None:
        self._file, self._to_open, self._survey = file, to_open, survey
        self.tenant_id = tenant_id
        self._accounts: dict[str, Account] = {}

    def open_accounts(self, conn: Connection[TupleRow], faults: Faults) -> tuple[str, ...]:
        """Open the accounts that are missing; where that is not wanted, it is a fault."""
        survey = self._survey
        # An account that stands on both sides is opened as an account.
        wanted = {code: self._to_open.counter_account_type for code in survey.counter_accounts}
        wanted |= {code: self._to_open.account_type for code in survey.accounts}
        self._find_accounts(conn, [*wanted])
        missing = [code for code in wanted if code not in self._accounts]
        for code in missing:
            if wanted[code] is None:
                faults.add(self._missing(code))
        try:
            with translating(), conn.transaction():
                for code in missing:
                    if wanted[code] is None:
                        continue
                    open_account(
                        conn,
                        code=code,
                        name=code,
                        account_type=wanted[code] or "",
                        currency=self._to_open.currency,
                        tenant_id=self.tenant_id,
                    )
        except TolselError as error:
            if error.name != "name_taken":
                raise
            raise RetryableError("another import opened the same accounts") from error
        self._find_accounts(conn, missing)
        return tuple(code for code in missing if code in self._accounts)

    def _missing(self, code: str) -> BadLine:
        if code in self._survey.accounts:
            number, option = self._survey.accounts[code], "--open-accounts"
        else:
            number, option = self._survey.counter_accounts[code], "--open-counter-accounts"
        return BadLine(number, f"there is no account {code!r}; see {option}")

    def _find_accounts(self, conn: Connection[TupleRow], codes: Sequence[str]) -> None:
        found = list_accounts(conn, codes=codes, tenant_id=self.tenant_id)
        self._accounts |= {account.code: account for account in found}

    def list_new(
        self, conn: Connection[TupleRow], lines: Iterable[HistoryLine]
    ) -> Iterator[NewLine]:
        """List the lines that are not posted yet, each under its request key."""
        known = list_known(
            conn,
            source=self._file.source,
            account_ids=[
                self._accounts[code].account_id
                for code in self._survey.accounts
                if code in self._accounts
            ],
            from_on=self._survey.from_on,
            to_on=self._survey.to_on,
            tenant_id=self.tenant_id,
        )
        keys = KnownLines(self._file.source, known)
        for line in lines:
            # Those of an account that is missing, and may not be opened, are refused as it is.
            if {line.account, line.counter_account} <= self._accounts.keys():
                key, is_known = keys.key_of(line)
                if not is_known:
                    yield NewLine(line.number, line, key)

    def post(self, conn: Connection[TupleRow], lines: Sequence[NewLine]) -> int:
        """Post lines, all or none; return how many were not posted before."""
        row = conn.execute(
            """select count(*) filter (where created_at = now())
               from tolsel.post_journals(p_journals => %s::jsonb, p_tenant_id => %s)""",
            [json.dumps([self._journal(new.line, new.key) for new in lines]), self.tenant_id],
        ).fetchone()
        assert row is not None
        return int(row[0])

    def _journal(self, line: HistoryLine, key: str) -> dict[str, object]:
        account = self._accounts[line.account]
        counter_account = self._accounts[line.counter_account]
        # Arithmetic would round to the context's precision; turning a sign does not.
        amount = line.amount if account.sign > 0 else line.amount.copy_negate()
        # The account comes first: tolsel.list_printed_balances relies on it.
        sides = [(account, amount), (counter_account, amount.copy_negate())]
        currency = {"currency": self._to_open.currency} if self._to_open.currency else {}
        metadata = {"source": self._file.source}
        if line.line_id is not None:
            metadata["line_id"] = line.line_id
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
            "request_key": key,
        }
