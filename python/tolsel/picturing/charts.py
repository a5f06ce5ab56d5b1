"""Charts as paths in a square of 1,000 by 1,000, which the page stretches, and labels beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

_SIDE = 1000
_TICKS = 5
_MOST_LABELS = 13
_FEW_LABELS = 4  # on a telephone
_Up = Callable[[Decimal], float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One figure through time; None where there is none. Bars are stacked on one another."""

    name: str
    style: str
    values: Sequence[Decimal | None]
    kind: str = "bar"
    """bar, line, or dot."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A word at an axis, at so many percent of it."""

    text: str
    at: float
    is_major: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A path of a chart."""

    kind: str
    style: str
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stripe:
    """A step of time, from so far on and so wide: what it says where one points at it."""

    left: float
    width: float
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """What the page needs to draw a chart."""

    title: str
    legend: Sequence[Series]
    below: Sequence[Label]
    beside: Sequence[Label]
    zero: float
    shapes: Sequence[Shape]
    stripes: Sequence[Stripe]

    @property
    def widest(self) -> str:
        """Return the longest word beside it, which says how much room they need."""
        return max((label.text for label in self.beside), key=len)


def draw(title: str, steps: Sequence[str], series: Sequence[Series], *, scale: int) -> Chart:
    """Draw series over steps of time: amounts with so many decimals, or numbers, with none."""
    series = [one for one in series if any(one.values)] or series[:1]
    bars = [one for one in series if one.kind == "bar"]
    lowest, highest = _reach(series, bars, len(steps))
    ticks = _ticks(lowest, highest, least=Decimal(1).scaleb(-scale))
    lowest, highest = min(lowest, ticks[0]), max(highest, ticks[-1])

    def up(value: Decimal) -> float:
        return round(float((highest - value) / (highest - lowest)) * _SIDE, 1)

    width = _SIDE / max(len(steps), 1)
    shapes = [*_stack(bars, width, up)]
    for one in series:
        if one.kind == "line":
            shapes.append(Shape(kind="line", style=one.style, path=_line(one.values, width, up)))
        if one.kind == "dot" or (one.kind == "line" and len(steps) <= 31):
            shapes.append(Shape(kind="dot", style=one.style, path=_dots(one.values, width, up)))
    return Chart(
        title=title,
        legend=series,
        below=_labels(steps),
        beside=[Label(text=_short(tick), at=up(tick) / _SIDE * 100) for tick in ticks],
        zero=up(Decimal(0)),
        shapes=shapes,
        stripes=[
            Stripe(
                left=round(number * width, 1),
                width=round(width, 1),
                says="\n".join([step, *_figures_at(number, series, scale)]),
            )
            for number, step in enumerate(steps)
        ],
    )


def _figures_at(number: int, series: Sequence[Series], scale: int) -> list[str]:
    found = ((one.name, one.values[number]) for one in series)
    return [f"{name}: {value:,.{scale}f}" for name, value in found if value is not None]


def _reach(series: Sequence[Series], bars: Sequence[Series], steps: int) -> tuple[Decimal, Decimal]:
    values = [value for one in series if one.kind != "bar" for value in one.values if value]
    for number in range(steps):
        stack = [one.values[number] or Decimal(0) for one in bars]
        values.append(sum((value for value in stack if value > 0), Decimal(0)))
        values.append(sum((value for value in stack if value < 0), Decimal(0)))
    return min([*values, Decimal(0)]), max([*values, Decimal(0)])


def _ticks(lowest: Decimal, highest: Decimal, *, least: Decimal) -> list[Decimal]:
    """Return round figures at equal distance, from at most the lowest to at least the highest."""
    if lowest == highest:
        return [Decimal(0), Decimal(1)]
    rough = max((highest - lowest) / _TICKS, least)
    unit = Decimal(1).scaleb(rough.adjusted())
    step = next(unit * factor for factor in (1, 2, 5, 10) if unit * factor >= rough)
    first = (lowest / step).to_integral_value("ROUND_FLOOR")
    last = (highest / step).to_integral_value("ROUND_CEILING")
    return [step * number for number in range(int(first), int(last) + 1)]


def _short(value: Decimal) -> str:
    """Return a figure of an axis: thousands as k, millions as M, milliards as bn."""
    for size, sign in ((9, "bn"), (6, "M"), (3, "k")):
        if abs(value) >= Decimal(10) ** (4 if size == 3 else size):
            return f"{value.scaleb(-size).normalize():,f}{sign}"
    return f"{value.normalize():,f}"


def _labels(steps: Sequence[str]) -> list[Label]:
    every = -(-len(steps) // _MOST_LABELS) or 1
    shown = range(0, len(steps), every)
    rare = -(-len(shown) // _FEW_LABELS) or 1
    return [
        Label(
            text=steps[number],
            at=round((number + 0.5) / len(steps) * 100, 2),
            is_major=nth % rare == 0,
        )
        for nth, number in enumerate(shown)
    ]


def _stack(bars: Sequence[Series], width: float, up: _Up) -> list[Shape]:
    """Stack what is above 0 upwards, and what is below downwards."""
    tops: dict[int, Decimal] = {}
    bottoms: dict[int, Decimal] = {}
    shapes = []
    for one in bars:
        path = []
        for number, value in enumerate(one.values):
            if not value:
                continue
            ends = tops if value > 0 else bottoms
            start = ends.get(number, Decimal(0))
            ends[number] = start + value
            left, right = (number + 0.15) * width, (number + 0.85) * width
            path.append(f"M{left:.1f} {up(start)}H{right:.1f}V{up(ends[number])}H{left:.1f}z")
        shapes.append(Shape(kind="bar", style=one.style, path="".join(path)))
    return shapes


def _points(values: Sequence[Decimal | None], width: float, up: _Up) -> list[str]:
    return [
        f"{(number + 0.5) * width:.1f} {up(value)}"
        for number, value in enumerate(values)
        if value is not None
    ]


def _line(values: Sequence[Decimal | None], width: float, up: _Up) -> str:
    points = _points(values, width, up)
    return "M" + "L".join(points) if points else ""


def _dots(values: Sequence[Decimal | None], width: float, up: _Up) -> str:
    """Return lines of no length: their round ends stay round, however the square is stretched."""
    return "".join(f"M{point}h0" for point in _points(values, width, up))
