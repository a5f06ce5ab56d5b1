"""What a page is made of: sections of blocks, which have figures, a chart, and tables behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from tolsel.picturing.charts import Chart, Series, draw
from tolsel.picturing.steps import Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A figure with its name; `share` of 100 where it is drawn as a bar."""

    name: str
    value: str
    share: float | None = None
    is_bad: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table: its first columns are texts, the others figures."""

    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    texts: int = 1
    last_is_total: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A square of a heat map; `heat` is a share of 100."""

    text: str
    heat: int
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatMap:
    """Squares, a row an hour and a column a counter."""

    title: str
    columns: Sequence[str]
    rows: Sequence[tuple[str, Sequence[Cell | None]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A chart or a few figures, and the tables behind them."""

    title: str
    facts: Sequence[Fact] = ()
    chart: Chart | None = None
    heat_map: HeatMap | None = None
    tables: Sequence[Table] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """What is about one thing; `empty` is said where there is nothing."""

    anchor: str
    title: str
    about: str
    empty: str
    blocks: Sequence[Block] = field(default_factory=list)


def zero_or(amount: Decimal | None) -> Decimal:
    """Return an amount, 0 for none."""
    return Decimal(0) if amount is None else amount


def chart_of(title: str, steps: Sequence[Step], series: Sequence[Series], *, scale: int) -> Chart:
    """Draw amounts in a currency of so many decimals, or numbers, which have none."""
    return draw(title, [step.name for step in steps], series, scale=scale)


def table_of(
    title: str,
    steps: Sequence[Step],
    series: Sequence[Series],
    *,
    scale: int,
    has_total: bool = False,
) -> Table:
    """Return the table of the figures of a chart; dates are those of the steps."""
    rows = [
        [_days_of(step), *("" if one.values[number] is None else
            f"{zero_or(one.values[number]):,.{scale}f}" for one in series)]
        for number, step in enumerate(steps)
    ]  # fmt: skip
    if has_total:
        sums = (sum(map(zero_or, one.values), Decimal(0)) for one in series)
        rows.append(["total", *(f"{amount:,.{scale}f}" for amount in sums)])
    heads = ["", *(one.name for one in series)]
    return Table(title=title, heads=heads, rows=rows, last_is_total=has_total)


def _days_of(step: Step) -> str:
    first, last = step.first_on.isoformat(), step.last_on.isoformat()
    return first if first == last else f"{first} to {last}"
