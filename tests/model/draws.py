"""What is drawn for a call: usable most of the time, else spoiled in one of the known ways."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from tests.model.book import Account, Book
from tests.model.dice import Dice
from tests.model.faults import Head

CHART = ("1050", "1060", "2050", "2200", "3000", "3900", "4000", "6900", "9999")
KEYS = [f"key-{n}" for n in range(12)]
NOTHING = 987_654  # an id that nothing has
OTHER_CONTENT: dict[str, Any] = {
    "description": "else",
    "metadata": {"else": 1},
    "effective_on": "2026-03-26",
}
BAD_ACCOUNTS: dict[str, list[Any]] = {
    "code": ["", None, " \t", "c" * 101, " cash ", "4000"],
    "name": ["", None, "\n", "n" * 201],
    "type": [None, "", "Asset", "cash"],
    "currency": ["XXX", "eur", ""],
    "slots": [0, 257, -1, None, 256, 2],
    "credit_limit": [Decimal(x) for x in ("NaN", "-1", "0.0001", "1e15", "-Infinity", "20")],
    "metadata": [[], None],
    "parent_account_id": [NOTHING],
}


class Draws(Dice):
    """Draws against the books as they stand."""

    def __init__(self, seed: bytes, book: Book) -> None:
        super().__init__(seed)
        self.book = book

    def units(self) -> int:
        """An amount above zero in the smallest unit."""
        return self.between(1, self.pick([30, 30, 5_000, 30_000]))

    def usual_amount(self, scale: int) -> Decimal:
        return Decimal(self.units()).scaleb(-scale)

    def amount(self, scale: int) -> Decimal | None:
        """An amount above zero, or one that cannot be."""
        if not self.chance(15):
            return self.usual_amount(scale)
        return self.pick(
            [
                None,
                Decimal("NaN"),
                Decimal("Infinity"),
                Decimal(0),
                Decimal("-0.00"),
                Decimal(-5),
                Decimal(1).scaleb(-scale - 1),
                Decimal("7." + "1" * 25),
                Decimal(10) ** 15,
                Decimal(10) ** 15 - 1,
                Decimal("1e30"),
            ]
        )

    # Heads.

    def description(self) -> str | None:
        if self.chance(4):
            return self.pick(["", " \t", "d" * 1001])
        return self.pick([None, None, "rent", "d" * 1000, "Miete für März"])

    def metadata(self) -> Any:
        if self.chance(4):
            return self.pick([[], 5, "text", {"a": "x" * 16375 + "y"}])
        return self.pick([None, None, {}, {"order": 7}, {"a": "x" * 16374 + "y"}])

    def key(self) -> str | None:
        if self.chance(4):
            return self.pick(["", "  ", "k" * 201])
        return self.pick([None, None, None, *KEYS, "k" * 200, "KEY-1"])

    def good_day(self) -> date:
        return self.book.today + timedelta(days=self.between(-12, 5))

    def day(self) -> str | None:
        """Today by default, a day around it, or one that is no day."""
        if self.chance(5):
            return self.pick(["infinity", "-infinity", "1899-12-31", "2200-01-01"])
        if self.chance(4):
            return self.pick(["1900-01-01", "2199-12-31"])
        closed = self.book.closed_through
        if closed and self.chance(25):
            return self.pick([closed, closed + timedelta(days=1)]).isoformat()
        return None if self.chance(50) else self.good_day().isoformat()

    def head(self, *, reverses: int | None = None, hold_id: int | None = None) -> Head:
        return Head(self.description(), self.day(), self.metadata(), self.key(), reverses, hold_id)

    # Accounts.

    def currency(self) -> str:
        return self.pick(["EUR", "EUR", "EUR", "JPY", "BHD"])

    def accounts(self, currency: str) -> list[Account]:
        mine = [
            a for a in self.book.accounts.values() if a.currency == currency and not a.is_managed
        ]
        own = [a for a in mine if a.code not in CHART]
        return own if own and self.chance(75) else mine

    def managed(self) -> Account:
        return next(a for a in self.book.accounts.values() if a.is_managed)

    def account(self) -> Account:
        return self.managed() if self.chance(4) else self.pick(self.accounts(self.currency()))

    def account_id(self) -> int | None:
        return self.pick([NOTHING, None]) if self.chance(4) else self.account().account_id

    def needs(self) -> list[tuple[int, Decimal]]:
        """Accounts of one slot that need a limit, for what is spent and held, and how high."""
        book = self.book
        needs = [
            (a.account_id, a.spent(book.balance(a)) + book.held(a), book.held(a))
            for a in book.accounts.values()
            if a.slots == 1 and not a.is_managed
        ]
        tight = [(account_id, need) for account_id, need, held in needs if need > 0 and held]
        return tight or [(account_id, need) for account_id, need, _ in needs if need > 0]

    # Lines.

    def lines(self) -> list[dict[str, Any]]:
        """Two to five lines that add up in each currency, several of them on one account."""
        lines: list[dict[str, Any]] = []
        for _ in range(2 if self.chance(10) else 1):
            currency = self.currency()
            some = self.accounts(currency)
            if len(some) < 2:
                continue
            count = self.pick([2, 2, 2, 3, 3, 4, 5])
            chosen = [self.pick(some) for _ in range(count)]
            scale = chosen[0].scale
            units = [self.units() * self.pick([1, -1]) for _ in range(count - 1)]
            if self.chance(3):
                units = [999_999_999_999_999 * 10**scale]
            chosen = chosen[: len(units) + 1]
            if sum(units) == 0:
                units[0] += 1
            units.append(-sum(units))
            if len({a.account_id for a in chosen}) < 2:
                others = [a for a in some if a is not chosen[0]]
                chosen[-1] = self.pick(others)
            for account, number in zip(chosen, units, strict=True):
                amount = Decimal(number).scaleb(-scale)
                if number:
                    lines.append(self.line(account, amount))
        self.random.shuffle(lines)
        return lines

    def line(self, account: Account, amount: Decimal) -> dict[str, Any]:
        line: dict[str, Any] = self.pick(
            [
                {"account_id": account.account_id},
                {"account_id": str(account.account_id)},
                {"account_code": account.code},
            ]
        )
        text = f"{amount:f}"
        padded = f"{text}000" if "." in text else f"{text}.0"
        line = line | {"amount": self.pick([text, text, amount, padded])}
        if self.chance(3):
            zeros = "0" * self.pick([1, 19, 40])
            line["amount"] = f"-{zeros}{text[1:]}" if amount < 0 else zeros + padded + zeros
        return line | {"currency": account.currency} if self.chance(10) else line

    def items(self) -> Any:
        """The lines of a journal, spoiled now and then."""
        lines: Any = self.lines()
        return self.spoil(lines) if self.chance(20) else lines

    def spoil(self, lines: list[dict[str, Any]]) -> Any:
        if not lines or self.chance(10):
            return self.pick([None, [], {}, "lines", [5], [None], [[]]])
        no = self.between(0, len(lines) - 1)
        line = lines[no]
        account = {k: v for k, v in line.items() if k != "amount"}
        amount = Decimal(line["amount"])
        how = self.pick(
            ["change", "change", "drop", "amount", "managed", "one account", "other currency"]
        )
        if how == "drop":
            return lines[:no] + lines[no + 1 :]
        if how == "one account":
            return [account | {"amount": x["amount"]} for x in lines]
        if how == "other currency":
            other = self.pick(self.accounts(self.pick(["EUR", "JPY", "BHD"])))
            fault = {"account_id": other.account_id, "amount": line["amount"]}
        elif how == "managed":
            fault = {"account_id": self.managed().account_id, "amount": line["amount"]}
        elif how == "amount":
            fault = account | {"amount": self.pick(
                [amount + 1, -amount, 0, "-0.0", "NaN", "Infinity", "-Infinity", "1e15", None, "",
                 "1,5", " 5", "+5", ".5", "5.", True, [], "1" * 16, "9" * 25, "-1000000000000000",
                 "1.0001", Decimal("0.00000000000000000000001"), "1" * 300, "0x10", "1_0"]
            )}  # fmt: skip
        else:
            bare = {"amount": line["amount"]}
            fault = self.pick(
                [
                    line | {"currency": "USD"},
                    line | {"currency": "eur"},
                    line | {"note": "x"},
                    bare,
                    bare | {"account_id": NOTHING},
                    bare | {"account_id": None},
                    bare | {"account_id": "x"},
                    bare | {"account_id": -1},
                    bare | {"account_id": 1, "account_code": "4000"},
                    bare | {"account_code": "no such code"},
                    bare | {"account_code": None},
                    account,
                ]
            )
        return [*lines[:no], fault, *lines[no + 1 :]]

    def part_of(self, left: dict[int, Decimal]) -> list[dict[str, Any]]:
        """Lines that reverse a part of a journal, or slightly too much of it."""
        if len(left) < 2:
            return self.lines()
        plus = self.pick([i for i, amount in left.items() if amount > 0])
        minus = [
            i for i, amount in left.items()
            if amount < 0
            and self.book.accounts[i].currency == self.book.accounts[plus].currency
        ]  # fmt: skip
        account = self.book.accounts[plus]
        if not minus:
            return self.lines()
        other = self.pick(minus)
        most = min(left[plus], -left[other])
        part = self.pick([most, most, self.usual_amount(account.scale), most + 1, most / 2])
        part = part.quantize(Decimal(1).scaleb(-account.scale))
        return [
            self.line(account, -part),
            self.line(self.book.accounts[other], part),
        ]

    def moment(self) -> datetime | str | None:
        """When a hold expires."""
        if self.chance(5):
            return self.pick(["infinity", "-infinity"])
        hours = self.pick([None, None, 1, 1, 5, 24, 24, 72, 0, -1])
        return None if hours is None else self.book.clock + timedelta(hours=hours)
